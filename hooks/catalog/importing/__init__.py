"""Bringing in other awesome lists: Markdown to rows, rows to entries, entries into the catalog."""
