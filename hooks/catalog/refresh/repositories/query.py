"""Questions to GitHub about many repositories in one request.

Source: https://docs.github.com/en/graphql/reference/objects#repository
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from catalog.lookup.client import Client
from catalog.lookup.normalize import as_list, value_at
from catalog.lookup.transport import ServiceError, ServiceRefusedError

FRAGMENT = """\
fragment Facts on Repository {
  nameWithOwner isArchived licenseInfo { spdxId } releases { totalCount }
  defaultBranchRef { target { ... on Commit { oid committedDate tree { oid } } } }
}"""
NAME = re.compile(r"[\w-]+/(?!\.\.?\Z)[\w.-]+", re.ASCII)
HASH = re.compile(r"[0-9a-f]{40}")
UNEXPECTED = "sent a reply with an unexpected structure"


class Question(NamedTuple):
    """Question about a repository."""

    name: str
    """Owner and name."""
    commit: str = ""
    """Commit to look for; blank for none."""


@dataclass(frozen=True)
class Reply:
    """Reply about a repository."""

    name: str
    is_archived: bool
    license: str
    commit: str
    """Newest commit; blank if there is none."""
    date: date | None
    base: str
    """Full hash of the commit in question; blank if it is not there."""
    trees: Mapping[str, str]
    """Hashes of trees by commit."""
    has_releases: bool


def fetch_repositories(client: Client, questions: Sequence[Question]) -> list[Reply | ServiceError | None]:
    """Ask about repositories in one request.

    Returns:
        The reply to each question in order; an error, or None if GitHub has no such repository.

    Raises:
        ServiceError: There is no usable reply.
    """
    reply = client.post_json("github", "/graphql", {"query": build_query(questions)})
    errors = [error for error in as_list(value_at(reply, "errors")) if isinstance(error, dict)]
    types = {str(error.get("type")) for error in errors}
    if "RATE_LIMITED" in types:
        raise ServiceRefusedError("has answered too many questions in this hour")
    data = value_at(reply, "data")
    if not isinstance(data, dict):
        raise ServiceError(f"refused the query{_quote_types(types)}" if errors else UNEXPECTED)
    return [_judge(f"r{at}", question, data, errors) for at, question in enumerate(questions)]


def build_query(questions: Sequence[Question]) -> str:
    """Return a GraphQL query. Owners, names and commits have no characters that its strings escape."""
    lines = []
    for at, (name, commit) in enumerate(questions):
        owner, _, repository = name.partition("/")
        arguments = f"owner: {json.dumps(owner)}, name: {json.dumps(repository)}"
        base = f" base: object(expression: {json.dumps(commit)}) {{ ... on Commit {{ oid tree {{ oid }} }} }}"
        lines.append(f"  r{at}: repository({arguments}) {{ ...Facts{base if commit else ''} }}")
    return "\n".join(("query {", *lines, "}", FRAGMENT))


def _judge(
    alias: str, question: Question, data: dict[str, Any], errors: list[dict[str, Any]]
) -> Reply | ServiceError | None:
    """Return the reply to one question of a batch, whose errors name it by the first step of their path."""
    types = {str(error.get("type")) for error in errors if value_at(error, "path", 0) == alias}
    values = data.get(alias)
    if values is None and types == {"NOT_FOUND"}:
        return None
    if types or not isinstance(values, dict):
        return ServiceError(f"did not answer{_quote_types(types)}")
    try:
        return _parse_reply(values, question)
    except (ValueError, TypeError, KeyError):
        return ServiceError(UNEXPECTED)


def _quote_types(types: set[str]) -> str:
    known = sorted(type for type in types if re.fullmatch(r"[A-Z_]{3,40}", type))
    return f" ({', '.join(known)})" if known else ""


def _parse_reply(values: dict[str, Any], question: Question) -> Reply:
    """Return the reply in a part of the data.

    Raises:
        ValueError: A value is invalid.
        KeyError: A value is missing.
        TypeError: A value has another type.
    """
    name, is_archived, branch = values["nameWithOwner"], values["isArchived"], values["defaultBranchRef"]
    if not isinstance(name, str) or not NAME.fullmatch(name) or not isinstance(is_archived, bool):
        raise ValueError("no repository")
    trees: dict[str, str] = {}
    commit, day = "", None
    if branch is not None:
        head = branch["target"]
        commit, day = require_hash(head["oid"]), date.fromisoformat(head["committedDate"][:10])
        trees[commit] = require_hash(head["tree"]["oid"])
    base = ""
    if found := values.get("base"):
        base = require_hash(found["oid"])
        trees[base] = require_hash(found["tree"]["oid"])
    return Reply(
        name=name,
        is_archived=is_archived,
        license=str(value_at(values["licenseInfo"], "spdxId") or ""),
        commit=commit,
        date=day,
        base=base if question.commit and base.startswith(question.commit) else "",
        trees=trees,
        has_releases=bool(values["releases"]["totalCount"]),
    )


def require_hash(value: Any) -> str:
    """Return a hash of 40 digits.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(value, str) or not HASH.fullmatch(value):
        raise ValueError("no hash")
    return value
