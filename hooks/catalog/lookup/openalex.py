"""OpenAlex: collected metadata of a paper, by DOI or arXiv ID.

Source: https://developers.openalex.org/api-reference/works/get-a-single-work
"""

from __future__ import annotations

from typing import Any
from urllib import parse

from catalog.documents.problems import quote
from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.normalize import (
    FieldReader,
    as_list,
    parse_arxiv_id,
    parse_doi,
    parse_year,
    plain_text,
    value_at,
)
from catalog.lookup.transport import ServiceError


def fetch_by_doi(client: Client, doi: str) -> list[ServiceRecord]:
    """Fetch the paper with a DOI.

    Raises:
        ServiceError: OpenAlex gives no usable reply.
    """
    work, url = _fetch_work(client, doi)
    reply_doi = parse_doi(value_at(work, "doi"))
    if reply_doi is None or reply_doi.lower() != doi.lower():
        raise ServiceError(f"returned a different paper ({quote(plain_text(value_at(work, 'doi')))})")
    return [_parse_work(work, url)]


def fetch_by_arxiv_id(client: Client, arxiv: str) -> list[ServiceRecord]:
    """Fetch the paper with an arXiv ID, by arXiv's own DOI for it.

    Raises:
        ServiceError: OpenAlex gives no usable reply.
    """
    work, url = _fetch_work(client, f"10.48550/arXiv.{arxiv}")
    if parse_arxiv_id(value_at(work, "doi")) != arxiv and _find_arxiv_id(work) != arxiv:
        raise ServiceError(f"returned a different paper ({quote(plain_text(value_at(work, 'doi')))})")
    return [_parse_work(work, url)]


def _fetch_work(client: Client, doi: str) -> tuple[dict[str, Any], str]:
    path = f"/works/doi:{parse.quote(doi, safe='/')}"
    data, url = client.get_json("openalex", path, client.mailto_params)
    if not isinstance(data, dict) or "authorships" not in data:
        raise ServiceError("sent a reply with unexpected structure")
    return data, url


def _parse_work(work: dict[str, Any], url: str) -> ServiceRecord:
    reader = FieldReader("openalex")
    venue = value_at(work, "primary_location", "source")
    name = reader.read_text("venue", value_at(venue, "display_name"))
    is_preprint = value_at(venue, "type") == "repository" or value_at(work, "type") == "preprint"
    first, last = value_at(work, "biblio", "first_page"), value_at(work, "biblio", "last_page")
    is_retracted = value_at(work, "is_retracted") is True
    return ServiceRecord(
        source="openalex",
        title=reader.read_title(value_at(work, "title") or value_at(work, "display_name")),
        authors=reader.read_authors(map(_author_name, as_list(value_at(work, "authorships")))),
        year=parse_year(value_at(work, "publication_year")),
        venue=name if not is_preprint else "arXiv" if "arxiv" in (name or "").lower() else None,
        pages=reader.read_pages(f"{first}-{last}") if first and last else None,
        arxiv=_find_arxiv_id(work),
        doi=parse_doi(value_at(work, "doi")),
        url=url,
        is_preprint=is_preprint,
        hints=("According to OpenAlex, the paper was retracted.",) if is_retracted else (),
        rejections=tuple(reader.rejections),
    )


def _find_arxiv_id(work: dict[str, Any]) -> str | None:
    """Return the arXiv ID in the work's DOI or in one of its locations."""
    pages = (value_at(location, "landing_page_url") for location in as_list(value_at(work, "locations")))
    return next(filter(None, map(parse_arxiv_id, (value_at(work, "doi"), *pages))), None)


def _author_name(authorship: Any) -> str:
    """Return the name as printed on the paper, else OpenAlex's own spelling."""
    printed_name = plain_text(value_at(authorship, "raw_author_name"))
    return printed_name or plain_text(value_at(authorship, "author", "display_name"))
