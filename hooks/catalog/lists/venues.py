"""What a list says of the place of publication: `[CVPR 2022 Demo]`, `ECCV'20`, `(*2018 TOG*)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from catalog.utils.text import fold

TRACKS = {"demo": "demo", "demos": "demo", "poster": "poster", "oral": "oral", "highlight": "highlight"}
TRACKS |= {"highlights": "highlight", "findings": "findings"}
"""The words of a tag that name a part of the venue."""
VENUE_AFFIXES = re.compile(
    r"[\s,;(\[]*\b(best (student )?paper( award| honorable mention| finalist| candidate)*|spotlight|"
    r"accepted( by| to| at)?|to appear( in| at)?|award|main( conference)?|long paper|short paper)\b\W*$"
    r"|^(accepted (by|to|at|in)|to appear (in|at)|published (in|at)|"
    r"in proceedings of( the)?|proc\.?( of)?( the)?|in)\s",
    re.IGNORECASE,
)
"""What stands around the name of a venue and is no part of it."""
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?!\d)|(?!\d))(?:[./-]\d\d?)*")
SHORT_YEAR = re.compile(
    r"(?:\s?['’‘`´]|(?<=[A-Za-z])\s?\(|(?<=[A-Z]{2})[ -]?)(?P<short>\d\d)(?:\.\d\d?)?\)?(?!\d)"
)
ARXIV_NUMBER = re.compile(r"(?:abs/|(?<=arxiv):\s?)?\b\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
"""A number that could be taken for a year."""
NO_VENUE = re.compile(
    r"(?:none|nil|null|n/?a|tb[da]|unknown|\W*|on[ -]?going(?: work)?|(?:under|in) (?:review|submission)|"
    r"coming soon|unpublished|open ?review(?:\.net)?|submitted(?: to.*)?|"
    r"work in progress|wip|github|blog|web(?:site)?|"
    r"technical report|tech(?:nical)?\.? report|preprint|pre-?print|.*\bunder review\b.*|.*\bsubmission\b.*)",
    re.IGNORECASE,
)
"""What people write where no venue is."""
KNOWN_VENUE = re.compile(
    r"(?:(?:ieee|acm) )?(?:"
    r"cvprw?|iccvw?|eccvw?|accvw?|bmvc|wacvw?|3dv|iclrw?|icmlw?|neurips|nips|aaai|"
    r"ijcai|acm ?mm|acm multimedia|mm|siggraph(?: asia)?|tog|tpami|pami|tip|tmm|tvcg|"
    r"tcsvt|tifs|taffc|ijcv|icassp|interspeech|icme|icip|icpr|icmi|fg|arxiv|corr|acl|"
    r"emnlp|naacl|coling|eacl|tomm|iva|mig|cgf|eg|ismar|vr|icra|iros|nature|science|"
    r"elsevier|springer|ieee|acm|ieee access|signal processing letters|spl"
    r")",
    re.IGNORECASE,
)
"""Names of venues that count as a tag even without a year."""


@dataclass(frozen=True)
class VenueMention:
    """Venue, year and track as a list writes them; each may be missing."""

    venue: str = ""
    year: int | None = None
    track: str | None = None

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.venue or self.year)


NO_MENTION = VenueMention()


@lru_cache(4096)
def parse_venue(text: str) -> VenueMention:
    """The place of publication that a tag or a cell names; empty, if it names none.

    >>> place("CVPR 2022 Demo")
    Place(venue='CVPR', year=2022, track='demo')
    >>> place("ECCV'20")
    Place(venue='ECCV', year=2020, track=None)
    """
    text = " ".join(re.sub(r"[*_~#`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}(?!\d)", "", text).split()).strip(
        " []【】（）:,;.|"
    )
    text = ARXIV_NUMBER.sub("", text).strip()
    if NO_VENUE.fullmatch(text):
        found = YEAR.search(text)
        return VenueMention(year=int(found["year"]) if found else None)
    text, track = _split_track(text)
    year: int | None = None
    found = YEAR.search(text) or SHORT_YEAR.search(text)
    if found:
        groups = found.groupdict()
        year = int(groups["year"]) if groups.get("year") else expand_year(int(groups["short"]))
        text = f"{text[: found.start()]} {text[found.end() :]}"
    text = VENUE_AFFIXES.sub("", " ".join(text.split()))
    venue = " ".join(re.sub(r"\(\W*\)|\[\W*\]", " ", text).split()).strip(" ,.;:'’\"[]-–|&@/")
    if venue.count("(") != venue.count(")"):
        venue = venue.strip("() ")
    if not re.search(r"[^\W\d]", venue) or NO_VENUE.fullmatch(venue):
        venue = ""
    return VenueMention(venue, year, track)


def _split_track(text: str) -> tuple[str, str | None]:
    """A tag without the word for a part of the venue, and that part."""
    for word, track in TRACKS.items():
        pattern = rf"[\s,;(\[-]*\b{word}\b(?: (?:paper|presentation|track|of))*[)\]]?"
        if re.search(pattern, text, re.IGNORECASE) and text.lower() != word:
            return re.sub(pattern, " ", text, flags=re.IGNORECASE).strip(), track
    return text, TRACKS.get(text.lower())


def expand_year(two_digits: int) -> int:
    """The year of two digits: '05 is 2005, '98 is 1998."""
    return 1900 + two_digits if two_digits > 60 else 2000 + two_digits


@lru_cache(4096)
def recognize_venue(text: str) -> VenueMention:
    """The place that a part of a row names, if it is a tag and not a sentence or a name."""
    where = parse_venue(text)
    words = where.venue.split()
    names = bool(where.venue) and where.venue[0].isalnum() and len(words) <= 9 and len(where.venue) <= 90
    # a venue is a name: a word that carries capitals, and not `the year 2020`
    capital = names and any(any(char.isupper() for char in word) for word in words)
    known = bool(KNOWN_VENUE.fullmatch(where.venue))
    if where.year and (known or capital or not where.venue):
        return where
    return where if known else VenueMention()


def match_venue_id(name: str, spellings: Mapping[str, str]) -> str | None:
    """The venue that a list means, by the spellings of venues.yml."""
    for form in _name_variants(name):
        if found := spellings.get(fold(form)):
            return found
    return spellings.get("arxiv") if fold(name).startswith("arxiv") or is_misspelled_arxiv(name) else None


def is_misspelled_arxiv(name: str) -> bool:
    """Whether a name is arXiv but for two letters: `Arix`, `Axriv`."""
    folded = fold(name)
    return (
        folded[:1] == "a" and 4 <= len(folded) <= 6 and 0 < DamerauLevenshtein.distance(folded, "arxiv") <= 2
    )


def _name_variants(name: str) -> list[str]:
    """A name of a venue, and what may be left of it: without brackets, publisher, `Proceedings of`."""
    outside = re.sub(r"\s*\([^()]*\)\s*", " ", name).strip()
    forms = [name, outside]
    for form in (name, outside):
        short = re.sub(
            r"^(?:(?:ieee|acm|ieee/cvf|proceedings of|proc\.?|in|the|international)\s+)+",
            "",
            form,
            flags=re.I,
        )
        forms += [short, re.sub(r"\s*(?:conference|conf\.?|journal)$", "", short, flags=re.I)]
        forms += [re.sub(r"\s*workshops?\b.*$", "W", form, flags=re.I), f"IEEE {form}", f"ACM {form}"]
        forms.append(re.sub(r"[\s-]+w$", "W", form, flags=re.I))
    forms += re.findall(r"\(([^()]+)\)", name)
    return [form for form in dict.fromkeys(forms) if fold(form)]


def nearest_venue_id(name: str, spellings: Mapping[str, str]) -> str | None:
    """The known spelling that is most like an unknown one."""
    found = process.extractOne(fold(name), list(spellings), scorer=fuzz.ratio, score_cutoff=60)
    return spellings[found[0]] if found else None
