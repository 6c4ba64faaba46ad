"""The file of a list: its text and its source."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from catalog.lists.markdown import first_heading
from catalog.lists.titles import clean_title
from catalog.records.ids import MAX_ID_LENGTH, RECORD_ID
from catalog.records.vocabularies import Source
from catalog.utils.text import ILLEGIBLE_CHARACTER, slugify
from catalog.utils.urls import RESERVED_IDS

MAX_BYTES = 5_000_000
"""The longest lists have about 1 MB."""

BIBTEX_ENTRY = re.compile(r"\s*(?:%[^\n]*\n\s*)*@[a-z]+\s*[{(]\s*[^\s,{}]+\s*,", re.IGNORECASE)
JSON_START = re.compile(r"\s*[\[{]\s*(?:\{\s*)?\"[^\"\n]*\"\s*:")
YAML_ITEM = re.compile(r"\s*- [\"']?[A-Za-z_][\w -]{0,30}[\"']?:(?:\s|$)")
YAML_KEY = re.compile(r"\s*[\"']?[A-Za-z_][\w -]{0,30}[\"']?:(?:\s|$)")

NOT_YAML = re.compile(r"\s*#|.*\]\(")
"""Matches a comment, which is a heading in Markdown, and a line with a Markdown link."""


class ListError(Exception):
    """The file cannot be read as a list; the message gives the reason."""


def read_list(path: Path) -> str:
    """Read the text of a list.

    Raises:
        ListError: if the file cannot be read, or is too long, empty or not text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ListError(f"{path} is longer than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}") from None
    return decode_list(content, str(path))


def decode_list(content: bytes, name: str) -> str:
    """Decode a list and remove invisible characters, but keep its lines.

    Args:
        content: Bytes of the file.
        name: Name of the file in error messages.

    Raises:
        ListError: if the content is empty or not text.
    """
    if not content.strip():
        raise ListError(f"{name} is empty")
    if b"\0" in content:
        raise ListError(f"{name} is a binary file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start:,} is 0x{content[error.start]:02x}"
        raise ListError(f"{name} is not UTF-8 text: {byte}") from None
    if format := _data_format(text):
        raise ListError(f"{name} is {format}, not a list in Markdown: import the README that is made from it")
    text = re.sub(r"\r\n?", "\n", text)
    return unicodedata.normalize("NFC", ILLEGIBLE_CHARACTER.sub("", text))


def _data_format(text: str) -> str:
    """Return the data format that a text is in, or an empty string for Markdown and HTML."""
    if BIBTEX_ENTRY.match(text):
        return "BibTeX"
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return "JSON" if JSON_START.match(text) else ""
        return "JSON"
    lines = [line for line in text.splitlines() if line.strip() and not NOT_YAML.match(line)]
    items = [line for line in lines if YAML_ITEM.match(line)]
    if lines and (YAML_ITEM.match(lines[0]) or lines[0] == "---" or YAML_KEY.match(lines[0])):
        keys = [line for line in lines if YAML_KEY.match(line)]
        if items and len(keys) >= len(items) and 2 * (len(items) + len(keys)) > len(lines):
            return "YAML"
    return ""


def resolve_source(text: str, path: Path, id: str | None, known_sources: Mapping[str, Source]) -> Source:
    """Return the source with an id, or create one for a new list.

    Args:
        text: Text of the list; its first heading names a new source.
        path: File of the list; its name makes the id if there is no heading.
        id: Id in sources.yml; by default a slug of the heading.
        known_sources: Sources of the catalog by id.

    Raises:
        ListError: if the id is invalid.
    """
    heading = clean_title(first_heading(text))[:120].strip()
    id = id or slugify(heading)[:MAX_ID_LENGTH].strip("-") or slugify(path.stem)[:MAX_ID_LENGTH].strip("-")
    if id in known_sources:
        return known_sources[id]
    if not RECORD_ID.fullmatch(id) or len(id) > MAX_ID_LENGTH or id in RESERVED_IDS:
        raise ListError(
            f"{id!r} is not a valid source ID. Set one with --source: lowercase words joined by hyphens"
        )
    fields = {
        "id": id,
        "file": "data/sources.yml",
        "name": heading or id,
        "kind": "list",
        "about": "An awesome list.",
    }
    try:
        return Source.model_validate(fields)
    except ValidationError:  # markup in the heading
        return Source.model_validate(fields | {"name": id})
