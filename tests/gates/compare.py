"""How two sites of one catalog compare: the same addresses, texts, links and bytes, whoever built them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from tests.policies import parse_policy
from tests.sites import BuiltSite

THEME_FILES = (
    "assets/javascripts/",
    "assets/stylesheets/",
    "assets/images/",
    "search/search_index.json",
    "search/fragment/",  # this and the next three: of MaterialX, and no page asks for them
    "search/index/",
    "search/pagefind",
    "search/wasm.",
    "search.json",  # of Zensical
    "sitemap.xml",  # pages in another order; `addresses` compares what it names
    "catalog/card.svg",  # a drawing among our templates, which MkDocs publishes and no page shows
)
"""Files that each theme or engine has its own of."""


@dataclass(frozen=True)
class Differences:
    """How the site of another engine differs from that of MkDocs."""

    addresses: frozenset[str]
    """Of pages, and lines of the map, that are in one of the two only."""
    pages: frozenset[str]
    """Addresses of pages that say something else."""
    files: frozenset[str]
    """Other files that have not the same bytes, or are in one of the two only."""


def compare_sites(reference: BuiltSite, other: BuiltSite) -> Differences:
    """Compare all that does not need a browser."""
    both = reference.pages.keys() & other.pages.keys()
    files = {*comparable_files(reference), *comparable_files(other)}
    return Differences(
        frozenset(reference.documents.keys() ^ other.documents.keys() | sitemap_lines(reference) ^ sitemap_lines(other)),
        frozenset(address for address in both if page_content(reference, address) != page_content(other, address)),
        frozenset(name for name in files if file_bytes(reference, name) != file_bytes(other, name)),
    )


def comparable_files(site: BuiltSite) -> list[str]:
    """The files of a site that are neither pages nor a theme's own."""
    return [name for name in sorted(site.files) if not name.startswith(THEME_FILES) and not name.endswith(".html")]


def file_bytes(site: BuiltSite, name: str) -> bytes | None:
    """What is in a file of a site; None without it."""
    return (site.output / name).read_bytes() if name in site.files else None


def sitemap_lines(site: BuiltSite) -> frozenset[str]:
    """The lines of a site's map."""
    return frozenset((site.output / "sitemap.xml").read_text("utf-8").split("\n"))


def page_content(site: BuiltSite, address: str) -> tuple[object, ...]:
    """The text and the links of a page's main part, wherever they are relative to, and what its head says."""
    page = site.pages[address]
    main, head = page.select_one("div.md-content"), page.select_one("head")
    links = [(link["href"], link.text) for link in main.select("a")]
    metas = [one for one in head.select("meta") if one["name"] != "generator" and not one["http-equiv"]]
    allowed = {name: sources for name, sources in parse_policy(page).items() if name != "script-src"}  # the theme's
    linked = [one for one in head.select("link") if one["rel"] in ("canonical", "alternate", "icon", "search")]
    return (
        main.text,
        [(urljoin(site.url + address, href), text) for href, text in links if href],
        allowed,
        head.texts("title"),
        [tuple(one.attributes.items()) for one in metas],
        [(one["rel"], urljoin(site.url + address, one["href"]), one["title"]) for one in linked],
        [one.raw_text for one in head.select("script") if one["type"] == "application/ld+json"],
    )
