"""Links of lists: URLs made usable without changing their target, each with its kind."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from catalog.documents.problems import quote as quote_text
from catalog.lists.labels import link_kind, split_remark
from catalog.utils.url_keys import bare_url
from catalog.utils.urls import UrlError, check_url, identifier_in_url

REDIRECT_PAGE = re.compile(r"(?:www\.)?google\.[a-z.]+/url|link\.zhihu\.com|(?:www\.)?youtube\.com/redirect")
KIND_BY_HOST = (
    ("github.io", "project"),
    ("github.com", "code"),
    ("gitlab.com", "code"),
    ("gitee.com", "code"),
    ("bitbucket.org", "code"),
    ("youtube.com", "video"),
    ("youtu.be", "video"),
    ("bilibili.com", "video"),
    ("vimeo.com", "video"),
    ("colab.research.google.com", "demo"),
    ("replicate.com", "demo"),
    ("huggingface.co/spaces", "demo"),
    ("huggingface.co/datasets", "dataset"),
    ("sites.google.com", "project"),
    ("gitlab.io", "project"),
    ("gitee.io", "project"),
    ("notion.site", "project"),
    ("netlify.app", "project"),
    ("vercel.app", "project"),
    ("pages.dev", "project"),
    ("wixsite.com", "project"),
    ("research.nvidia.com/labs", "project"),
    ("microsoft.com/en-us/research/project", "project"),
)
"""Kinds of links whose label says nothing, by host or start of the URL."""
MISLEADING_LABELS = {
    "code": {"project": "project", "video": "video", "dataset": "dataset"},
    "paper": {"code": "code", "video": "video", "project": "project"},
}
"""Kinds by host that correct the kind of a label: a project page is no code, whatever its label says."""
PROJECT_PATH = re.compile(r"/projects?/(?![^?#]*\.(?:zip|gz|tgz|rar|7z)$)")
"""Path of a project page at the site of a laboratory."""
SITE_ROOT = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org|github\.com|openreview\.net|doi\.org)/?(?:abs|pdf)?/?"
)
"""Home pages, which lists put where a link is missing."""
FILE_EXTENSION = re.compile(
    r"\.(?:pdf|html?|md|png|jpe?g|gif|svg|bib|txt|zip)(?![\w\W])", re.ASCII | re.IGNORECASE
)
"""End of a file name, which could be mistaken for a host."""


def normalize_url(text: str) -> str:
    """Turn a link target into a usable URL: unwrap redirects, add the scheme, encode spaces.

    >>> normalize_url("www.example.org/a b.pdf")
    'https://www.example.org/a%20b.pdf'

    Raises:
        UrlError: if it is not a web address, or the home page of a site such as arXiv.
    """
    url = "".join(text.split("\n")).strip().strip("<>").strip()
    if not url:
        raise UrlError("the URL is empty", "")
    if url.startswith("//"):
        url = f"https:{url}"
    elif not re.match(r"[a-z][a-z0-9+.\-\s]*:(?!\d)", url, re.IGNORECASE):
        host = re.split(r"[/?#]", url)[0]
        is_host = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?", host, re.IGNORECASE)
        if not is_host or FILE_EXTENSION.search(host):
            raise UrlError("not a web address", "")
        url = f"https://{url}"
    for _ in range(2):
        url = unwrap_redirect(url)
    url = quote(url, safe="%/:=&?~#+!$,;'@()*[].-_")
    check_url(url)
    if SITE_ROOT.fullmatch(url):
        raise UrlError("a home page, not a paper", "")
    return url


def unwrap_redirect(url: str) -> str:
    """Return the target of a search engine's redirect, or the URL itself."""
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
    except ValueError:
        return url
    if not REDIRECT_PAGE.fullmatch(parts.netloc + parts.path.rstrip("/")):
        return url
    targets = [value for name in ("url", "target", "q") for value in query.get(name, [])]
    return next((target for target in targets if target.startswith("http")), url)


def kind_by_host(url: str, default: str = "paper") -> str:
    """Return the kind of a link by its host, or the default for an unknown host."""
    key = bare_url(url)
    if identifier_in_url(url):
        return "paper"
    for prefix, kind in KIND_BY_HOST:
        host = key.split("/")[0]
        if key.startswith(prefix) or host.endswith(f".{prefix}"):
            return kind if not (kind in ("code", "project") and key.endswith(".pdf")) else "paper"
    return default


class LinkCollector:
    """Collects the links of one entry.

    Args:
        default_kind: Kind of links that neither label nor host tells: `paper` or `dataset`.
    """

    def __init__(self, default_kind: str = "paper") -> None:
        self._numbered_links: list[tuple[int, str, str]] = []
        self.default_kind = default_kind
        self.rejected: list[str] = []
        """Links that were left out, each with the reason."""
        self.note = ""
        """Remark from a label, as a sentence."""

    @property
    def links(self) -> list[tuple[str, str]]:
        """Pairs of kind and URL in the order of the row."""
        return [(kind, url) for _, kind, url in sorted(self._numbered_links, key=lambda link: link[0])]

    def add(self, label: str, href: str, column_kind: str = "", position: int | None = None) -> None:
        """Add a link. Its kind comes from the label, else from the column, else from the host.

        Args:
            label: Text of the link.
            href: Target of the link, as written.
            column_kind: Kind of link that the table column holds.
            position: Number of the link in the row, if links are not added in order.
        """
        kind = link_kind(label) or column_kind
        if not href.strip():
            return  # [PDF]() is a placeholder
        try:
            url = normalize_url(href)
        except UrlError as error:
            self.reject(href, str(error))
            return
        if kind == "other":
            self.reject(url, f"unsupported label {quote_text(label)}")
            return
        if kind in ("", "link"):
            kind = kind_by_host(url, self.default_kind) if self.default_kind == "paper" else self.default_kind
        elif kind in MISLEADING_LABELS:
            host_kind = kind_by_host(url, "project" if PROJECT_PATH.search(url) else "")
            kind = MISLEADING_LABELS[kind].get(host_kind, kind)
        if (kind, url) not in self.links:
            last_number = max((number for number, *_ in self._numbered_links), default=0)
            self._numbered_links.append((last_number + 1 if position is None else position, kind, url))
        self._keep_remark(label)

    def reject(self, href: str, reason: str) -> None:
        """Record that a link was left out."""
        self.rejected.append(f"{quote_text(href)}: {reason}")

    def _keep_remark(self, label: str) -> None:
        """Keep a remark in brackets of at least four words as the note of the entry."""
        core, remark = split_remark(label)
        if link_kind(core) and not link_kind(remark) and len(remark.split()) >= 4:
            text = re.sub(r"^note[:,]?\s+(?:that\s+)?", "", remark.strip(" ."), flags=re.IGNORECASE)
            self.note = self.note or f"{text[:1].upper()}{text[1:]}."
