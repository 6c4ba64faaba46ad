"""Read the facts that a link states by itself, without a request.

The browser uses the same table (docs/assets/add/link.js, which gets it in add/rules.json), so patterns are
written in the common subset of Python and JavaScript that tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.documents.problems import quote
from catalog.lists.links import kind_by_host, normalize_url
from catalog.utils.urls import ARXIV_ID, DOI, UrlError, arxiv_year, identifier_in_url

EXAMPLE_LINKS = "https://arxiv.org/abs/2008.10010 or https://doi.org/10.1145/3394171.3413532"


class InvalidLinkError(ValueError):
    """The text is not a link to a paper.

    Attributes:
        hint: What to write instead, without a final period.
    """

    def __init__(self, message: str, hint: str = f"Write a link such as {EXAMPLE_LINKS}") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class LinkFacts:
    """Facts that a link states. All are certain, except for the punctuation of the title."""

    arxiv: str | None = None
    doi: str | None = None
    title: str | None = None
    """Title as the URL spells it: without colons, quotes and commas."""
    family: str | None = None
    """Family name of the first author."""
    venue: str | None = None
    """Venue as the site spells it; see `venues.find_venue_id`."""
    year: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    """(kind, URL) pairs for the record's `links`; empty if arXiv ID or DOI imply the link."""
    source: str = ""
    """ID in sources.yml of who states these facts."""


