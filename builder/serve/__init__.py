"""From an edit to the page that is served."""
