"""Rules about the names of authors. The browser applies them, too: docs/assets/add/authors.js."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from catalog.checks.check import Finding, check
from catalog.documents.problems import Fix, Replace, Severity, Split, quote
from catalog.documents.wording import Phrase
from catalog.records.catalog import Catalog, given_first
from catalog.utils.text import fold

NAME_SEPARATOR = re.compile(r",? (?:and|And|AND|und(?! zu )|&) |; ?|[\uff1b\u3001|]| ?/ ?")
SUFFIX = re.compile(r"(?:[JjSs][Rr]|I{2,3}|IV)\.?")
"""Part of a name after a comma that is no given name: `Doe, Jane, Jr.`."""
MARKS = r"*#^\xa7\xb6\xb9\xb2\xb3\u2016\u2020\u2021\u2070-\u208e\u204e\u2217\u2605\u2606\u2709"
"""Characters that lead from a name to a footnote."""
NAME_MARK = re.compile(
    rf"\$[^$\n]*\$|[{MARKS}]+|(?<![ 0-9-])[0-9]+(?:,[0-9]+)*(?![^ ,{MARKS}])| [0-9]+(?:,? ?[0-9]+)*(?![\w\W])"
    r"|\([0-9*]+\)|\[[0-9*]+\]",
    re.ASCII,
)
"""Footnote mark, or number of an affiliation or of a person with the same name."""
OTHERS = re.compile(
    r"(?:[^\n]*[ ,])?(?:[Ee]t\.? ?[Aa]l|[Aa]nd others|[Oo]thers|[Aa]nd \d+ more)\.?"
    r"|[^\n]*[^\n ,.\u2026][ ,]*(?:\.\.\.|\u2026)",
    re.ASCII,
)
"""Stands for authors that are not listed."""
ACCENTS: Mapping[str, str] = {
    **{"\xb4": "\u0301", "`": "\u0300", "\xa8": "\u0308", "\u02c6": "\u0302", "\u02dc": "\u0303"},
    **{"~": "\u0303", "\u02c7": "\u030c", "\u02d8": "\u0306", "\u02d9": "\u0307", "\u02da": "\u030a"},
    **{"\xb8": "\u0327", "\u02db": "\u0328", "\u02dd": "\u030b", "\xaf": "\u0304"},
}
"""Combining characters by the accent that PDF files have beside a letter."""
DETACHED_ACCENT = re.compile(
    rf"([^ ]?)( ?)(?:([{''.join(ACCENTS)}])|(?<![^ ])([\u0300-\u036f]))([^ ]?)", re.ASCII
)
"""The character before an accent, a space, the accent, and the character after it."""
DOTLESS: Mapping[str, str] = {"\u0131": "i", "\u0237": "j"}
APOSTROPHES = "\xb4`"
TABLES: Mapping[str, Any] = {"accents": ACCENTS, "dotless": DOTLESS, "apostrophes": APOSTROPHES}
"""Tables that the browser needs, too."""
WORD_BREAK = re.compile(r"[ ,.'\u2019\u2010-]+")
ROMAN_NUMERAL = re.compile(r"[IVX]+")
MIN_CAPITALS = 3
"""Letters of a word in capitals; shorter words may be initials."""


def split_names(name: str) -> list[str]:
    """Split names that are joined in one text; a single name stays as it is.

    >>> split_names("Doe, Jane and Roe, Richard")
    ['Doe, Jane', 'Roe, Richard']
    >>> split_names("Jane Doe, Richard Roe and Ann Lee")
    ['Jane Doe', 'Richard Roe', 'Ann Lee']
    """
    groups = [group.strip(", ") for group in NAME_SEPARATOR.split(name)]
    if len(groups) > 1 and all(group.count(",") == 1 for group in groups):
        return groups
    return [name for group in groups for name in _split_at_commas(group, is_in_list=len(groups) > 1)]


def _split_at_commas(text: str, *, is_in_list: bool) -> list[str]:
    """Split a list with commas, of names or of pairs of a family name and given names."""
    parts = [part.strip() for part in text.split(",") if strip_marks(part)]
    if len([part for part in parts if not SUFFIX.fullmatch(part)]) <= 2:
        are_names = all(" " in part and (is_in_list or NAME_MARK.search(part)) for part in parts)
        return parts if are_names and len(parts) > 1 else [text]
    if len(parts) % 2 or all(" " in part for part in parts):
        return parts
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def strip_marks(name: str) -> str:
    """Remove footnote marks and numbers from a name.

    >>> strip_marks("Doe*, Jane"), strip_marks("Ann Lee1,2")
    ('Doe, Jane', 'Ann Lee')
    """
    return " ".join(NAME_MARK.sub("", name).split()).strip(" ,;")


def compose_accents(name: str) -> tuple[str, bool]:
    r"""Join accents with the letters they belong to; the second value is False if that is a guess.

    >>> compose_accents("Bogdan Kostic\xb4"), compose_accents("Jos\xb4e")
    (('Bogdan Kostić', True), ('José', False))
    """
    is_certain = True

    def join(match: re.Match[str]) -> str:
        nonlocal is_certain
        before, space, accent, combining, after = match.groups("")
        mark = combining or ACCENTS[accent]
        if not after.isalpha():
            text, fits = _compose(before, mark)
            text += after
        elif space or not before:
            text, fits = _compose(after, mark)
            text = before + (space if after.isupper() else "") + text
        else:
            text, fits = _compose(after, mark)
            if after.isupper() and accent in APOSTROPHES:
                text = f"'{after}"
            elif not fits:
                after, fits = text, False
                text, _ = _compose(before, mark)
                before, text = "", text + after
            text, fits = before + text, False
        is_certain = is_certain and fits
        return text

    return DETACHED_ACCENT.sub(join, name), is_certain


def _compose(letter: str, mark: str) -> tuple[str, bool]:
    """Return a letter with an accent, and whether there is such a letter."""
    composed = unicodedata.normalize("NFC", DOTLESS.get(letter, letter) + mark)
    return (composed, True) if letter and len(composed) == 1 else (letter, False)


def has_capitalized_words(name: str) -> bool:
    """Return whether a name, or a word of it that is no abbreviation, is in capitals."""
    words = [word for word in WORD_BREAK.split(name) if word and not ROMAN_NUMERAL.fullmatch(word)]
    if any(word.isupper() and len(word) >= MIN_CAPITALS for word in words):
        return True
    return name.isupper() and sum(len(word) > 1 for word in words) > 1


def capitalize_words(name: str) -> str:
    """Return a name with capitals only at the start of words; `McDonald` and the like lose one."""
    return "".join(
        word if ROMAN_NUMERAL.fullmatch(word) or not word.isupper() else word[0] + word[1:].lower()
        for word in re.split(f"({WORD_BREAK.pattern})", name)
    )


Result = tuple[str, Mapping[str, object], Fix | None]
"""Variant of a wording, its values, and the fix."""


def _findings(catalog: Catalog, find: Callable[[str], Result | None]) -> Iterator[Finding]:
    """Yield a finding for each author in whose name a function finds a variant, its values and a fix."""
    for paper in catalog.papers:
        for index, name in enumerate(paper.authors):
            if result := find(name):
                variant, values, fix = result
                yield Finding(paper, ("authors", index), variant, {"name": quote(name), **values}, fix)


@check("duplicate-author", duplicate=("{name} is already an author of this paper", "Keep only one"))
def duplicate_author(catalog: Catalog) -> Iterator[Finding]:
    """A paper lists each author once."""
    for paper in catalog.papers:
        known_ids: set[str] = set()
        for index, name in enumerate(paper.authors):
            id = catalog.author_id(name, paper.id)  # Catalog.author_ids mixes up papers with the same ID
            if id and id in known_ids:
                yield Finding(paper, ("authors", index), "duplicate", {"name": quote(name)})
            known_ids.add(id)


@check("joined-names", joined=("{name} is more than one name", "Write [{names}]"))
def joined_names(catalog: Catalog) -> Iterator[Finding]:
    """Each author is a separate list item, not joined to another by `and`, commas, or another sign."""
    yield from _findings(catalog, _find_joined_names)


@lru_cache(maxsize=1 << 17)  # names recur
def _find_joined_names(name: str) -> Result | None:
    if "," not in name and not NAME_SEPARATOR.search(name):
        return None
    names = split_names(name)
    if len(names) < 2 or OTHERS.fullmatch(name):
        return None
    shown = ", ".join(f'"{each}"' if "," in each else each for each in names)
    is_certain = name.count(",") in (0, len(names)) and all(" " in each for each in names)
    return "joined", {"names": shown}, Split(tuple(names)) if is_certain else None


@check("author-slug", symbols=("{name} is not a name", "Write the author's name, or remove it"))
def author_slug(catalog: Catalog) -> Iterator[Finding]:
    """Author names contain letters or digits, from which the URL of the author's page is made."""
    yield from _findings(catalog, lambda name: None if fold(given_first(name)) else ("symbols", {}, None))


