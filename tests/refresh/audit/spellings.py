"""Titles and authors as services write them, other than records do: chosen by a seed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from catalog.records.catalog import given_first

ACCENTS = {"\u0301": "'", "\u0300": "`", "\u0302": "^", "\u0308": '"', "\u0303": "~", "\u030c": "v"}
"""Combining marks and their commands in TeX."""
GREEK = {
    "Σ": "$\\Sigma$",
    "ρ": "$\\rho$",
    "²": "$^2$",
    "°": "$^\\circ$",
    "^3": "$^3$",
    "\u2019": "'",
    "&": "\\&",
}


def as_tex(title: str, random: Random) -> str:
    """Write signs, accents and quotes in TeX, and set a word in another font."""
    for sign, command in GREEK.items():
        title = title.replace("$" + sign + "$", sign).replace(sign, command)
    text = "".join(map(_accent_in_tex, title))
    text = re.sub(r"[\u201c\"]([^\u201d\"]+)[\u201d\"]", r"``\1''", text)
    words = text.split(" ")
    at = random.randrange(len(words))
    if words[at].isalnum():
        words[at] = random.choice(("\\textbf{%s}", "$\\text{%s}$", "{%s}", "\\emph{%s}")) % words[at]
    return " ".join(words)


def _accent_in_tex(char: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", char))
    command = ACCENTS.get(marks[0]) if len(marks) == 1 else None
    if not command:
        return char
    return f"\\{command}{{{letter}}}" if command.isalpha() else f"{{\\{command}{letter}}}"


def with_other_dashes(title: str, random: Random) -> str:
    """Replace hyphens with dashes, spaces, or nothing."""
    dash = random.choice(("\u2010", "\u2011", "\u2013", "\u2212", " ", "", "--", " - "))
    return re.sub(r"(?<=\w)-(?=\w)", lambda _: dash, title)


def in_another_case(title: str, random: Random) -> str:
    """Change capitals."""
    return random.choice((str.upper, str.lower, str.title, str.swapcase))(title)


def without_accents(title: str, _: Random) -> str:
    """Remove accents."""
    return "".join(c for c in unicodedata.normalize("NFD", title) if not unicodedata.combining(c))


def decomposed(title: str, _: Random) -> str:
    """Write accents as characters of their own."""
    return unicodedata.normalize("NFD", title)


def without_a_part(title: str, random: Random) -> str:
    """Keep what stands before the first colon, or after it."""
    parts = re.split(r":\s+", title, maxsplit=1)
    return random.choice(parts) if len(parts) == 2 else title


def with_a_version(title: str, random: Random) -> str:
    """Add a note on the version."""
    notes = (
        " (v2)",
        " v2",
        " [Extended Version]",
        ", version 3.0",
        " (extended version)",
        " \u2013 Full Version",
    )
    return title + random.choice(notes)


def with_other_punctuation(title: str, random: Random) -> str:
    """Remove, add or replace punctuation and spaces."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda text: f"{text}.",
        lambda text: text.replace(":", " -"),
        lambda text: text.replace(": ", ":"),
        lambda text: text.replace(":", " \u2014"),
        lambda text: text.replace(",", ""),
        lambda text: text.replace(" ", "  ", 3),
        lambda text: text.replace(" ", "\n ", 1),
        lambda text: text.replace("'", "\u2019"),
        lambda text: f'"{text}"',
        lambda text: text.replace(" and ", " & "),
        lambda text: f"{text}*",
    )
    return random.choice(changes)(title)


SPELLINGS = {
    "TeX": as_tex,
    "dashes": with_other_dashes,
    "case": in_another_case,
    "accents": without_accents,
    "NFD": decomposed,
    "subtitles": without_a_part,
    "versions": with_a_version,
    "punctuation": with_other_punctuation,
}


def respell_title(title: str, random: Random) -> str:
    """Spell a title differently in one to three ways, each of which a service might choose."""
    names = random.sample(list(SPELLINGS), random.randint(1, 3))
    for name in sorted(names, key=["subtitles", "punctuation", "versions"].__contains__, reverse=True):
        title = SPELLINGS[name](title, random)
    return title


def respell_authors(names: Sequence[str], random: Random) -> tuple[str, ...]:
    """Write names with initials, without accents, family name first, or leave out the end of the list."""
    names = [given_first(name) for name in names]
    match random.randrange(6):
        case 0:
            names = [
                " ".join((*(f"{word[0]}." for word in name.split()[:-1]), name.split()[-1])) for name in names
            ]
        case 1:
            names = [without_accents(name, random) for name in names]
        case 2:
            names = [" ".join((name.split()[-1], *name.split()[:-1])) for name in names]
        case 3:
            names = names[: max(1, len(names) // 2)]
        case 4:
            names = [" ".join((name.split()[0], name.split()[-1])) if " " in name else name for name in names]
    return tuple(names)
