"""Compare two sites of one catalog, built by different engines: URLs, texts, links and bytes."""

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
    "search.json",  # by Zensical
    "sitemap.xml",  # other order; `compare_sites` compares its lines
    "catalog/card.svg",  # a template that MkDocs publishes, unused by pages
)
"""Files that differ between themes and engines."""


@dataclass(frozen=True)
class Differences:
    """Differences between the site of another engine and that of MkDocs."""

    hrefs: frozenset[str]
    """Paths of HTML files and lines of the sitemap that only one of the sites has."""
    pages: frozenset[str]
    """Paths of pages with different content."""
    files: frozenset[str]
    """Other files whose bytes differ, or that only one of the sites has."""


def compare_sites(reference: BuiltSite, other: BuiltSite) -> Differences:
    """Compare everything that does not need a browser."""
    shared_pages = reference.pages.keys() & other.pages.keys()
    files = {*comparable_files(reference), *comparable_files(other)}
    return Differences(
        frozenset(
            reference.documents.keys() ^ other.documents.keys()
            | sitemap_lines(reference) ^ sitemap_lines(other)
        ),
        frozenset(
            href for href in shared_pages if page_content(reference, href) != page_content(other, href)
        ),
        frozenset(name for name in files if file_bytes(reference, name) != file_bytes(other, name)),
    )


def comparable_files(site: BuiltSite) -> list[str]:
    """Return the files of a site that are neither pages nor part of a theme."""
    return [
        name for name in sorted(site.files) if not name.startswith(THEME_FILES) and not name.endswith(".html")
    ]


def file_bytes(site: BuiltSite, name: str) -> bytes | None:
    """Return the content of a file; None if the site does not have it."""
    return (site.output / name).read_bytes() if name in site.files else None


def sitemap_lines(site: BuiltSite) -> frozenset[str]:
    """Return the lines of the sitemap."""
    return frozenset((site.output / "sitemap.xml").read_text("utf-8").split("\n"))


def page_content(site: BuiltSite, href: str) -> tuple[object, ...]:
    """Return the text and absolute links of a page's main part, and the metadata of its head."""
    page = site.pages[href]
    main, head = page.select_one("div.md-content"), page.select_one("head")
    links = [(link["href"], link.text) for link in main.select("a") if link["href"]]
    metas = [meta for meta in head.select("meta") if not meta["http-equiv"]]
    policy = parse_policy(page)
    head_links = [
        link for link in head.select("link") if link["rel"] in ("canonical", "alternate", "icon", "search")
    ]
    json_ld = [script.raw_text for script in head.select("script") if script["type"] == "application/ld+json"]
    return (
        main.text,
        [(urljoin(site.url + href, target), text) for target, text in links],
        policy,
        head.texts("title"),
        [tuple(meta.attributes.items()) for meta in metas],
        [(link["rel"], urljoin(site.url + href, link["href"]), link["title"]) for link in head_links],
        json_ld,
    )
