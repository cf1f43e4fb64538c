"""The network of actors: boxes, lines between them, and the table of all that joins them."""
