"""What arXiv, Crossref, DBLP and OpenAlex say of a paper: asked politely, read strictly, believed with care.

`client` asks and `transport` bounds each request; `arxiv`, `crossref`, `dblp` and `openalex` read the
replies through `cleaning`; `identity` decides whether two replies speak of one paper; `hunt` asks everyone
in order, and `answer` says what came of it.
"""

from __future__ import annotations

from catalog.lookup.answer import Answer, Claim
from catalog.lookup.client import BASE_URLS, Client
from catalog.lookup.resolve import look_up
from catalog.lookup.venues import find_venue_id
from catalog.lookup.work import ServiceRecord

__all__ = ["BASE_URLS", "Answer", "Claim", "Client", "ServiceRecord", "find_venue_id", "look_up"]
