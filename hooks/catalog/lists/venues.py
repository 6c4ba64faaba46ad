"""Venues as lists write them: `[CVPR 2022 Demo]`, `ECCV'20`, `(*2018 TOG*)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from catalog.utils.clock import build_date
from catalog.utils.text import fold

TRACKS = {"demo": "demo", "demos": "demo", "poster": "poster", "oral": "oral", "highlight": "highlight"}
TRACKS |= {"highlights": "highlight", "findings": "findings"}
"""Tracks by the words that name them."""
VENUE_AFFIXES = re.compile(
    r"[\s,;(\[]*\b(best (student )?paper( award| honorable mention| finalist| candidate)*|spotlight|"
    r"accepted( by| to| at)?|to appear( in| at)?|award|main( conference)?|long paper|short paper)\b\W*$"
    r"|^(accepted (by|to|at|in)|to appear (in|at)|published (in|at)|"
    r"in proceedings of( the)?|proc\.?( of)?( the)?|in)\s",
    re.IGNORECASE,
)
"""Words around a venue name that are not part of it."""
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?!\d)|(?!\d))(?:[./-]\d\d?)*")
SHORT_YEAR = re.compile(
    r"(?:\s?['’‘`´]|(?<=[A-Za-z])\s?\(|(?<=[A-Z]{2})[ -]?)(?P<short>\d\d)(?:\.\d\d?)?\)?(?![\dK])"
)
NO_VENUE_NAME = re.compile(r"[:：]\s|\bet\.? ?al\b")
"""Part of a title or of authors: `DF40: A Title`, `Doe et al., 2020`."""
IN_PARENTHESES = re.compile(r"\([^()]*\)")
ARXIV_NUMBER = re.compile(r"(?:abs/|(?<=arxiv):\s?)?\b\d{4}\.\d{4,5}(?:v\d+)?", re.IGNORECASE)
"""An arXiv number, which could be mistaken for a year."""
NO_VENUE = re.compile(
    r"(?:none|nil|null|n/?a|tb[da]|unknown|\W*|on[ -]?going(?: work)?|(?:under|in) (?:review|submission)|"
    r"coming soon|unpublished|open ?review(?:\.net)?|submitted(?: to.*)?|"
    r"work in progress|wip|github|blog|web(?:site)?|"
    r"technical report|tech(?:nical)?\.? report|preprint|pre-?print|.*\bunder review\b.*|.*\bsubmission\b.*)",
    re.IGNORECASE,
)
"""Text in place of a venue, such as `TBD` or `under review`."""
KNOWN_VENUE = re.compile(
    r"(?:(?:ieee|acm) )?(?:"
    r"npj(?: [a-z ]+)?|cvprw?|iccvw?|eccvw?|accvw?|bmvc|wacvw?|3dv|iclrw?|icmlw?|neurips|nips|aaai|"
    r"ijcai|acm ?mm|acm multimedia|mm|siggraph(?: asia)?|tog|tpami|pami|tip|tmm|tvcg|"
    r"tcsvt|tifs|taffc|ijcv|icassp|interspeech|icme|icip|icpr|icmi|fg|arxiv|corr|acl|"
    r"emnlp|naacl|coling|eacl|tomm|iva|mig|cgf|eg|ismar|vr|icra|iros|nature|science|"
    r"elsevier|springer|ieee|acm|ieee access|signal processing letters|spl"
    r")",
    re.IGNORECASE,
)
"""Venue names that are recognized without a year."""


@dataclass(frozen=True)
class VenueMention:
    """Venue, year and track as a list writes them; each may be missing."""

    venue: str = ""
    year: int | None = None
    track: str | None = None

    def __bool__(self) -> bool:
        """Return True if there is a venue or a year."""
        return bool(self.venue or self.year)


NO_MENTION = VenueMention()


@lru_cache(4096)
def parse_venue(text: str) -> VenueMention:
    """Parse a tag or table cell that should name a venue; the result may be empty.

    >>> parse_venue("CVPR 2022 Demo")
    VenueMention(venue='CVPR', year=2022, track='demo')
    >>> parse_venue("ECCV'20")
    VenueMention(venue='ECCV', year=2020, track=None)
    """
    text = " ".join(re.sub(r"[*_~#`]{1,3}(?=\S)|(?<=\S)[*_~`]{1,3}(?!\d)", "", text).split()).strip(
        " []【】（）「」『』〔〕〖〗〈〉《》{}<>:,;.|"
    )
    while IN_PARENTHESES.fullmatch(text):
        text = text[1:-1].strip()
    text = ARXIV_NUMBER.sub("", text).strip()
    if NO_VENUE.fullmatch(text):
        match = YEAR.search(text)
        return VenueMention(year=int(match["year"]) if match else None)
    text, track = _split_track(text)
    year: int | None = None
    match = YEAR.search(text) or SHORT_YEAR.search(text)
    if match and (year := _year_of(match)):
        text = f"{text[: match.start()]} {text[match.end() :]}"
    text = VENUE_AFFIXES.sub("", " ".join(text.split()))
    venue = " ".join(re.sub(r"\(\W*\)|\[\W*\]", " ", text).split()).strip(" ,.;:'’\"[]-–|&@/")
    if venue.count("(") != venue.count(")"):
        venue = venue.strip("() ")
    if not re.search(r"[^\W\d]", venue) or NO_VENUE.fullmatch(venue):
        venue = ""
    return VenueMention(venue, year, track)


def _split_track(text: str) -> tuple[str, str | None]:
    """Split a tag into the text without its track, and the track."""
    for word, track in TRACKS.items():
        pattern = rf"[\s,;(\[-]*\b{word}\b(?: (?:paper|presentation|track|of))*[)\]]?"
        if re.search(pattern, text, re.IGNORECASE) and text.lower() != word:
            return re.sub(pattern, " ", text, flags=re.IGNORECASE).strip(), track
    return text, TRACKS.get(text.lower())


def _year_of(match: re.Match[str]) -> int | None:
    """Return the year of a match: 05 is 2005, 98 is 1998, and 40 is none."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    year = 2000 + int(groups["short"])
    if year <= build_date().year + 1:
        return year
    return year - 100 if year > 2060 else None


