"""Pages of papers at proceedings and publishers, and the facts that their URLs state.

The browser uses the same table (docs/assets/add/links.js, which gets it in add/rules.json), so patterns are
written in the common subset of Python and JavaScript that tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


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


CVF_PAPER = (
    r"(?:html|papers)/((?:[^/?]+/)?)([^/_?]+)_([^/?]+)_"
    r"(CVPRW?|ICCVW?|WACVW?|ECCVW?|ACCVW?)_(20\d\d)_paper\.(?:html|pdf)"
)
CVF_GROUPS = ("path", "folder", "family", "title", "venue", "year")
CVF_PAGE_TEMPLATE = (
    "https://openaccess.thecvf.com/{path}/html/{folder}{family}_{title}_{venue}_{year}_paper.html"
)
CVF_VALUES = {"title": "{title}", "family": "{family}", "venue": "{venue}", "year": "{year}"}
URL_PATTERNS = (
    UrlPattern(
        _pattern(
            r"(?:ui\.)?adsabs\.harvard\.edu/(?:abs|link_gateway)/(?:19|20)\d\darXiv(\d{4})\.?(\d{4,5})[A-Z](?:/[^\n]*)?"
        ),
        ("month", "number"),
        "arxiv",
        kind="",
        values={"arxiv": "{month}.{number}"},
    ),
    UrlPattern(
        _pattern(r"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:[^\n]*&)?id=([\w-]+)[^\n]*"),
        ("id",),
        "openreview",
        "https://openreview.net/forum?id={id}",
    ),
    UrlPattern(
        _pattern(rf"openaccess\.thecvf\.com/(content_[a-z]+_20\d\d_workshops(?:/w\d+)?)/{CVF_PAPER}"),
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


class PaperPage(NamedTuple):
    """A URL that has one of the forms, and what it states."""

    source: str
    """ID in sources.yml."""
    kind: str
    """Kind of the link; blank if a DOI implies it."""
    link: str
    """URL of the paper's page; blank for the URL as it is."""
    values: Mapping[str, str]
    """Facts by field of `lookup.link.LinkFacts`."""


def find_paper_page(url: str) -> PaperPage | None:
    """Return the page of a paper that a URL leads to; None for other URLs.

    >>> find_paper_page("https://www.ecva.net/papers/eccv_2020/papers_ECCV/html/1_ECCV_2020_paper.php").values
    {'venue': 'ECCV', 'year': '2020'}
    """
    text = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE).partition("#")[0]
    for form in URL_PATTERNS:
        if match := form.pattern.fullmatch(text):
            texts = dict(zip(form.groups, match.groups(""), strict=True))
            values = {name: template.format_map(texts) for name, template in form.values.items()}
            return PaperPage(form.source, form.kind, form.link.format_map(texts), values)
    return None
