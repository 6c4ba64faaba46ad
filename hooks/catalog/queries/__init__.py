"""The query language: what a text asks of papers, read in Python as the browser reads it."""
