"""Records of repositories that papers link to and that have none yet."""

from __future__ import annotations

import re

import pytest

from catalog import Catalog
from catalog.documents.problems import has_errors
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.github import Commit, GitHub
from tests.refresh.repositories.test_repositories import HUM, LOOP, SPOONS


def test_a_new_record(refresh: Repositories, github: GitHub) -> None:
    (refresh.root / f"data/repositories/{SPOONS}.yml").unlink()
    repository = github.repositories["spoons/spoon"]
    repository.push(
        {
            "LICENSE": "Bend freely.",
            "app.py": "bend()",
            "spoon.ckpt": 50_000_000,
            "README.md": "# Spoon\nModel: [hub](https://huggingface.co/spoons/Spoon)\n",
        }
    )
    repository.license = "Apache-2.0"
    result = refresh()
    assert refresh.files[f"data/repositories/{SPOONS}.yml"] == (
        "# yaml-language-server: $schema=../schema/repository.schema.json\n"
        "url: https://github.com/spoons/Spoon\n"
        "read:\n"
        f"  commit: {repository.commits[-1].oid[:7]}\n"
        "  date: 2026-11-20\n"
        "  checked: 2026-11-22\n"
        "license: apache-2.0\n"
        "holds: [training, demo, weights]\n"
        "weights: [https://huggingface.co/spoons/Spoon]\n"
    )
    assert "### New records (1)" in result.stdout
    refresh("--write")
    assert not has_errors(Catalog.load(refresh.root).problems)
    assert (refresh().exit_code, refresh.services.requests) == (0, [])


@pytest.mark.parametrize(
    ("files", "license", "expected"),
    [
        ({"README.md": "Hum."}, None, "license: none"),
        ({"README.md": "For academic use."}, None, None),
        ({"README.md": "Hum.", "third_party/hum/LICENSE": "x"}, None, None),
        ({"README.md": "Hum.", "LICENSE": "x"}, "NOASSERTION", None),
        ({"README.md": "Hum."}, "MIT", None),
    ],
)
def test_the_license_of_a_new_record(
    refresh: Repositories, github: GitHub, files: dict[str, str], license: str | None, expected: str | None
) -> None:
    (refresh.root / f"data/repositories/{SPOONS}.yml").unlink()
    github.add("spoons/Spoon", Commit(files), license=license)
    refresh()
    text = refresh.files[f"data/repositories/{SPOONS}.yml"]
    assert re.findall("^license.*", text, re.M) == ([expected] if expected else [])
    assert "holds: []\n" in text


def test_a_new_record_of_a_moved_and_of_an_empty_repository(refresh: Repositories, github: GitHub) -> None:
    for id in (SPOONS, HUM):
        (refresh.root / f"data/repositories/{id}.yml").unlink()
    github.move("spoons/Spoon", "Cutlery/Spoon").is_archived = True
    github.add(LOOP)
    refresh()
    text = refresh.files[f"data/repositories/{SPOONS}.yml"]
    assert "url: https://github.com/spoons/Spoon\n" in text
    assert text.endswith("archived: true\nmoved_to: https://github.com/Cutlery/Spoon\n")
    assert refresh.files[f"data/repositories/{HUM}.yml"].endswith("checked: 2026-11-22\nholds: []\n")


def test_a_broken_record_is_neither_changed_nor_written_anew(refresh: Repositories) -> None:
    path = refresh.root / f"data/repositories/{SPOONS}.yml"
    for text in ("url: [", path.read_text("utf-8").replace("holds", "hoards")):
        path.write_text(text, "utf-8")
        assert refresh().stderr.splitlines()[-1].startswith("2 of 2 repositories")
        assert refresh.files == {}
