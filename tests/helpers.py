"""Small catalogs, in memory and on disk, for the tests of the library."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Paper
from catalog.records.vocabularies import Person

ROOT = Path(__file__).parent.parent
"""The checkout."""
TOY_ROOT = Path(__file__).parent / "rules/base"
"""Folder of a toy catalog without problems."""
TOY_PAPER = "data/papers/2020/lipsyncopation-2020.yml"
"""File of one of its papers."""
MINIMAL_PAPER_YAML = 'title: "Lip Reading Between the Lines"\ncategories: [mumbling]\nsources: [napkin]\n'
"""A paper with the required fields only."""


def load_yaml(text: str | bytes) -> Any:
    """Return the values of a YAML document; libyaml takes a tenth of the time that Python takes."""
    return yaml.load(text, yaml.CSafeLoader)


@cache
def real_catalog() -> Catalog:
    """Load the catalog of this checkout, once."""
    return Catalog.load(ROOT)


def make_paper(id: str = "lip-service-2020", **fields: Any) -> Paper:
    """Return a paper with the fields that matter to a test."""
    required = {"title": "Lip Service", "categories": ("mumbling",), "sources": ("napkin",)}
    return Paper.model_construct(**{"id": id, "file": f"data/papers/2020/{id}.yml"} | required | fields)


def make_catalog(*papers: Paper, **people: Mapping[str, Any]) -> Catalog:
    """Return a catalog of papers, and of people by slug with `_` for `-`."""
    slugs = {id.replace("_", "-"): fields for id, fields in people.items()}
    entries = {id: Person(id=id, file="data/people.yml", **fields) for id, fields in slugs.items()}
    return Catalog(papers=newest_first(papers), people=entries)


def make_checkout(folder: Path, files: Mapping[str, Any] | None = None) -> Path:
    """Copy the toy catalog to a folder, with some files replaced.

    Args:
        folder: The folder.
        files: Content by path: text, `{edit: {old: new}}` for an edit of the toy's file, `{base64: ...}`,
            `{repeat: text, times: n}`, or `{link: target}` for a symbolic link.
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
                raise ValueError(f"{name}: unknown kind of content {content!r}")
    return folder


def replace_passages(text: str, changes: Mapping[str, str]) -> str:
    """Replace passages of a text, each of which must appear exactly once."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} appears {text.count(old)} times"
        text = text.replace(old, str(new))
    return text
