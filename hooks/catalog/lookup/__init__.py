"""Metadata of a paper from its link, arXiv, Crossref, DBLP and OpenAlex.

`link` reads facts off a URL. `services` says where services are; `client` sends, throttles and caches
requests to them, `transport` and `deadline` limit each. `arxiv`, `crossref`, `dblp` and `openalex` turn
replies into records, cleaned by `normalize`; `match` decides whether a record is the requested paper.
`resolve` asks the services in order, and `combine` turns their records into one `answer`.
"""

from __future__ import annotations

from catalog.lookup.answer import Answer, ServiceRecord, Statement
from catalog.lookup.client import Client
from catalog.lookup.resolve import find_by_title, look_up
from catalog.lookup.services import BASE_URLS
from catalog.lookup.venues import find_venue_id

__all__ = [
    "BASE_URLS",
    "Answer",
    "Client",
    "ServiceRecord",
    "Statement",
    "find_by_title",
    "find_venue_id",
    "look_up",
]
