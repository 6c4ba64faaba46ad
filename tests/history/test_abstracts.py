"""The file with the abstracts: read strictly, and used for papers of the catalog only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.history.abstracts import (
    ABSTRACTS_FILE,
    MAX_ABSTRACT_CHARACTERS,
    Abstracts,
    read_abstracts,
)
from tests.abstracts import write_abstracts
from tests.helpers import make_paper

PAPERS = [
    make_paper("hum-2021", arxiv="2101.00001"),
    make_paper("ha-2021", arxiv="2101.00002"),
    make_paper("silence-2021", arxiv=None),
]


def write(root: Path, content: bytes) -> None:
    (root / ABSTRACTS_FILE).parent.mkdir()
    (root / ABSTRACTS_FILE).write_bytes(content)


def test_abstracts_are_those_of_the_papers(tmp_path: Path) -> None:
    write_abstracts(tmp_path, {"2101.00001": "We hum $\\alpha$ <b>times</b>.", "2101.00002": ""})
    assert read_abstracts(tmp_path, PAPERS) == Abstracts({"hum-2021": "We hum $\\alpha$ <b>times</b>."}, [])


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert read_abstracts(tmp_path, PAPERS) == Abstracts({}, [])


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MAX_ABSTRACT_CHARACTERS + 1),
        "two\nlines",
        " space",
        "bell\a",
        "\u202eevil",
        "\ue000",
        "z" + "\u0301" * 40,
        7,
        None,
        ["a"],
        {"a": "b"},
        True,
    ],
    ids=repr,
)
def test_a_text_that_cannot_be_used_is_left_out(tmp_path: Path, text: object) -> None:
    write_abstracts(tmp_path, {"2101.00001": text, "2101.00002": "We laugh."})  # type: ignore[dict-item]
    texts, problems = read_abstracts(tmp_path, PAPERS)
    assert texts == {"ha-2021": "We laugh."}
    assert problems == [".cache/abstracts.json: 1 abstract left out: not plain text."]


def test_an_abstract_of_no_paper_is_left_out(tmp_path: Path) -> None:
    write_abstracts(tmp_path, {"2101.00009": "We left.", "../../x": "We run.", "2101.00001": "We hum."})
    texts, problems = read_abstracts(tmp_path, PAPERS)
    assert texts == {"hum-2021": "We hum."}
    assert problems == [".cache/abstracts.json: 2 abstracts left out: of no paper."]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"answers": {}}',
        b'{"format": 2, "answers": {}}',
        b'{"format": 1, "answers": []}',
        b'{"format": 1, "answers": {"2101.00001": "We hum."}}',
        b'{"format": 1, "answers": {"2101.00001": {"checked": "2026-11-22"}}}',
        b'{"format": 1, "answers": {"2101.00001": {"abstract": "We hum."}}',
    ],
    ids=lambda content: content[:40].decode("latin-1"),
)
def test_an_invalid_file_is_as_if_there_were_none(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, content)
    texts, problems = read_abstracts(tmp_path, PAPERS)
    assert texts == {}
    assert problems == [".cache/abstracts.json is not valid, so the site has no abstracts."]


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_abstracts(tmp_path, {"2101.00001": "We hum."})
    size = (tmp_path / ABSTRACTS_FILE).stat().st_size
    for limit, count in ((size, 1), (size - 1, 0)):
        monkeypatch.setattr("catalog.history.abstracts.MAX_FILE_BYTES", limit)
        assert len(read_abstracts(tmp_path, PAPERS).texts) == count


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / ABSTRACTS_FILE).mkdir(parents=True)
    texts, (problem,) = read_abstracts(tmp_path, PAPERS)
    assert texts == {}
    assert problem.endswith("The site has no abstracts.")


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    texts = {"2101.00002": "We laugh.", "2101.00001": "We hum."}
    orders = []
    for order in (texts, dict(reversed(texts.items()))):
        write_abstracts(tmp_path, order)
        orders.append(json.dumps(read_abstracts(tmp_path, PAPERS)))
    assert orders[0] == orders[1]
