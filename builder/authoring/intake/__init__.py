"""Articles as people have them, in text, web page or PDF, to the text and the facts of a source."""
