"""Faults of GitHub, in its GraphQL API and in its REST API."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.lookup.services import AnyReply, Reply
from tests.refresh.faults import FAULTS, Answer, Fault, always, edit, only, text_of

RATE_LIMITED = {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded for hum."}]}
SECONDARY = '{"message": "You have exceeded a secondary rate limit.", "documentation_url": "https://docs"}'


def change(edit_data: Callable[[dict[str, Any]], None]) -> Callable[[Reply], Reply]:
    """Change every good reply as data."""

    def apply(reply: Reply) -> Reply:
        data = json.loads(text_of(reply))
        edit_data(data)
        return replace(reply, body=json.dumps(data))

    return apply


def fail_first(error: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Make the first repository of a query fail."""

    def apply(reply: dict[str, Any]) -> None:
        reply["data"]["r0"] = None
        reply["errors"] = [{**error, "path": ["r0"]}]

    return apply


def drop_head(reply: dict[str, Any]) -> None:
    for values in reply["data"].values():
        if values:
            del values["defaultBranchRef"]


def swap_hash(reply: dict[str, Any]) -> None:
    for values in reply["data"].values():
        if values:
            values["defaultBranchRef"]["target"]["oid"] = "HEAD"


def spoil_part(reply: dict[str, Any]) -> None:
    reply["errors"] = [{"type": "SERVICE_UNAVAILABLE", "path": ["r0", "licenseInfo"], "message": "x"}]
    reply["data"]["r0"]["licenseInfo"] = None


def cut_tree(reply: Any) -> None:
    if "tree" in reply:
        reply["tree"], reply["truncated"] = reply["tree"][:1], True


def limit(seconds: str) -> Reply:
    return Reply(SECONDARY, 403, headers={"Retry-After": seconds})


def then_good(*replies: Reply) -> Callable[[Answer], list[AnyReply]]:
    return lambda good: [*replies, good]


def null_data(reply: dict[str, Any]) -> None:
    reply.clear()
    reply |= {"data": None, "errors": [{"message": "Something went wrong while executing your query."}]}


GRAPHQL_FAULTS = {
    "rate limited": Fault(only(Reply(json.dumps(RATE_LIMITED))), "has answered too many questions"),
    "secondary rate limit": Fault(then_good(limit("30"))),
    "secondary rate limit for an hour": Fault(only(limit("3600")), "asks to wait longer than 60 seconds"),
    "bad credentials": Fault(only(Reply('{"message": "Bad credentials"}', 401)), "refused the request (401)"),
    "no data": Fault(always(change(null_data)), "refused the query"),
    "a repository that fails": Fault(
        always(change(fail_first({"type": "SERVICE_UNAVAILABLE", "message": "x"}))),
        "it did not answer (SERVICE_UNAVAILABLE)",
    ),
    "a repository that may not be seen": Fault(
        always(change(fail_first({"type": "FORBIDDEN", "message": "[x](https://evil.example)"}))),
        "it did not answer (FORBIDDEN)",
    ),
    "an error without a type": Fault(always(change(fail_first({"message": "x"}))), "it did not answer"),
    "a part that fails": Fault(always(change(spoil_part)), "it did not answer (SERVICE_UNAVAILABLE)"),
    "no branches": Fault(always(change(drop_head)), "unexpected structure"),
    "no hashes": Fault(always(change(swap_hash)), "unexpected structure"),
    "another schema": Fault(edit('"nameWithOwner"', '"fullName"'), "unexpected structure"),
    "a list": Fault(always(lambda reply: replace(reply, body="[]")), "unexpected structure"),
}
"""Faults of GraphQL."""
REST_FAULTS = {
    "secondary rate limit": Fault(then_good(limit("30"))),
    "secondary rate limit for an hour": Fault(only(limit("3600")), "asks to wait longer than 60 seconds"),
    "blocked": Fault(
        only(Reply('{"message": "Repository access blocked"}', 451)), "refused the request (451)"
    ),
    "gone meanwhile": Fault(only(Reply('{"message": "Not Found"}', 404)), "has no such record"),
    "a tree that is cut": Fault(always(change(cut_tree)), "has more files than it lists"),
    "another schema": Fault(edit('"tree"', '"entries"'), "unexpected structure"),
    "a README in another encoding": Fault(edit('"base64"', '"rot13"'), "unexpected structure"),
    "a README that is cut": Fault(edit('=\\n"', '"'), "cannot be decoded"),
}
"""Faults of REST."""
CASES = [
    *(("query", name) for name in (*FAULTS, *GRAPHQL_FAULTS)),
    *(("rest", name) for name in REST_FAULTS),
    *(pytest.param("rest", name, marks=pytest.mark.gate) for name in FAULTS),
]


def find_fault(part: str, name: str) -> Fault:
    """Return a fault of a part of GitHub's API."""
    return (FAULTS | (GRAPHQL_FAULTS if part == "query" else REST_FAULTS))[name]
