"""OpenAlex: what it gathered of a paper, by DOI or arXiv id.

Source: https://developers.openalex.org/api-reference/works/get-a-single-work
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from catalog.documents import problems
from catalog.lookup import normalize as cleaning
from catalog.lookup.client import Client
from catalog.lookup.normalize import FieldReader, value_at, as_list, plain_text
from catalog.lookup.transport import ServiceError
from catalog.lookup.work import ServiceRecord


def fetch_by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """The paper with a DOI.

    Raises:
        Failure: if OpenAlex gives no answer that can be used.
    """
    work, url = _fetch_work(client, doi)
    if (given := cleaning.parse_doi(value_at(work, "doi"))) is None or given.lower() != doi.lower():
        raise ServiceError(f"answered with another paper ({problems.quote(plain_text(value_at(work, 'doi')))})")
    return [_parse_work(work, url)]


def fetch_by_arxiv_id(client: Client, number: str) -> list[ServiceRecord]:
    """The paper with an arXiv id, by the DOI that arXiv gives to it.

    Raises:
        Failure: if OpenAlex gives no answer that can be used.
    """
    work, url = _fetch_work(client, f"10.48550/arXiv.{number}")
    if cleaning.parse_arxiv_id(value_at(work, "doi")) != number and _find_arxiv_id(work) != number:
        raise ServiceError(f"answered with another paper ({problems.quote(plain_text(value_at(work, 'doi')))})")
    return [_parse_work(work, url)]


def _fetch_work(client: Client, doi: str) -> tuple[dict[str, Any], str]:
    data, url = client.get_json("openalex", f"/works/doi:{quote(doi, safe='/')}", client.mailto_params)
    if not isinstance(data, dict) or "authorships" not in data:
        raise ServiceError("sent a reply in an unknown form")
    return data, url


def _parse_work(work: dict[str, Any], url: str) -> ServiceRecord:
    read = FieldReader("openalex")
    place = value_at(work, "primary_location", "source")
    name = read.read_text("venue", value_at(place, "display_name"))
    preprint = value_at(place, "type") == "repository" or value_at(work, "type") == "preprint"
    first, last = value_at(work, "biblio", "first_page"), value_at(work, "biblio", "last_page")
    hints = ("OpenAlex says that the paper was retracted.",) if value_at(work, "is_retracted") is True else ()
    return ServiceRecord(
        source="openalex",
        title=read.read_title(value_at(work, "title") or value_at(work, "display_name")),
        authors=read.read_authors(map(_author_name, as_list(value_at(work, "authorships")))),
        year=cleaning.parse_year(value_at(work, "publication_year")),
        venue=name if not preprint else "arXiv" if "arxiv" in (name or "").lower() else None,
        pages=read.read_pages(f"{first}-{last}") if first and last else None,
        arxiv=_find_arxiv_id(work),
        doi=cleaning.parse_doi(value_at(work, "doi")),
        url=url,
        is_preprint=preprint,
        hints=hints,
        rejections=tuple(read.rejections),
    )


def _find_arxiv_id(work: dict[str, Any]) -> str | None:
    """The arXiv id among its places."""
    places = (value_at(place, "landing_page_url") for place in as_list(value_at(work, "locations")))
    return next(filter(None, map(cleaning.parse_arxiv_id, (value_at(work, "doi"), *places))), None)


def _author_name(authorship: Any) -> str:
    """A name as the paper prints it, if OpenAlex kept it."""
    return plain_text(value_at(authorship, "raw_author_name")) or plain_text(value_at(authorship, "author", "display_name"))
