"""What a link tells of a paper by itself, without asking anybody: `told`.

The browser reads links by the same table (docs/assets/add/told.js), which it gets with the rules. So a
pattern here uses only what regular expressions of Python and JavaScript share, names included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.documents.problems import quote
from catalog.lists.links import normalize_url, kind_by_host
from catalog.utils.urls import ARXIV, DOI, BadUrl, arxiv_year, derived

EXAMPLE_LINKS = "https://arxiv.org/abs/2008.10010 or https://doi.org/10.1145/3394171.3413532"


class InvalidLinkError(ValueError):
    """A text that names no paper; `hint` says what to write."""

    def __init__(self, message: str, hint: str = f"Write a link such as {EXAMPLE_LINKS}") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class LinkFacts:
    """What a link tells. All of it is certain but a title taken from an address, which lacks its signs."""

    arxiv: str | None = None
    doi: str | None = None
    title: str | None = None
    """As the address spells it: without colons, quotes and commas."""
    family: str | None = None
    """The first author's family name."""
    venue: str | None = None
    """As the site calls it; see `importing.venues.venue_id`."""
    year: int | None = None
    links: tuple[tuple[str, str], ...] = ()
    """What belongs under `links`: (kind, address). Nothing, where arXiv id or DOI say it all."""
    source: str = ""
    """Who states this: an id of sources.yml."""


@dataclass(frozen=True)
class UrlPattern:
    """How one site writes its addresses, and what is to be read off them.

    The values are templates: `{name}` stands for what the group of that name found.
    """

    pattern: str
    """Of the whole address, without scheme, `www.` and what follows `#`. Case does not matter."""
    source: str
    link: str = ""
    """The address of the paper's page there; without it, the address as given."""
    kind: str = "paper"
    """The kind of that link; none, if it follows from arXiv id or DOI."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The fields of `Told` that the address tells."""


ARXIV_GROUP = r"(?P<arxiv>\d{4}\.\d{4,5})(?:v\d+)?"
CVF_PAPER = (
    r"(?:html|papers)/(?P<folder>(?:[^/?]+/)?)(?P<family>[^/_?]+)_(?P<title>[^/?]+)"
    r"_(?P<venue>CVPRW?|ICCVW?|WACVW?)_(?P<year>20\d\d)_paper\.(?:html|pdf)"
)
CVF_PAGE_TEMPLATE = "https://openaccess.thecvf.com/{path}/html/{folder}{family}_{title}_{venue}_{year}_paper.html"
CVF_VALUES = {"title": "{title}", "family": "{family}", "venue": "{venue}", "year": "{year}"}
URL_PATTERNS = (
    UrlPattern(rf"alphaxiv\.org/(?:abs|pdf|overview)/{ARXIV_GROUP}.*", "arxiv", kind="", values={"arxiv": "{arxiv}"}),
    UrlPattern(
        rf"ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/{ARXIV_GROUP}.*",
        "arxiv",
        kind="",
        values={"arxiv": "{arxiv}"},
    ),
    UrlPattern(rf"huggingface\.co/papers/{ARXIV_GROUP}.*", "arxiv", kind="", values={"arxiv": "{arxiv}"}),
    UrlPattern(
        r"openreview\.net/(?:forum|pdf|attachment)\?(?:.*&)?id=(?P<id>[\w-]+).*",
        "openreview",
        "https://openreview.net/forum?id={id}",
    ),
    UrlPattern(
        rf"openaccess\.thecvf\.com/(?P<path>content_[a-z]+_20\d\d_workshops)/{CVF_PAPER}",
        "cvf-openaccess",
        CVF_PAGE_TEMPLATE,
        values=CVF_VALUES | {"venue": "{venue}W"},
    ),
    UrlPattern(
        rf"openaccess\.thecvf\.com/(?P<path>content[\w/]*?)/{CVF_PAPER}",
        "cvf-openaccess",
        CVF_PAGE_TEMPLATE,
        values=CVF_VALUES,
    ),
    UrlPattern(r"ecva\.net/papers/eccv_(?P<year>20\d\d)/.*", "ecva", values={"venue": "ECCV", "year": "{year}"}),
    UrlPattern(
        r"aclanthology\.org/(?P<id>(?P<year>20\d\d)\.(?P<venue>[a-z]+)-[\w-]+\.\d+)(?:\.pdf|/.*)?",
        "acl-anthology",
        "https://aclanthology.org/{id}/",
        values={"venue": "{venue}", "year": "{year}"},
    ),
    UrlPattern(
        r"(?:proceedings\.neurips|papers\.nips|papers\.neurips)\.cc/paper(?:_files/paper)?/(?P<year>(?:19|20)\d\d)/.*",
        "neurips",
        values={"venue": "NeurIPS", "year": "{year}"},
    ),
    UrlPattern(
        r"isca-(?:archive|speech)\.org/(?:archive(?:_v0)?/)?interspeech_(?P<year>20\d\d)/.*",
        "isca",
        values={"venue": "Interspeech", "year": "{year}"},
    ),
    UrlPattern(r"ojs\.aaai\.org/.*", "aaai", values={"venue": "AAAI"}),
    UrlPattern(
        r"nature\.com/articles/(?P<id>[\w.-]+?)(?:\.pdf)?(?:\?.*)?",
        "springer",
        kind="",
        values={"doi": "10.1038/{id}"},
    ),
)
"""The sites whose addresses say more than where they lead, beside those that hold an arXiv id or a DOI."""
LINK_SOURCES = {"arxiv": "arxiv", "doi": "crossref", "code": "github-readme", "project": "project-page"}
"""Who states what a link tells, by arXiv id, DOI or kind of link; else the paper itself."""


