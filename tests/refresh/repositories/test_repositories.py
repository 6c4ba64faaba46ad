"""The command `catalog refresh repositories` on a toy catalog: what it asks, keeps and proposes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog import Catalog
from catalog.documents.problems import has_errors
from catalog.utils.github_markdown import escape_text, inline_code
from catalog.writing.format import format_text
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.conftest import HUM_LOOP, LOUDER, README, SPOON
from tests.refresh.repositories.github import Commit, GitHub

LOOP, HUM, SPOONS = "Hummers/Hum-Loop", "hummers--hum-loop", "spoons--spoon"
DAY = 86400
NOW = 1795305600


def data_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "data").rglob("*.yml")}


def at_day(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + day * DAY))


def test_the_records_of_the_toy_catalog_are_canonical(root: Path) -> None:
    for path in (root / "data/repositories").iterdir():
        name = path.relative_to(root).as_posix()
        assert format_text(path.read_bytes(), name) == path.read_text("utf-8")
    assert not has_errors(Catalog.load(root).problems)


def test_a_true_catalog_has_nothing_to_propose(refresh: Repositories) -> None:
    before = data_of(refresh.root)
    result = refresh()
    assert (result.exit_code, refresh.files) == (0, {})
    assert result.stderr == (
        "3 of 3 repositories at GitHub known, 3 asked now, 0 to ask, 1 at other hosts not asked: "
        "0 changed, 0 new, 0 findings\n"
    )
    assert "No repository needs a person." in result.stdout
    assert len(refresh.services.requests) == 1  # no commit has changed, so no tree is needed
    assert data_of(refresh.root) == before
    assert refresh.outcome["pull_requests"] == [
        {
            "branch": "upkeep/repositories",
            "title": "Refresh the records of repositories",
            "body": refresh.outcome["pull_requests"][0]["body"],
            "commits": [],
        }
    ]


def test_only_what_the_repository_changed_is_changed(refresh: Repositories, github: GitHub) -> None:
    drive = "https://drive.google.com/file/d/2humhumhum/view"
    new = github.repositories[LOOP.lower()].push(
        {"train.py": "learn()", "README.md": f"{README}\nWeights of the second verse: <{drive}>\n"}
    )
    result = refresh()
    assert result.exit_code == 1
    expected = HUM_LOOP.replace("commit: abcdef1", f"commit: {new.oid[:7]}").replace(
        "date: 2022-05-01", "date: 2026-11-20"
    )
    expected = expected.replace("checked: 2026-10-01", "checked: 2026-11-22")
    expected = expected.replace("[inference, demo]", "[inference, training, demo, weights]").replace(
        "speed:", f"  - {drive}\nspeed:"
    )
    expected = expected.replace(", weights]", "]")  # the base has weights, too, and a person left them out
    assert refresh.files == {f"data/repositories/{HUM}.yml": expected}
    assert f"](<https://github.com/{LOOP}/commit/{new.oid}>)" in result.stdout
    assert f"| {inline_code('holds')} | inference, demo | inference, training, demo |" in result.stdout
    assert escape_text(drive) in result.stdout


def test_what_disappears_is_taken_away_and_the_rest_stays(refresh: Repositories, github: GitHub) -> None:
    files: dict[str, str] = {"README.md": "# Hum Loop\n", "infer.py": None}  # type: ignore[dict-item]
    github.repositories[LOOP.lower()].push(files)
    refresh()
    removed, added = refresh.changed_lines(HUM)
    assert "holds: [demo] # the demo is on the project page" in added
    assert any("drive.google.com" in line for line in removed)
    assert "  - https://hum.example/weights" in refresh.files[f"data/repositories/{HUM}.yml"]
    assert "  # mirrored by a fan" in refresh.files[f"data/repositories/{HUM}.yml"]


def test_weights_that_a_person_found_elsewhere_are_still_held(refresh: Repositories, github: GitHub) -> None:
    path = refresh.root / f"data/repositories/{HUM}.yml"
    path.write_text(path.read_text("utf-8").replace("[inference, demo]", "[inference, weights]"), "utf-8")
    github.repositories[LOOP.lower()].push({"README.md": "# Hum Loop\n"})
    refresh()
    _, added = refresh.changed_lines(HUM)
    assert not any("holds" in line for line in added)
    path.write_text(path.read_text("utf-8").replace("  - https://hum.example/weights\n", ""), "utf-8")
    refresh()
    _, added = refresh.changed_lines(HUM)
    assert "holds: [inference] # the demo is on the project page" in added
    assert "weights:" not in refresh.files[f"data/repositories/{HUM}.yml"]


def test_a_commit_without_a_change_of_facts_changes_nothing(refresh: Repositories, github: GitHub) -> None:
    github.repositories[LOOP.lower()].push({"README.md": f"{README}\nNow with more circles.\n"})
    assert (refresh().exit_code, refresh.files) == (0, {})
    assert refresh.paths.count(f"{LOOP}/git/trees") == 2
    assert refresh.paths.count(f"{LOOP}/git/blobs") == 2


@pytest.mark.parametrize(
    ("license", "file", "expected"),
    [
        ("MIT", "Sing.", "license: mit"),
        ("NOASSERTION", "Sing, or else.", None),
        ("GPL-3.0", "Unknown to licenses.yml.", None),
    ],
)
def test_a_license_file(
    refresh: Repositories, github: GitHub, license: str, file: str, expected: str | None
) -> None:
    repository = github.repositories[LOOP.lower()]
    repository.push({"LICENSE.md": file})
    repository.license = license
    result = refresh()
    assert result.exit_code == 1
    if expected:
        _, added = refresh.changed_lines(HUM)
        assert expected in added
        assert "license_note: The authors say to sing along and nothing else." not in added
    else:
        assert refresh.files == {}
        assert "### License files to read (1)" in result.stdout
        assert refresh.outcome["issue"]["open"] == 1


def test_a_license_that_only_github_reads_differently_stays(refresh: Repositories, github: GitHub) -> None:
    github.repositories["toys/louder"].license = "MIT"
    github.repositories["toys/louder"].push({"train.py": "squeak(loudly=11)"})
    assert (refresh().exit_code, refresh.files) == (0, {})


def test_a_license_file_that_is_gone(refresh: Repositories, github: GitHub) -> None:
    files: dict[str, str] = {"LICENSE": None}  # type: ignore[dict-item]
    github.repositories["toys/louder"].push(files)
    result = refresh()
    assert "its license file is gone" in result.stdout
    assert refresh.files == {}


def test_archived_and_opened_again(refresh: Repositories, github: GitHub) -> None:
    github.repositories[LOOP.lower()].is_archived = True
    github.repositories["toys/louder"].is_archived = False
    assert refresh().exit_code == 1
    removed, added = refresh.changed_lines(HUM)
    assert added == ["  checked: 2026-11-22 # between two songs", "archived: true"]
    removed, added = refresh.changed_lines("toys--louder")
    assert removed == ["  checked: 2026-10-01", "archived: true"]
    assert added == ["  checked: 2026-11-22"]


def test_a_moved_repository(refresh: Repositories, github: GitHub) -> None:
    github.move(LOOP, "Choir/Hum-Loop")
    github.move("Toys/Louder", "Toys/Loudest-Of-All")
    refresh()
    assert "moved_to: https://github.com/Choir/Hum-Loop" in refresh.changed_lines(HUM)[1]
    assert "moved_to: https://github.com/Toys/Loudest-Of-All" in refresh.changed_lines("toys--louder")[1]
    assert f"code: https://github.com/{LOOP}" not in "".join(refresh.files.values())


def test_another_spelling_at_the_host(refresh: Repositories, github: GitHub) -> None:
    github.repositories[LOOP.lower()].name = "HUMMERS/hum-loop"
    refresh()
    assert "url: https://github.com/HUMMERS/hum-loop" in refresh.changed_lines(HUM)[1]
    assert "moved_to" not in refresh.files[f"data/repositories/{HUM}.yml"]


def test_a_release_with_weights(refresh: Repositories, github: GitHub) -> None:
    repository = github.repositories["spoons/spoon"]
    repository.release("v1", "2026-09-01", old_pth=9_000_000)  # before the record was written
    repository.release("v2", "2026-11-01", source_zip=9_000_000, tiny_pth=9)
    assert (refresh().exit_code, refresh.files) == (0, {})
    repository.release("v3", "2026-11-02", spoon_safetensors=9_000_000)
    refresh("--max-age", "0")  # asked today
    assert refresh.services.requests == []
    refresh.cache.unlink()
    refresh()
    _, added = refresh.changed_lines(SPOONS)
    assert "weights: [https://github.com/spoons/Spoon/releases/tag/v3]" in added
    assert "holds: [training, weights]" in added


def test_what_is_written_is_not_proposed_again(
    refresh: Repositories, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    github.repositories[LOOP.lower()].push({"train.py": "learn()"})
    github.repositories["toys/louder"].is_archived = False
    refresh("--write")
    assert len(refresh.files) == 2
    at_day(monkeypatch, 7)
    assert (refresh().exit_code, refresh.files, refresh.paths) == (0, {}, [])
    github.repositories[LOOP.lower()].push({"metrics.py": "measure()"})
    at_day(monkeypatch, 14)
    refresh()
    assert refresh.paths == [f"{LOOP}/git/trees"]  # the base and its README are known
    _, added = refresh.changed_lines(HUM)
    assert "holds: [inference, training, evaluation, demo] # the demo is on the project page" in added


def test_a_repository_that_is_gone(refresh: Repositories, github: GitHub) -> None:
    github.remove(LOOP)
    before = data_of(refresh.root)
    result = refresh("--write")
    assert (result.exit_code, refresh.files, data_of(refresh.root)) == (1, {}, before)
    assert "### Repositories that are gone (1)" in result.stdout
    assert inline_code("data/papers/2022/hum-loop-2022.yml") in result.stdout
    assert refresh.outcome["issue"]["open"] == 1


def test_a_record_of_a_commit_that_does_not_exist(refresh: Repositories, github: GitHub) -> None:
    github.add(LOOP, Commit({"train.py": "forced()"}), is_archived=True)
    result = refresh()
    assert "### Records of commits that do not exist (1)" in result.stdout
    assert refresh.changed_lines(HUM) == ([], ["archived: true"])


def test_a_record_without_a_commit_is_completed(refresh: Repositories, github: GitHub) -> None:
    path = refresh.root / f"data/repositories/{HUM}.yml"
    text = path.read_text("utf-8").replace("  commit: abcdef1\n  date: 2022-05-01\n", "")
    path.write_text(re.sub("holds.*\n", "", text), "utf-8")
    refresh()
    removed, added = refresh.changed_lines(HUM)
    assert removed == ["  checked: 2026-10-01 # between two songs"]
    assert added == [
        "  commit: abcdef1",
        "  date: 2022-05-01",
        "  checked: 2026-11-22 # between two songs",
        "holds: [inference, weights]",
    ]


def test_strange_texts_of_others_reach_neither_records_nor_reports(
    refresh: Repositories, github: GitHub
) -> None:
    hostile = (
        "# Weights\n[model](https://drive.google.com/file/d/1hum{{7*7}}) "
        "<https://drive.google.com/x|y@someone> checkpoint https://drive.google.com/file/d/\u202e1 "
        "https://huggingface.co/hum/$(reboot)\n"
    )
    github.repositories[LOOP.lower()].push({"README.md": README + hostile, "train.py\n- x": "x"})
    result = refresh()
    for text in ("{{", "reboot)", "@someone", "\u202e"):
        assert text not in result.stdout
        assert text not in "".join(refresh.files.values())
    for name in ("spoons/../../x?y", "spoons/..", "[x](https://evil.example)"):
        github.repositories["spoons/spoon"].name = name
        refresh.cache.unlink()
        assert (
            "GitHub could not be asked for spoons/Spoon: it sent a reply with an unexpected"
            in refresh().stderr
        )


def test_a_strange_link_becomes_no_file(refresh: Repositories, github: GitHub) -> None:
    link = "https://github.com/hummers/hum-loop"
    refresh.edit(
        "2022/hum-loop-2022.yml",
        "https://github.com/Hummers/hum-loop",
        f"[{link}, https://github.com/.hum/..]",
    )
    github.add(".hum/..", SPOON)
    assert (refresh().exit_code, refresh.files) == (0, {})
    assert [len(query) for query in refresh.queries] == [3]


def test_louder_is_as_its_record_says() -> None:
    assert LOUDER.oid.startswith("10bdde4")
