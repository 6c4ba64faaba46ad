"""Faults of the services that only one of them can have."""

from __future__ import annotations

from dataclasses import replace

from tests.lookup.services import Reply
from tests.refresh.faults import ARXIV_FAULTS, FAULTS, Fault, always, edit, only

NO_SUCH_PAGE = Reply("<!doctype html><title>404</title>", 404, "text/html")
LIST = Fault(always(lambda reply: replace(reply, body="[]")), "unexpected structure")
KEY_TWICE = Fault(edit('"title": ', '"title": 7, "title": '), "sent invalid JSON")
NO_TITLES = Fault(edit('"title"', '"heading"'), "sent no readable title")
OWN_FAULTS = {
    "arxiv": ARXIV_FAULTS,
    "dblp": {
        "another schema": Fault(edit('"hits"', '"found"'), "unexpected structure"),
        "a list": LIST,
        "no titles": NO_TITLES,
        "a key twice": KEY_TWICE,
        "moved": Fault(only(NO_SUCH_PAGE), "has no such record"),
    },
    "openreview": {
        "another schema": Fault(edit('"notes"', '"items"'), "unexpected structure"),
        "a list": LIST,
        "no titles": NO_TITLES,
        "the first version of the API": Fault(edit('{"value": ', '{"was": '), "sent no readable title"),
        "moved": Fault(only(NO_SUCH_PAGE), "has no such record"),
    },
    "crossref": {
        "another schema": Fault(edit('"items"', '"works"'), "unexpected structure"),
        "a list": LIST,
        "no titles": NO_TITLES,
        "moved": Fault(only(NO_SUCH_PAGE), "has no such record"),
    },
    "openalex": {
        "another schema": Fault(edit('"authorships"', '"authors"'), "unexpected structure"),
        "a list": LIST,
        "no titles": NO_TITLES,
        "other papers": Fault(edit("10.48550/arxiv.2", "10.48550/arxiv.3"), "returned a different paper"),
        "moved": Fault(only(NO_SUCH_PAGE), "knows none of 3 IDs, so its replies do not count"),
        "the key is wrong": Fault(
            only(Reply('{"error": "Invalid API key"}', 401)), "refused the request (401)"
        ),
    },
}
"""Faults by service and name."""
CASES = [(service, name) for service, own in OWN_FAULTS.items() for name in (*FAULTS, *own)]


def find_fault(service: str, name: str) -> Fault:
    """Return a fault of a service."""
    return OWN_FAULTS[service].get(name) or FAULTS[name]
