"""What knows nothing of briefings: results that know what they were made from, a cache, progress."""
