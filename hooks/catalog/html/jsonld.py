"""JSON-LD for search engines and other programs, in the vocabulary of https://schema.org.

Google's dataset search reads it; Zotero does not. Only what a record states is included.

Only source code has a `codeRepository` there, so the code of a paper is a `workExample`: a realization of the
concept of the paper, whichever came first. `encoding` is the paper as a file. The links in the head of the
page lead to the files that describe it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from catalog.citing.reference import Reference
from catalog.exports.croissant import MEDIA_TYPES
from catalog.facets.facet import FacetValue
from catalog.html.signposting import CC0, dataset_doi, dataset_license_url
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.twins.values import format_access
from catalog.utils.urls import arxiv_url, doi_url
from catalog.views.cards import dataset_href, links_by_kind, paper_href
from catalog.views.site_info import SiteInfo

JsonLd = dict[str, Any]
OWN_PAGES = ("project", "dataset")
"""Kinds of links to pages of a dataset itself. Others are of its paper or of code, not of the dataset."""
RESTRICTED_ACCESS = ("form", "request", "gone")
"""Values of `access` that are conditions in themselves."""


def script_text(data: JsonLd) -> Markup:
    """Encode data for a script element, so that no text can end the script or start a comment."""
    text = ENCODER.encode({"@context": "https://schema.org", **data})
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def paper_json_ld(
    site: SiteInfo,
    paper: Paper,
    reference: Reference,
    tags: tuple[str, ...],
    orcid_urls: Sequence[str],
    pdf: str | None,
) -> JsonLd:
    """Describe a paper as it was published.

    Args:
        site: The site.
        paper: The paper.
        reference: Its published version.
        tags: Names of its tags.
        orcid_urls: See `author_orcid_urls`.
        pdf: URL of its PDF.
    """
    doi = doi_url(reference.doi) if reference.doi else ""
    arxiv = arxiv_url(paper.arxiv) if paper.arxiv else ""
    kind = "Periodical" if reference.kind == "journal" else "PublicationVolume"
    container = {"@type": kind, "name": reference.container}
    return _without_empty(
        {
            "@type": "ScholarlyArticle",
            "@id": f"{site.url}{paper_href(paper)}",
            "url": f"{site.url}{paper_href(paper)}",
            "name": reference.title,
            "headline": reference.title,
            "description": paper.summary,
            "alternateName": [*filter(None, (paper.short,)), *paper.aliases],
            "author": [
                _without_empty({"@type": "Person", "@id": orcid_url, "name": name.natural})
                for name, orcid_url in zip(reference.authors, orcid_urls, strict=True)
            ],
            "datePublished": str(reference.year or ""),
            "isPartOf": None if reference.is_preprint else container,
            "pageStart": reference.first_page,
            "pageEnd": reference.last_page,
            "keywords": list(tags),
            "identifier": list(_identifiers(doi=reference.doi, arxiv=paper.arxiv)),
            "sameAs": [*filter(None, (doi, arxiv))],
            "encoding": (
                {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": pdf}
                if pdf
                else None
            ),
            "workExample": [
                {"@type": "SoftwareSourceCode", "codeRepository": link.href}
                for link in links_by_kind(paper)
                if link.kind == "code" and link.href
            ],
            "creativeWorkStatus": paper.status,
        }
    )


def _identifiers(**values: str | None) -> Iterator[JsonLd]:
    """Yield identifiers, given by their kinds: the prefixes of https://identifiers.org."""
    for kind, value in values.items():
        if value:
            yield {"@type": "PropertyValue", "propertyID": kind, "value": value}


def dataset_json_ld(site: SiteInfo, catalog: Catalog, dataset: Dataset, description: str) -> JsonLd:
    """Describe a dataset, with the paper that introduces it as its citation."""
    paper = catalog.paper.get(dataset.paper or "")
    citation = (
        {
            "@type": "ScholarlyArticle",
            "@id": f"{site.url}{paper_href(paper)}",
            "name": paper.title,
        }
        if paper
        else {}
    )
    facts = " ".join(fact.states for fact in dataset.facts)
    condition = format_access(dataset.access) if dataset.access in RESTRICTED_ACCESS else ""
    license_url = dataset_license_url(catalog, dataset)
    license = {"@type": "CreativeWork", "name": dataset.license, "url": license_url}
    return _without_empty(
        {
            "@type": "Dataset",
            "@id": f"{site.url}{dataset_href(dataset)}",
            "url": f"{site.url}{dataset_href(dataset)}",
            "name": dataset.name,
            "alternateName": list(dataset.aliases),
            # Google requires 50 to 5,000 characters.
            # Source: https://developers.google.com/search/docs/appearance/structured-data/dataset
            "description": max(description, facts, key=len)[:5000],
            "datePublished": str(dataset.year) if dataset.year else None,
            "license": _without_empty(license) if dataset.license else None,
            "isAccessibleForFree": True if dataset.access == "open" else None,
            "conditionsOfAccess": dataset.availability or condition,
            "inLanguage": dataset.language,
            "identifier": list(_identifiers(doi=dataset_doi(dataset))),
            "sameAs": [link.href for link in links_by_kind(dataset) if link.kind in OWN_PAGES and link.href],
            "citation": citation,
        }
    )


def list_json_ld(site: SiteInfo, value: FacetValue, title: str, description: str) -> JsonLd:
    """Describe a page of a list of papers, which links to them and to files that describe them."""
    return {
        "@type": "CollectionPage",
        "@id": f"{site.url}{value.page_href}",
        "url": f"{site.url}{value.page_href}",
        "name": title,
        "description": description,
        "isPartOf": {"@type": "WebSite", "@id": site.url},
        "mainEntity": {"@type": "ItemList", "numberOfItems": value.size},
    }


def site_json_ld(site: SiteInfo) -> JsonLd:
    """Describe the site and its search."""
    return {
        "@type": "WebSite",
        "@id": site.url,
        "url": site.url,
        "name": site.name,
        "description": site.description,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.url}papers/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def catalog_json_ld(site: SiteInfo, catalog: Catalog, changed: str) -> JsonLd:
    """Describe the catalog as a downloadable dataset; `changed` is the ISO date of its last change."""
    return _without_empty(
        {
            "@type": "Dataset",
            "@id": f"{site.url}data/",
            "url": f"{site.url}data/",
            "name": site.name,
            "description": site.description,
            "license": CC0,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": f"The {site.name} contributors", "url": site.url},
            "keywords": [category.name for category in catalog.categories.values()],
            "dateModified": changed,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": site.url + path}
                for path, media in MEDIA_TYPES.items()
            ],
        }
    )


def _without_empty(data: Mapping[str, Any]) -> JsonLd:
    """Drop unknown values."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