def parse_link(text: str) -> LinkFacts:
    """What a link, an arXiv id or a DOI tells.

    >>> told("https://arxiv.org/pdf/2008.10010v1").arxiv
    '2008.10010'

    Raises:
        NotALink: if the text is none of these.
    """
    text = text.strip()
    if found := _parse_identifier(text):
        return found
    try:
        url = normalize_url(text)
    except BadUrl as error:
        raise InvalidLinkError(f"{quote(text)} is no link: {error}" if text else "There is no link") from None
    if known := derived(url):
        return _facts_from_identifier(*known)
    address = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).partition("#")[0]
    for form in URL_PATTERNS:
        if match := re.fullmatch(form.pattern, address, re.IGNORECASE):
            return _facts_from_match(form, match.groupdict(), url)
    kind = kind_by_host(url)
    return LinkFacts(links=((kind, url),), source=LINK_SOURCES.get(kind, "primary"))


def _parse_identifier(text: str) -> LinkFacts | None:
    """An arXiv id or DOI as such: `2008.10010v2`, `arXiv:2008.10010`, `doi:10.1145/3394171.3413532`."""
    number = re.sub(r"^(?:arxiv|doi):\s*", "", text, flags=re.IGNORECASE)
    arxiv = re.sub(r"v\d+$", "", number)
    if ARXIV.fullmatch(arxiv):
        return _facts_from_identifier("arxiv", arxiv)
    if DOI.fullmatch(number):
        return _facts_from_identifier(*(derived(f"https://doi.org/{number}") or ("doi", number)))
    return None


def _facts_from_identifier(field: str, value: str) -> LinkFacts:
    if not (ARXIV if field == "arxiv" else DOI).fullmatch(value):
        raise InvalidLinkError(f"{quote(value)} is no {'arXiv id' if field == 'arxiv' else 'DOI'}")
    if field == "arxiv":
        return LinkFacts(arxiv=value, year=arxiv_year(value), source=LINK_SOURCES["arxiv"])
    return LinkFacts(doi=value, source=LINK_SOURCES["doi"])


def _facts_from_match(form: UrlPattern, groups: Mapping[str, str | None], url: str) -> LinkFacts:
    """What the groups of a form's pattern say."""
    found = {name: text or "" for name, text in groups.items()}
    said = {name: template.format_map(found) for name, template in form.values.items()}
    if "arxiv" in said or "doi" in said:
        return _facts_from_identifier(*next((name, said[name]) for name in ("arxiv", "doi") if name in said))
    return LinkFacts(
        title=said["title"].replace("_", " ").strip() or None if "title" in said else None,
        family=said.get("family"),
        venue=said.get("venue"),
        year=int(said["year"]) if "year" in said else None,
        links=((form.kind, form.link.format_map(found) or url),),
        source=form.source,
    )
