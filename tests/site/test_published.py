"""Addresses last: none that was published disappears, no two are alike, and none leads out of the site."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from catalog.facets.facets import FACETS
from catalog.html.renderer import Renderer
from catalog.records.catalog import Catalog, newest_first
from catalog.records.vocabularies import Person, RemovedRecord
from catalog.review.lost_pages import find_page
from catalog.site.build import list_published_paths, render_files
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views
from tests.helpers import make_paper
from tests.published import LIST, OURS, addresses, read, write
from tests.sites import ROOT, TOY, BuiltSite

PLURALS = [facet.plural for facet in FACETS if facet.plural]
HOSTILE = (
    *("../../out-2020", "..", ".", "/etc/out-2020", "a/../../../out-2020", "a\\..\\out-2020", "C:\\out"),
    *("a\x00b", "a\nb", "a b", "A-2020", "é-2020", "e\u0301-2020", "\u202ea-2020", "%2e%2e", "a?b", "a#b"),
)
"""Ids that the checks refuse, and that would lead elsewhere as a part of a path."""
OWN = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
"""A path below the root of the site that is one on every system."""
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself; a checkout with a built site must work there, too."""


def excused(address: str, site: BuiltSite) -> bool:
    """Whether an address may be missing: the page it belongs to leads on, or says why it went."""
    return site.is_redirect(find_page(address))


def missing(published: set[str], site: BuiltSite) -> list[str]:
    lost = sorted(published - set(addresses(site.files)))
    return [address for address in lost if not excused(address, site)]


@pytest.mark.data
def test_no_published_address_has_disappeared(real_site: BuiltSite) -> None:
    lost = missing(read(LIST.read_text("utf-8")), real_site)
    assert not lost, (
        f"{len(lost)} published addresses are gone: {lost[:5]}. Let the record that took the place of "
        "another name it in `replaces` (a person: in `former`), or say in data/gone.yml why it went."
    )


def test_what_disappears_is_missed_unless_it_is_explained(toy_site: BuiltSite) -> None:
    def lost(address: str) -> list[str]:
        return missing({address}, toy_site)

    assert not lost("papers/meow2lip-2020/")
    assert not lost("papers/talking-stone-2019/")  # removed: the page says why
    assert not lost("api/v1/papers/talking-stone-2019.json")
    for address in (
        "papers/never-2020/",
        "arxiv/1901.00001/",
        "tags/never/papers.bib",
        "never.json",
        "never/",
    ):
        assert lost(address) == [address]


def test_feeds_embeds_and_exports_belong_to_the_page_of_their_list() -> None:
    for path in ("tags/vae/", "tags/vae/papers.bib", "feeds/tags/vae.xml", "embed/tags/vae/"):
        assert find_page(path) == "tags/vae/"
    assert find_page("embed/") == "embed/"


def test_the_paths_compared_in_reviews_are_those_of_the_site(site: BuiltSite) -> None:
    """Changes of records are compared by their paths alone, before a site is built."""
    compared = set(list_published_paths(Views(Catalog.load(site.root))))
    own = {path for path in compared if path.startswith(OURS)}
    others = set(addresses(site.files)) - compared
    assert compared - own <= set(addresses(site.files))
    folders = (
        "papers/",
        "datasets/",
        "arxiv/",
        "feeds/",
        "embed/",
        "api/",
        "schema/",
        *(f"{name}/" for name in PLURALS),
    )
    fronts = {folder for folder in folders if folder in others}
    assert {path for path in others - fronts if path.startswith(folders)} == set()


def test_the_list_keeps_what_it_is_given() -> None:
    known = read(LIST.read_text("utf-8"))
    assert write(known) == LIST.read_text("utf-8")
    assert len(known) > 5_000
    few = {
        "",
        "404.html",
        "papers/a-2020/",
        "papers/b-2021/",
        "api/v1/papers/a-2020.json",
        "arxiv/cs/0101001/",
    }
    assert read(write(few)) == few


def test_no_two_addresses_differ_only_in_case_or_form(site: BuiltSite) -> None:
    plain = Counter(unicodedata.normalize("NFKC", name).casefold() for name in site.files)
    assert not [name for name, times in plain.items() if times > 1]
    assert not [name for name in site.files if not OWN.fullmatch(name)]
    assert not [name for name in site.files if any(map(RESERVED.fullmatch, name.split("/")))]


def hostile_catalog(id: str) -> Catalog:
    """A catalog in which everything that has an id has this one."""
    toy = Catalog.load(TOY.parent)
    paper = make_paper(
        id, venue=id, tags=(id,), categories=(id,), authors=("Eve",), arxiv=id, replaces=(id,), year=2020
    )
    other = make_paper("other-2020", venue=id, authors=("Eve",), categories=(id,), year=2020)

    def one(records: dict[str, object]) -> dict[str, object]:
        return {id: next(iter(records.values())).model_copy(update={"id": id})}  # type: ignore[attr-defined]

    vocabularies = ("datasets", "venues", "categories", "tags", "metrics", "sources")
    renamed = {name: one(dict(getattr(toy, name))) for name in vocabularies}
    people = {id: Person.model_construct(id=id, file="", name="Eve", spellings=(), papers=(), former=(id,))}
    gone = {id: RemovedRecord(id=id, file="", reason="Why.")}
    return replace(toy, papers=newest_first((paper, other)), people=people, gone=gone, **renamed)  # type: ignore[arg-type]


def written(views: Views) -> Iterator[str]:
    """The files that a build writes, until it refuses one."""
    with suppress(ValueError):
        yield from (page.path for page in views.pages())
    with suppress(ValueError):
        renderer = Renderer(views, ROOT / "docs/templates", SiteInfo("Toy", "", "https://toy.example/"))
        yield from (path for path, _ in render_files(renderer, ROOT))


@pytest.mark.parametrize("id", HOSTILE)
def test_no_id_leads_out_of_the_site(id: str) -> None:
    paths = list(written(Views(hostile_catalog(id))))
    assert not [path for path in paths if not OWN.fullmatch(path)]
