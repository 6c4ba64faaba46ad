"""OpenAlex: what it gathered of a paper, by DOI or arXiv id.

Source: https://developers.openalex.org/api-reference/works/get-a-single-work
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from catalog.documents import problems
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.normalize import Reader, at, listed, plain
from catalog.lookup.transport import Failure
from catalog.lookup.work import ServiceRecord


def by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """The paper with a DOI.

    Raises:
        Failure: if OpenAlex gives no answer that can be used.
    """
    work, url = _work(client, doi)
    if (given := cleaning.doi(at(work, "doi"))) is None or given.lower() != doi.lower():
        raise Failure(f"answered with another paper ({problems.quote(plain(at(work, 'doi')))})")
    return [_found(work, url)]


def by_number(client: Client, number: str) -> list[ServiceRecord]:
    """The paper with an arXiv id, by the DOI that arXiv gives to it.

    Raises:
        Failure: if OpenAlex gives no answer that can be used.
    """
    work, url = _work(client, f"10.48550/arXiv.{number}")
    if cleaning.arxiv(at(work, "doi")) != number and _number(work) != number:
        raise Failure(f"answered with another paper ({problems.quote(plain(at(work, 'doi')))})")
    return [_found(work, url)]


def _work(client: Client, doi: str) -> tuple[dict[str, Any], str]:
    data, url = client.json("openalex", f"/works/doi:{quote(doi, safe='/')}", client.mailto)
    if not isinstance(data, dict) or "authorships" not in data:
        raise Failure("sent a reply in an unknown form")
    return data, url


def _found(work: dict[str, Any], url: str) -> ServiceRecord:
    read = Reader("openalex")
    place = at(work, "primary_location", "source")
    name = read.text("venue", at(place, "display_name"))
    preprint = at(place, "type") == "repository" or at(work, "type") == "preprint"
    first, last = at(work, "biblio", "first_page"), at(work, "biblio", "last_page")
    hints = ("OpenAlex says that the paper was retracted.",) if at(work, "is_retracted") is True else ()
    return ServiceRecord(
        source="openalex",
        title=read.title(at(work, "title") or at(work, "display_name")),
        authors=read.authors(map(_name, listed(at(work, "authorships")))),
        year=cleaning.year(at(work, "publication_year")),
        venue=name if not preprint else "arXiv" if "arxiv" in (name or "").lower() else None,
        pages=read.pages(f"{first}-{last}") if first and last else None,
        arxiv=_number(work),
        doi=cleaning.doi(at(work, "doi")),
        url=url,
        is_preprint=preprint,
        hints=hints,
        refused=tuple(read.refused),
    )


def _number(work: dict[str, Any]) -> str | None:
    """The arXiv id among its places."""
    places = (at(place, "landing_page_url") for place in listed(at(work, "locations")))
    return next(filter(None, map(cleaning.arxiv, (at(work, "doi"), *places))), None)


def _name(authorship: Any) -> str:
    """A name as the paper prints it, if OpenAlex kept it."""
    return plain(at(authorship, "raw_author_name")) or plain(at(authorship, "author", "display_name"))
