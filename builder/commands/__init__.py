"""The commands of `briefing`, one a module."""
