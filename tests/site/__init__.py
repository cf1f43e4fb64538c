"""Built sites: their pages as files, and in a browser."""
