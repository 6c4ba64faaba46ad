"""Records: their schema, their validation, and the Catalog that holds them all."""
