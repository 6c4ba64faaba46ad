"""Abstracts of papers at arXiv, for pages and the search; written by `catalog refresh abstracts`.

They are texts of others, so they are no part of the catalog. The file is in `.cache/`, which a build may
lack: then the site has no abstracts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from catalog.documents.problems import format_count
from catalog.records.schema import Paper
from catalog.utils.files import TooLargeError, read_bytes
from catalog.utils.system_errors import explain_os_error
from catalog.utils.text import find_combining_mark_overflow, find_hidden_character

ABSTRACTS_FILE = ".cache/abstracts.json"
FORMAT = 1
"""Number of the file's format."""
MAX_FILE_BYTES = 100_000_000
MAX_ABSTRACT_CHARACTERS = 5_000
"""arXiv accepts 1,920.
Source: https://info.arxiv.org/help/prep.html"""


class Abstracts(NamedTuple):
    """Abstracts of a catalog."""

    texts: dict[str, str]
    """Abstracts by the ID of the paper."""
    problems: list[str]
    """Sentences on what cannot be used."""


def read_abstracts(root: Path, papers: Iterable[Paper]) -> Abstracts:
    """Return the abstracts of some papers; none without the file, or if it is not valid.

    Args:
        root: The checkout.
        papers: The papers; they must have different arXiv IDs.
    """
    try:
        content = json.loads(read_bytes(root / ABSTRACTS_FILE, MAX_FILE_BYTES))
        if content["format"] != FORMAT:
            raise ValueError(f"format {content['format']}")
        values = {id: answer["abstract"] for id, answer in content["answers"].items()}
    except FileNotFoundError:
        return Abstracts({}, [])
    except OSError as error:
        return Abstracts({}, [f"{explain_os_error(error)} The site has no abstracts."])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, TooLargeError):
        return Abstracts({}, [f"{ABSTRACTS_FILE} is not valid, so the site has no abstracts."])
    ids = {paper.arxiv: paper.id for paper in papers if paper.arxiv}
    texts = {id: text for id, text in values.items() if text != ""}
    valid = {id: text for id, text in texts.items() if is_abstract(text)}
    problems = []
    if count := len(texts) - len(valid):
        problems.append(f"{ABSTRACTS_FILE}: {format_count(count, 'abstract')} left out: not plain text.")
    if count := len(valid.keys() - ids.keys()):
        problems.append(f"{ABSTRACTS_FILE}: {format_count(count, 'abstract')} left out: of no paper.")
    return Abstracts({ids[id]: text for id, text in sorted(valid.items()) if id in ids}, problems)


def is_abstract(value: object) -> bool:
    """Return whether a value is an abstract: a text on one line, legible and not too long."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= MAX_ABSTRACT_CHARACTERS
        and value == " ".join(value.split())
        and find_hidden_character(value) is None
        and find_combining_mark_overflow(value) is None
    )
