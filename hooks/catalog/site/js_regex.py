r"""Regular expressions for the browser: what Python means by a pattern, as JavaScript writes it.

The browser applies the catalog's own patterns; copies would drift. Where the two languages understand a sign
differently (`\d` has all digits of Unicode here and ten there), what it means is written out. Whatever is
not known to mean the same is refused, so a pattern that nobody thought of fails the build, not a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Script = tuple[str, str]
"""Source and flags, as `new RegExp` takes them."""

MEMBERS = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{N}_",
    "s": r"\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
}
ASCII_MEMBERS = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t-\r"}
"""The members of each class, without the brackets around them."""
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
KNOWN = re.IGNORECASE | re.VERBOSE | re.ASCII | re.UNICODE
SYNTAX = frozenset("^$\\.*+?()[]{}|/")
DOTTED = r"\u{130}\u{131}"
"""Python takes the Turkish i, with a dot and without, for an i in other case; JavaScript does not."""
TOKEN = re.compile(
    r"""(?P<code>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))
      | \\(?P<escape>.)
      | (?P<group>\(\?(?:P<[A-Za-z]\w*>|:|=|!|<=|<!)|\((?!\?)|[)|^])
      | (?P<members>\[\^?)
      | (?P<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)
      | (?P<sign>[$.(]|\{,\d*\})
      | (?P<comment>\s+|\#[^\n]*)
      | (?P<literal>.)
    """,
    re.VERBOSE | re.DOTALL,
)
MEMBER = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|.", re.DOTALL)


class Untranslatable(ValueError):
    """A pattern with something in it that is not known to mean the same in JavaScript."""


def javascript(pattern: re.Pattern[str]) -> Script:
    r"""A pattern for `new RegExp`; it matches the same texts, character by character of Unicode.

    >>> javascript(re.compile(r"(?P<year>\d{4})[^/]", re.ASCII))
    ('(?<year>[0-9]{4})[^\\/]', 'u')

    Raises:
        Untranslatable: if something in it has no known equal.
    """
    flags = re.RegexFlag(pattern.flags)
    if flags & ~KNOWN or re.ASCII | re.IGNORECASE in flags:
        raise Untranslatable(f"the flags {flags!r}")
    return "".join(_Reader(pattern).pieces()), "iu" if re.IGNORECASE in flags else "u"


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.text = pattern.pattern
        self.at = 0
        self.is_verbose = bool(pattern.flags & re.VERBOSE)
        self.ignores_case = bool(pattern.flags & re.IGNORECASE)
        self.members = ASCII_MEMBERS if pattern.flags & re.ASCII else MEMBERS

    def pieces(self) -> Iterator[str]:
        """The pattern in JavaScript, piece by piece."""
        before = ""
        while found := TOKEN.match(self.text, self.at):
            self.at = found.end()
            kind, text = str(found.lastgroup), str(found[str(found.lastgroup)])
            if kind == "comment" and self.is_verbose:
                continue
            if kind == before == "repeat":
                raise self._refused(text)
            before = kind
            yield self._piece(kind, text)

    def _piece(self, kind: str, text: str) -> str:
        match kind:
            case "group":
                return text.replace("?P<", "?<")
            case "repeat":
                return text
            case "members":
                return f"{text}{''.join(self._members())}]"
            case "sign":
                return {"$": r"(?=\n?$)", ".": r"[^\n]"}.get(text) or self._fail(text)
            case "escape":
                return self._escape(text)
            case "code":
                return self._literal(chr(int(text[2:], 16)))
            case "comment":
                return "".join(map(self._literal, text))
            case _:
                return self._literal(text)

    def _escape(self, sign: str) -> str:
        word = f"[{self.members['w']}]"
        if sign.lower() in self.members:
            return f"[{'^' if sign.isupper() else ''}{self.members[sign.lower()]}]"
        if sign == "b":
            return f"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))"
        return self._literal(self._meant(sign))

    def _members(self) -> Iterator[str]:
        """What stands between the brackets of a class; the place is after them then."""
        start = self.at
        covered = ""
        while (self.text[self.at] != "]") or self.at == start:
            first = self._member()
            if first.startswith("\\") and first[1] in self.members:
                yield self.members[first[1]]
                continue
            low = high = self._char(first)
            if self.text[self.at] == "-" and self.text[self.at + 1] != "]":
                self.at += 1
                high = self._char(self._member())
            covered += "".join(char for char in "iI" if low <= char <= high)
            yield _escaped(low, "-") + (f"-{_escaped(high, '-')}" if high != low else "")
        self.at += 1
        if covered and self.ignores_case:
            yield DOTTED

    def _member(self) -> str:
        found = MEMBER.match(self.text, self.at)
        assert found
        self.at = found.end()
        return found.group()

    def _char(self, member: str) -> str:
        """The character that a member of a class stands for."""
        if len(member) == 1:
            return member
        return self._meant(member[1]) if len(member) == 2 else chr(int(member[2:], 16))

    def _meant(self, sign: str) -> str:
        """The character that an escaped one stands for."""
        if sign in CONTROLS:
            return CONTROLS[sign]
        return self._fail(f"\\{sign}") if sign.isascii() and sign.isalnum() else sign

    def _literal(self, char: str) -> str:
        return f"[{char}{DOTTED}]" if self.ignores_case and char in "iI" else _escaped(char)

    def _fail(self, text: str) -> str:
        raise self._refused(text)

    def _refused(self, text: str) -> Untranslatable:
        return Untranslatable(f"{text!r} before position {self.at} of {self.text!r}")


def _escaped(char: str, also: str = "") -> str:
    if char in SYNTAX or char in also:
        return f"\\{char}"
    return char if " " <= char <= "~" else f"\\u{{{ord(char):x}}}"
