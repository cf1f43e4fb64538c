"""Build briefing sites from facts in YAML, checked against the sources they rest on."""
