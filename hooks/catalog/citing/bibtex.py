r"""Entries for BibTeX and biber, with letters of all scripts unchanged and special characters as commands.

Commands are in braces, `{\textasciitilde}` instead of `\~{}`, so that styles that change case keep them, they
end where they should, and reference managers understand them. Braces become commands as well, because
programs count `\{` as an opening brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import quote

from catalog.citing.names import Name
from catalog.citing.reference import Kind, Reference

ENTRY_TYPES: dict[Kind, tuple[str, str]] = {
    "conference": ("inproceedings", "booktitle"),
    "workshop": ("inproceedings", "booktitle"),
    "journal": ("article", "journal"),
    "book-series": ("incollection", "booktitle"),
    "preprint": ("misc", "howpublished"),
    "other": ("misc", "howpublished"),
}
"""The entry type, and the field for the container."""
COMMANDS = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
LIGATURE = re.compile(r"([-'<>,])(?=\1)|[`?!](?=`)")
"""A character that TeX would combine with the next: `--` becomes a dash."""
SPECIAL = re.compile(r"[\\{}~^&%$#_\-'<>,?!`]")
"""Characters that may need escaping; most texts have none, and searching for them is fast."""
BRACE = re.compile(r"[{}\\]")
BRACED_COMMAND = re.compile(r"\{(\\text[a-z]+)\}")
WORD = re.compile(r"[^\W_]+")
WORD_CHARACTER = re.compile(r"\w")


@lru_cache(maxsize=1 << 14)  # a page, its twin and exports show the same entry
def format_bibtex(reference: Reference) -> str:
    """Return a reference as a BibTeX entry."""
    fields = ",\n".join(f"  {name} = {{{text}}}" for name, text in _bibtex_fields(reference) if text)
    return f"@{ENTRY_TYPES[reference.kind][0]}{{{reference.id},\n{fields}\n}}"


def _bibtex_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    on_arxiv = reference.is_preprint and reference.arxiv
    yield "title", _protect_capitals(reference.title, reference.short_name)
    yield "author", " and ".join(map(_bibtex_name, reference.authors))
    if not on_arxiv:
        yield ENTRY_TYPES[reference.kind][1], escape_tex(reference.container)
    yield "year", str(reference.year or "")
    yield "pages", escape_tex(reference.pages).replace("-", "--")
    if reference.arxiv:
        yield "eprint", _percent_encode_braces(reference.arxiv)
        yield "eprinttype", "arxiv"
        yield "archivePrefix", "arXiv"
    yield "doi", _percent_encode_braces(reference.doi)
    yield "url", _percent_encode_braces(reference.url)
    yield "note", escape_tex(reference.note)


def escape_tex(text: str) -> str:
    r"""Escape text so that TeX prints it unchanged.

    >>> escape_tex("R&D costs $5")
    'R\\&D costs \\$5'
    """
    return LIGATURE.sub(r"\g<0>{}", text.translate(COMMANDS)) if SPECIAL.search(text) else text


def _percent_encode_braces(text: str) -> str:
    """Encode braces in a URL or identifier, which TeX reads verbatim up to a closing brace."""
    return BRACE.sub(lambda match: quote(match[0]), text)


def _protect_capitals(title: str, name: str) -> str:
    """Put words that styles must not lowercase in braces: the paper's short name, 3D, NeRF.

    Words with only an initial capital are left to the style.
    """
    end, parts = 0, list[str]()
    for start, word in _words(title, name):
        if word != name and (word.islower() or word[1:].islower()):
            continue  # most words, so this fast test comes first
        if any(map(str.isupper, word[1:])) or (word == name and word != word.lower()):
            parts += escape_tex(title[end:start]), f"{{{escape_tex(word)}}}"
            end = start + len(word)
    return "".join([*parts, escape_tex(title[end:])])


def _words(title: str, name: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a title and where they start; a name of several words is one of them."""
    end = 0
    for start in _positions(title, name) if name and not WORD.fullmatch(name) else ():
        yield from ((match.start(), match[0]) for match in WORD.finditer(title, end, start))
        yield start, name
        end = start + len(name)
    yield from ((match.start(), match[0]) for match in WORD.finditer(title, end))


def _positions(title: str, name: str) -> Iterator[int]:
    """Yield where a title has a name that is no part of a longer word. Compiling patterns is slow."""
    start = title.find(name)
    while start >= 0:
        end = start + len(name)
        is_whole = not WORD_CHARACTER.search(title[start - 1 : start] + title[end : end + 1])
        if is_whole:
            yield start
        start = title.find(name, end if is_whole else start + 1)


@cache  # names recur, as in `parse_name`
def _bibtex_name(name: Name) -> str:
    """Return a name as `von Family, Jr., Given`, which BibTeX splits into the same parts."""
    if name.literal:
        return f"{{{escape_tex(name.literal)}}}"
    words = name.family.split(" ")
    # BibTeX reads any lowercase word before the last one as a particle.
    has_lowercase_word = len(words) > 1 and not all(word[0].isupper() for word in words)
    family = " ".join(
        filter(None, (name.particle, _escape_name_part(name.family, in_braces=has_lowercase_word)))
    )
    return ", ".join(filter(None, (family, _escape_name_part(name.suffix), _escape_name_part(name.given))))


def _escape_name_part(part: str, in_braces: bool = False) -> str:
    r"""Escape a part of a name, and put it in braces if a comma or `and` would divide it.

    A word that starts with a command also needs braces, or bibtexparser loses it. Biber reads half of
    `{\textasciitilde}` as an initial, so names have `\textasciitilde{}` instead.
    """
    words = part.lower().split(" ")
    starts_with_command = any(ord(word[0]) in COMMANDS for word in words if word)
    text = BRACED_COMMAND.sub(r"\1{}", escape_tex(part))
    return f"{{{text}}}" if in_braces or "," in part or "and" in words or starts_with_command else text
