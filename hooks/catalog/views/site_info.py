"""The site that pages and feeds belong to."""

from __future__ import annotations

from typing import NamedTuple


class SiteInfo(NamedTuple):
    """Name, description and URL of the site, from mkdocs.yml."""

    name: str
    description: str
    url: str
    """Absolute URL of the root, with a slash at the end."""
