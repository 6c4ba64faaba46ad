"""Load records from the files of a checkout, collecting every problem on the way."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from catalog.documents.cache import ParseCache
from catalog.documents.document import Document, DocumentError, read_content
from catalog.documents.problems import Location, Problem, Rule, Violation, quote
from catalog.documents.wording import Phrase, find_similar
from catalog.records.dataset import Dataset
from catalog.records.files import (
    SCHEMA_NAMES,
    FolderEntry,
    record_id,
    record_model,
    vocabulary_name,
    walk_data,
)
from catalog.records.repository import Repository
from catalog.records.result import Result
from catalog.records.schema import Paper, Record
from catalog.records.validate import validate_record
from catalog.records.vocabularies import VOCABULARIES

PLACES = (
    "Papers go in data/papers/<year>/<id>.yml, datasets in data/datasets/<id>.yml, "
    "repositories in data/repositories/<owner>--<name>.yml, results in data/results/<id>.yml"
)
STRAY_FILE = Rule(
    "stray-file",
    "`data/` holds only catalog files in their folders, and no symbolic links. Files of editors and systems, "
    "such as `.DS_Store` and `x.yml~`, are ignored.",
    message="{file} is not a catalog file",
    elsewhere=PLACES,
    similar=Phrase.DID_YOU_MEAN,
    renamed=f"Rename it to {{stem}}.yml. {PLACES}",
    symlink=("A symbolic link", "Put the file itself here"),
    folder=("A folder has the name of a file", "Rename the folder, or put the file itself here"),
    special=("This is not a regular file", "Put a text file here"),
)
EMPTY_VOCABULARY = Rule(
    "empty-vocabulary",
    "Vocabularies that records refer to have entries.",
    empty=("Papers refer to {vocabulary}, but there are none", "Restore the file"),
)
REQUIRED_VOCABULARIES = ("venues", "categories", "tags", "sources")
"""Vocabularies without which no paper can be described."""
OTHER_FILES = ("data/LICENSE", *(f"data/schema/{name}.schema.json" for name in SCHEMA_NAMES.values()))
"""Files of data/ that hold no records."""
OTHER_EXTENSION = re.compile(r"([^.]+)\.ya?ml\b", re.ASCII)
"""Start of a file name such as `wav2lip-2020.yaml`."""

R = TypeVar("R", bound=Record)
Progress = Callable[[list[FolderEntry]], Iterable[FolderEntry]]


@dataclass
class LoadedRecords:
    """Everything read from `data/`, in file order."""

    papers: list[Paper] = field(default_factory=list)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    vocabularies: dict[str, dict[str, Record]] = field(
        default_factory=lambda: {name: {} for name in VOCABULARIES}
    )
    documents: dict[str, Document] = field(default_factory=dict)
    """Parsed files by path."""
    unread_ids: set[str] = field(default_factory=set)
    """IDs of papers and datasets whose files cannot be read."""
    problems: list[Problem] = field(default_factory=list)


def load_records(
    root: Path, progress: Progress, texts: Mapping[str, str], cache: RecordCache, is_read_only: bool
) -> LoadedRecords:
    """Read and validate every file of `data/`; see `Catalog.load` for the arguments."""
    if not (root / "data").is_dir():
        raise FileNotFoundError(f"There is no folder data/ in {root}. Run this in the project's folder.")
    loader = _Loader(root, texts, cache)
    for path, entry in progress(list(walk_data(root))):
        loader.load_file(path, entry)
    loader.require_vocabularies()
    if not is_read_only:
        loader.parse_cache.save()
    return loader.records


class RecordCache:
    """Valid records with their source text, so that repeated loads validate only what changed."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[str, Record]] = {}

    def get(self, model: type[R], document: Document) -> R | None:
        """Return the record of an unchanged file."""
        text, record = self._records.get(document.file, ("", None))
        return record if isinstance(record, model) and text == document.text else None

    def put(self, document: Document, record: Record) -> None:
        """Keep a valid record."""
        self._records[document.file] = document.text, record


