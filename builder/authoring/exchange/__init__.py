"""Data of other programs into a briefing, and out of it; one module for each format."""
