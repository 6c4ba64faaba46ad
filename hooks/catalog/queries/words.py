"""The words of the grammar, which the browser gets with the search index."""

from __future__ import annotations

from typing import Any

from catalog.queries.names import MAX_NAME_WORDS
from catalog.queries.years import RANGE_WORDS, TAIL_WORDS, YEAR_TAILS, YEAR_WORDS

EXCLUDING_WORDS = ("without", "no", "not", "excluding", "except", "lacking", "w/o")
JOINTS = ("and", "or", "nor", "&", "/", "plus")
"""Words between two names of one facet."""
TRAILING_WORDS = (
    *("based", "paper", "papers", "work", "works", "model", "models"),
    *("method", "methods", "approach", "approaches", "technique", "techniques"),
)
"""Words after a name that belong to it: `diffusion based`, `CVPR papers`."""
FILLER_WORDS = (
    *("paper", "papers", "work", "works", "publications", "articles", "research", "literature"),
    *("method", "methods", "models", "approaches", "techniques"),
    *(
        "results",
        "experiments",
        "evaluated",
        "tested",
        "trained",
        "benchmarked",
        "evaluating",
        "published",
        "presented",
        "written",
    ),
    *("and", "or", "but", "all", "any", "some", "a", "an", "the", "that", "which", "these", "those"),
    *("what", "where", "who", "is", "are", "was", "were", "there", "do", "does", "have", "has", "only"),
    *("i", "need", "want", "find", "me", "show", "give", "list", "search", "looking", "please"),
    *("recent", "latest", "new", "newest", "best", "sota", "about", "use", "uses", "using"),
    *("in", "on", "at", "of", "for", "from", "to", "with", "its", "their"),
)
"""Words that ask for nothing."""
AUTHOR_WORDS = ("by",)
MAX_AUTHOR_WORDS = 3
MIN_TITLE_WORDS = 4
"""Words in a row of a title that are read as text, not as names in it."""
MIN_TITLE_SHARE = 0.6
"""Share of a title's words from which they are read as text."""


def grammar_words() -> dict[str, Any]:
    """Return the words and limits of the grammar, for the browser."""
    return {
        "excluding": EXCLUDING_WORDS,
        "joints": JOINTS,
        "trailing": TRAILING_WORDS,
        "filler": FILLER_WORDS,
        "author": AUTHOR_WORDS,
        "year_words": dict(YEAR_WORDS),
        "year_tails": dict(YEAR_TAILS),
        "range_words": dict(RANGE_WORDS),
        "limits": {
            "name_words": MAX_NAME_WORDS,
            "author_words": MAX_AUTHOR_WORDS,
            "year_words": TAIL_WORDS,
            "title_words": MIN_TITLE_WORDS,
            "title_share": MIN_TITLE_SHARE,
        },
    }
