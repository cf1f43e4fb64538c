"""Which pages there are, their addresses, templates to Markdown, the search index."""
