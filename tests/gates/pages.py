"""Choose the pages of a built site that the gates check: of each kind the front page and the largest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
"""Output of `make site`."""


def page_group(page: Path) -> str:
    """Return a name for pages of the same kind; further pages of long lists are one kind."""
    match page.parts:
        case ("all", _) | (_, _, _):
            return "list pages"
        case (folder, _):
            return folder
    return ""


HANDWRITTEN_FOLDERS = ("about", "contributing")
"""Folders in which each page is handwritten, and a kind of its own."""


def representative_pages(site: Path, named: Container[str] = HANDWRITTEN_FOLDERS) -> list[str]:
    """Return the paths of pages from the site root: for each kind, the front page and the largest one.

    Args:
        site: The built site.
        named: Folders all of whose pages are included.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"No site in {site}. Build it first: make site")
    folders: dict[str, list[Path]] = defaultdict(list)
    for page in site.rglob("index.html"):
        if "md-content" in page.read_text("utf-8"):  # not a redirect
            folders[page_group(page.parent.relative_to(site))].append(page)
    chosen = folders.pop("", [])
    for name, pages in folders.items():
        chosen += pages if name in named else [max(pages, key=lambda page: page.stat().st_size)]
    hrefs = {page.parent.relative_to(site).as_posix() + "/" for page in chosen}
    return sorted("" if href == "./" else href for href in hrefs)
