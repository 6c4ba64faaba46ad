"""Canonical YAML: drafts of records, single edits, and the formatter."""
