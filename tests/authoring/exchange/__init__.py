"""Data of other programs into a briefing, and out of it."""
