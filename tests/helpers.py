"""Small catalogs, in memory and on disk, for the tests of the library."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Paper
from catalog.records.vocabularies import Person

ROOT = Path(__file__).parent.parent
"""The checkout."""
TOY_ROOT = Path(__file__).parent / "rules/base"
"""A toy catalog without a single problem."""
TOY_PAPER = "data/papers/2020/lipsyncopation-2020.yml"
"""One of its papers."""
MINIMAL_PAPER_YAML = 'title: "Lip Reading Between the Lines"\ncategories: [mumbling]\nsources: [napkin]\n'
"""What a paper needs at least."""


def make_paper(id: str = "lip-service-2020", **fields: Any) -> Paper:
    """A paper with the fields that matter to a test."""
    needed = {"title": "Lip Service", "categories": ("mumbling",), "sources": ("napkin",)}
    return Paper.model_construct(**{"id": id, "file": f"data/papers/2020/{id}.yml"} | needed | fields)


def make_catalog(*papers: Paper, **people: Mapping[str, Any]) -> Catalog:
    """A catalog of papers; people are named by slug, with `_` for `-`."""
    slugs = {id.replace("_", "-"): fields for id, fields in people.items()}
    known = {id: Person(id=id, file="data/people.yml", **fields) for id, fields in slugs.items()}
    return Catalog(papers=newest_first(papers), people=known)


def make_checkout(folder: Path, files: Mapping[str, Any] | None = None) -> Path:
    """The toy catalog in a folder, with other files laid over it.

    A file is its text, or one of: `{edit: {old: new}}` in the toy's own file, `{base64: ...}`,
    `{repeat: text, times: n}`, `{link: target}`.
    """
    shutil.copytree(TOY_ROOT, folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case str():
                path.write_text(content, encoding="utf-8")
            case {"edit": changes}:
                path.write_text(replace_passages(path.read_text(encoding="utf-8"), changes), encoding="utf-8")
            case {"base64": encoded}:
                path.write_bytes(base64.b64decode(encoded))
            case {"repeat": text, "times": times}:
                path.write_text(text * times, encoding="utf-8")
            case {"link": target}:
                path.unlink(missing_ok=True)
                path.symlink_to(target)
            case _:
                raise ValueError(f"{name}: no way to make a file of {content!r}")
    return folder


def replace_passages(text: str, changes: Mapping[str, str]) -> str:
    """A text with passages replaced, each of which stands in it exactly once."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the toy's file"
        text = text.replace(old, str(new))
    return text
