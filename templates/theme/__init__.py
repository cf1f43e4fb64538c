"""The MkDocs theme of a briefing; this module only marks the folder, so that MkDocs can find it."""
