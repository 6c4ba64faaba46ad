"""The file of a list: its text, and the source that it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from catalog.lists.markdown import first_heading
from catalog.lists.titles import clean_title
from catalog.records.ids import MAX_ID_LENGTH
from catalog.records.vocabularies import Source
from catalog.utils.text import HIDDEN, slug
from catalog.utils.urls import RESERVED

MAX_BYTES = 5_000_000
"""The longest lists have about one million."""


class ListError(Exception):
    """The file cannot be read as a list; the text says why."""


def read_list(path: Path) -> str:
    """The text of a list.

    Raises:
        NoList: if there is none in the file.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ListError(f"{path} has more than {MAX_BYTES:,} bytes")
        content = path.read_bytes()
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}") from None
    return decode_list(content, str(path))


def decode_list(content: bytes, name: str) -> str:
    """The text in the bytes of a list, without invisible characters; the lines stay."""
    if not content.strip():
        raise ListError(f"{name} is empty")
    if b"\0" in content:
        raise ListError(f"{name} is binary, no text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError(
            f"{name} is no UTF-8 text: byte {error.start:,} is 0x{content[error.start]:02x}"
        ) from None
    text = re.sub(r"\r\n?", "\n", text)
    return unicodedata.normalize("NFC", HIDDEN.sub("", text))


def resolve_source(text: str, path: Path, id: str | None, known_sources: Mapping[str, Source]) -> Source:
    """The source that a list is: the known one with the id, else a new one named by its first heading.

    Raises:
        NoList: if neither heading nor file name makes an id.
    """
    heading = clean_title(first_heading(text))[:120].strip()
    id = id or slug(heading)[:MAX_ID_LENGTH].strip("-") or slug(path.stem)[:MAX_ID_LENGTH].strip("-")
    if id in known_sources:
        return known_sources[id]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) or len(id) > MAX_ID_LENGTH or id in RESERVED:
        raise ListError(
            f"{id!r} is no id of a source; name one with --source, in lower-case words joined by hyphens"
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
