"""Helpers that know nothing of the catalog: text, URLs, git, GitHub Markdown, progress, gc."""
