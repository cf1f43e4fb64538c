"""Countries and provinces of the world, with their shapes; loaded only when somebody asks."""
