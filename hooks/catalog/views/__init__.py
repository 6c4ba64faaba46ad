"""What the site shows, as data: facets, pages, cards, pagination, coverage and the API."""
