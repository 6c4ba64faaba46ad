"""Parts of names for reference managers: family name, given name, particle and suffix.

Records contain `Given Family`, or `Family, Given` where the last word is not the family name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

PARTICLES = frozenset(
    """af al av bin bint d' da dal dalla das de degli dei del dela della den der des di do dos du e el het ibn
    in la las le les lo los op 't ten ter und v. van vande vanden vander vom von y zu zum zur""".split()  # noqa: SIM905
)
"""Lowercase words before a family name, which sorting ignores."""
SUFFIX = re.compile(r"(Jr|Sr)\.?|II|III|IV")
"""A suffix of a family name, after a comma or not."""


@dataclass(frozen=True)
class Name:
    """The name of an author, in parts or, if it has none, as a literal."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """`de la` in Fernando de la Torre."""
    suffix: str = ""
    literal: str = ""
    """A name without parts: OpenAI, 王小明. All other names have a family and a given name."""

    @property
    def full_family(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    @property
    def natural(self) -> str:
        """The name in reading order: Fernando de la Torre Jr."""
        return self.literal or " ".join(filter(None, (self.given, self.full_family, self.suffix)))

    @property
    def inverted(self) -> str:
        """The name with the family name first: de la Torre, Fernando, Jr."""
        return self.literal or ", ".join(filter(None, (self.full_family, self.given, self.suffix)))


@cache
def parse_name(text: str) -> Name:
    """Parse a name from a record.

    >>> parse_name("Anton van den Hengel")
    Name(family='Hengel', given='Anton', particle='van den', suffix='', literal='')
    """
    family_part, *other_parts = text.split(", ")
    suffixes = [part for part in other_parts if SUFFIX.fullmatch(part)]
    given = ", ".join(part for part in other_parts if part not in suffixes)
    words = family_part.split(" ")
    if not given:
        if len(words) > 2 and SUFFIX.fullmatch(words[-1]):
            suffixes.insert(0, words.pop())
        family_start = len(words) - 1
        while family_start and words[family_start - 1] in PARTICLES:
            family_start -= 1
        given, words = " ".join(words[:family_start]), words[family_start:]
    particle, family = _split_particles(words)
    if not (given and family):
        return Name(literal=text)
    return Name(family, given, particle, ", ".join(suffixes))


def _split_particles(words: list[str]) -> tuple[str, str]:
    """Split leading particles from a family name, which is never empty."""
    family_start = 0
    while family_start < len(words) - 1 and words[family_start] in PARTICLES:
        family_start += 1
    return " ".join(words[:family_start]), " ".join(words[family_start:])
