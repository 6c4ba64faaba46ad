"""What mends a problem, where there is only one way to: named by the rule that finds it, done by `fixing`."""

from __future__ import annotations

from dataclasses import dataclass

KeyPath = tuple[str | int, ...]
"""Where a value stands in its document: `("claims", 0, "venue")`."""


@dataclass(frozen=True)
class Replace:
    """Write another value in its place."""

    value: str | tuple[str, ...]


@dataclass(frozen=True)
class Remove:
    """Leave the value out: it is empty, or stands there already."""


@dataclass(frozen=True)
class Move:
    """Write the value under another key, unless that one says something else already."""

    target: KeyPath
    """From the mapping around the value while a field reads it (`fields`); else from the document."""
    value: str | None = None
    """What to write there; without it, the value as it is."""


@dataclass(frozen=True)
class Reformat:
    """Write the file in its canonical form: see `formatting`."""


Fix = Replace | Remove | Move | Reformat
