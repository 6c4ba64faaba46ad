"""Valid and invalid records for the rules to check, made from the values in values.yml."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

VALUES: dict[str, Any] = yaml.load((Path(__file__).parent / "values.yml").read_text("utf-8"), yaml.BaseLoader)
REQUIRED = ("title", "name", "categories", "sources")
KINDS = ("paper", "dataset")
FILES = {"paper": "data/papers/2022/gargle-2022.yml", "dataset": "data/datasets/slurp-9000.yml"}
TEXTS = ("title", "short", "note", "venue", "name", "resolution", "language", "license", "availability")
"""The fields that hold one text or ID."""
NUMBERS = (
    (
        "arxiv",
        "arxiv",
        "doi",
        "doi",
        "year",
        "pages",
        "track",
        "status",
        "added",
        "summary",
        "submitted",
        "datasets",
    ),
    (
        "year",
        "paper",
        "added",
        "size",
        "hours",
        "subjects",
        "access",
        "checked",
        "instead",
        "emotions",
        "fps",
    ),
)
"""The fields of a paper, and of a dataset, that hold a number, date, identifier or fixed word."""
LISTS = ("aliases", "authors", "tags", "categories", "sources", "replaces", "kind")
POOLS = {
    "hours": ("parts", "decimal", "number"),
    "size": ("parts", "number"),
    "subjects": ("number", "parts"),
}
"""The lists in values.yml for fields without a list of their own name."""


class Sample(NamedTuple):
    """A record and its file."""

    file: str
    record: dict[str, Any]


Change = Callable[[Random, dict[str, Any]], None]


def samples(count: int, seed: int = 6) -> Iterator[Sample]:
    """Yield the same records for the same seed: first each value alone, then several at random."""
    rng = Random(seed)
    single_changes = list(singles())
    yield from single_changes[:count]
    for number in range(count - len(single_changes)):
        kind = KINDS[number % 5 == 4]
        record = copy.deepcopy(VALUES["valid"][kind])
        for field in [field for field in record if field not in REQUIRED and rng.random() < 0.1]:
            del record[field]
        for change in rng.sample(CHANGES, k=1 + number % 4):
            change(rng, record)
        file = rng.choice(VALUES["files"][kind]) if rng.random() < 0.15 else FILES[kind]
        yield Sample(file, record)


def singles() -> Iterator[Sample]:
    """Yield each value in values.yml alone, in an otherwise valid record."""
    for kind in KINDS:
        valid: dict[str, Any] = VALUES["valid"][kind]
        changes: list[dict[str, Any]] = [{field: value} for field in valid for value in _values_of(field)]
        changes += [{"note": text} for text in VALUES["text"]]
        changes += [{"links": {"code": url}} for url in VALUES["url"]]
        changes += [{key: "x"} for key in VALUES["keys"]]
        changes += [{"claims": [{"source": "napkin", "taken": flag}]} for flag in VALUES["taken"]]
        yield from (Sample(FILES[kind], valid | change) for change in changes)
        yield from (Sample(file, valid) for file in VALUES["files"][kind])


def set_field(rng: Random, record: dict[str, Any]) -> None:
    """Set another value of a field's own list."""
    field = rng.choice([field for field in record if field in VALUES or field in POOLS] or ["year"])
    record[field] = rng.choice(_values_of(field))


def _values_of(field: str) -> list[Any]:
    return [value for pool in POOLS.get(field, (field,)) for value in VALUES.get(pool, ())]


def set_number(rng: Random, record: dict[str, Any]) -> None:
    """Set an identifier, year, date or number."""
    field = rng.choice(NUMBERS["name" in record])
    record[field] = rng.choice(_values_of(field))


def set_name(rng: Random, record: dict[str, Any]) -> None:
    """Set IDs of other records, known and unknown."""
    field = rng.choice(["categories", "sources", "kind" if "name" in record else "tags"])
    record[field] = rng.choice(VALUES[field])


def set_text(rng: Random, record: dict[str, Any]) -> None:
    """Set a text with unusual characters."""
    field = rng.choice([field for field in TEXTS if field in record] or ["note"])
    record[field] = rng.choice(VALUES["text"])


def set_title(rng: Random, record: dict[str, Any]) -> None:
    record["title"] = rng.choice(VALUES["title"])


def set_authors(rng: Random, record: dict[str, Any]) -> None:
    record["authors"] = rng.choice(VALUES["authors"])


def set_claims(rng: Random, record: dict[str, Any]) -> None:
    record["claims"] = rng.choice(VALUES["claims"])


def set_links(rng: Random, record: dict[str, Any]) -> None:
    """Set links with unusual URLs, or of another shape."""
    if rng.random() < 0.3:
        record["links"] = rng.choice(VALUES["links"])
        return
    kinds = rng.sample(["paper", "code", "project", "demo", "video", "dataset"], k=rng.randint(1, 3))
    urls = rng.sample(VALUES["url"], k=2)
    record["links"] = {kind: rng.choice([urls[0], urls]) for kind in kinds}


def set_any(rng: Random, record: dict[str, Any]) -> None:
    """Set a value that often has the wrong type."""
    record[rng.choice(list(record) or ["title"])] = rng.choice(VALUES["any"])


def set_long(rng: Random, record: dict[str, Any]) -> None:
    letter = rng.choice("aé😀")
    record[rng.choice([field for field in TEXTS if field in record] or ["note"])] = letter * int(
        rng.choice(VALUES["long"])
    )


def set_item(rng: Random, record: dict[str, Any]) -> None:
    """Insert another item into a list, or repeat one."""
    lists = [field for field in LISTS if isinstance(record.get(field), list)]
    if lists:
        items = record[rng.choice(lists)]
        item = rng.choice([*items, rng.choice(VALUES["any"]), rng.choice(VALUES["text"])])
        items.insert(rng.randint(0, len(items)), item)


def remove_fields(rng: Random, record: dict[str, Any]) -> None:
    for field in rng.sample(list(record), k=min(len(record), rng.randint(1, 4))):
        del record[field]


def remove_identifiers(_: Random, record: dict[str, Any]) -> None:
    """Remove everything that leads to the work."""
    for field in ("links", "arxiv", "doi"):
        record.pop(field, None)


def add_key(rng: Random, record: dict[str, Any]) -> None:
    record[rng.choice(VALUES["keys"])] = rng.choice(["x", [], {}])


CHANGES: list[Change] = [
    set_field,
    set_name,
    set_number,
    set_number,
    set_number,
    set_text,
    set_text,
    set_title,
    set_authors,
    set_authors,
    set_claims,
    set_claims,
    set_links,
    set_links,
    set_any,
    set_long,
    set_item,
    remove_fields,
    remove_identifiers,
    add_key,
]
