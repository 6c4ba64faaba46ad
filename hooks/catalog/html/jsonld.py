"""JSON-LD: what search engines read of a page, in the vocabulary of https://schema.org.

Zotero does not read it; Google's search for datasets does. Nothing here that no record states: absent
stays absent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from catalog.citing.formats import FORMATS
from catalog.citing.reference import Reference
from catalog.records.catalog import Catalog
from catalog.records.schema import Dataset, Paper
from catalog.utils.urls import arxiv_url, doi_url
from catalog.views.cards import all_links, dataset_href, paper_href
from catalog.views.facets import Entry

Data = dict[str, Any]
LISTED = 100
"""So many papers of a list are named, the newest: a long one has enough to carry."""
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


class Site(NamedTuple):
    """The site that the pages belong to."""

    name: str
    about: str
    url: str
    """The absolute address of its root."""


def script(data: Data) -> Markup:
    """The text of a script element: JSON in which no text can end the script or begin a comment."""
    text = JSON.encode({"@context": "https://schema.org", **data})
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup(text)


JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def paper(site: Site, paper: Paper, reference: Reference, tags: tuple[str, ...]) -> Data:
    """A paper, as it was published."""
    same = [doi_url(reference.doi) if reference.doi else "", arxiv_url(paper.arxiv) if paper.arxiv else ""]
    kind = "Periodical" if reference.kind == "journal" else "PublicationVolume"
    container = {"@type": kind, "name": reference.container}
    return _known(
        {
            "@type": "ScholarlyArticle",
            "@id": f"{site.url}{paper_href(paper)}",
            "url": f"{site.url}{paper_href(paper)}",
            "name": reference.title,
            "headline": reference.title,
            "alternateName": [*filter(None, (paper.short,)), *paper.aliases],
            "author": [{"@type": "Person", "name": name.natural} for name in reference.authors],
            "datePublished": str(reference.year or ""),
            "isPartOf": None if reference.preprint else container,
            "pageStart": reference.first_page,
            "pageEnd": reference.last_page,
            "keywords": list(tags),
            "sameAs": [*filter(None, same)],
            "creativeWorkStatus": paper.status,
        }
    )


def dataset(site: Site, catalog: Catalog, dataset: Dataset, about: str) -> Data:
    """A dataset; where it is introduced stands as its citation."""
    introduced = catalog.paper.get(dataset.paper or "")
    citation = (
        {"@type": "ScholarlyArticle", "@id": f"{site.url}{paper_href(introduced)}"} if introduced else {}
    )
    stated = " ".join(fact.states for fact in dataset.facts)
    return _known(
        {
            "@type": "Dataset",
            "@id": f"{site.url}{dataset_href(dataset)}",
            "url": f"{site.url}{dataset_href(dataset)}",
            "name": dataset.name,
            "alternateName": list(dataset.aliases),
            # Google's search for datasets asks for 50 characters at least.
            "description": max(about, stated, key=len)[:5000],
            "datePublished": str(dataset.year) if dataset.year else None,
            "license": {"@type": "CreativeWork", "name": dataset.license} if dataset.license else None,
            "inLanguage": dataset.language,
            "sameAs": [link.href for link in all_links(dataset) if link.href],
            "citation": citation and citation | {"name": introduced.title if introduced else ""},
        }
    )


def entry(site: Site, entry: Entry, title: str, about: str) -> Data:
    """A list of papers."""
    items = [
        {"@type": "ListItem", "position": at, "url": f"{site.url}{paper_href(paper)}"}
        for at, paper in enumerate(entry.shown, (entry.number - 1) * entry.most + 1)
    ]
    return {
        "@type": "CollectionPage",
        "@id": f"{site.url}{entry.here}",
        "url": f"{site.url}{entry.here}",
        "name": title,
        "description": about,
        "isPartOf": {"@type": "WebSite", "@id": site.url},
        "mainEntity": {"@type": "ItemList", "numberOfItems": entry.size, "itemListElement": items},
    }


def home(site: Site) -> Data:
    """The site, and how to search it from elsewhere."""
    return {
        "@type": "WebSite",
        "@id": site.url,
        "url": site.url,
        "name": site.name,
        "description": site.about,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.url}papers/?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def whole(site: Site, catalog: Catalog, changed: str) -> Data:
    """The catalog itself, as a dataset that can be downloaded."""
    downloads = [("application/json", "api/v1/papers.json")]
    downloads += [(format.media_type, f"data/papers.{format.suffix}") for format in FORMATS if format.listed]
    return _known(
        {
            "@type": "Dataset",
            "@id": f"{site.url}data/",
            "url": f"{site.url}data/",
            "name": site.name,
            "description": site.about,
            "license": CC0,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": f"The {site.name} contributors", "url": site.url},
            "keywords": [category.name for category in catalog.categories.values()],
            "dateModified": changed,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": site.url + path}
                for media, path in downloads
            ],
        }
    )


def _known(data: Mapping[str, Any]) -> Data:
    """Without what is unknown."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
