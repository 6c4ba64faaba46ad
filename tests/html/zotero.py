"""A model of how Zotero reads a page: its translators' rules, as far as they apply to our pages.

Based on COinS (priority 310), Embedded Metadata (320) and RDF in github.com/zotero/translators,
`parseContextObject` and `cleanAuthor` in github.com/zotero/utilities, and `Creators.cleanData`, which trims
names before they are saved, in github.com/zotero/zotero. The lowest priority wins: on a page with COinS,
nothing else is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests.html_tree import Element

HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "publicationTitle",
    "citation_conference_title": "conferenceName",
    "citation_doi": "DOI",
    "citation_public_url": "url",
}
TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
}
BOOK_TYPES = {"bookitem": "bookSection", "conference": "conferencePaper", "proceeding": "conferencePaper"}
OPENURL_KEYS = {
    "rft.date": "date",
    "rft.pages": "pages",
    "rft.jtitle": "publicationTitle",
    "rft.btitle": "publicationTitle",
}
CONTAINED_TYPES = ("journalArticle", "bookSection", "conferencePaper")


@dataclass
class Item:
    """An item that Zotero would save."""

    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    creators: list[tuple[str, str]] = field(default_factory=list)
    """Authors as (family, given)."""
    pdf: str = ""


def items(page: Element) -> list[Item]:
    """Return the items that Zotero offers on a page: its COinS, else the item of its head."""
    spans = [span["title"] for span in page.select("span.Z3988") if span["title"]]
    return [context_object(title) for title in spans] or [head_item(page)]


def head_item(page: Element) -> Item:
    """Return the item that Embedded Metadata finds in the head."""
    elements = page.select_one("head").select("meta")
    metas = [(meta["name"] or meta["property"], meta["content"]) for meta in elements]
    metas = [(name, content) for name, content in metas if name and content.strip()]
    first = dict(reversed(metas))
    last_type = [TYPES[name] for name, _ in metas if name in TYPES]
    guess = "journalArticle" if "citation_title" in first else "webpage"
    from_rdf = first.get("z:itemType") or ("webpage" if first.get("og:type") == "website" else guess)
    item = Item(last_type[-1] if last_type else from_rdf)
    for name, key in (("og:title", "title"), ("og:site_name", "publicationTitle"), ("og:url", "url")):
        item.fields |= {key: first[name]} if name in first else {}
    item.fields |= {key: collapse_whitespace(first[name]) for name, key in HIGHWIRE.items() if name in first}
    pages = [first.get(f"citation_{which}page", "") for which in ("first", "last")]
    if pages[0]:
        item.fields["pages"] = "-".join(filter(None, pages))
    item.fields.setdefault("url", first.get("citation_abstract_html_url", ""))
    item.creators = parse_authors([content for name, content in metas if name == "citation_author"])
    item.pdf = first.get("citation_pdf_url", "")
    return item


def parse_authors(nodes: list[str]) -> list[tuple[str, str]]:
    """Return the authors in the head (`processHighwireCreators`)."""
    authors: list[tuple[str, str]] = []
    last = ""
    for node in nodes:
        names = re.split(r"\s*;\s*", node)
        if len(names) == len(nodes) == 1:
            sides = re.split(r"\s*,\s*", names[0])
            if len(sides) > 1 and " " in sides[0] and " " in sides[1]:
                names = sides
        for name in map(str.strip, names):
            # `,-.` is a range in the original pattern too
            if not re.search(r"[^\s,-.;]", name) or name == last:
                continue
            last = name
            authors.append(clean_author(name))
    return authors


def clean_author(author: str) -> tuple[str, str]:
    """Return family and given name (`cleanAuthor` without its changes of case, then `cleanData`)."""
    comma = "," in author
    author = re.sub(r"^[\s.,/\[\]:]+|[\s.,/\[\]:]+$", "", author)
    if comma:
        family, *given = re.split(r"[,،] ?", re.sub(r"\.([^ ])", r". \1", author, count=1))
        return family.strip(), given[0].strip() if given else ""
    given_name, _, family = author.rpartition(" ")
    return family, given_name


def context_object(title: str) -> Item:
    """Return the item of one COinS span (`parseContextObject`)."""
    pairs = [part.split("=") for part in title.split("&")]
    assert all(len(pair) == 2 for pair in pairs), f"Zotero ignores text after a second `=`: {title}"
    form = unquote(next(value for key, value in pairs if key == "rft_val_fmt")).rpartition(":")[2]
    genres = [BOOK_TYPES[value] for key, value in pairs if key == "rft.genre" and value in BOOK_TYPES]
    kinds = {"journal": "journalArticle", "dc": "webpage", "book": genres[0] if genres else "book"}
    item = Item(kinds[form])
    for key, encoded in pairs:
        value = unquote(re.sub(r"\+|%2[bB]", " ", encoded))
        match key:
            case "rft.type":
                item.kind = value
            case "rft.atitle":
                item.fields["title"] = value
            case "rft.title":
                item.fields["publicationTitle" if item.kind in CONTAINED_TYPES else "title"] = value
            case "rft.au":
                item.creators.append(clean_author(value))
            case "rft_id" if value.lower().startswith("info:doi"):
                item.fields["DOI"] = value[9:]
            case "rft_id" if re.match("https?://", value):
                item.fields["url"] = value
            case _ if key in OPENURL_KEYS:
                item.fields[OPENURL_KEYS[key]] = value
    return item


def collapse_whitespace(text: str) -> str:
    return " ".join(text.split())
