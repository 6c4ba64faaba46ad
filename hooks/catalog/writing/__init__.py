"""Canonical YAML: the formatter, edits of existing files, and drafts of records."""
