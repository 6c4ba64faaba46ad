"""Keys that URLs of the same page share: abstract and PDF of a paper, or a repository and its main branch.

The browser uses the same table (docs/assets/add/catalog.js), so patterns are written in the common subset of
Python and JavaScript that tests/site/test_patterns.py describes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from catalog.utils.urls import identifier_in_url


class PageForm(NamedTuple):
    """Forms of the URLs of one page."""

    pattern: re.Pattern[str]
    """Matches the URL without scheme and `www.`; its groups together identify the page."""
    site: str
    """Name of the site, which makes the group a key."""
    keeps_case: bool = False
    """True if the site tells upper from lower case."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII | re.IGNORECASE)


REST = r"(?:[/?#&][^\n]*)?"
PAPER_PAGES = (
    PageForm(
        _pattern(rf"openreview\.net/(?:forum|pdf|attachment|references/pdf)\?(?:[^\n#]*&)?id=([\w-]+){REST}"),
        "openreview",
        keeps_case=True,
    ),
    PageForm(
        _pattern(
            r"(?:openaccess\.thecvf\.com|cv-foundation\.org/openaccess)/content[^\n]*/(?:html|papers)/"
            rf"([^\n?#]+_paper)\.(?:html|pdf){REST}"
        ),
        "cvf",
    ),
    PageForm(
        _pattern(rf"ecva\.net/papers/(eccv_20\d\d/papers_ECCV)/(?:html|papers)/0*(\d+)[_/.][^\n]*{REST}"),
        "ecva",
    ),
    PageForm(
        _pattern(
            r"(?:proceedings\.neurips|papers\.nips|papers\.neurips)\.cc/+paper(?:_files/paper)?/\d{4}/"
            rf"(?:hash|file)/([0-9a-f]{{32}})-[^\n]*{REST}"
        ),
        "neurips",
    ),
    PageForm(
        _pattern(
            r"(?:aclanthology\.org|aclweb\.org/anthology)/"
            rf"((?:[a-z]\d{{2}}-\d{{4}})|(?:20\d\d\.[a-z0-9]+-[\w-]+\.\d+))(?:\.pdf)?{REST}"
        ),
        "acl",
    ),
    PageForm(
        _pattern(rf"proceedings\.mlr\.press/(v\d+/[a-z0-9-]+?)(?:\.html|/[a-z0-9-]+\.pdf|\.pdf)?/?{REST}"),
        "pmlr",
    ),
    PageForm(
        _pattern(
            r"ieeexplore\.ieee\.org/(?:(?:abstract/)?document/|(?:stamp/stamp\.jsp|xpl/articledetails\.jsp)"
            rf"\?(?:[^\n#]*&)?arnumber=|(?:iel\d|ielx\d)/\d+/\d+/)0*(\d+)(?:\.pdf)?{REST}"
        ),
        "ieee",
    ),
    PageForm(
        _pattern(rf"sciencedirect\.com/science/article/(?:abs/)?(?:pii|am/pii)/([a-z0-9]+){REST}"),
        "sciencedirect",
    ),
    PageForm(_pattern(rf"ojs\.aaai\.org/index\.php/aaai/article/(?:view|download)/(\d+){REST}"), "aaai"),
    PageForm(
        _pattern(rf"semanticscholar\.org/(?:paper|reader)/(?:[^\n/?#]*/)?([0-9a-f]{{40}}){REST}"),
        "semanticscholar",
    ),
)
"""Pages of single papers."""
PAGE_FORMS = (
    *PAPER_PAGES,
    PageForm(
        _pattern(
            r"(?:(?:m\.)?youtube\.com/(?:watch/?\?(?:[^\n#]*&)?v=|embed/|shorts/|v/)|youtu\.be/)"
            rf"([\w-]{{11}}){REST}"
        ),
        "youtube",
        keeps_case=True,
    ),
    PageForm(
        _pattern(
            r"github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/tree/(?:main|master))?/?"
            r"(?:\?tab=[^\n]*|#[\w.-]*)?"
        ),
        "github",
    ),
)
"""Pages that have several URLs. Other URLs are their own keys."""


def bare_url(url: str) -> str:
    """Return a URL in lowercase without scheme, `www.` and a final slash or `.git`."""
    return _without_scheme(url).rstrip("/").removesuffix(".git").rstrip("/").lower()


def _without_scheme(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def url_key(url: str) -> str:
    """Return a key that URLs of the same page share, whatever their scheme, `www.` or case.

    >>> url_key("http://www.github.com/Rudrabha/Wav2Lip.git")
    'github:rudrabha/wav2lip'
    >>> url_key("https://openreview.net/pdf?id=aB3_-dE"), url_key("https://arxiv.org/pdf/2008.10010v2")
    ('openreview:aB3_-dE', 'arxiv:2008.10010')
    """
    if identifier := identifier_in_url(url.strip()):
        return ":".join(identifier).lower()
    return _page_key(url, PAGE_FORMS) or bare_url(url)


def paper_key(url: str) -> str:
    """Return the key of a URL that is the page of a single paper, or an empty string.

    arXiv and DOI pages have none: the ID itself identifies the paper.
    """
    return _page_key(url, PAPER_PAGES)


def _page_key(url: str, forms: tuple[PageForm, ...]) -> str:
    text = _without_scheme(url)
    for form in forms:
        if match := form.pattern.fullmatch(text):
            id = "/".join(match.groups())
            return f"{form.site}:{id if form.keeps_case else id.lower()}"
    return ""
