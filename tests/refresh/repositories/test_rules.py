"""What the rules derive: contents of trees by file names, links to weights in READMEs, and licenses."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.repositories.contents import File, find_contents
from catalog.refresh.repositories.licenses import find_license, is_license_file, states_terms
from catalog.refresh.repositories.weights import find_weights
from catalog.utils.urls import check_url
from tests.helpers import load_yaml
from tests.properties import examples

RULES: dict[str, Any] = load_yaml((Path(__file__).parent / "rules.yml").read_text("utf-8"))
PARTS = ("weights ", "model ", "# ", "\n", "<", ">", "](", ")", "://", "/", "?", "#", "\u202e", "é", "`", "|")
URLS = ("https://hf.co/hum/loop", "https://drive.google.com/file/d/", "https://github.com/hum/loop/releases/")


@pytest.mark.parametrize(("expected", "files"), RULES["trees"])
def test_contents(expected: list[str], files: list[str | dict[str, int]]) -> None:
    found = [File(file) if isinstance(file, str) else File(*next(iter(file.items()))) for file in files]
    assert find_contents(found) == {*expected}


@pytest.mark.parametrize("readme", RULES["readmes"])
def test_weights(readme: dict[str, Any]) -> None:
    assert list(find_weights(readme["text"], "hummers/hum-loop")) == readme["links"]


@examples
@given(st.lists(st.sampled_from(PARTS + URLS) | st.text(max_size=3), max_size=30).map("".join))
def test_links_in_any_readme_are_valid(text: str) -> None:
    for url in find_weights(text, "hum/loop"):
        check_url(url)


@pytest.mark.parametrize(
    "part", ["https://hf.co/", "https://hf.co/a/b ", "https://drive.google.com/x ", "# ", "<h1", "a" * 99]
)
def test_a_long_readme_in_one_line_takes_no_time(part: str) -> None:
    start = process_time()
    find_weights(part * (400_000 // len(part)), "hum/loop")
    assert process_time() - start < 5


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("LICENSE", True),
        ("Licence.md", True),
        ("hum/COPYING.txt", True),
        ("MODEL_LICENSE", True),
        ("LICENSE-CODE", True),
        ("license_plates.py", True),
        ("relicense/readme.md", False),
        ("README.md", False),
    ],
)
def test_license_files(path: str, expected: bool) -> None:
    assert is_license_file(path) is expected


def test_licenses() -> None:
    known = ["mit", "none", "cc-by-4.0"]
    ids = [find_license(spdx, known) for spdx in ("MIT", "CC-BY-4.0", "NOASSERTION", "NONE", "", "WTFPL")]
    assert ids == ["mit", "cc-by-4.0", None, None, None, None]
    assert states_terms("For non-commercial use.")
    assert not states_terms("Hum along.")
