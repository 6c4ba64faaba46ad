"""Three-way merge of facts: a field of a record changes only as far as the repository has changed.

The base is what the rules derive at the commit that the record speaks of, theirs what they derive at the
newest one, and ours the record. So a fact that a person has corrected stays, even where the rules read it
differently.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import timedelta
from typing import Any

from catalog.records.repository import Repository, repository_id
from catalog.refresh.repositories.licenses import find_license
from catalog.refresh.repositories.states import Contents, State
from catalog.refresh.repositories.weights import weights_key

Values = dict[str, Any]
"""New values of the fields that change, as in a file: text, lists and mappings; None to remove."""
HOLDS = ("inference", "training", "evaluation", "demo", "weights")
"""Values of the field `holds` in their order."""
COMMIT_DIGITS = 7
MAX_READ_AGE = timedelta(days=90)
"""Age from which `read` is renewed, even if nothing has changed."""


def merge_record(record: Repository, state: State, licenses: Container[str]) -> Values:
    """Return the changes of a record.

    Args:
        record: The record.
        state: The repository, which exists, at its host.
        licenses: IDs of licenses.
    """
    values = _merge_host_facts(record, state)
    head = state.find_contents(state.commit)
    base = state.find_contents(state.find_base(record.read) or "")
    is_read = bool(record.read.commit) and state.commit.startswith(record.read.commit or "")
    if not record.read.commit and head:
        is_read = True
        values |= _fill(record, derive(state, head, licenses))
    elif base and head:
        is_read = True
        values |= _merge_contents(record, state, base, head, licenses)
    elif is_read:
        values |= _merge_releases(record, state)
    is_old = state.checked - record.read.checked > MAX_READ_AGE
    if is_read and (values or is_old):
        values["read"] = describe_reading(state)
    return values


def derive(state: State, head: Contents, licenses: Container[str]) -> Values:
    """Return all facts that can be derived for a record that has none."""
    weights = [*head.weights, *(release.url for release in state.releases)]
    values: Values = {"holds": _order({*head.holds, *(["weights"] if weights else [])})}
    if head.licenses and (id := find_license(state.license, licenses)):
        values["license"] = id
    elif not (head.has_license_file or head.states_terms or state.license) and "none" in licenses:
        values["license"] = "none"
    if weights:
        values["weights"] = weights
    return values


def describe_reading(state: State) -> dict[str, str]:
    """Return the value of the field `read`."""
    values = {"checked": state.checked.isoformat()}
    if state.commit and state.date:
        values = {"commit": state.commit[:COMMIT_DIGITS], "date": state.date.isoformat()} | values
    return values


def _merge_host_facts(record: Repository, state: State) -> Values:
    """Return the changes of facts that are the host's own, so that no commit matters."""
    values: Values = {}
    url = f"https://github.com/{state.name}"
    if repository_id(url) != record.id:
        if not record.moved_to or repository_id(record.moved_to) != repository_id(url):
            values["moved_to"] = url
    elif url != record.url:
        values["url"] = url
    if state.is_archived != record.archived:
        values["archived"] = "true" if state.is_archived else None
    return values


def _merge_contents(
    record: Repository, state: State, base: Contents, head: Contents, licenses: Container[str]
) -> Values:
    """Return the changes of facts that the contents of two commits show."""
    values = _merge_releases(record, state)
    ours = values.get("weights", list(record.weights))
    if (weights := merge_weights(ours, base.weights, head.weights)) != ours:
        values["weights"] = weights or None
        ours = weights
    if record.holds is not None:
        based, theirs = ({*part.holds, *(["weights"] if part.weights else [])} for part in (base, head))
        if ours or state.releases:
            theirs |= based & {"weights"}  # these are not lost
        holds = merge_holds(values.get("holds", record.holds), based, theirs)
        values |= {"holds": holds} if tuple(holds) != record.holds else {}
    id = find_license(state.license, licenses)
    if base.licenses != head.licenses and head.licenses and id and id != record.license:
        values["license"] = id
    return values


def _merge_releases(record: Repository, state: State) -> Values:
    """Return the changes by releases with weights since the repository was read."""
    new = [release.url for release in state.releases if release.date >= record.read.checked]
    ours = list(record.weights)
    weights = merge_weights(ours, (), new)
    if weights == ours:
        return {}
    holds = _order({*(record.holds or ()), "weights"})
    is_new = record.holds is not None and tuple(holds) != record.holds
    return {"weights": weights} | ({"holds": holds} if is_new else {})


def merge_holds(ours: Sequence[str], base: set[str], theirs: set[str]) -> list[str]:
    """Return contents with those that appeared, and without those that disappeared.

    >>> merge_holds(["inference", "demo"], {"inference", "training"}, {"training", "evaluation"})
    ['evaluation', 'demo']
    """
    merged = ({*ours} | (theirs - base)) - (base - theirs)
    return list(ours) if merged == {*ours} else _order(merged)


def merge_weights(ours: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return links with those that appeared, and without those that disappeared."""
    keys = [{weights_key(url) for url in urls} for urls in (base, theirs)]
    lost = keys[0] - keys[1]
    merged = [url for url in ours if weights_key(url) not in lost]
    for url in theirs:
        if weights_key(url) not in keys[0] and not any(_is_in(url, other) for other in merged):
            merged.append(url)
    return merged


def _is_in(url: str, other: str) -> bool:
    """Return whether a link leads to what another one already shows: all releases show each of them."""
    if weights_key(url) == weights_key(other):
        return True
    release = re.fullmatch(r"(https?://github\.com/[^/]+/[^/]+/releases)/[^\n]+", url, re.IGNORECASE)
    return bool(release) and weights_key(release[1] if release else "") == weights_key(other)


def _order(contents: set[str]) -> list[str]:
    return [name for name in HOLDS if name in contents]


def _fill(record: Repository, derived: Values) -> Values:
    """Return the derived facts that a record lacks. Those that it has may be a person's."""
    if record.weights:
        derived["holds"] = _order({*derived["holds"], "weights"})
    return {name: value for name, value in derived.items() if getattr(record, name) in (None, ())}
