"""Ways to divide papers into lists: facets, their names in queries, and the pages of long lists."""
