"""Vocabularies: files with many entries, each under its ID."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from catalog.records.dataset import Fact
from catalog.records.schema import Record
from catalog.records.types import Date, Flag, Id, Orcid, Sentence, Text, Url


class Metric(Record):
    """An evaluation metric: an entry of `data/metrics.yml`."""

    name: Text
    """Abbreviation in common use."""
    full: Text | None = None
    """Name spelled out."""
    aliases: tuple[Text, ...] = ()
    """Other names of the metric."""
    group: Literal[
        "image quality",
        "video quality",
        "lip sync",
        "3d animation",
        "identity",
        "motion",
        "audio",
        "detection",
        "benchmark",
        "human",
    ]
    """Aspect that it measures."""
    direction: Literal["lower", "higher", "zero"] | None = None
    """Direction of better scores: lower, higher, or closer to zero."""
    direction_from: Literal["stated", "derived"] | None = None
    """Origin of the direction: stated by a source, or derived from the definition."""
    needs_reference: Literal["yes", "no", "distribution", "transcript"] | None = None
    """Reference that the generated video is compared with."""
    measures: Sentence
    """Quantity that it measures, in one sentence."""
    caveat: Sentence | None = None
    """Limitation to know before comparing scores."""
    facts: tuple[Fact, ...] = ()
    """Statements about the metric, each with its source."""


class Venue(Record):
    """A publication venue: an entry of `data/venues.yml`."""

    name: Text
    """Full name."""
    short: Text
    """Short name, as shown on cards."""
    kind: Literal["conference", "workshop", "journal", "book-series", "preprint"]
    """Type of venue."""
    url: Url | None = None
    """Home page."""
    parent: Id | None = None
    """Venue that a workshop belongs to."""
    proceedings: Id | None = None
    """Venue that publishes its papers, if different."""
    proceedings_title: Text | None = None
    """Title of its proceedings without the year, if it is not the full name."""
    aliases: tuple[Text, ...] = ()
    """Other spellings found in lists."""
    about: Sentence
    """Description in one sentence."""


class Category(Record):
    """A category of papers: an entry of `data/categories.yml`."""

    name: Text
    """Heading."""
    aliases: tuple[Text, ...] = ()
    """Headings used by other lists."""
    about: Sentence
    """Papers that belong in it, in one sentence."""


class Tag(Record):
    """A property of papers: an entry of `data/tags.yml`."""

    group: Literal["driver", "output", "identity", "task", "control", "technique", "property"]
    """Aspect that the tag describes."""
    name: Text
    """Name, as shown on cards."""
    aliases: tuple[Text, ...] = ()
    """Synonyms that search also finds."""
    about: Sentence
    """Meaning, in one sentence."""


class Term(Record):
    """A term of the field: an entry of `data/glossary.yml`."""

    group: Literal["task", "setting", "representation", "model", "evaluation"]
    """Part of the glossary that it is in."""
    name: Text
    """Term, as written within a sentence."""
    aliases: tuple[Text, ...] = ()
    """Other terms with the same meaning, and well-known examples."""
    means: Sentence
    """Meaning, in one sentence."""
    see: Text
    """Page about it, such as tags/nerf or metrics/fid, or a search, such as papers/?q=viseme."""


class Source(Record):
    """A source of metadata: an entry of `data/sources.yml`."""

    name: Text
    """Name of the source."""
    url: Url | None = None
    """Home page."""
    kind: Literal["list", "index", "publisher", "archive", "repository", "web", "person"]
    """Type of source."""
    automatic: Flag = False
    """Set if a program compiles the list, so that a paper in it was not selected by anybody."""
    license: Text | None = None
    """License of its content."""
    about: Sentence
    """Facts that it provides, in one sentence."""


class License(Record):
    """A license of code or weights: an entry of `data/licenses.yml`."""

    name: Text
    """Name as people write it."""
    url: Url | None = None
    """Official text."""
    commercial: Literal["yes", "no", "unclear"]
    """Permission of commercial use."""
    about: Sentence
    """Permissions and conditions, in one sentence."""


class Person(Record):
    """A person with several spellings, or with a name that others share: an entry of `data/people.yml`."""

    name: Text
    """Name as displayed."""
    spellings: tuple[Text, ...] = ()
    """Other spellings found in records."""
    papers: tuple[Id, ...] = ()
    """IDs of this person's papers, if others have the same name."""
    former: tuple[Id, ...] = ()
    """Earlier IDs of this person; their URLs redirect here."""
    url: Url | None = None
    """Home page."""
    orcid: Orcid | None = None
    """ORCID iD, such as 0000-0002-1825-0097, if a source states that it is this person's."""


class Question(Record):
    """A question that people ask, as a stored query: an entry of `data/questions.yml`."""

    question: Text
    """The question, as people ask it."""
    answer: Sentence
    """Common trait of the papers below it, and the facts it rests on, in one sentence."""
    query: Text
    """Query for its papers, with filters only, such as `tag:3dgs input:audio`."""


class RemovedRecord(Record):
    """A record, list or arXiv ID that was removed permanently: an entry of `data/gone.yml`."""

    reason: Sentence
    """Reason for the removal, shown at its old URL."""
    to: Text | None = None
    """Path of the page that its old URL leads to instead, such as papers/wav2lip-2020."""


class RefusedPaper(Record):
    """A paper that does not belong in the catalog, by its arXiv ID: an entry of `data/refused.yml`."""

    title: Text
    """Title at arXiv."""
    refused: Date
    """Day of the decision."""
    reason: Sentence | None = None
    """Reason, in one sentence of our own."""


class LinkState(Record):
    """A link that does not simply work: an entry of `data/links.yml`, under its URL."""

    state: Literal["dead", "moved", "blocked"]
    """The page is gone, has another address, or its host lets no program look."""
    since: Date
    """Day on which this was first observed."""
    seen: Date | None = None
    """Day on which the page was last seen, if known."""
    to: Url | None = None
    """Address that a page has moved to."""


VOCABULARIES: Mapping[str, type[Record]] = {
    "metrics": Metric,
    "venues": Venue,
    "categories": Category,
    "tags": Tag,
    "sources": Source,
    "licenses": License,
    "glossary": Term,
    "people": Person,
    "questions": Question,
    "gone": RemovedRecord,
    "refused": RefusedPaper,
    "links": LinkState,
}
"""Models by file: `data/<name>.yml` maps IDs to entries, and `links.yml` URLs."""