@lru_cache(4096)
def recognize_venue(text: str) -> VenueMention:
    """Parse part of a row; the result is empty for sentences, people and unknown names without a year."""
    mention = parse_venue(text)
    words = mention.venue.split()
    if NO_VENUE_NAME.search(mention.venue):
        return NO_MENTION
    has_name_form = (
        bool(mention.venue) and mention.venue[0].isalnum() and len(words) <= 9 and len(mention.venue) <= 90
    )
    # "CVPR 2020" or "Pattern Recognition, 2020", but not "the year 2020"
    has_capital = has_name_form and any(any(char.isupper() for char in word) for word in words)
    is_known = bool(KNOWN_VENUE.fullmatch(mention.venue))
    if mention.year and (is_known or has_capital or not mention.venue):
        return mention
    return mention if is_known else NO_MENTION


def match_venue_id(name: str, spellings: Mapping[str, str]) -> str | None:
    """Return the id of a venue by a name from a list.

    Args:
        name: The name as written, such as `IEEE CVPR` or `Arix`.
        spellings: Venue ids by folded spelling, as in `Catalog.venue_spellings`.
    """
    for variant in _name_variants(name):
        if id := spellings.get(fold(variant)):
            return id
    return spellings.get("arxiv") if fold(name).startswith("arxiv") or is_misspelled_arxiv(name) else None


def is_misspelled_arxiv(name: str) -> bool:
    """Return True for `Arix`, `Axriv` and other misspellings with up to two edits."""
    folded = fold(name)
    return (
        folded[:1] == "a" and 4 <= len(folded) <= 6 and 0 < DamerauLevenshtein.distance(folded, "arxiv") <= 2
    )


def _name_variants(name: str) -> list[str]:
    """List a venue name and its variants: without parentheses, publisher or `Proceedings of`, and others."""
    outside = re.sub(r"\s*\([^()]*\)\s*", " ", name).strip()
    variants = [name, outside]
    for base in (name, outside):
        core = re.sub(
            r"^(?:(?:ieee|acm|ieee/cvf|proceedings of|proc\.?|in|the|international)\s+)+",
            "",
            base,
            flags=re.I,
        )
        variants += [core, re.sub(r"\s*(?:conference|conf\.?|journal)$", "", core, flags=re.I)]
        variants += [re.sub(r"\s*workshops?\b.*$", "W", base, flags=re.I), f"IEEE {base}", f"ACM {base}"]
        variants.append(re.sub(r"[\s-]+w$", "W", base, flags=re.I))
    variants += re.findall(r"\(([^()]+)\)", name)
    return [variant for variant in dict.fromkeys(variants) if fold(variant)]


def nearest_venue_id(name: str, spellings: Mapping[str, str]) -> str | None:
    """Return the id of the venue whose spelling is most similar to an unknown name."""
    match = process.extractOne(fold(name), list(spellings), scorer=fuzz.ratio, score_cutoff=60)
    return spellings[match[0]] if match else None
