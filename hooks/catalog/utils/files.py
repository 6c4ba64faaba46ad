"""Writing files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a file in UTF-8 with the line ends of the text, and make its folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def write_files(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write texts by their paths in a folder."""
    folders = set[Path]()
    for path, text in files:
        target = folder / path
        if target.parent not in folders:  # thousands of files share a few hundred folders
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        target.write_bytes(text.encode())
