"""The shapes of the vocabularies: files that hold many entries, each under its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from catalog.records.schema import Fact, Record
from catalog.records.types import Id, Sentence, Text, Url


class Metric(Record):
    """One measure of quality: an entry of `data/metrics.yml`."""

    name: Text
    """The abbreviation people use."""
    full: Text | None = None
    """The name in words."""
    aliases: tuple[Text, ...] = ()
    """Other names."""
    group: Literal[
        "image quality",
        "video quality",
        "lip sync",
        "3d animation",
        "identity",
        "motion",
        "benchmark",
        "human",
    ]
    """What it is about."""
    direction: Literal["lower", "higher", "zero"] | None = None
    """Which values are better."""
    direction_from: Literal["stated", "derived"] | None = None
    """Whether a source says so, or it follows from the definition there."""
    needs_reference: Literal["yes", "no", "distribution", "transcript"] | None = None
    """What the generated video is compared with."""
    measures: Sentence
    """What it measures."""
    caveat: Sentence | None = None
    """What to know before comparing numbers."""
    facts: tuple[Fact, ...] = ()
    """What its sources state, one by one."""


class Venue(Record):
    """A place of publication: an entry of `data/venues.yml`."""

    name: Text
    """The full name."""
    short: Text
    """The name on cards."""
    kind: Literal["conference", "workshop", "journal", "book-series", "preprint"]
    """What it is."""
    url: Url | None = None
    """Its home page."""
    parent: Id | None = None
    """For a workshop, the venue it belongs to."""
    proceedings: Id | None = None
    """The venue in which its papers are printed, if that is another one."""
    aliases: tuple[Text, ...] = ()
    """Other spellings that lists use."""
    about: Sentence
    """What it is, in a sentence."""


class Category(Record):
    """A section of the list: an entry of `data/categories.yml`."""

    name: Text
    """The heading."""
    aliases: tuple[Text, ...] = ()
    """Headings that other lists use."""
    about: Sentence
    """What belongs there."""


class Tag(Record):
    """A property that papers share: an entry of `data/tags.yml`."""

    group: Literal["driver", "output", "identity", "task", "control", "technique", "property"]
    """The question it answers."""
    name: Text
    """The word on cards."""
    aliases: tuple[Text, ...] = ()
    """Other words for it, by which the search finds it, too."""
    about: Sentence
    """What it means."""


class Source(Record):
    """Somebody who states facts: an entry of `data/sources.yml`."""

    name: Text
    """Its name."""
    url: Url | None = None
    """Its page."""
    kind: Literal["list", "index", "publisher", "archive", "repository", "web", "person"]
    """What it is."""
    license: Text | None = None
    """The terms under which it can be used."""
    about: Sentence
    """What it states, in a sentence."""


class Person(Record):
    """One person under several spellings, or two of one name: an entry of `data/people.yml`."""

    name: Text
    """The form that pages show."""
    spellings: tuple[Text, ...] = ()
    """Other forms, as records write them."""
    papers: tuple[Id, ...] = ()
    """For one of two people with the same name: the ids of his or her papers."""
    former: tuple[Id, ...] = ()
    """Earlier ids of this person; their addresses lead here."""
    url: Url | None = None
    """The home page."""
    orcid: Text | None = None
    """The ORCID id."""


class RemovedRecord(Record):
    """A record that was removed for good: an entry of `data/gone.yml`."""

    reason: Sentence
    """Why; shown at the old address."""


VOCABULARIES: Mapping[str, type[Record]] = {
    "metrics": Metric,
    "venues": Venue,
    "categories": Category,
    "tags": Tag,
    "sources": Source,
    "people": Person,
    "gone": RemovedRecord,
}
"""The files `data/<name>.yml`, each a mapping from id to entry."""
