"""Typed links in the head of a page, by which programs find identifiers, metadata and files.

They follow level 1 of FAIR Signposting, https://signposting.org/FAIR/: `cite-as` once, one or more of
`describedby` and `type`, and `author`, `item` and `license` as far as they are known.

`license` is that of the paper or dataset which a page describes, not of the description: programs apply it to
the files of `item`. No record states the license of a paper, so papers have none. That of the description is
in JSON-LD as `sdLicense`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalog.citing.reference import Reference
from catalog.exports.croissant import MEDIA_TYPES
from catalog.exports.croissant import PATH as CROISSANT_PATH
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_url, doi_url, identifier_in_url, orcid_url
from catalog.views.api import API_FOLDER, record_path
from catalog.views.cards import dataset_href, paper_href, web_link

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
"""License of the catalog."""
NO_LICENSE = "none"
"""ID of the entry of licenses.yml that stands for the lack of one."""


class TypedLink(NamedTuple):
    """A link of which programs know what it leads to."""

    rel: str
    """Its relation, such as `cite-as`."""
    href: str
    """A URL, or a path from the root of the site."""
    media_type: str = ""


def paper_links(
    paper: Paper, reference: Reference, orcid_urls: Iterable[str], pdf: str | None
) -> Iterator[TypedLink]:
    """Yield the links of a paper's page.

    Args:
        paper: The paper.
        reference: Its published version.
        orcid_urls: See `author_orcid_urls`.
        pdf: URL of its PDF.
    """
    arxiv = arxiv_url(paper.arxiv) if paper.arxiv else paper_href(paper)
    yield TypedLink("cite-as", doi_url(reference.doi) if reference.doi else arxiv)
    yield from _type_links("ScholarlyArticle")
    yield from (TypedLink("author", url) for url in orcid_urls if url)
    yield TypedLink("describedby", record_path("papers", paper.id), "application/json")
    if pdf:
        yield TypedLink("item", pdf, "application/pdf")


def dataset_links(catalog: Catalog, dataset: Dataset) -> Iterator[TypedLink]:
    """Yield the links of a dataset's page. Its files are not known, only pages that lead to them."""
    doi = dataset_doi(dataset)
    yield TypedLink("cite-as", doi_url(doi) if doi else dataset_href(dataset))
    yield from _type_links("Dataset")
    yield TypedLink("describedby", f"{API_FOLDER}datasets.json", "application/json")
    if url := dataset_license_url(catalog, dataset):
        yield TypedLink("license", url)


def catalog_links() -> Iterator[TypedLink]:
    """Yield the links of the page on the catalog itself."""
    yield TypedLink("cite-as", "data/")
    yield from _type_links("Dataset")
    yield TypedLink("describedby", CROISSANT_PATH, "application/ld+json")
    yield TypedLink("license", CC0)
    yield from (TypedLink("item", path, media_type) for path, media_type in MEDIA_TYPES.items())


def _type_links(type: str) -> Iterator[TypedLink]:
    """Yield the types of a page and of what it describes."""
    yield from (TypedLink("type", f"https://schema.org/{name}") for name in ("AboutPage", type))


def author_orcid_urls(catalog: Catalog, paper: Paper) -> tuple[str, ...]:
    """Return the URL of each author's ORCID iD, in the order of authors; empty if it is unknown.

    Namesakes may share a page, but not an ORCID iD: it needs a paper that is listed, if any are.
    """
    people = (catalog.people.get(catalog.author_id(name, paper.id)) for name in paper.authors)
    return tuple(
        orcid_url(person.orcid)
        if person and person.orcid and (not person.papers or paper.id in person.papers)
        else ""
        for person in people
    )


def dataset_doi(dataset: Dataset) -> str:
    """Return the DOI of a dataset itself, not of its paper; empty if none of its download pages has one."""
    found = (identifier_in_url(url) for url in dataset.links.dataset)
    return next((value for field, value in filter(None, found) if field == "doi"), "")


def dataset_license_url(catalog: Catalog, dataset: Dataset) -> str:
    """Return the URL of a dataset's license if it is the name of one, such as CC BY 4.0; else nothing.

    A statement such as `CC BY-NC 4.0 (motion capture data)` is about a part, and so it has no URL.
    """
    stated = fold(dataset.license or "")
    licenses = (license for id, license in catalog.licenses.items() if id != NO_LICENSE)
    urls = (each.url for each in licenses if each.url and stated in (fold(each.id), fold(each.name)))
    return next((url for url in urls if web_link("", url).href), "")
