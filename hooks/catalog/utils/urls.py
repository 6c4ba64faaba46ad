"""Addresses: which ones may be linked, and the ones that follow from an arXiv id or a DOI."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

ARXIV = re.compile(r"\d{2}(0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{2}(0[1-9]|1[0-2])\d{3}")
"""An arXiv id without version, in the form since 2007 or the one before.
Source: https://info.arxiv.org/help/arxiv_identifier.html"""

DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
"""A DOI without `https://doi.org/`. Source: https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""

HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.\-\s]*):", re.IGNORECASE)
COPY_HINT = "Copy it from your browser's address bar"
UNSAFE = re.compile(r"""[^!-~]|["<>\\^`{|}]""")
ARXIV_PAGE = re.compile(
    r"https?://(?:www\.|export\.|download\.)?arxiv\.org/(?:abs|pdf|html|ftp/arxiv/papers/\d{4})/"
    r"(?P<id>[^?#]+?)(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
"""A page or file of arXiv, whatever the version."""
DOI_PAGE = re.compile(
    r"https?://(?:(?:www\.|dx\.)?doi\.org"
    r"|(?:www\.)?dl\.acm\.org/doi(?:/(?:abs|pdf|full|fullHtml|epdf|book))?"
    r"|link\.springer\.com(?:/(?:chapter|article|content/pdf|referenceworkentry))?"
    r"|(?:[a-z]+\.)?onlinelibrary\.wiley\.com/doi(?:/(?:abs|pdf|full|epdf|pdfdirect))?"
    r"|(?:www\.)?tandfonline\.com/doi(?:/(?:abs|pdf|full|epdf))?)"
    r"/(?P<id>10\.\d{4,9}/[^?#]+?)(?:(?<=\d)\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
"""An address that holds a DOI: of the resolver, or a publisher's own page."""
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
"""How the DOIs begin that arXiv gives to its papers."""

RESERVED = frozenset(
    ["index", "404", "assets", "search", "sitemap", "con", "prn", "aux", "nul", "new", "all"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names with a meaning of their own: pages of the site, and devices of Windows, which has no such files."""

OWN = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*/?", re.ASCII)
"""A path below the root of the site: no part of it is empty, leads up, or means something to a system."""


class BadUrl(ValueError):
    """An address that must not become a link; `hint` says what to write."""

    def __init__(self, reason: str, hint: str, *, dangerous: bool = False) -> None:
        super().__init__(reason)
        self.hint = hint
        self.dangerous = dangerous
        """Whether following the link could run code, rather than just fail."""


def check_url(url: str) -> None:
    """Refuse an address that is malformed, or that a browser would not treat as a plain web address.

    Raises:
        BadUrl: with the reason.
    """
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise BadUrl(
            f"the scheme {scheme[1]!r} is not allowed",
            "Use an https:// URL",
            dangerous=True,
        )
    bad = UNSAFE.search(url)
    if bad:
        raise BadUrl(
            f"the character {bad.group()!r} is not allowed in a URL",
            f"Write {quote(bad.group())}" if bad.group().isprintable() else "Remove it",
        )
    if not scheme:
        raise BadUrl("a URL starts with https://", COPY_HINT)
    try:
        parts = urlsplit(url)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError as error:
        raise BadUrl(f"not a valid URL: {error}", COPY_HINT) from None
    if user is not None or "@" in parts.netloc:
        raise BadUrl("a URL must not contain a username", "Remove the username")
    if not HOST.fullmatch(host) or (port is None and ":" in parts.netloc):
        raise BadUrl(f"{host!r} is not a valid host name", COPY_HINT)


def own(path: str) -> str:
    """A path of the site, as it is. Every page and file is asked for it, checked data or not.

    Raises:
        ValueError: if it could lead out of the site.
    """
    if not OWN.fullmatch(path):
        raise ValueError(f"{path!r} is not a path on this site; an ID in data/ is invalid. Run `catalog check`")
    return path


@lru_cache(maxsize=1 << 16)  # a paper's links stand on its page, in lists and in every format
def is_safe(url: str) -> bool:
    """Whether an address may become a link. Every link of every page is asked, checked data or not."""
    try:
        check_url(url)
    except BadUrl:
        return False
    return True


def derived(url: str) -> tuple[str, str] | None:
    """The field and value that an arXiv or DOI address stands for: `("arxiv", "2008.10010")`."""
    if found := ARXIV_PAGE.fullmatch(url):
        return "arxiv", found["id"]
    if found := DOI_PAGE.fullmatch(url):
        doi = unquote(found["id"])
        own = ARXIV_DOI.match(doi)
        return ("arxiv", doi[own.end() :]) if own else ("doi", doi)
    return None


def arxiv_url(arxiv: str) -> str:
    """The page of a paper on arXiv."""
    return f"https://arxiv.org/abs/{quote(arxiv)}"


def arxiv_year(arxiv: str | None) -> int | None:
    """The year in an arXiv id, of which the first are from 1991."""
    digits = (arxiv or "").rpartition("/")[2][:2]
    return (1900 if digits > "90" else 2000) + int(digits) if digits.isdecimal() else None


def doi_url(doi: str) -> str:
    """The address that leads to a DOI's current place."""
    return f"https://doi.org/{quote(doi, safe='/:;().-_')}"
