"""Citations: references to papers, in every format that other programs read.

`names` -> `reference` -> one writer per format -> `formats` -> `exports`. Writers return a fragment for one
paper; files, and the browser, only join fragments, so each format is implemented once.

The writers are our own, and tests read their output with independent parsers. Common libraries do not fit:
`pybtex` turns letters into TeX, and `rispy` numbers the records of a file, so they cannot be joined.
"""
