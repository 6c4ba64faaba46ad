"""Names in parts, as reference managers want them: family, given, particle and suffix.

Data writes `Given Family`, or `Family, Given` where the last word is not the family name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

PARTICLES = frozenset(
    """af al av bin bint d' da dal dalla das de degli dei del dela della den der des di do dos du e el het ibn
    in la las le les lo los op 't ten ter und v. van vande vanden vander vom von y zu zum zur""".split()  # noqa: SIM905
)
"""The lower-case words that lead a family name without being sorted by."""
SUFFIX = re.compile(r"(Jr|Sr)\.?|II|III|IV")
"""What follows a family name, with or without a comma."""


@dataclass(frozen=True)
class Name:
    """One author's name: in parts, or, where it has none, as it is."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """What stands before the family name: `de la` of Fernando de la Torre."""
    suffix: str = ""
    literal: str = ""
    """A name in one piece: OpenAI, 王小明. Then all other parts are empty; else family and given are not."""

    @property
    def full_family(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def natural(self) -> str:
        """As it is read aloud: Fernando de la Torre Jr."""
        return self.literal or " ".join(filter(None, (self.given, self.full_family, self.suffix)))

    @property
    def inverted(self) -> str:
        """Family name first: de la Torre, Fernando, Jr."""
        return self.literal or ", ".join(filter(None, (self.full_family, self.given, self.suffix)))


@cache
def parse_name(text: str) -> Name:
    """The parts of a name as a record writes it.

    >>> parsed("Anton van den Hengel")
    Name(family='Hengel', given='Anton', particle='van den', suffix='', literal='')
    """
    before, *after = text.split(", ")
    suffixes = [part for part in after if SUFFIX.fullmatch(part)]
    given = ", ".join(part for part in after if part not in suffixes)
    words = before.split(" ")
    if not given:
        if len(words) > 2 and SUFFIX.fullmatch(words[-1]):
            suffixes.insert(0, words.pop())
        start = len(words) - 1
        while start and words[start - 1] in PARTICLES:
            start -= 1
        given, words = " ".join(words[:start]), words[start:]
    particle, family = _split_particles(words)
    if not (given and family):
        return Name(literal=text)
    return Name(family, given, particle, ", ".join(suffixes))


def _split_particles(words: list[str]) -> tuple[str, str]:
    """The particles that words begin with, and the rest, which is never empty."""
    end = 0
    while end < len(words) - 1 and words[end] in PARTICLES:
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])
