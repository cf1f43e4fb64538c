"""Pages to a finished site through MkDocs: everything that touches its insides or Python-Markdown's."""
