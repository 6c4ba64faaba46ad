"""Imports of awesome lists: match entries with records, merge them, and plan the files to write."""
