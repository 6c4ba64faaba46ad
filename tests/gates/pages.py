"""Which pages of a built site the gates look at: of each kind the front page and the largest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
"""What `make site` builds."""


def page_group(page: Path) -> str:
    """The folder of pages like this one; all further parts of long lists are alike."""
    match page.parts:
        case ("all", _) | (_, _, _):
            return "parts of lists"
        case (folder, _):
            return folder
    return ""


HANDWRITTEN_FOLDERS = ("about", "contributing")
"""The folders in which each page is written by hand, and of a kind of its own."""


def representative_pages(site: Path, named: Container[str] = HANDWRITTEN_FOLDERS) -> list[str]:
    """The addresses of the pages of a site: one of each kind, and the largest where there are many."""
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"There is no site in {site}. Build it first: make site")
    folders: dict[str, list[Path]] = defaultdict(list)
    for page in site.rglob("index.html"):
        if "md-content" in page.read_text("utf-8"):  # not one that only leads elsewhere
            folders[page_group(page.parent.relative_to(site))].append(page)
    chosen = folders.pop("", [])
    for name, pages in folders.items():
        chosen += pages if name in named else [max(pages, key=lambda page: page.stat().st_size)]
    addresses = {page.parent.relative_to(site).as_posix() + "/" for page in chosen}
    return sorted("" if address == "./" else address for address in addresses)
