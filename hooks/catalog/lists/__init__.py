"""Reading awesome lists: Markdown and HTML to rows, rows to entries."""
