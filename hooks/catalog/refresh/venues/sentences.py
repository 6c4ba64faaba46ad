"""Sentences of a comment on arXiv, without links and TeX."""

from __future__ import annotations

import re

LINK = re.compile(r"\\href\{[^{}]*\}\{([^{}]*)\}|\\url\{[^{}]*\}")
URL = re.compile(r"(?:https?://|www\.)\S+|\bthis (?:https?|http) URL\b|\bdoi:\s*\S+", re.IGNORECASE)
COMMAND = re.compile(r"\\[A-Za-z]+\s*\{([^{}]*)\}")
ADMIN_NOTE = re.compile(r"\barXiv admin note:.*$", re.IGNORECASE | re.DOTALL)
"""Note of arXiv, not of the authors."""
END = re.compile(r"(?<=[.!?;])\s+|;|\s[|\u2022\u00b7]\s|\n|(?<=[.])(?=[A-Z(]\w*[a-z])")
ABBREVIATION = re.compile(
    r"\b(?:proc|conf|front|sci|int|intl|trans|vol|no|pp|p|art|symp|ann|graph|comput|vis|anal|mach|intell|multim|"
    r"multimed|process|lett|signal|lang|audio|assoc|al|fig|sec|e|g|i|dr|univ|adv|inf|syst|jan|feb|mar|apr|"
    r"jun|jul|aug|sep|sept|oct|nov|dec)\.$",
    re.IGNORECASE,
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a comment; a link ends one.

    >>> split_sentences("12 pages. Accepted to Proc. ToyCon 2026; see https://toys.example/hum and hum")
    ['12 pages.', 'Accepted to Proc. ToyCon 2026', 'see', 'and hum']
    """
    text = ADMIN_NOTE.sub("", text)
    text = COMMAND.sub(r"\1", LINK.sub(lambda match: f" {match[1] or ''} ", text))
    text = re.sub(r"[{}$~]", " ", URL.sub(" ; ", text))
    sentences: list[str] = []
    start = 0
    for end in END.finditer(text):
        if not ABBREVIATION.search(text[start : end.start()]):
            sentences.append(text[start : end.start()])
            start = end.end()
    sentences.append(text[start:])
    return [" ".join(part.split()).strip(" ;") for part in sentences if part.strip(" ;.")]
