"""Read the links in an issue: the papers that they lead to, or the title that was given instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalog.contributing.hints import ContributorHints
from catalog.contributing.issue import Issue
from catalog.documents.problems import quote
from catalog.lists.links import kind_by_host, normalize_url
from catalog.lists.titles import clean_title
from catalog.lookup.link import LINK_SOURCES, InvalidLinkError, LinkFacts, parse_link
from catalog.utils.urls import UrlError, strip_url_end, urls_in_text

PICTURE = re.compile(r"!\[[^\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<img\b[^>]*>", re.IGNORECASE)
"""Picture or badge in Markdown or HTML; the link around it stays."""
OTHER_PAGE = re.compile(
    r"https?://(?:[\w.-]*(?:badge|shields|githubusercontent|imgur)[\w.-]*/"
    r"|(?:[\w-]+\.)?(?:x|twitter|linkedin|facebook|reddit|zhihu|xiaohongshu)\.com/|t\.co/|mp\.weixin\.qq\.com/"
    r"|github\.com/(?:user-attachments|[\w.-]+/[\w.-]+/assets)/"
    r"|[^?#]*\.(?:png|jpe?g|gif|svg|webp|bmp|mp4|mov|webm)(?:[?#]|$))",
    re.IGNORECASE,
)
"""URL of a badge, a pasted picture, a post or another page that is not the paper's own."""
JOINED_URLS = re.compile(r"[,;)|]+\(?(?=https?://)|(?<=[^/=:,;)|])(?=https?://)", re.IGNORECASE)
"""Border between two URLs without a space between them; URLs of archives contain others."""
OTHER_TARGET = re.compile(
    r"(?:arxiv|doi)\s*:\s*[^\s<>\"'`]+"
    r"|(?<![\w./-])10\.\d{4,9}/[^\s<>\"'`]+"
    r"|(?<![\w./-])\d{4}\.\d{4,5}(?:v\d+)?(?![\w/-])"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"'`]*",
    re.ASCII | re.IGNORECASE,
)
"""An arXiv ID, a DOI, or a URL without a scheme."""
OWN_SOURCES = (*LINK_SOURCES.values(), "primary")
"""Sources of links that do not identify a paper by themselves, unlike pages of proceedings."""
TITLE_PREFIX = re.compile(r"(?:please )?(?:add|paper|title|link)\s*[:\uff1a]\s*", re.IGNORECASE)
TRAILING_VENUE = re.compile(
    r"(?<=\w)[ ,]*[ ,(\[]([A-Z][A-Za-z-]{1,15}(?: [A-Z]{2,8})?[ ']*(?:20)?\d\d)[)\]]?$"
)
"""Venue and year after a title: `(CVPR 2022)`, `, ACM MM'20`."""
QUOTED_TITLE = re.compile(r"^[\"“«「『《]([^\"“”«»「」『』《》]+?)\.?[\"”»」』》]\.?$")
"""Title in quotation marks."""
MAX_TITLE_CHARACTERS = 300
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)


@dataclass(frozen=True)
class IssueLinks:
    """Papers that an issue is about, as far as it says where to find them."""

    papers: tuple[LinkFacts, ...] = ()
    """Facts of the links, for each paper."""
    hints: ContributorHints = field(default_factory=ContributorHints)
    """The rest of the form, with the URLs in the field for code."""
    title: str = ""
    """Text that may be the title or name of a paper, if the issue has no link."""
    error: InvalidLinkError | None = None
    """Why there is neither a link nor a title to look up."""
    notes: tuple[str, ...] = ()
    """Sentences on what was left out, which quote strangers."""


