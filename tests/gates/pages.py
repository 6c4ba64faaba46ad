"""Which pages of a built site the gates look at: of each kind the front page and the largest."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
"""What `make site` builds."""


def kinds(site: Path) -> list[str]:
    """The addresses of the pages of a site: one of each kind, and the largest where there are many."""
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"There is no site in {site}. Build it first: make site")
    folders: dict[str, list[Path]] = defaultdict(list)
    for page in site.rglob("index.html"):
        if "md-content" in page.read_text("utf-8"):  # not one that only leads elsewhere
            folders[page.parent.parent.relative_to(site).as_posix() if page.parent != site else ""].append(
                page
            )
    alone = folders.pop(".", [])
    chosen = [site / "index.html", *alone]
    for folder, pages in folders.items():
        named = folder in ("about", "contributing")  # each page is of a kind of its own
        chosen += pages if named else [max(pages, key=lambda page: page.stat().st_size)]
    addresses = {page.parent.relative_to(site).as_posix() + "/" for page in chosen}
    return sorted("" if address == "./" else address for address in addresses)
