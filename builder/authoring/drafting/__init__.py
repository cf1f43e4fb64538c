"""First records from a stored source: recognisers over text, and how what they find becomes drafts.

Everything here proposes; an editor decides. So each recogniser rather finds nothing than something wrong.
"""