class _Loader:
    """Loads the files of one checkout."""

    def __init__(self, root: Path, texts: Mapping[str, str], cache: RecordCache) -> None:
        self.root = root
        self.texts = texts
        self.cache = cache
        self.parse_cache = ParseCache(root / ".cache")
        self.records = LoadedRecords()

    def load_file(self, path: str, entry: os.DirEntry[str]) -> None:
        """Load one file as the kind of record that its path says."""
        if entry.is_symlink() or not entry.is_file():
            self._report(path, STRAY_FILE.violation(_entry_kind(entry)))
            return
        if model := record_model(path):
            for record in self._load_record(model, path, record_id(path)):
                self._add(record)
        elif vocabulary := vocabulary_name(path):
            self._load_vocabulary(path, vocabulary)
        elif path not in OTHER_FILES:
            self._report_stray(path)

    def _add(self, record: Record) -> None:
        match record:
            case Paper():
                self.records.papers.append(record)
            case Dataset():
                self.records.datasets[record.id] = record
            case Repository():
                self.records.repositories[record.id] = record
            case Result():
                self.records.results[record.id] = record

    def _load_record(self, model: type[R], path: str, id: str) -> Iterator[R]:
        """Yield the record of a file, if it can be read."""
        document = self._read(path)
        if not document:
            self.records.unread_ids.add(id)
            return
        if record := self.cache.get(model, document):
            yield record
            return
        record, problems = validate_record(model, document, id, document.data)
        self.records.problems += problems
        if record:
            yield record
        if record and not problems:
            self.cache.put(document, record)

    def _load_vocabulary(self, path: str, name: str) -> None:
        document = self._read(path)
        if document is None:
            return
        for id, data in document.data.items():
            value = {"reason": data} if name == "gone" and isinstance(data, str) else data
            entry, problems = validate_record(VOCABULARIES[name], document, id, value, (id,))
            self.records.problems += problems
            if entry:
                self.records.vocabularies[name][id] = entry

    def require_vocabularies(self) -> None:
        """Report a missing vocabulary once, rather than at each record that refers to it."""
        files = {problem.location.file for problem in self.records.problems}
        for name in REQUIRED_VOCABULARIES:
            file = f"data/{name}.yml"
            if self.records.papers and not self.records.vocabularies[name] and file not in files:
                self._report(file, EMPTY_VOCABULARY.violation("empty", vocabulary=name))

    def _read(self, path: str) -> Document | None:
        try:
            text = self.texts.get(path)
            content = read_content(self.root / path, path) if text is None else text.encode()
            document = self.parse_cache.read(path, content)
        except DocumentError as error:
            self.records.problems.append(error.problem)
            return None
        self.records.problems += document.problems
        self.records.documents[path] = document
        return document

    def _report_stray(self, path: str) -> None:
        vocabularies = [f"data/{name}.yml" for name in VOCABULARIES]
        stem = OTHER_EXTENSION.match(path.rpartition("/")[2])
        if path.count("/") == 1 and (similar := find_similar(path, vocabularies)):
            violation = STRAY_FILE.violation("similar", file=quote(path), similar=quote(similar))
        elif path.count("/") > 1 and stem and not path.endswith(".yml"):
            violation = STRAY_FILE.violation("renamed", file=quote(path), stem=stem[1])
        else:
            violation = STRAY_FILE.violation("elsewhere", file=quote(path))
        self._report(path, violation)

    def _report(self, file: str, violation: Violation) -> None:
        self.records.problems.append(violation.at(Location(file)))


def _entry_kind(entry: os.DirEntry[str]) -> str:
    """Return the variant of STRAY_FILE for an entry that is no file."""
    if entry.is_symlink():
        return "symlink"
    return "folder" if entry.is_dir() else "special"
