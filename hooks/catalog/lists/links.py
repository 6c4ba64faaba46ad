"""Addresses as lists write them: cleaned without changing where they lead, and collected with their kind."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from catalog.documents.problems import quote as shown
from catalog.lists.labels import kind_of, without_remark
from catalog.utils.urls import BadUrl, check_url, derived

REDIRECT = re.compile(r"(?:www\.)?google\.[a-z.]+/url|link\.zhihu\.com|(?:www\.)?youtube\.com/redirect")
HOSTS = (
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
ENTRANCE = re.compile(
    r"https?://(?:www\.)?(?:arxiv\.org|github\.com|openreview\.net|doi\.org)/?(?:abs|pdf)?/?"
)
"""Addresses that stand where one is missing."""
PAGE = re.compile(r"\.(?:pdf|html?|md|png|jpe?g|gif|svg|bib|txt|zip)$", re.IGNORECASE)


def cleaned(address: str) -> str:
    """An address as it can be opened: redirects unwrapped, scheme added, spaces encoded; else as written.

    Raises:
        BadUrl: if it leads nowhere, or nowhere on the web.
    """
    url = "".join(address.split("\n")).strip().strip("<>").strip()
    if not url:
        raise BadUrl("it is empty", "")
    if url.startswith("//"):
        url = f"https:{url}"
    elif not re.match(r"[a-z][a-z0-9+.\-\s]*:(?!\d)", url, re.IGNORECASE):
        host = re.split(r"[/?#]", url)[0]
        if not re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?", host, re.IGNORECASE) or PAGE.search(host):
            raise BadUrl("it is no web address", "")
        url = f"https://{url}"
    for _ in range(2):
        url = unwrapped(url)
    url = quote(url, safe="%/:=&?~#+!$,;'@()*[].-_")
    check_url(url)
    if ENTRANCE.fullmatch(url):
        raise BadUrl("it leads to no paper", "")
    return url


def unwrapped(url: str) -> str:
    """The address that a redirect of a search engine carries."""
    if "?" not in url:
        return url
    try:
        parts = urlsplit(url)
        query = parse_qs(parts.query)
    except ValueError:
        return url
    if not REDIRECT.fullmatch(parts.netloc + parts.path.rstrip("/")):
        return url
    inside = [value for name in ("url", "target", "q") for value in query.get(name, [])]
    return next((value for value in inside if value.startswith("http")), url)


def same(url: str) -> str:
    """What two addresses share that lead to one place."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)
    return bare.rstrip("/").removesuffix(".git").rstrip("/").lower()


def guessed(url: str, otherwise: str = "paper") -> str:
    """The kind of a link by its host."""
    address = same(url)
    if derived(url):
        return "paper"
    for host, kind in HOSTS:
        name = address.split("/")[0]
        if address.startswith(host) or name.endswith(f".{host}"):
            return kind if not (kind in ("code", "project") and address.endswith(".pdf")) else "paper"
    return otherwise


class Links:
    """The links of one entry."""

    def __init__(self, otherwise: str = "paper") -> None:
        self._found: list[tuple[int, str, str]] = []
        self.refused: list[str] = []
        """What was left out, and why."""
        self.note = ""
        self.otherwise = otherwise

    @property
    def found(self) -> list[tuple[str, str]]:
        """(kind, address) in the order of the row."""
        return [(kind, url) for _, kind, url in sorted(self._found, key=lambda one: one[0])]

    def add(self, label: str, address: str, column: str = "", at: int | None = None) -> None:
        """Take one link; the label says its kind, else the column it stands in, else the host.

        Args:
            label: What the link shows.
            address: Where it leads, as written.
            column: A kind of link, if the column says one.
            at: The number of links before it in the row, for one whose meaning was found out later.
        """
        kind = kind_of(label) or column
        if not address.strip():
            return  # [PDF](): there is no link yet
        try:
            url = cleaned(address)
        except BadUrl as error:
            self.refused.append(f"{shown(address)}: {error}")
            return
        if kind == "other":
            self.refused.append(f"{shown(url)}: no kind of link for {shown(label)}")
            return
        if kind in ("", "link"):
            kind = guessed(url, self.otherwise) if self.otherwise == "paper" else self.otherwise
        if (kind, url) not in self.found:
            last = max((number for number, *_ in self._found), default=0)
            self._found.append((last + 1 if at is None else at, kind, url))
        self._remark(label)

    def _remark(self, label: str) -> None:
        """Keep a sentence that stands in brackets behind a label."""
        core, remark = without_remark(label)
        if kind_of(core) and not kind_of(remark) and len(remark.split()) >= 4:
            text = re.sub(r"^note[:,]?\s+(?:that\s+)?", "", remark.strip(" ."), flags=re.IGNORECASE)
            self.note = self.note or f"{text[:1].upper()}{text[1:]}."
