"""What helps to write: intake of articles, drafting, exchange of formats, renaming, beginning a briefing."""
