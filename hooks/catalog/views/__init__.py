"""The content of the site as data: facets, pages, cards, pagination, coverage and the API."""
