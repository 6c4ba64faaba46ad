"""Writes the golden files anew from what the reader finds: for a person to read before they are committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from catalog.lists.entries import ListEntry, SkippedRow, read_entries

HERE = Path(__file__).parent


def golden(text: str) -> dict[str, Any]:
    """What the reader finds in a list, as the golden files say it."""
    entries: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = []
    for one in read_entries(text):
        if isinstance(one, ListEntry):
            entries.append(_shown(one))
        elif isinstance(one, SkippedRow):
            skipped.append({"line": one.line, "reason": one.reason, "text": one.text})
    return {"entries": entries, "skipped": skipped}


def _shown(entry: ListEntry) -> dict[str, Any]:
    fields = {
        "line": entry.line,
        "title": entry.title,
        "venue": entry.mention.venue,
        "year": entry.mention.year,
        "track": entry.mention.track,
        "authors": list(entry.authors),
        "short": entry.short,
        "note": entry.note,
        "dataset": entry.is_dataset,
        "links": [f"{kind} {url}" for kind, url in entry.links],
        "refused": list(entry.rejected_links),
    }
    return {name: value for name, value in fields.items() if value}


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.md")):
        found = golden(path.read_text(encoding="utf-8"))
        text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=110)
        path.with_suffix(".yml").write_text(text, encoding="utf-8")
