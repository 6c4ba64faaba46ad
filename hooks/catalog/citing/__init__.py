"""Citations: how a paper is cited, in every format."""
