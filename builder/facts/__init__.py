"""The briefing as loaded: records by id, the sources' texts and passages, order, evidence, coverage."""
