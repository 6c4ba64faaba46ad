"""Records for the rules to judge, sound and not: the values of values.yml, put together at random."""

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
"""The fields that hold one text, or the id of something."""
NUMBERS = (
    ("arxiv", "arxiv", "doi", "doi", "year", "pages", "track", "status", "added"),
    ("year", "paper", "added", "size", "hours", "subjects"),
)
"""The fields that hold a number or one of a few words: of a paper, and of a dataset."""
LISTS = ("aliases", "authors", "tags", "categories", "sources", "replaces", "kind")
POOLS = {
    "hours": ("parts", "decimal", "number"),
    "size": ("parts", "number"),
    "subjects": ("number", "parts"),
}
"""The lists of values.yml from which a field is filled, where it is not the one of its own name."""


class Sample(NamedTuple):
    """A record and the file it stands in."""

    file: str
    record: dict[str, Any]


Change = Callable[[Random, dict[str, Any]], None]


def samples(count: int, seed: int = 6) -> Iterator[Sample]:
    """Some records, always the same: first each value alone in a sound record, then several at random."""
    rng = Random(seed)
    alone = list(singles())
    yield from alone[:count]
    for number in range(count - len(alone)):
        kind = KINDS[number % 5 == 4]
        record = copy.deepcopy(VALUES["sound"][kind])
        for field in [field for field in record if field not in REQUIRED and rng.random() < 0.1]:
            del record[field]
        for change in rng.sample(CHANGES, k=1 + number % 4):
            change(rng, record)
        file = rng.choice(VALUES["files"][kind]) if rng.random() < 0.15 else FILES[kind]
        yield Sample(file, record)


def singles() -> Iterator[Sample]:
    """Each value of values.yml alone, in a record that is sound but for it."""
    for kind in KINDS:
        sound: dict[str, Any] = VALUES["sound"][kind]
        changes: list[dict[str, Any]] = [{field: value} for field in sound for value in _pool(field)]
        changes += [{"note": text} for text in VALUES["text"]]
        changes += [{"links": {"code": url}} for url in VALUES["url"]]
        changes += [{key: "x"} for key in VALUES["keys"]]
        changes += [{"claims": [{"source": "napkin", "taken": flag}]} for flag in VALUES["taken"]]
        yield from (Sample(FILES[kind], sound | change) for change in changes)
        yield from (Sample(file, sound) for file in VALUES["files"][kind])


def set_field(rng: Random, record: dict[str, Any]) -> None:
    """Another value of a field's own kind."""
    field = rng.choice([field for field in record if field in VALUES or field in POOLS] or ["year"])
    record[field] = rng.choice(_pool(field))


def _pool(field: str) -> list[Any]:
    return [value for pool in POOLS.get(field, (field,)) for value in VALUES.get(pool, ())]


def set_number(rng: Random, record: dict[str, Any]) -> None:
    """What a record is known by elsewhere, and when it came."""
    field = rng.choice(NUMBERS["name" in record])
    record[field] = rng.choice(_pool(field))


def set_name(rng: Random, record: dict[str, Any]) -> None:
    """Names of other records, known and not."""
    field = rng.choice(["categories", "sources", "kind" if "name" in record else "tags"])
    record[field] = rng.choice(VALUES[field])


def set_text(rng: Random, record: dict[str, Any]) -> None:
    """Odd letters in a text."""
    field = rng.choice([field for field in TEXTS if field in record] or ["note"])
    record[field] = rng.choice(VALUES["text"])


def set_title(rng: Random, record: dict[str, Any]) -> None:
    record["title"] = rng.choice(VALUES["title"])


def set_authors(rng: Random, record: dict[str, Any]) -> None:
    record["authors"] = rng.choice(VALUES["authors"])


def set_claims(rng: Random, record: dict[str, Any]) -> None:
    record["claims"] = rng.choice(VALUES["claims"])


def set_links(rng: Random, record: dict[str, Any]) -> None:
    """One odd address among sound ones, or links of another shape."""
    if rng.random() < 0.3:
        record["links"] = rng.choice(VALUES["links"])
        return
    kinds = rng.sample(["paper", "code", "project", "demo", "video", "dataset"], k=rng.randint(1, 3))
    urls = rng.sample(VALUES["url"], k=2)
    record["links"] = {kind: rng.choice([urls[0], urls]) for kind in kinds}


def set_any(rng: Random, record: dict[str, Any]) -> None:
    """A value of some type, often not the field's."""
    record[rng.choice(list(record) or ["title"])] = rng.choice(VALUES["any"])


def set_long(rng: Random, record: dict[str, Any]) -> None:
    letter = rng.choice("aé😀")
    record[rng.choice([field for field in TEXTS if field in record] or ["note"])] = letter * int(
        rng.choice(VALUES["long"])
    )


def set_item(rng: Random, record: dict[str, Any]) -> None:
    """Another item in a list, or one again."""
    known = [field for field in LISTS if isinstance(record.get(field), list)]
    if known:
        items = record[rng.choice(known)]
        added = rng.choice([*items, rng.choice(VALUES["any"]), rng.choice(VALUES["text"])])
        items.insert(rng.randint(0, len(items)), added)


def drop(rng: Random, record: dict[str, Any]) -> None:
    for field in rng.sample(list(record), k=min(len(record), rng.randint(1, 4))):
        del record[field]


def drop_places(_: Random, record: dict[str, Any]) -> None:
    """Nothing says where it can be found."""
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
    drop,
    drop_places,
    add_key,
]
