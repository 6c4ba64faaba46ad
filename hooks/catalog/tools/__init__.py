"""Tools for assistants, which `catalog mcp` serves over the Model Context Protocol. They only read.

`records` finds what an identifier names, `comparison` compares papers, `tools` has one method for each tool,
and `server` is the only module that needs the package `mcp`.
"""
