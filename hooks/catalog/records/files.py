"""Files of data/: which folder or file holds which kind of record."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.records.dataset import Dataset
from catalog.records.repository import Repository
from catalog.records.schema import Paper, Record
from catalog.records.vocabularies import VOCABULARIES

RECORD_FOLDERS: Mapping[str, type[Record]] = {
    "papers": Paper,
    "datasets": Dataset,
    "repositories": Repository,
}
"""Models by folder of data/; each record has a file of its own, those of papers in a folder of their year."""
SCHEMA_NAMES: Mapping[type[Record], str] = {Paper: "paper", Dataset: "dataset", Repository: "repository"}
"""Names of the JSON Schemas in data/schema/ that editors use."""


def record_model(file: str) -> type[Record] | None:
    """Return the model of the record in a file of its own, such as `data/datasets/lrs2.yml`, or None."""
    match file.split("/"):
        case [*_, name] if name.startswith((".", "#", "~")):  # of an editor or system
            return None
        case ["data", "papers", _, name] if name.endswith(".yml"):
            return Paper
        case ["data", folder, name] if folder != "papers" and name.endswith(".yml"):
            return RECORD_FOLDERS.get(folder)
    return None


def vocabulary_name(file: str) -> str | None:
    """Return the vocabulary in a file, such as `venues` for `data/venues.yml`, or None."""
    match file.split("/"):
        case ["data", name] if name.endswith(".yml") and name.removesuffix(".yml") in VOCABULARIES:
            return name.removesuffix(".yml")
    return None


def record_id(file: str) -> str:
    """Return the ID of the record in a file of its own."""
    return file.rpartition("/")[2].removesuffix(".yml")
