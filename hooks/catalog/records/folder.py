"""The folder data/ of a checkout: its files in order, without those of editors and systems."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from catalog.records.files import record_model, vocabulary_name
from catalog.utils.system_errors import SetupError

FolderEntry = tuple[str, "os.DirEntry[str]"]
"""A directory entry with its path in the checkout."""
IGNORED_FILE = re.compile(
    r"""\.(?!.*\.ya?ml(?:\.txt)?$).*   # hidden: .DS_Store, .x.yml.swp, .gitkeep; but .x.yml is a record
      | \.[_#].*                      # macOS's own of each file, Emacs's locks
      | \#.*\# | .*~\d* | ~\$.*      # Emacs's and most editors' copies, Office's locks
      | .*\.(?:sw[a-p]|un~|bak|backup|old|orig|rej|tmp|temp|part|partial|crdownload|save(?:\.\d+)?|kate-swp)
      | .*\.(?:BACKUP|BASE|LOCAL|REMOTE)\.\d+(?:\.\w+)?  # git mergetool
      | .*\.sb-[\w-]+ | .*___jb_(?:tmp|old)___         # TextEdit, JetBrains
      | (?:eh)?Thumbs(?:_vista)?\.db | desktop\.ini | Icon\r | 4913  # Windows, macOS, Vim
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""Names of files that editors and systems leave behind, which nobody takes for records."""
IGNORED_FOLDER = re.compile(
    r"""\.(?:git|hg|svn|idea|vscode|vs|fleet|cache|Trash.*|Spotlight-.*|fseventsd|TemporaryItems
         |DocumentRevisions-.*|AppleD(?:ouble|esktop|B)|sync|stfolder|stversions|dropbox\.cache|ipynb_checkpoints)
      | __MACOSX | __pycache__ | @eaDir | \#recycle | \$RECYCLE\.BIN | System\ Volume\ Information | lost\+found
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Names of their folders; any other hidden folder may hold a record that would be missed."""


def catalog_files(root: Path) -> list[Path]:
    """Return the files of records and vocabularies, sorted."""
    entries = ((path, entry) for path, entry in walk_data(root) if record_model(path) or vocabulary_name(path))
    return sorted(root / path for path, entry in entries if entry.is_file(follow_symlinks=False))


def walk_data(root: Path) -> Iterator[FolderEntry]:
    """Yield files below data/, and folders named like records, sorted."""
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


def require_data_folder(root: Path) -> None:
    """Check that a checkout has a folder data/ with files in it.

    Raises:
        SetupError: It has none, or a symbolic link, or nothing in it.
    """
    data = root / "data"
    if data.is_symlink():
        raise SetupError(
            f"{data} is a symbolic link. Expected the folder itself: move it here, or run this where it is."
        )
    if not data.exists():
        raise SetupError(f"There is no folder data/ in {root.resolve()}. Run this in the project's folder.")
    if not data.is_dir():
        raise SetupError(f"{data} is a file. Expected the folder of the records: git checkout -- data")
    if not any(record_model(path) or vocabulary_name(path) for path, _ in walk_data(root)):
        raise SetupError(
            f"{data} is empty. Expected records and vocabularies, such as data/venues.yml: "
            "restore them with `git checkout -- data`."
        )
