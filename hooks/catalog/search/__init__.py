"""The search index: entries, sections of pages, and their packing into short text."""
