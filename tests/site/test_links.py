"""Every link inside the built site leads somewhere; read from its files, without a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.html_tree import Element
from tests.sites import BuiltSite

HOST = "https://site.example"


@pytest.fixture(params=["toy_site", pytest.param("real_site", marks=pytest.mark.gate)])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def written(page: Element) -> Iterator[str]:
    """Every address that a page names."""
    for element in page.elements:
        for name in ("href", "src", "action", "xlink:href", "poster"):
            if name in element.attributes:
                yield element[name]
        for candidate in filter(None, element["srcset"].split(",")):
            yield candidate.split()[0]


def target(site: BuiltSite, path: str) -> str | None:
    """The file that a server sends for a path below the site's own; None if it has none."""
    name = unquote(path.removeprefix(site.base))
    name = f"{name}index.html" if name.endswith("/") or not name else name
    return name if name in site.files and normpath(name) == name else None


def test_every_link_leads_to_a_page_and_a_place_on_it(site: BuiltSite) -> None:
    ids = {
        address: {element["id"] for element in page.elements if element["id"]}
        for address, page in site.pages.items()
    }
    broken, checked = [], 0
    for address, page in site.pages.items():
        for link in set(written(page)):
            parts = urlsplit(urljoin(HOST + site.base + address, link))
            if f"{parts.scheme}://{parts.netloc}" != HOST:
                continue
            checked += 1
            file = target(site, parts.path) if parts.path.startswith(site.base) else None
            if file is None:
                broken.append(f"{address}: {link} leads to nothing")
            elif parts.fragment and file.endswith(".html"):
                there = ids[file.removesuffix("index.html")]
                if unquote(parts.fragment) not in there:
                    broken.append(f"{address}: {link} names no place")
    assert not broken, "\n".join(broken)
    assert checked > 100


def test_only_the_404_page_names_addresses_from_the_root_of_the_host(site: BuiltSite) -> None:
    """The others are relative, so that the site works under any path."""
    for address, page in site.pages.items():
        rooted = [link for link in written(page) if link.startswith("/")]
        assert not rooted or address == "404.html", f"{address}: {rooted}"
        assert all(link.startswith(site.base) for link in rooted), rooted


def test_links_to_other_hosts_are_web_addresses(site: BuiltSite) -> None:
    for address, page in site.pages.items():
        schemes = {urlsplit(link).scheme for link in written(page)}
        assert schemes <= {"", "http", "https"}, address


def test_an_id_stands_once_on_a_page(site: BuiltSite) -> None:
    repeated = {
        address: twice
        for address, page in site.pages.items()
        if (twice := [id for id, n in Counter(e["id"] for e in page.elements).items() if id and n > 1])
    }
    assert not repeated
