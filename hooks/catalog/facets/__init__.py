"""Ways to divide papers into lists: facets, their names in queries, long lists, and shares by year."""
