"""Facts of old versions of papers, as far as readers care about changes.

Versions are read as plain YAML, without the current schema, so that a stricter schema does not create news.
A version never changes, so `.cache/snapshots.json` keeps what was read, by the version's object in git.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from catalog.documents.cache import parser_versions
from catalog.documents.document import DocumentError, parse_values
from catalog.utils.files import CacheFile
from catalog.utils.git import read_blobs
from catalog.utils.text import HIDDEN_CHARACTER

MIN_NEW_SNAPSHOTS = 100
"""New versions for which writing the cache pays off."""


class PaperSnapshot(NamedTuple):
    """The fields of one version of a paper that are compared."""

    title: str = ""
    venue: str = ""
    """Blank for a preprint."""
    year: str = ""
    """Year of the venue; blank for a preprint."""
    has_code: bool = False
    status: str = ""
    replaces: tuple[str, ...] = ()


def read_snapshots(root: Path, blobs: Set[str]) -> dict[str, PaperSnapshot | None]:
    """Return versions of papers by their objects in git, without those that the repository does not have.

    A version that is not valid YAML is None.
    """
    cache = CacheFile(root / ".cache/snapshots.json", (*parser_versions(), Path(__file__).read_text("utf-8")))
    known: dict[str, PaperSnapshot | None] = {}
    with suppress(ValueError, RecursionError):
        rows: dict[str, list[Any] | None] = json.loads(cache.read())
        known = {
            blob: PaperSnapshot._make([*row[:-1], tuple(row[-1])]) if row else None
            for blob, row in rows.items()
        }
    new = {blob: _parse_snapshot(text) for blob, text in read_blobs(root, blobs - known.keys()).items()}
    snapshots = known | new
    if len(new) >= MIN_NEW_SNAPSHOTS:
        cache.write(json.dumps(snapshots).encode())
    return {blob: snapshots[blob] for blob in blobs & snapshots.keys()}


def _parse_snapshot(content: bytes) -> PaperSnapshot | None:
    """Parse one version of a record; None if it is not valid YAML."""
    try:
        data: dict[str, Any] = parse_values(content)
    except DocumentError:
        return None
    venue, links, replaces = _text_field(data, "venue"), data.get("links"), data.get("replaces")
    is_published = venue not in ("", "arxiv")
    return PaperSnapshot(
        title=_text_field(data, "title"),
        venue=venue if is_published else "",
        year=_text_field(data, "year") if is_published else "",
        has_code=isinstance(links, dict) and bool(links.get("code")),
        status=_text_field(data, "status"),
        replaces=tuple(map(str, replaces)) if isinstance(replaces, list) else (),
    )


def _text_field(data: Mapping[str, Any], key: str) -> str:
    """Return a field as clean text, because old versions may be invalid today; blank if it is no text."""
    value = data.get(key)
    return HIDDEN_CHARACTER.sub("", value) if isinstance(value, str) else ""
