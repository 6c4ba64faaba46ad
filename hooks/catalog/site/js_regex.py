r"""Translate Python's regular expressions to JavaScript, so that both apply the same patterns.

Syntax that differs is written out: `\d` matches all digits of Unicode in Python, and ten in JavaScript.
Syntax without a known equivalent is refused, and fails the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

JsRegex = tuple[str, str]
"""Source and flags, as `new RegExp` takes them."""

MEMBERS = {
    "d": r"\p{Nd}",
    "w": r"\p{L}\p{N}_",
    "s": r"\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
}
ASCII_MEMBERS = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t-\r"}
"""Members of each class, without brackets."""
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
KNOWN = re.IGNORECASE | re.VERBOSE | re.ASCII | re.UNICODE
SYNTAX = frozenset("^$\\.*+?()[]{}|/")
DOTTED = r"\u{130}\u{131}"
"""Ignoring case, Python equates the Turkish dotted and dotless i with i; JavaScript does not."""
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


class UntranslatableError(ValueError):
    """A pattern with syntax that has no known equivalent in JavaScript."""


def to_javascript(pattern: re.Pattern[str]) -> JsRegex:
    r"""Return a pattern for `new RegExp` that matches the same texts, by Unicode characters.

    >>> javascript(re.compile(r"(?P<year>\d{4})[^/]", re.ASCII))
    ('(?<year>[0-9]{4})[^\\/]', 'u')

    Raises:
        Untranslatable: if its syntax has no known equivalent.
    """
    flags = re.RegexFlag(pattern.flags)
    if flags & ~KNOWN or re.ASCII | re.IGNORECASE in flags:
        raise UntranslatableError(f"the flags {flags!r}")
    return "".join(_Translator(pattern).pieces()), "iu" if re.IGNORECASE in flags else "u"


class _Translator:
    """Translator of one pattern, from left to right."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.text = pattern.pattern
        self.at = 0
        self.is_verbose = bool(pattern.flags & re.VERBOSE)
        self.ignores_case = bool(pattern.flags & re.IGNORECASE)
        self.members = ASCII_MEMBERS if pattern.flags & re.ASCII else MEMBERS

    def pieces(self) -> Iterator[str]:
        """Yield the pattern in JavaScript, token by token."""
        before = ""
        while match := TOKEN.match(self.text, self.at):
            self.at = match.end()
            kind, text = str(match.lastgroup), str(match[str(match.lastgroup)])
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
        """Return the members of a class, and go on after its bracket."""
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
        match = MEMBER.match(self.text, self.at)
        assert match
        self.at = match.end()
        return match.group()

    def _char(self, member: str) -> str:
        """Return the character of a class member."""
        if len(member) == 1:
            return member
        return self._meant(member[1]) if len(member) == 2 else chr(int(member[2:], 16))

    def _meant(self, sign: str) -> str:
        """Return the character of an escape."""
        if sign in CONTROLS:
            return CONTROLS[sign]
        return self._fail(f"\\{sign}") if sign.isascii() and sign.isalnum() else sign

    def _literal(self, char: str) -> str:
        return f"[{char}{DOTTED}]" if self.ignores_case and char in "iI" else _escaped(char)

    def _fail(self, text: str) -> str:
        raise self._refused(text)

    def _refused(self, text: str) -> UntranslatableError:
        return UntranslatableError(f"{text!r} before position {self.at} of {self.text!r}")


def _escaped(char: str, also: str = "") -> str:
    if char in SYNTAX or char in also:
        return f"\\{char}"
    return char if " " <= char <= "~" else f"\\u{{{ord(char):x}}}"
