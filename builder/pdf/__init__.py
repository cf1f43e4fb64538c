"""The whole briefing as one PDF."""
