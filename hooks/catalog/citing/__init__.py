"""Citing: a paper as a reference, and that reference in every format that other programs read.

`names` -> `reference` -> one writer a format -> `formats` -> `exports`. Writers return a fragment for
one paper; files, and the browser, only join fragments, so that no format is written twice.

The writers are ours and the parsers of the tests are not: a library that both writes and reads a format
agrees with itself. What the known libraries write does not fit, either: `pybtex` turns letters into TeX,
`rispy` numbers the records of a file, so that they cannot be joined.
"""
