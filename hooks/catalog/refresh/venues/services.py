"""The services of this round, and the question that each gets about a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from catalog.lookup import crossref, dblp, openalex
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.records.schema import Paper
from catalog.refresh.venues import openreview
from catalog.refresh.venues.matching import is_same_paper
from catalog.refresh.venues.replies import Question, Replies

Fetch = Callable[[Client, str], list[ServiceRecord]]


class Service(NamedTuple):
    """A service, and how to ask it; arXiv has no function, since it gets many questions in one request."""

    source: str
    """ID in sources.yml."""
    functions: dict[str, Fetch]
    """Functions by the field to ask for, the one to prefer first."""


SERVICES = (
    Service("arxiv", {}),
    Service("dblp", {"title": dblp.list_by_title}),
    Service("openreview", {"title": openreview.list_by_title}),
    Service("crossref", {"doi": crossref.fetch_by_doi, "title": crossref.list_by_title}),
    Service("openalex", {"doi": openalex.fetch_by_doi, "arxiv": openalex.fetch_by_arxiv_id}),
)
"""The services in the order in which they are asked: arXiv and DBLP may know the DOI for the others."""
NEEDS_TOKEN = frozenset(["openalex"])
"""Services that reply to a few questions only without a token.
Source: https://developers.openalex.org/guides/authentication"""


def make_question(service: Service, paper: Paper, replies: Replies) -> Question | None:
    """Return the question to a service about a paper; None if there is nothing to ask it for."""
    values = {"arxiv": paper.arxiv, "doi": find_doi(paper, replies), "title": paper.title}
    fields = service.functions or ("arxiv",)
    field = next((field for field in fields if values[field]), None)
    return Question(service.source, field, values[field] or "") if field else None


def find_doi(paper: Paper, replies: Replies) -> str:
    """Return the DOI of a paper: that of its record, of its authors, or of DBLP; blank if none is known."""
    stated = state_doi(paper, replies)
    reply = replies.find(Question("dblp", "title", paper.title))
    listed = (
        record.doi
        for record in (reply.records if reply else ())
        if record.doi and not record.is_preprint and is_same_paper(record, paper, stated)
    )
    return stated or next(listed, "")


def state_doi(paper: Paper, replies: Replies) -> str:
    """Return the DOI in the record of a paper, else the one that its authors state on arXiv."""
    reply = replies.find(Question("arxiv", "arxiv", paper.arxiv)) if paper.arxiv else None
    return paper.doi or next((record.doi for record in (reply.records if reply else ()) if record.doi), "")


def list_records(paper: Paper, replies: Replies) -> Iterator[ServiceRecord]:
    """Yield the records of a paper that services have."""
    for service in SERVICES:
        question = make_question(service, paper, replies)
        reply = replies.find(question) if question else None
        for record in reply.records if reply else ():
            if is_same_paper(record, paper, state_doi(paper, replies)):
                yield record
