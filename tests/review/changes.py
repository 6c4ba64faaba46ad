"""A change to the toy catalog: what was committed, and what lies in the checkout."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.helpers import make_checkout
from tests.repository import Repository

Files = Mapping[str, Any]
"""Files by path, as `toy_checkout` makes them; None for one that is not there."""


def changed(root: Path, before: Files, after: Files) -> Repository:
    """A repository whose branch `main` has some files, and whose checkout has others laid over these."""
    repository = Repository(root)
    lay(root, before)
    if repository.git("status", "--porcelain"):
        repository.commit()
    lay(root, {**before, **after})
    return repository


def lay(root: Path, files: Files) -> None:
    """Make a checkout the toy catalog with some files laid over it."""
    with TemporaryDirectory() as made:
        folder = make_checkout(Path(made), {name: file for name, file in files.items() if file is not None})
        shutil.rmtree(root / "data")
        shutil.copytree(folder, root, dirs_exist_ok=True, symlinks=True)
    for name in (name for name, file in files.items() if file is None):
        (root / name).unlink(missing_ok=True)
