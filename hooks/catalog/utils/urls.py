"""URLs: which ones are safe to link, and conversion from and to arXiv IDs and DOIs."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

ARXIV_ID = re.compile(r"\d{2}(0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{2}(0[1-9]|1[0-2])\d{3}")
"""An arXiv ID without version, in the form used since 2007 or the one before.
Source: https://info.arxiv.org/help/arxiv_identifier.html"""

DOI = re.compile(r"10\.\d{4,9}/[!-~]+")
"""A DOI without `https://doi.org/`. Source: https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""

HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.\-\s]*):", re.IGNORECASE)
COPY_HINT = "Copy it from your browser's address bar"
UNSAFE_CHARACTER = re.compile(r"""[^!-~]|["<>\\^`{|}]""")
ARXIV_PAGE = re.compile(
    r"https?://(?:www\.|export\.|download\.)?arxiv\.org/(?:abs|pdf|html|ftp/arxiv/papers/\d{4})/"
    r"(?P<id>[^?#]+?)(?:v\d+)?(?:\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
"""A page or file on arXiv, of any version."""
DOI_PAGE = re.compile(
    r"https?://(?:(?:www\.|dx\.)?doi\.org"
    r"|(?:www\.)?dl\.acm\.org/doi(?:/(?:abs|pdf|full|fullHtml|epdf|book))?"
    r"|link\.springer\.com(?:/(?:chapter|article|content/pdf|referenceworkentry))?"
    r"|(?:[a-z]+\.)?onlinelibrary\.wiley\.com/doi(?:/(?:abs|pdf|full|epdf|pdfdirect))?"
    r"|(?:www\.)?tandfonline\.com/doi(?:/(?:abs|pdf|full|epdf))?)"
    r"/(?P<id>10\.\d{4,9}/[^?#]+?)(?:(?<=\d)\.pdf)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
"""A URL that contains a DOI: of the resolver, or a page of a publisher."""
ARXIV_DOI_PREFIX = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
"""The prefix of DOIs that arXiv assigns."""

RESERVED_IDS = frozenset(
    ["index", "404", "assets", "search", "sitemap", "con", "prn", "aux", "nul", "new", "all"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names of pages of the site, and of Windows devices, which cannot be file names there."""

SITE_PATH = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*/?", re.ASCII)
"""A path below the root of the site: no part is empty, starts with a dot, or has a special character."""


class UrlError(ValueError):
    """A URL that must not become a link."""

    def __init__(self, reason: str, hint: str, *, is_dangerous: bool = False) -> None:
        super().__init__(reason)
        self.hint = hint
        """Advice on what to write instead."""
        self.is_dangerous = is_dangerous
        """Following the link could run code, rather than just fail."""


def check_url(url: str) -> None:
    """Raise unless browsers treat a URL as a plain web address.

    Raises:
        UrlError: with the reason.
    """
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise UrlError(
            f"the scheme {scheme[1]!r} is not allowed",
            "Use an https:// URL",
            is_dangerous=True,
        )
    unsafe = UNSAFE_CHARACTER.search(url)
    if unsafe:
        char = unsafe.group()
        hint = f"Write {quote(char)}" if char.isprintable() else "Remove it"
        raise UrlError(f"the character {char!r} is not allowed in a URL", hint)
    if not scheme:
        raise UrlError("a URL starts with https://", COPY_HINT)
    try:
        parts = urlsplit(url)
        host, port, user = parts.hostname or "", parts.port, parts.username
    except ValueError as error:
        raise UrlError(f"not a valid URL: {error}", COPY_HINT) from None
    if user is not None or "@" in parts.netloc:
        raise UrlError("a URL must not contain a username", "Remove the username")
    if not HOST.fullmatch(host) or (port is None and ":" in parts.netloc):
        raise UrlError(f"{host!r} is not a valid host name", COPY_HINT)


def site_path(path: str) -> str:
    """Return a path of the site unchanged. Every page and file passes here, even if its record was checked.

    Raises:
        ValueError: if the path could lead out of the site.
    """
    if not SITE_PATH.fullmatch(path):
        raise ValueError(
            f"{path!r} is not a path on this site: an ID in data/ is invalid. Run `catalog check`"
        )
    return path


@lru_cache(maxsize=1 << 16)  # a paper's links are on its page, in lists and in every export
def is_safe_url(url: str) -> bool:
    """Return whether a URL may become a link. Every link passes here, even if its record was checked."""
    try:
        check_url(url)
    except UrlError:
        return False
    return True


def identifier_in_url(url: str) -> tuple[str, str] | None:
    """Return the field and value that an arXiv or DOI URL stands for, or None.

    >>> identifier_in_url("https://arxiv.org/pdf/2008.10010v2")
    ('arxiv', '2008.10010')
    """
    if match := ARXIV_PAGE.fullmatch(url):
        return "arxiv", match["id"]
    if match := DOI_PAGE.fullmatch(url):
        doi = unquote(match["id"])
        prefix = ARXIV_DOI_PREFIX.match(doi)
        return ("arxiv", doi[prefix.end() :]) if prefix else ("doi", doi)
    return None


def arxiv_url(arxiv: str) -> str:
    """Return the URL of a paper's arXiv page."""
    return f"https://arxiv.org/abs/{quote(arxiv)}"


def arxiv_year(arxiv: str | None) -> int | None:
    """Return the year in an arXiv ID; the first IDs are from 1991."""
    digits = (arxiv or "").rpartition("/")[2][:2]
    return (1900 if digits > "90" else 2000) + int(digits) if digits.isdecimal() else None


def doi_url(doi: str) -> str:
    """Return the URL at which the resolver redirects a DOI to its publisher."""
    return f"https://doi.org/{quote(doi, safe='/:;().-_')}"
