"""Helpers without knowledge of the catalog: text, URLs, git, GitHub Markdown, progress, garbage collection."""
