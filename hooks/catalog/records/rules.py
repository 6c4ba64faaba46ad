"""Rules on the values of single records, which `validators` and `validate` apply."""

from __future__ import annotations

from typing import Any

from catalog.documents.problems import Rule
from catalog.documents.wording import Phrase

MAX_TEXT_LENGTH = 1000
"""Characters: far above any title, far below what would break a page."""
URL_VARIANTS: dict[str, Any] = {
    "message": "{value}: {fault}",
    "url": "{hint}",
    "list": "Write a list of URLs: [first, second]",
    "markdown": "Write only the URL: {url}",
    "coerced": ("{url}: {fault}", Phrase.WRITE),
}

UNKNOWN_KEY = Rule(
    "unknown-key",
    "A record has no keys that its type does not define.",
    message="{key} is not a key of {owner}",
    unknown="Known keys: {keys}",
    similar=Phrase.DID_YOU_MEAN,
    renamed="Write {name}",
    link="Move it below links: and indent it by two spaces",
    id="Remove it: the ID is the file name or the key of the entry",
)
MISSING_FIELD = Rule(
    "missing-field",
    "A record has all keys that its type requires.",
    described=("{field} is missing: {description}", "Write {key}: ..."),
    nested=("{field} is missing", "Write {key}: ..."),
)
UNKNOWN_VALUE = Rule(
    "unknown-value",
    "A field with a fixed set of values has one of them.",
    message="{found} is not a valid {field}",
    unknown="Write one of {values}",
    similar=Phrase.DID_YOU_MEAN,
    coerced=Phrase.WRITE,
    type=("Expected text for {field}, found {actual}", "Write one of {values}"),
)
WRONG_TYPE = Rule(
    "wrong-type",
    "A value has the type of its field: text, a list, or a mapping.",
    record=("{id} is not a mapping", "Write {id_key}: with its fields indented below it"),
    text=(
        "Expected text, found {actual}",
        "Write text without brackets, or put it in quotes if the brackets are part of it",
    ),
    only_item=("Expected text, found {actual}", Phrase.WRITE),
    list=("Expected a list for {field}, found {actual}", "Write [first, second]"),
    items=("Expected a list for {field}, found {actual}", "Write [{items}]"),
    mapping=("Expected a mapping for {field}, found {actual}", "Write {key: value}"),
)
EMPTY_VALUE = Rule(
    "empty-value",
    "Every key has a value; leave out keys whose value is unknown.",
    message="The value is empty",
    optional="Remove the key if the value is unknown",
    required="Write {field}: ...",
    mapping="Indent the lines below it by two spaces, or remove the key",
    list=("The list is empty", "Write at least one item"),
)
TEXT_LENGTH = Rule(
    "text-length",
    f"Text has at most {MAX_TEXT_LENGTH:,} characters.",
    long=("The text has {length} characters", "Shorten it to {limit} or fewer"),
)
TEXT_SPACES = Rule(
    "text-spaces",
    "Text is one line with single spaces and no leading or trailing spaces.",
    spaces=("Line breaks or extra spaces in {found}", Phrase.WRITE),
)
TEXT_MARKUP = Rule(
    "text-markup",
    "Text is plain: no HTML, template syntax, Markdown attributes, or script URLs.",
    message="{markup} is not plain text",
    markup="Write the text without markup",
    entities=Phrase.WRITE,
)
TEXT_LETTERS = Rule(
    "text-letters",
    "Text has letters or digits that people can read.",
    none=("{found} has no letters or digits", "Write it out, or remove it"),
)
TEXT_MOJIBAKE = Rule(
    "text-mojibake",
    "Text has no letters garbled by a wrong encoding.",
    garbled=("{value} has garbled letters", Phrase.DID_YOU_MEAN),
)
BAD_URL = Rule("bad-url", "A link is a complete URL.", **URL_VARIANTS)
DANGEROUS_URL = Rule(
    "dangerous-url", "A link is an http(s) URL, not `javascript:`, `data:`, or similar.", **URL_VARIANTS
)
BAD_ARXIV = Rule(
    "bad-arxiv",
    "An arXiv ID is four digits, a dot, and five digits (four before 2015), without a version.",
    message="{value} is not an arXiv ID",
    coerced='Write arxiv: "{arxiv}"',
    cut="Copy it again and put it in quotes: four digits, a dot, and five digits (four before 2015)",
    form='Write it in quotes, such as arxiv: "2008.10010"',
)
BAD_DOI = Rule(
    "bad-doi",
    "A DOI starts with `10.`, without https://doi.org/, and is not one that arXiv assigns.",
    message="{value} is not a DOI",
    coerced="Write doi: {doi}",
    form="Write it without https://doi.org/, such as doi: 10.1145/3394171.3413532",
    arxiv=("{value} is an arXiv DOI", 'Write arxiv: "{arxiv}" instead'),
    other_arxiv=("{value} is an arXiv DOI", "Keep only the correct ID"),
    bad_arxiv=("{value} is an arXiv DOI without a valid arXiv ID", "Write arxiv: ... instead"),
)
FORMAT_VARIANTS: dict[str, Any] = {
    "message": "Expected {expected}, found {found}",
    "form": "{hint}",
    "coerced": Phrase.WRITE,
}
BAD_YEAR = Rule("bad-year", "A year has four digits.", **FORMAT_VARIANTS)
BAD_DATE = Rule("bad-date", "A date is written YYYY-MM-DD.", **FORMAT_VARIANTS)
BAD_PAGES = Rule("bad-pages", "Pages are the first and last page, joined by a hyphen.", **FORMAT_VARIANTS)
BAD_NUMBER = Rule(
    "bad-number", "A number is written in digits, with a period as the decimal point.", **FORMAT_VARIANTS
)
BAD_FLAG = Rule("bad-flag", "A flag is `true` or left out.", **FORMAT_VARIANTS)
