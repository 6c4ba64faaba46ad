"""The content of the site as data: pages, cards, coverage and the API."""
