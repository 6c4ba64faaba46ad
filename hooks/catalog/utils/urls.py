"""URLs: which ones are safe to link, and conversion from and to arXiv IDs and DOIs.

The browser applies most patterns of this module, too, so they are written in the common subset of Python and
JavaScript that tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote

from catalog.utils.text import WHITESPACE

ARXIV_ID = re.compile(
    r"(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-8]\d)(?:0[1-9]|1[0-2])\.\d{5}"
    r"|[a-z-]+(?:\.[A-Z]{2})?/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{3}",
    re.ASCII,
)
"""An arXiv ID without version: of 2007 to 2014, of 2015 or later, or in the form used before.
Source: https://info.arxiv.org/help/arxiv_identifier.html"""

DOI = re.compile(r"10\.\d{4,9}/[!-~]*[!#-&(-+0-9=-~-]", re.ASCII)
"""A DOI without `https://doi.org/`, and without the punctuation that follows it in a sentence.
Source: https://www.crossref.org/blog/dois-and-matching-regular-expressions/"""

HOST = re.compile(
    r"(?=[a-z0-9.-]{4,253}(?![a-z0-9.-]))"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
SCHEME = re.compile(rf"[{WHITESPACE}]*([a-z][a-z0-9+.{WHITESPACE}-]*):", re.ASCII | re.IGNORECASE)
UNSAFE_CHARACTER = re.compile(r"""[^!-~]|["<>\\^`{|}]""")
PATH_CHARACTER = r"""[!"$->@-~]"""
ARXIV_PAGE = re.compile(
    r"https?://(?:"
    r"(?:[a-z0-9-]+\.){0,2}arxiv\.org/(?:abs|pdf|html|ps|format|src|e-print|ftp/arxiv/papers/\d{4})/"
    r"|xxx\.lanl\.gov/(?:abs|pdf)/"
    r"|(?:(?:www\.)?(?:"
    r"alphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|html|overview|resources|audio)/"
    r"|ar5iv\.org/(?:abs|html|pdf)/|arxiv-vanity\.com/papers/|hf\.co/papers/|hf-mirror\.com/papers/"
    r"|huggingface\.co/papers/|emergentmind\.com/papers/|papers\.cool/arxiv/|scirate\.com/arxiv/"
    r"|semanticscholar\.org/arxiv[:/])"
    r"|api\.semanticscholar\.org/(?:graph/v1/paper/|v1/paper/)?(?=arxiv:))(?=(?:arxiv:)?\d{4}\.\d{4})"
    r")(?:arxiv:)?"
    rf"({PATH_CHARACTER}+?)(?:v\d+)?(?:\.pdf|\.md)?/?(?:[?#][^\n]*)?",
    re.ASCII | re.IGNORECASE,
)
"""A page or file of a paper on arXiv, or on a site that shows arXiv's papers. The group is the ID."""
DOI_PAGE = re.compile(
    r"https?://(?:(?:www\.|dx\.)?doi\.org"
    r"|(?:[a-z0-9-]+\.){1,4}[a-z]+/doi(?:/(?:abs|abstract|pdf|full|fullHtml|epdf|epub|book|pdfdirect|pdfplus))?"
    r"|link\.springer\.com(?:/(?:chapter|article|content/pdf|referenceworkentry))?"
    r"|api\.semanticscholar\.org/(?:graph/v1/paper/)?doi:"
    r"|(?:www\.)?frontiersin\.org/(?:journals/[a-z-]+/)?articles?"
    r"|diglib\.eg\.org/(?:xmlui/)?handle(?=/10\.2312/))"
    rf"/?(10\.\d{{4,9}}/{PATH_CHARACTER}+?)(?:(?<=\d)\.pdf|(?<=\d)/(?:full|abstract|pdf))?/?(?:[?#][^\n]*)?",
    re.ASCII | re.IGNORECASE,
)
"""A URL that contains a DOI: of the resolver, or a page of a publisher. The group is the DOI."""
ARXIV_DOI_PREFIX = re.compile(r"10\.48550/arxiv\.", re.ASCII | re.IGNORECASE)
"""The prefix of DOIs that arXiv assigns."""

RESERVED_IDS = frozenset(
    ["index", "404", "assets", "search", "sitemap", "con", "prn", "aux", "nul", "new", "all"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)
"""Names of pages of the site, and of Windows devices, which cannot be file names there."""

SITE_PATH = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*/?", re.ASCII)
"""A path below the root of the site: no part is empty, starts with a dot, or has a special character."""


URL_IN_TEXT = re.compile(
    r"""https?://[^\s<>\[\]|"'`\u2018-\u201f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+""",
    re.IGNORECASE,
)
"""A URL in running text, up to a space, bracket, quotation mark or full-width punctuation mark."""
URL_END = ".,;:!?*_~…·"
"""Characters that end a sentence rather than a URL."""
MAX_PORT = 65535
COPY_HINT = "Copy it from your browser's address bar"
URL_FAULTS: Mapping[str, tuple[str, str]] = {
    "scheme": ("the scheme {scheme} is not allowed", "Use an https:// URL"),
    "character": ("the character {character} is not allowed in a URL", "Write {encoded}"),
    "invisible": ("the character {character} is not allowed in a URL", "Remove it"),
    "no_scheme": ("a URL starts with https://", COPY_HINT),
    "username": ("a URL must not contain a username", "Remove the username"),
    "port": ("its port is not a number", COPY_HINT),
    "host": ("{host} is not a valid host name", COPY_HINT),
}
"""Faults of URLs by name, each with what to write instead. The browser uses them, too."""


class UrlError(ValueError):
    """A URL that must not become a link."""

    def __init__(self, fault: str, hint: str, *, is_dangerous: bool = False) -> None:
        super().__init__(fault)
        self.hint = hint
        """Advice on what to write instead."""
        self.is_dangerous = is_dangerous
        """Following the link could run code, rather than just fail."""


def _url_error(name: str, *, is_dangerous: bool = False, **values: str) -> UrlError:
    fault, hint = (template.format_map(values) for template in URL_FAULTS[name])
    return UrlError(fault, hint, is_dangerous=is_dangerous)


def check_url(url: str) -> None:
    """Raise unless browsers treat a URL as a plain web address.

    Raises:
        UrlError: With the reason.
    """
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise _url_error("scheme", scheme=repr(scheme[1]), is_dangerous=True)
    unsafe = UNSAFE_CHARACTER.search(url)
    if unsafe:
        char = unsafe.group()
        if char.isprintable():
            raise _url_error("character", character=repr(char), encoded=quote(char))
        raise _url_error("invisible", character=repr(char))
    if not scheme:
        raise _url_error("no_scheme")
    rest = url[scheme.end() :]
    authority = re.split("[/?#]", rest[2:], maxsplit=1)[0] if rest.startswith("//") else ""
    if "@" in authority:
        raise _url_error("username")
    host, colon, port = authority.lower().partition(":")
    if colon and not (port.isdecimal() and int(port) <= MAX_PORT):
        raise _url_error("port")
    if not HOST.fullmatch(host):
        raise _url_error("host", host=repr(host))


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
        return "arxiv", match[1]
    if match := DOI_PAGE.fullmatch(url):
        doi = unquote(match[1])
        prefix = ARXIV_DOI_PREFIX.match(doi)
        return ("arxiv", re.sub(r"v\d+$", "", doi[prefix.end() :])) if prefix else ("doi", doi)
    return None


def urls_in_text(text: str) -> Iterator[tuple[int, str]]:
    """Yield each web address in running text and where it starts, without the punctuation after it.

    >>> list(urls_in_text("论文 https://arxiv.org/abs/2008.10010、代码 (https://a.example/x)."))
    [(3, 'https://arxiv.org/abs/2008.10010'), (40, 'https://a.example/x')]
    """
    return ((match.start(), strip_url_end(match[0])) for match in URL_IN_TEXT.finditer(text))


def strip_url_end(url: str) -> str:
    """Strip punctuation that ends the sentence rather than the URL."""
    url = url.rstrip(URL_END)
    while url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1].rstrip(URL_END)
    return url


def arxiv_url(arxiv: str) -> str:
    """Return the URL of a paper's arXiv page."""
    return f"https://arxiv.org/abs/{quote(arxiv)}"


def arxiv_year(arxiv: str | None) -> int | None:
    """Return the year in an arXiv ID; the first IDs are from 1991."""
    digits = (arxiv or "").rpartition("/")[2][:2]
    return (1900 if digits > "90" else 2000) + int(digits) if digits.isdecimal() else None


def arxiv_month(arxiv: str | None) -> date | None:
    """Return the first day of the month in an arXiv ID, that of the announcement; None if there is none."""
    year, month = arxiv_year(arxiv), (arxiv or "").rpartition("/")[2][2:4]
    return date(year, int(month), 1) if year and month.isdecimal() and 1 <= int(month) <= 12 else None


def doi_url(doi: str) -> str:
    """Return the URL at which the resolver redirects a DOI to its publisher."""
    return f"https://doi.org/{quote(doi, safe='/:;().-_')}"


def orcid_url(orcid: str) -> str:
    """Return the URL of an ORCID iD, which is also its full form."""
    return f"https://orcid.org/{quote(orcid, safe='')}"


def encode_parentheses(url: str) -> str:
    """Encode parentheses, which would end the URL of a Markdown link."""
    return url.replace("(", "%28").replace(")", "%29")
