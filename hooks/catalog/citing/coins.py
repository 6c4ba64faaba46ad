"""COinS: metadata of lists for reference managers, in the title of a span for each paper.

The title is an OpenURL ContextObject (Z39.88-2004). Zotero offers all spans of a page in a picker and ignores
the rest of the page, so lists have them and the pages of papers do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from catalog.citing.names import Name
from catalog.citing.reference import Reference

SEPARATOR = re.compile("[&=%+#;]")
"""Characters to encode in a value. Others are unchanged, so a title that is already on the page compresses to
almost nothing; with `%20` and the like, lists were a fifth larger."""


def format_coins(reference: Reference) -> str:
    """Return the ContextObject of a paper: `ctx_ver=Z39.88-2004&rft_val_fmt=...`."""
    return "&".join(
        f"{key}={SEPARATOR.sub(_percent_encode, value)}" for key, value in _openurl_fields(reference)
    )


def coins_span(reference: Reference) -> Markup:
    """Return the element with the ContextObject of a paper. Reference managers read it though it is hidden.

    A bare `&` is valid before `rft`, since no character reference starts with that. Values contain none.
    """
    title = str(escape(format_coins(reference))).replace("&amp;rft", "&rft")
    return Markup(f'<span class="Z3988" title="{title}" hidden></span>')


def _percent_encode(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _openurl_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "ctx_ver", "Z39.88-2004"
    yield from _publication_fields(reference)
    if reference.year:
        yield "rft.date", str(reference.year)
    for name in reference.authors:
        yield "rft.au", family_first(name)
    if reference.pages:
        yield "rft.pages", reference.pages
    if identifier := f"info:doi/{reference.doi}" if reference.doi else reference.url:
        yield "rft_id", identifier


def _publication_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the kind and title of the publication, and its container."""
    prefix = "info:ofi/fmt:kev:mtx:"
    match reference.kind:
        case "preprint":
            yield from (("rft_val_fmt", f"{prefix}dc"), ("rft.type", "preprint"))
            yield "rft.title", reference.title
        case "journal":
            yield from (("rft_val_fmt", f"{prefix}journal"), ("rft.genre", "article"))
            yield from (("rft.atitle", reference.title), ("rft.jtitle", reference.container))
        case kind:
            genre = "bookitem" if kind == "book-series" else "proceeding"
            yield from (("rft_val_fmt", f"{prefix}book"), ("rft.genre", genre))
            yield from (("rft.atitle", reference.title), ("rft.btitle", reference.container))


def family_first(name: Name) -> str:
    """Return `van den Berg, Jan Jr.`; Zotero would drop text after a second comma."""
    given = f"{name.given} {name.suffix}".strip()
    return name.literal or (f"{name.full_family}, {given}" if given else name.full_family)
