"""YAML on disk: read with places, changed in place, written; problems and where they are."""
