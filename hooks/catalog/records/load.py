"""A folder of files to a catalog: finds them, reads them and collects every problem on the way."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from catalog.documents.cache import ParseCache
from catalog.documents.document import Document, SourceError
from catalog.documents.problems import Location, Problem, did_you_mean, quote, rule
from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Dataset, Paper, Record
from catalog.records.validate import record
from catalog.records.vocabularies import VOCABULARIES
from catalog.utils.gc import collector_paused

STRAY_FILE = rule("stray-file", "`data/` holds only the files of the catalog, no links, each in its folder.")

EMPTY_VOCABULARY = rule("empty-vocabulary", "The vocabularies that records refer to have entries.")
REFERRED = ("venues", "categories", "tags", "sources")
"""The vocabularies without which no paper can be described."""
OTHER_FILES = ("LICENSE", "schema/paper.schema.json", "schema/dataset.schema.json")
"""What else stands in data/."""


def catalog_files(root: Path) -> list[Path]:
    """The files of records and vocabularies, in order."""
    data = root / "data"
    found = [*data.glob("*.yml"), *data.glob("papers/*/*.yml"), *data.glob("datasets/*.yml")]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


R = TypeVar("R", bound=Record)
Found = tuple[str, "os.DirEntry[str]"]
"""Something in a folder, and its path in the checkout."""
Progress = Callable[[list[Found]], Iterable[Found]]


def load(
    root: Path, progress: Progress = iter, texts: Mapping[str, str] | None = None
) -> tuple[Catalog, list[Problem]]:
    """The catalog of a checkout, and what is wrong with its files and the shapes of its records.

    Args:
        root: The checkout, the folder that holds `data/`.
        progress: Wraps the list of files, to show how far the reading is.
        texts: What is to be read in place of files, by their paths in the checkout.

    Raises:
        FileNotFoundError: if there is no `data/` in the folder.
    """
    if not (root / "data").is_dir():
        raise FileNotFoundError(f"There is no folder data/ in {root}. Run this in the project's folder.")
    with collector_paused():
        reading = _Reading(root, texts or {})
        for name, entry in progress(list(_below(root / "data", "data"))):
            reading.file(name, entry)
        reading.vocabularies_are_there()
        reading.cache.save()
        return reading.catalog(), reading.problems


def _below(folder: Path | str, name: str) -> Iterator[Found]:
    """Everything below a folder but plain folders, in order; what each is, the folder itself tells."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{name}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder or entry.name.endswith(".yml"):
            yield path, entry
        if is_folder:
            yield from _below(entry.path, path)


_sound: dict[str, tuple[str, Record]] = {}
"""By file, a text and the record made of it, if that was sound: `mkdocs serve` loads again and again."""


class _Reading:
    """What has been read so far."""

    def __init__(self, root: Path, texts: Mapping[str, str]) -> None:
        self.root = root
        self.texts = texts
        self.cache = ParseCache(root / ".cache")
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}
        self.unread: set[str] = set()
        self.papers: list[Paper] = []
        self.datasets: dict[str, Dataset] = {}
        self.vocabularies: dict[str, dict[str, Record]] = {name: {} for name in VOCABULARIES}

    def catalog(self) -> Catalog:
        return Catalog(
            papers=newest_first(self.papers),
            datasets=self.datasets,
            documents=self.documents,
            unread=frozenset(self.unread),
            **self.vocabularies,  # type: ignore[arg-type]
        )

    def file(self, name: str, entry: os.DirEntry[str]) -> None:
        """Read one file of data/ as what its place says it is."""
        if entry.is_symlink() or not entry.is_file():
            self.stray(name, linked=entry.is_symlink())
            return
        match name.split("/")[1:]:
            case ["papers", _, file] if file.endswith(".yml"):
                self.papers += self.one(Paper, name, file.removesuffix(".yml"))
            case ["datasets", file] if file.endswith(".yml"):
                found = self.one(Dataset, name, file.removesuffix(".yml"))
                self.datasets |= {dataset.id: dataset for dataset in found}
            case [file] if file.endswith(".yml") and file.removesuffix(".yml") in VOCABULARIES:
                self.vocabulary(name, file.removesuffix(".yml"))
            case parts if "/".join(parts) in OTHER_FILES:
                return
            case _:
                self.stray(name)

    def one(self, model: type[R], name: str, id: str) -> Iterator[R]:
        """The record that fills a file."""
        document = self.document(name)
        if not document:
            self.unread.add(id)
            return
        text, known = _sound.get(name, ("", None))
        if isinstance(known, model) and text == document.text:
            yield known
            return
        found, problems = record(model, document, id, document.data)
        self.problems += problems
        if found:
            yield found
        if found and not problems:
            _sound[name] = document.text, found

    def vocabulary(self, name: str, kind: str) -> None:
        """The entries of one vocabulary."""
        document = self.document(name)
        if document is None:
            return
        for id, data in document.data.items():
            value = {"reason": data} if kind == "gone" and isinstance(data, str) else data
            found, problems = record(VOCABULARIES[kind], document, id, value, (id,))
            self.problems += problems
            if found:
                self.vocabularies[kind][id] = found

    def vocabularies_are_there(self) -> None:
        """Say so once where a vocabulary is missing, rather than at each record that refers to it."""
        told = {problem.location.file for problem in self.problems}
        for name in REFERRED:
            file = f"data/{name}.yml"
            if self.papers and not self.vocabularies[name] and file not in told:
                message = f"There are no {name}, and papers refer to them"
                self.problems.append(
                    Problem(Location(file), EMPTY_VOCABULARY, message, "Bring the file back")
                )

    def document(self, name: str) -> Document | None:
        try:
            text = self.texts.get(name)
            content = (self.root / name).read_bytes() if text is None else text.encode()
            document = self.cache.read(name, content)
        except SourceError as error:
            self.problems.append(error.problem)
            return None
        self.problems += document.problems
        self.documents[name] = document
        return document

    def stray(self, name: str, *, linked: bool = False) -> None:
        """Report what does not belong in data/."""
        vocabularies = [f"data/{vocabulary}.yml" for vocabulary in VOCABULARIES]
        message = f"{quote(name)} is no file of the catalog"
        hint = "Papers go to data/papers/<year>/<id>.yml, datasets to data/datasets/<id>.yml"
        if linked:
            message, hint = "A link to another file", "Put the file itself here"
        elif name.count("/") == 1:
            hint = did_you_mean(name, vocabularies, hint)
        elif (found := re.match(r"([^.]+)\.ya?ml\b", name.rpartition("/")[2])) and not name.endswith(".yml"):
            hint = f"Name it {found[1]}.yml. {hint}"
        self.problems.append(Problem(Location(name), STRAY_FILE, message, hint))
