"""Running the rules, mending, and showing problems."""
