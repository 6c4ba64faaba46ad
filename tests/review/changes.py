"""A change to the toy catalog: committed files, and other files in the checkout."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from catalog.review.outdated_files import find_canonical_texts
from tests.helpers import make_checkout
from tests.repository import Repository

Files = Mapping[str, Any]
"""Files by path, as in `toy_checkout`; None for a file that does not exist."""


def make_change(root: Path, before: Files, after: Files, *, is_canonical: bool = True) -> Repository:
    """Create a repository with some files on its branch `main`, and others in its checkout.

    Records are brought into canonical form, so that tests may write them as they like.
    """
    repository = Repository(root)
    write_files(root, before)
    if repository.git("status", "--porcelain"):
        repository.commit()
    write_files(root, {**before, **after}, is_canonical=is_canonical)
    return repository


def write_files(root: Path, files: Files, *, is_canonical: bool = True) -> None:
    """Reset a checkout to the toy catalog, with some files added, replaced or removed."""
    with TemporaryDirectory() as made:
        folder = make_checkout(Path(made), {name: file for name, file in files.items() if file is not None})
        shutil.rmtree(root / "data")
        shutil.copytree(folder, root, dirs_exist_ok=True, symlinks=True)
    for name in (name for name, file in files.items() if file is None):
        (root / name).unlink(missing_ok=True)
    for name, text in find_canonical_texts(root, files.keys() if is_canonical else ()).items():
        (root / name).write_text(text, "utf-8")