@dataclass(frozen=True)
class UrlPattern:
    """URLs of papers at one site, and the facts in them.

    `link` and `values` are templates: `{name}` is replaced by the group of that name.
    """

    pattern: re.Pattern[str]
    """Matches the URL without scheme, `www.` and fragment."""
    groups: tuple[str, ...]
    """Names of the pattern's groups, in order; the syntax of named groups differs in JavaScript."""
    source: str
    """ID in sources.yml."""
    link: str = ""
    """URL of the paper's page; blank for the URL as it is."""
    kind: str = "paper"
    """Kind of that link; blank if arXiv ID or DOI imply it."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Values of `LinkFacts` fields by name."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE)


ARXIV_GROUP = r"(\d{4}\.\d{4,5})(?:v\d+)?"
ARXIV_VALUES = {"arxiv": "{arxiv}"}
CVF_PAPER = (
    r"(?:html|papers)/((?:[^/?]+/)?)([^/_?]+)_([^/?]+)_(CVPRW?|ICCVW?|WACVW?)_(20\d\d)_paper\.(?:html|pdf)"
)
CVF_GROUPS = ("path", "folder", "family", "title", "venue", "year")
CVF_PAGE_TEMPLATE = (
    "https://openaccess.thecvf.com/{path}/html/{folder}{family}_{title}_{venue}_{year}_paper.html"
)
CVF_VALUES = {"title": "{title}", "family": "{family}", "venue": "{venue}", "year": "{year}"}
URL_PATTERNS = (
    UrlPattern(
        _pattern(rf"alphaxiv\.org/(?:abs|pdf|overview)/{ARXIV_GROUP}[^\n]*"),
        ("arxiv",),
        "arxiv",
        kind="",
        values=ARXIV_VALUES,
    ),
    UrlPattern(
        _pattern(rf"ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/{ARXIV_GROUP}[^\n]*"),
        ("arxiv",),
        "arxiv",
        kind="",
        values=ARXIV_VALUES,
    ),
    UrlPattern(
        _pattern(rf"huggingface\.co/papers/{ARXIV_GROUP}[^\n]*"),
        ("arxiv",),
        "arxiv",
        kind="",
        values=ARXIV_VALUES,
    ),
    UrlPattern(
        _pattern(r"openreview\.net/(?:forum|pdf|attachment)\?(?:[^\n]*&)?id=([\w-]+)[^\n]*"),
        ("id",),
        "openreview",
        "https://openreview.net/forum?id={id}",
    ),
    UrlPattern(
        _pattern(rf"openaccess\.thecvf\.com/(content_[a-z]+_20\d\d_workshops)/{CVF_PAPER}"),
        CVF_GROUPS,
        "cvf-openaccess",
        CVF_PAGE_TEMPLATE,
        values=CVF_VALUES | {"venue": "{venue}W"},
    ),
    UrlPattern(
        _pattern(rf"openaccess\.thecvf\.com/(content[\w/]*?)/{CVF_PAPER}"),
        CVF_GROUPS,
        "cvf-openaccess",
        CVF_PAGE_TEMPLATE,
        values=CVF_VALUES,
    ),
    UrlPattern(
        _pattern(r"ecva\.net/papers/eccv_(20\d\d)/[^\n]*"),
        ("year",),
        "ecva",
        values={"venue": "ECCV", "year": "{year}"},
    ),
    UrlPattern(
        _pattern(r"aclanthology\.org/((20\d\d)\.([a-z]+)-[\w-]+\.\d+)(?:\.pdf|/[^\n]*)?"),
        ("id", "year", "venue"),
        "acl-anthology",
        "https://aclanthology.org/{id}/",
        values={"venue": "{venue}", "year": "{year}"},
    ),
    UrlPattern(
        _pattern(
            r"(?:proceedings\.neurips|papers\.nips|papers\.neurips)\.cc/"
            r"paper(?:_files/paper)?/((?:19|20)\d\d)/[^\n]*"
        ),
        ("year",),
        "neurips",
        values={"venue": "NeurIPS", "year": "{year}"},
    ),
    UrlPattern(
        _pattern(
            r"isca-(?:archive|speech)\.org/(?:archive(?:_v0)?/)?interspeech_(20\d\d)/[^\n]*",
        ),
        ("year",),
        "isca",
        values={"venue": "Interspeech", "year": "{year}"},
    ),
    UrlPattern(_pattern(r"ojs\.aaai\.org/[^\n]*"), (), "aaai", values={"venue": "AAAI"}),
    UrlPattern(
        _pattern(r"nature\.com/articles/([\w.-]+?)(?:\.pdf)?(?:\?[^\n]*)?"),
        ("id",),
        "springer",
        kind="",
        values={"doi": "10.1038/{id}"},
    ),
)
"""Sites whose URLs state facts, apart from URLs that contain an arXiv ID or DOI."""
LINK_SOURCES = {"arxiv": "arxiv", "doi": "crossref", "code": "github-readme", "project": "project-page"}
"""ID in sources.yml of who states the facts of a link, by identifier or kind; `primary` for other kinds."""


def parse_link(text: str) -> LinkFacts:
    """Return the facts that a URL, an arXiv ID or a DOI states.

    Args:
        text: URL with or without scheme, arXiv ID with or without version and `arXiv:`, or DOI.

    Raises:
        InvalidLinkError: The text is none of these.

    >>> facts = parse_link("https://arxiv.org/pdf/2008.10010v1")
    >>> facts.arxiv, facts.year, facts.source
    ('2008.10010', 2020, 'arxiv')
    """
    text = text.strip()
    if facts := _parse_identifier(text):
        return facts
    try:
        url = normalize_url(text)
    except UrlError as error:
        raise InvalidLinkError(f"{quote(text)} is not a link: {error}" if text else "No link given") from None
    if identifier := identifier_in_url(url):
        return _facts_from_identifier(*identifier)
    bare_url = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).partition("#")[0]
    for url_pattern in URL_PATTERNS:
        if match := url_pattern.pattern.fullmatch(bare_url):
            return _facts_from_match(url_pattern, match, url)
    kind = kind_by_host(url)
    return LinkFacts(links=((kind, url),), source=LINK_SOURCES.get(kind, "primary"))


def _parse_identifier(text: str) -> LinkFacts | None:
    """Parse a bare identifier: `2008.10010v2`, `arXiv:2008.10010`, `doi:10.1145/3394171.3413532`."""
    identifier = re.sub(r"^(?:arxiv|doi):\s*", "", text, flags=re.IGNORECASE)
    arxiv = re.sub(r"v\d+$", "", identifier)
    if ARXIV_ID.fullmatch(arxiv):
        return _facts_from_identifier("arxiv", arxiv)
    if DOI.fullmatch(identifier):
        return _facts_from_identifier(
            *(identifier_in_url(f"https://doi.org/{identifier}") or ("doi", identifier))
        )
    return None


def _facts_from_identifier(field: str, value: str) -> LinkFacts:
    if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
        raise InvalidLinkError(f"{quote(value)} is not a valid {'arXiv ID' if field == 'arxiv' else 'DOI'}")
    if field == "arxiv":
        return LinkFacts(arxiv=value, year=arxiv_year(value), source=LINK_SOURCES["arxiv"])
    return LinkFacts(doi=value, source=LINK_SOURCES["doi"])


def _facts_from_match(url_pattern: UrlPattern, match: re.Match[str], url: str) -> LinkFacts:
    """Fill in the templates of a pattern that matches a URL."""
    texts = dict(zip(url_pattern.groups, match.groups(""), strict=True))
    values = {name: template.format_map(texts) for name, template in url_pattern.values.items()}
    for identifier in ("arxiv", "doi"):
        if identifier in values:
            return _facts_from_identifier(identifier, values[identifier])
    return LinkFacts(
        title=values["title"].replace("_", " ").strip() or None if "title" in values else None,
        family=values.get("family"),
        venue=values.get("venue"),
        year=int(values["year"]) if "year" in values else None,
        links=((url_pattern.kind, url_pattern.link.format_map(texts) or url),),
        source=url_pattern.source,
    )
