"""Addresses as lists write them: cleaned without changing where they lead, and collected with their kind."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from catalog.documents.problems import quote as shown
from catalog.lists.labels import link_kind, split_remark
from catalog.utils.urls import BadUrl, check_url, derived

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
)
"""What stands at an address whose label says nothing."""
SITE_ROOT = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org|github\.com|openreview\.net|doi\.org)/?(?:abs|pdf)?/?"
)
"""Addresses that stand where one is missing."""
FILE_EXTENSION = re.compile(r"\.(?:pdf|html?|md|png|jpe?g|gif|svg|bib|txt|zip)$", re.IGNORECASE)


def normalize_url(text: str) -> str:
    """An address as it can be opened: redirects unwrapped, scheme added, spaces encoded; else as written.

    Raises:
        BadUrl: if it leads nowhere, or nowhere on the web.
    """
    url = "".join(text.split("\n")).strip().strip("<>").strip()
    if not url:
        raise BadUrl("it is empty", "")
    if url.startswith("//"):
        url = f"https:{url}"
    elif not re.match(r"[a-z][a-z0-9+.\-\s]*:(?!\d)", url, re.IGNORECASE):
        host = re.split(r"[/?#]", url)[0]
        if not re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?", host, re.IGNORECASE) or FILE_EXTENSION.search(host):
            raise BadUrl("it is no web address", "")
        url = f"https://{url}"
    for _ in range(2):
        url = unwrap_redirect(url)
    url = quote(url, safe="%/:=&?~#+!$,;'@()*[].-_")
    check_url(url)
    if SITE_ROOT.fullmatch(url):
        raise BadUrl("it leads to no paper", "")
    return url


def unwrap_redirect(url: str) -> str:
    """The address that a redirect of a search engine carries."""
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
    except ValueError:
        return url
    if not REDIRECT_PAGE.fullmatch(parts.netloc + parts.path.rstrip("/")):
        return url
    inside = [value for name in ("url", "target", "q") for value in query.get(name, [])]
    return next((value for value in inside if value.startswith("http")), url)


def url_key(url: str) -> str:
    """What two addresses share that lead to one place."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.rstrip("/").removesuffix(".git").rstrip("/").lower()


def kind_by_host(url: str, default: str = "paper") -> str:
    """The kind of a link by its host."""
    address = url_key(url)
    if derived(url):
        return "paper"
    for host, kind in KIND_BY_HOST:
        name = address.split("/")[0]
        if address.startswith(host) or name.endswith(f".{host}"):
            return kind if not (kind in ("code", "project") and address.endswith(".pdf")) else "paper"
    return default


class LinkCollector:
    """The links of one entry."""

    def __init__(self, default_kind: str = "paper") -> None:
        self._ordered_links: list[tuple[int, str, str]] = []
        self.rejected: list[str] = []
        """What was left out, and why."""
        self.note = ""
        self.default_kind = default_kind

    @property
    def links(self) -> list[tuple[str, str]]:
        """(kind, address) in the order of the row."""
        return [(kind, url) for _, kind, url in sorted(self._ordered_links, key=lambda one: one[0])]

    def add(self, label: str, href: str, column_kind: str = "", position: int | None = None) -> None:
        """Take one link; the label says its kind, else the column it stands in, else the host.

        Args:
            label: What the link shows.
            address: Where it leads, as written.
            column: A kind of link, if the column says one.
            at: The number of links before it in the row, for one whose meaning was found out later.
        """
        kind = link_kind(label) or column_kind
        if not href.strip():
            return  # [PDF](): there is no link yet
        try:
            url = normalize_url(href)
        except BadUrl as error:
            self.rejected.append(f"{shown(href)}: {error}")
            return
        if kind == "other":
            self.rejected.append(f"{shown(url)}: no kind of link for {shown(label)}")
            return
        if kind in ("", "link"):
            kind = kind_by_host(url, self.default_kind) if self.default_kind == "paper" else self.default_kind
        if (kind, url) not in self.links:
            last = max((number for number, *_ in self._ordered_links), default=0)
            self._ordered_links.append((last + 1 if position is None else position, kind, url))
        self._keep_remark(label)

    def _keep_remark(self, label: str) -> None:
        """Keep a sentence that stands in brackets behind a label."""
        core, remark = split_remark(label)
        if link_kind(core) and not link_kind(remark) and len(remark.split()) >= 4:
            text = re.sub(r"^note[:,]?\s+(?:that\s+)?", "", remark.strip(" ."), flags=re.IGNORECASE)
            self.note = self.note or f"{text[:1].upper()}{text[1:]}."