@check(
    "author-name",
    message="{name} is not only a name",
    others=("{name} stands for authors who are not listed", "List them all, or leave out `authors`"),
    marks=Phrase.WRITE,
    accent=("{name} has an accent beside a letter", Phrase.WRITE),
    guess=("{name} has an accent beside a letter", Phrase.DID_YOU_MEAN),
)
def author_name(catalog: Catalog) -> Iterator[Finding]:
    """An author is a name: no `et al.`, no footnote marks or numbers, no accents apart from their letters."""
    yield from _findings(catalog, _find_additions)


@lru_cache(maxsize=1 << 17)
def _find_additions(name: str) -> Result | None:
    if OTHERS.fullmatch(name):
        return "others", {}, None
    bare_name = strip_marks(name)
    if bare_name and bare_name != name:
        return "marks", {"value": quote(bare_name)}, Replace(bare_name)
    if not DETACHED_ACCENT.search(name):
        return None
    composed, is_certain = compose_accents(name)
    if is_certain:
        return "accent", {"value": quote(composed)}, Replace(composed)
    return "guess", {"similar": quote(composed)}, None


@check(
    "author-capitals",
    Severity.WARNING,
    capitals=("{name} is in capitals", "Write it as on the author's page, such as {value}"),
)
def author_capitals(catalog: Catalog) -> Iterator[Finding]:
    """Names are not in capitals, even if the paper prints them so."""
    yield from _findings(catalog, _find_capitals)


@lru_cache(maxsize=1 << 17)
def _find_capitals(name: str) -> Result | None:
    if not has_capitalized_words(name):
        return None
    return "capitals", {"value": quote(capitalize_words(name))}, None
