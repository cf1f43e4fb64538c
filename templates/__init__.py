"""The templates that come with the builder: pages in Markdown, and the theme that shows them."""
