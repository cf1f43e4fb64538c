"""The timeline as a strip."""
