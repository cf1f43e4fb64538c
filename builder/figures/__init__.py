"""Figures: data in, HTML and SVG out, the same bytes for the same data."""
