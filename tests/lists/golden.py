"""Golden files of the list reader. Run as a script to rewrite them; review the changes before committing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from catalog.lists.entries import ListEntry, SkippedRow, read_entries

HERE = Path(__file__).parent


def golden(text: str) -> dict[str, Any]:
    """Return the entries and skipped rows of a list, in the form of the golden files."""
    rows = read_entries(text)
    return {
        "entries": [_entry_fields(row) for row in rows if isinstance(row, ListEntry)],
        "skipped": [row._asdict() for row in rows if isinstance(row, SkippedRow)],
    }


def _entry_fields(entry: ListEntry) -> dict[str, Any]:
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
        "rejected": list(entry.rejected_links),
    }
    return {name: value for name, value in fields.items() if value}


if __name__ == "__main__":
    for path in sorted(HERE.glob("*.md")):
        content = golden(path.read_text(encoding="utf-8"))
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
        path.with_suffix(".yml").write_text(text, encoding="utf-8")