def read_issue_links(issue: Issue) -> IssueLinks:
    """Read the links of an issue, wherever they are in its fields."""
    code, targets, notes = _read_code(issue.fields.get("code", ""))
    title = QUOTED_TITLE.sub(r"\1", issue.hints.title)
    hints = replace(issue.hints, code=code, title="" if "://" in title else title)
    errors: list[InvalidLinkError] = []
    if papers := _read_papers([*find_targets(issue.link), *targets], errors):
        return IssueLinks(papers, hints, notes=notes)
    if papers := _read_papers([*find_targets(title)], errors):
        return IssueLinks(papers, replace(hints, title=""), notes=notes)
    if papers := _read_papers([*find_targets(issue.fields.get("note", ""))], errors):
        return IssueLinks(papers, hints, notes=notes)
    title = clean_title(TITLE_PREFIX.sub("", issue.link or hints.title, count=1))
    if venue := TRAILING_VENUE.search(title):
        title, hints = title[: venue.start()], replace(hints, venue=hints.venue or venue[1])
    if errors or len(title) > MAX_TITLE_CHARACTERS or SCHEME.match(title):
        return IssueLinks(hints=hints, error=errors[0] if errors else _link_error(issue.link), notes=notes)
    is_word = (
        len(title.split()) < 2 and title.isascii()
    )  # perhaps the name of a paper that is listed, else no title
    return IssueLinks(
        hints=hints, title=title, error=_link_error(issue.link) if is_word else None, notes=notes
    )


def find_targets(text: str) -> Iterator[str]:
    """Yield the URLs, arXiv IDs and DOIs in a text, in order, without pictures and badges.

    >>> list(find_targets("[![x](https://a.example/x.svg)](https://a.example/y), code: a.example/z"))
    ['https://a.example/y', 'a.example/z']
    """
    text = PICTURE.sub(" ", text)
    targets: list[tuple[int, str]] = []
    for start, url in urls_in_text(text):
        targets += [(start, strip_url_end(part)) for part in JOINED_URLS.split(url)]
        text = text[:start] + " " * len(url) + text[start + len(url) :]
    targets += [(match.start(), strip_url_end(match[0])) for match in OTHER_TARGET.finditer(text)]
    ordered = (target for _, target in sorted(targets, key=lambda item: item[0]))
    yield from (target for target in dict.fromkeys(ordered) if not OTHER_PAGE.match(target))


def _link_error(text: str) -> InvalidLinkError:
    try:
        parse_link(text)
    except InvalidLinkError as error:
        return error
    return InvalidLinkError(f"{quote(text)} is only a picture" if text else "No link given")


def _read_papers(targets: Sequence[str], errors: list[InvalidLinkError]) -> tuple[LinkFacts, ...]:
    """Return the facts of links, those of one paper together."""
    papers: list[LinkFacts] = []
    for target in targets:
        try:
            facts = parse_link(target)
        except InvalidLinkError as error:
            errors.append(error)
            continue
        same = next(
            (at for at, paper in enumerate(papers) if _share_identifier(paper, facts)), len(papers) - 1
        )
        merged = _merge(papers[same], facts) if papers else None
        if merged:
            papers[same] = merged
        else:
            papers.append(facts)
    return tuple(papers)


def _share_identifier(first: LinkFacts, second: LinkFacts) -> bool:
    return bool(
        {first.arxiv, (first.doi or "").lower()} & {second.arxiv, (second.doi or "").lower()} - {None, ""}
    )


def _merge(first: LinkFacts, second: LinkFacts) -> LinkFacts | None:
    """Return the facts of two links of one paper; None if they lead to two papers."""
    for name in ("arxiv", "doi"):
        values = [str(value).lower() for value in (getattr(first, name), getattr(second, name)) if value]
        if len(set(values)) > 1:
            return None
    if first.source == second.source and first.source not in OWN_SOURCES and first.links != second.links:
        return None
    main, other = (
        (first, second) if first.arxiv or first.doi or not (second.arxiv or second.doi) else (second, first)
    )
    dated = next((facts for facts in (main, other) if facts.venue), main)
    return replace(
        main,
        arxiv=main.arxiv or other.arxiv,
        doi=main.doi or other.doi,
        title=main.title or other.title,
        family=main.family or other.family,
        venue=dated.venue,
        year=dated.year or main.year or other.year,
        links=tuple(dict.fromkeys((*first.links, *second.links))),
    )


def _read_code(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the URLs of code in a field, other links in it, and sentences on what was left out."""
    code: list[str] = []
    others: list[str] = []
    for target in find_targets(text):
        try:
            url = normalize_url(target)
        except UrlError:
            others.append(target)
            continue
        (code if kind_by_host(url, "code") == "code" else others).append(url)
    note = f"The field for code has no link ({quote(text)}), so the record has none"
    return tuple(code), tuple(others), (note,) if text and not code and not others else ()
