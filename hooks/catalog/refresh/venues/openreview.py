"""OpenReview: a conference's own record of what it accepted, by title.

Source: https://docs.openreview.net/reference/api-v2/openapi-definition (`/notes/search`) and
https://docs.openreview.net/reference/api-v2/entities/note/fields (`venue` and `venueid`)
"""

from __future__ import annotations

import re
from typing import Any

from catalog.lookup.answer import ServiceRecord
from catalog.lookup.client import Client
from catalog.lookup.normalize import FieldReader, as_list, parse_year, plain_text, value_at
from catalog.lookup.transport import ServiceError

MAX_HITS = 10
MAX_QUERY_CHARACTERS = 300
ACCEPTED = re.compile(
    r"[\w.-]+(?:/[\w.-]+)*?/(?P<year>20\d\d)/(?P<group>Conference|Workshop/[\w.-]+|Track/[\w.-]+)"
)
"""Group of the accepted papers of a conference. That of others ends in `/Submission`, `/Rejected_Submission`,
`/Withdrawn_Submission` or `/Desk_Rejected_Submission`; records that come from DBLP have `dblp.org/...`."""
NOT_ACCEPTED = re.compile(r"\b(?:submitted|submission|withdrawn|reject\w*|under review)\b", re.IGNORECASE)
NOTE_ID = re.compile(r"[\w-]{4,40}", re.ASCII)


def list_by_title(client: Client, title: str) -> list[ServiceRecord]:
    """Search for the words of a title; the hits may be other papers, and the list may be empty.

    Raises:
        ServiceError: OpenReview gives no usable reply.
    """
    params = {
        "term": title[:MAX_QUERY_CHARACTERS],
        "content": "all",
        "group": "all",
        "source": "forum",
        "limit": str(MAX_HITS),
    }
    data, url = client.get_json("openreview", "/notes/search", params)
    notes = value_at(data, "notes")
    if not isinstance(notes, list):
        raise ServiceError("sent a reply with unexpected structure")
    records = [_parse_note(note, url) for note in notes[:MAX_HITS]]
    titled = [record for record in records if record.title]
    if records and not titled:
        raise ServiceError("sent no readable title")
    return titled


def _parse_note(note: Any, url: str) -> ServiceRecord:
    reader = FieldReader("openreview")
    content = value_at(note, "content")
    venue = reader.read_text("venue", value_at(content, "venue", "value"))
    group = ACCEPTED.fullmatch(plain_text(value_at(content, "venueid", "value")))
    id = plain_text(value_at(note, "forum") or value_at(note, "id"))
    is_accepted = bool(group and venue and not NOT_ACCEPTED.search(venue))
    if is_accepted and group and group["group"].startswith("Workshop/") and "orkshop" not in (venue or ""):
        venue = f"{venue} Workshop"
    return ServiceRecord(
        source="openreview",
        title=reader.read_title(value_at(content, "title", "value")),
        authors=reader.read_authors(map(_author_name, as_list(value_at(content, "authors", "value")))),
        year=parse_year(group["year"]) if group else None,
        venue=venue,
        url=url,
        page=f"https://openreview.net/forum?id={id}" if NOTE_ID.fullmatch(id) else "",
        is_preprint=not is_accepted,
        rejections=tuple(reader.rejections),
    )


def _author_name(author: Any) -> str:
    """Return a name, which some venues keep with the profile of the author."""
    return plain_text(author if isinstance(author, str) else value_at(author, "fullname"))
