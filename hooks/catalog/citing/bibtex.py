r"""BibTeX, for BibTeX and biber: letters of all scripts as they are, TeX's own characters as commands.

Commands stand in braces, `{\textasciitilde}`, not `\~{}`: so they survive styles that change capitals,
end where they should, and reference managers know them. Braces are commands too, since programs count
`\{` as an open brace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
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
"""The type of entry, and the field that says where it is printed."""
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
"""What TeX would make one sign of with the next: `--` is a longer dash."""
SPECIAL = re.compile(r"[\\{}~^&%$#_\-'<>,?!`]")
"""What may need a command, or be such a sign. Most texts have none, and this look is short."""
BRACE = re.compile(r"[{}\\]")
BRACED = re.compile(r"\{(\\text[a-z]+)\}")
WORD = re.compile(r"[^\W_]+")


def format_bibtex(reference: Reference) -> str:
    """The entry of a reference."""
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
    if on_arxiv:
        yield "eprint", _percent_encode_braces(reference.arxiv)
        yield "eprinttype", "arxiv"
        yield "archivePrefix", "arXiv"
    yield "doi", _percent_encode_braces(reference.doi)
    yield "url", _percent_encode_braces(reference.url)
    yield "note", reference.status.capitalize()


def escape_tex(text: str) -> str:
    r"""A text that TeX prints as it is.

    >>> escaped("R&D costs $5")
    'R\\&D costs \\$5'
    """
    return LIGATURE.sub(r"\g<0>{}", text.translate(COMMANDS)) if SPECIAL.search(text) else text


def _percent_encode_braces(text: str) -> str:
    """An address or a number: TeX takes it as it is, and only braces could end it."""
    return BRACE.sub(lambda found: quote(found[0]), text)


def _protect_capitals(title: str, name: str) -> str:
    """A title in which styles cannot lower what is no common word: the paper's name, 3D, NeRF.

    Words with a capital at their beginning only are left to the style, as is the custom.
    """
    special = name and name in title and not WORD.fullmatch(name)  # compiling costs more than the rest
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)|{WORD.pattern}") if special else WORD
    done, parts = 0, list[str]()
    for found in words.finditer(title):
        word = found[0]
        if word != name and (word.islower() or word[1:].islower()):
            continue  # as most words: asked first, since it takes no time
        if any(map(str.isupper, word[1:])) or (word == name and word != word.lower()):
            parts += escape_tex(title[done : found.start()]), f"{{{escape_tex(word)}}}"
            done = found.end()
    return "".join([*parts, escape_tex(title[done:])])


@cache  # as `parsed`, which makes the names
def _bibtex_name(name: Name) -> str:
    """A name as `von Family, Jr., Given`, in which BibTeX finds the same parts again."""
    if name.literal:
        return f"{{{escape_tex(name.literal)}}}"
    words = name.family.split(" ")
    # BibTeX takes lower-case words for particles, wherever they stand before the last word.
    apart = len(words) > 1 and not all(word[0].isupper() for word in words)
    family = " ".join(filter(None, (name.particle, _escape_name_part(name.family, apart))))
    return ", ".join(filter(None, (family, _escape_name_part(name.suffix), _escape_name_part(name.given))))


def _escape_name_part(part: str, apart: bool = False) -> str:
    r"""A part of a name, in braces where a comma or an `and` in it would divide it.

    Also where a word begins with a command, which bibtexparser loses. Biber takes half of
    `{\textasciitilde}` for an initial, so in names that is `\textasciitilde{}`.
    """
    words = part.lower().split(" ")
    apart = apart or "," in part or "and" in words or any(ord(word[0]) in COMMANDS for word in words if word)
    text = BRACED.sub(r"\1{}", escape_tex(part))
    return f"{{{text}}}" if apart else text
