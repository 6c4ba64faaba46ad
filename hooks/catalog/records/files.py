"""Files of data/: which folder or file holds which kind of record, and which files are no part of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from catalog.records.dataset import Dataset
from catalog.records.repository import Repository
from catalog.records.result import Result
from catalog.records.schema import Paper, Record
from catalog.records.vocabularies import VOCABULARIES
from catalog.utils.system_errors import SetupError

FolderEntry = tuple[str, "os.DirEntry[str]"]
"""A directory entry with its path in the checkout."""

RECORD_FOLDERS: Mapping[str, type[Record]] = {
    "papers": Paper,
    "datasets": Dataset,
    "repositories": Repository,
    "results": Result,
}
"""Models by folder of data/; each record has a file of its own, those of papers in a folder of their year."""
SCHEMA_NAMES: Mapping[type[Record], str] = {
    Paper: "paper",
    Dataset: "dataset",
    Repository: "repository",
    Result: "result",
}
"""Names of the JSON Schemas in data/schema/ that editors use."""

IGNORED_FILE = re.compile(
    r"""\.(?!(?:.*\.)?ya?ml(?:\.txt)?$).*      # hidden: .DS_Store, .x.yml.swp; but .x.yml may be a record
      | \.[_#].* | \#.*\# | .*~ | ~\$.*        # macOS, Emacs, most editors, Office
      | .*\.(?:sw[a-p]|un~|bak|backup|old|orig|rej|te?mp|part(?:ial)?|crdownload|crswap|autosave|kate-swp)
      | .*\.save(?:\.\d+)? | .*\.sb-[\w-]+ | .*___jb_(?:tmp|old)___ | 4913  # nano, TextEdit, JetBrains, Vim
      | .*[._](?:BACKUP|BASE|LOCAL|REMOTE)[._]\d+\.ya?ml                   # git mergetool
      | (?:eh)?thumbs(?:_vista)?\.db | desktop\.ini | .*:Zone\.Identifier | Icon\r  # Windows, macOS
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""Names of files that editors and systems leave behind. Nobody takes them for records."""
IGNORED_FOLDER = re.compile(
    r"""\.(?:git|hg|svn|idea|vscode|vs|fleet|Trash.*|Spotlight-.*|fseventsd|TemporaryItems|AppleDouble
         |DocumentRevisions-.*|sync|stfolder|stversions|ipynb_checkpoints)
      | __MACOSX | __pycache__ | @eaDir | \#recycle | \$RECYCLE\.BIN | System\ Volume\ Information
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names of their folders. Any other hidden folder may hold records that would be missed."""


def record_model(file: str) -> type[Record] | None:
    """Return the model of the record in a file of its own, such as `data/datasets/lrs2.yml`, or None."""
    match file.split("/"):
        case [*_, name] if IGNORED_FILE.fullmatch(name):
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


def walk_data(root: Path) -> Iterator[FolderEntry]:
    """Yield files below data/ and folders named like records, sorted, without what editors leave there."""
    yield from _walk(root / "data", "data")


def _walk(folder: Path | str, path: str) -> Iterator[FolderEntry]:
    with os.scandir(folder) as entries:
        in_order = sorted(entries, key=lambda entry: entry.name)
    for entry in in_order:
        entry_path = f"{path}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if (IGNORED_FOLDER if is_folder else IGNORED_FILE).fullmatch(entry.name):
            continue
        if not is_folder or entry.name.endswith(".yml"):
            yield entry_path, entry
        if is_folder:
            yield from _walk(entry.path, entry_path)


def catalog_files(root: Path) -> list[Path]:
    """Return the files of records and vocabularies, sorted."""
    return sorted(
        root / path
        for path, entry in walk_data(root)
        if entry.is_file(follow_symlinks=False) and _is_catalog_file(path)
    )


def require_data_folder(root: Path) -> None:
    """Check that a checkout has a folder data/ with records or vocabularies.

    Raises:
        SetupError: It has none, or there is a symbolic link instead.
    """
    data = root / "data"
    if data.is_symlink():
        raise SetupError(f"{data} is a symbolic link. Move the folder it leads to here, or run this there.")
    if not data.exists():
        raise SetupError(f"There is no folder data/ in {root.resolve()}. Run this in the project's folder.")
    if not data.is_dir():
        raise SetupError(f"{data} is a file. Replace it by the folder of the records: git checkout -- data")
    if not any(_is_catalog_file(path) for path, _ in walk_data(root)):
        raise SetupError(
            f"{data} has no records or vocabularies, such as data/venues.yml. "
            "Restore them: git checkout -- data"
        )


def _is_catalog_file(file: str) -> bool:
    return bool(record_model(file) or vocabulary_name(file))
