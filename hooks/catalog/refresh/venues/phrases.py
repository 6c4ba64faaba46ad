"""Words of comments on arXiv: for papers that are published, for plans, and for other versions of a work."""

from __future__ import annotations

import re

PLAN = re.compile(
    r"\b(?:(?:re)?submi\w+|under[- ]?(?:the )?(?:peer[- ])?review\w*|(?:in|for|peer) review|reviewing|"
    r"(?:to be|being|currently|still) (?:considered|prepared)|under consideration|in preparation|"
    r"not (?:yet )?accepted|reject\w*|withdr[ae]w\w*|declined|retract\w*|conditional\w*|"
    r"(?:minor|major) revisions?|target\w*|plan\w*|hope\w*|aim\w*|intend\w*|"
    r"(?:format|template|style)(?: of| for)?)\b",
    re.IGNORECASE,
)
"""Words that say that the paper is not published there, or not yet."""
NO_PLAN = re.compile(r"\bconference submission\b|\bsubmitted(?: to)?,? and (?=accepted)", re.IGNORECASE)
"""Words of papers that are published: `accepted as a conference submission`."""
OTHER_WORK = re.compile(
    r"\b(?:extend\w*|expand\w*|enhanced|enriched|journal|conference|workshop|full|long(?:er)?|short(?:er)?|"
    r"condensed|abridged|preliminary|earl(?:y|ier)|previous|prior|initial|original|first|poster|demo|older|"
    r"\d[- ]pages?|(?:two|four)[- ]pages?)\s+(?:\w+\s+){0,2}?versions?\b"
    r"|\bextend(?:s|ed|ing)?\s+(?:[\w']+\s+){0,4}?(?:papers?|articles?|abstracts?|works?|manuscripts?)\b"
    r"|\bextensions?\s+(?:of|to)\b|\bjournal extension\b|\bextends\b|\bversions? of (?:our|a|an|the) "
    r"(?:\w+\W+){0,3}?(?:earlier|previous|conference)\b"
    r"|\b(?:builds? (?:up)?on|based (?:up)?on|follow[- ]?up (?:of|to|on)|successor (?:of|to)|supersede\w*|"
    r"supplement\w* (?:material\w* )?(?:of|for|to)|appendix (?:of|for|to)|companion|rebuttal|erratum|"
    r"correction (?:of|to)|review of|thesis|part of (?:this|the|our))\b",
    re.IGNORECASE,
)
"""Words for another version of the work, which may be the one that was published."""
ACCEPTANCE = re.compile(
    r"\b(?:accept(?:ed|ance)?|appear(?:s|ed|ing)?|publi(?:shed|cation)|present(?:ed|ation)|in press)\b"
    r"(?P<rest>[^;]*)$",
    re.IGNORECASE,
)
"""A word that says that a paper was published, and the words up to the name of the venue."""
UNKNOWN_VENUE = re.compile(
    r"\b(?i:accept\w*|appear\w*|publi\w+|presented)\b[^,;]{0,40}?\b(?:to|at|by|in)\s+(?:the\s+)?"
    r"(?P<name>(?!arXiv)[A-Z][^,;]{2,80})"
)
"""A venue that the catalog does not have."""
FILLER_WORDS = """
    a an and as at be been by conference elsevier elseviers for full has have in is ieee acm cvf
    international invited isca journal long main mdpi of on oral our paper papers poster pre press print
    proc proceedings publication published regular s short spotlight springer that the this to track
    highlight findings was were wiley with work will article manuscript accepted appear appears appeared
    presentation presented th st nd rd annual date camera ready version round also finally now final
    preprint accept acceptance conf technical comments comment note rsj ccf journals magazine first second
    third best student award authors author just recently pages page figures tables volume vol pp
"""
FILLERS = frozenset(FILLER_WORDS.split())
"""Words that may stand between `accepted` and a venue, or before a venue that stands alone."""
FOLLOWING_WORDS = """
    main conference conferences paper papers oral poster spotlight highlight highlights findings track in
    and with as for project projects code codes homepage website webpage page pages video videos demo
    demos camera accepted supplementary supplemental proceedings datasets round best award long short full
    technical journal special github published data see copyright workshop workshops our the this please
    vol volume no pp on at appendix includes including contains dataset model models i ii regular
    honorable candidate finalist presentation article also to ver version v
"""
FOLLOWERS = frozenset(FOLLOWING_WORDS.split())
"""Words that may follow a venue; another word in capitals belongs to the name of something else."""


def list_strange_words(text: str) -> list[str]:
    """Return the words that are no fillers and no numbers.

    >>> list_strange_words("accepted at the 3rd Squeak Track of")
    ['Squeak']
    """
    words = re.findall(r"[^\W_]+", text)
    return [
        word
        for word in words
        if word.lower() not in FILLERS and not re.fullmatch(r"\d+(?:st|nd|rd|th)?", word)
    ]
