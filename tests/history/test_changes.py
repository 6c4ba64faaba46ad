"""News is what differs between days, whatever happened to the files in between."""

from __future__ import annotations

import subprocess
import time
from datetime import date
from pathlib import Path

import pytest

from catalog.history.changes import load_history
from catalog.history.news import MAX_NAMED_ITEMS
from tests.helpers import TOY_ROOT, make_checkout
from tests.repository import Repository

HUM = "hum-2029"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return the toy catalog with one more paper, a preprint, added on a later day."""
    repository = Repository(tmp_path / "toy")
    repository.write(HUM)
    repository.commit("2030-01-05")
    return repository


def changes(repository: Repository) -> list[tuple[str, str, str, str]]:
    return [(str(item.date), item.kind, item.id, item.detail) for item in repository.news().changes]


def added(repository: Repository) -> dict[str, str]:
    """Return the date on which each paper was added, by its id in feeds; each occurs once."""
    items = repository.news().additions
    assert len({item.id for item in items}) == len(items)
    return {item.id: str(item.date) for item in items}


def test_a_paper_was_added_on_the_date_of_its_record_or_else_of_its_commit(repository: Repository) -> None:
    assert added(repository) == {
        HUM: "2030-01-05",
        "lipsyncopation-2020": "2026-01-02",  # from its record
        "talking-heads-of-state-2021": "2030-01-01",
    }
    assert [item.date for item in repository.news().additions] == sorted(
        (item.date for item in repository.news().additions), reverse=True
    )
    assert changes(repository) == []


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        ({}, {"venue": "jest", "year": "2030"}, [("published", "JEST 2030")]),
        ({"venue": "arxiv", "year": "2029"}, {"venue": "jest", "year": "2030"}, [("published", "JEST 2030")]),
        (
            {"venue": "jest-warmup", "year": "2029"},
            {"venue": "jest", "year": "2030"},
            [("venue", "JEST 2030 (previously JESTW 2029)")],
        ),
        ({"venue": "jest", "year": "2030"}, {}, [("venue", "arXiv (previously JEST 2030)")]),
        ({"venue": "gone", "year": "2028"}, {}, [("venue", "arXiv (previously gone 2028)")]),
        ({}, {"arxiv": '"2901.00001"', "links": "{code: https://toys.example/x}"}, [("code", "")]),
        ({}, {"arxiv": '"2901.00001"', "links": "{demo: https://toys.example/x}"}, []),
        ({"links": "{code: https://toys.example/x}"}, {"links": "{code: https://toys.example/y}"}, []),
        ({}, {"arxiv": '"2901.00001"', "title": "Hmm"}, [("title", "previously: Hum")]),
        ({}, {"arxiv": '"2901.00001"', "status": "withdrawn"}, [("status", "withdrawn")]),
        ({"status": "retracted"}, {"venue": "arxiv"}, [("status", "no longer retracted")]),
        ({}, {"arxiv": '"2901.00001"', "note": "Louder.", "pages": "1-2"}, []),
        ({"arxiv": '"2901.00001"', "year": "2029", "venue": "arxiv"}, {"arxiv": '"2901.00001"'}, []),
    ],
)
def test_what_readers_hear_of(
    repository: Repository, before: dict[str, str], after: dict[str, str], news: list[tuple[str, str]]
) -> None:
    repository.write("other-2029", **before)
    repository.commit("2030-03-01")
    repository.write("other-2029", **after)
    repository.commit("2030-03-02")
    assert changes(repository) == [("2030-03-02", kind, "other-2029", detail) for kind, detail in news]


def test_the_form_of_a_file_is_no_news(repository: Repository) -> None:
    before = changes(repository), added(repository)
    text = repository.path(HUM).read_text("utf-8").replace('"Hum"', "'Hum' # as it is sung")
    lines = text.replace("[Polly Phony]", "\n  - Polly Phony").splitlines()
    repository.path(HUM).write_text("\n".join([*lines[3:], *lines[:3]]) + "\n\n", encoding="utf-8")
    repository.commit()
    assert (changes(repository), added(repository)) == before


def test_what_is_corrected_on_the_same_day_was_never_news(repository: Repository) -> None:
    repository.write("slip-2029", title="Slpi")
    repository.write(HUM, title="Ham")
    repository.commit("2030-04-01")
    repository.write("slip-2029", title="Slip")
    repository.write(HUM)
    repository.commit("2030-04-01")
    assert changes(repository) == []
    assert added(repository)["slip-2029"] == "2030-04-01"


def test_a_new_name_makes_no_new_paper(repository: Repository) -> None:
    repository.path(HUM).unlink()
    repository.write("hmm-2029", title="Hmm", arxiv='"2901.00001"', replaces=f"[{HUM}]")
    repository.commit("2030-05-01")
    repository.path("hmm-2029").unlink()
    repository.write("mmm-2030", title="Hmm", venue="jest", year="2030", replaces=f"[{HUM}, hmm-2029]")
    repository.commit("2030-05-02")

    assert added(repository)[HUM] == "2030-01-05"
    assert not {"hmm-2029", "mmm-2030"} & added(repository).keys()
    assert changes(repository) == [
        ("2030-05-02", "published", "mmm-2030", "JEST 2030"),
        ("2030-05-01", "title", "hmm-2029", "previously: Hum"),
    ]
    assert {item.paper.id for item in repository.news().changes if item.paper} == {"mmm-2030"}


def test_two_records_of_one_paper_become_one(repository: Repository) -> None:
    repository.write("twin-2029", arxiv='"2901.00002"')
    repository.commit("2030-05-01")
    repository.path("twin-2029").unlink()
    repository.write(HUM, arxiv='"2901.00001"', replaces="[twin-2029]")
    repository.commit("2030-05-02")
    assert changes(repository) == []
    assert added(repository)[HUM] == "2030-01-05"
    assert "twin-2029" not in added(repository)


def test_a_moved_file_is_the_same_paper(repository: Repository) -> None:
    (repository.root / "data/papers/2028").mkdir()
    repository.path(HUM).rename(repository.root / f"data/papers/2028/{HUM}.yml")
    repository.commit()
    assert changes(repository) == []
    assert added(repository)[HUM] == "2030-01-05"


def test_a_removed_paper_says_why_and_nothing_else(repository: Repository) -> None:
    repository.write(HUM, title="Hmm")
    repository.commit("2030-06-01")
    repository.path(HUM).unlink()
    with (repository.root / "data/gone.yml").open("a") as gone:
        gone.write(f"{HUM}: It was only the fridge.\n")
    repository.commit("2030-06-02")

    assert changes(repository) == [("2030-06-02", "removed", HUM, "It was only the fridge.")]
    assert repository.news().changes[0].title == "Hmm"
    assert HUM not in added(repository)


def test_a_version_that_cannot_be_read_says_nothing(repository: Repository) -> None:
    valid = repository.path(HUM).read_text("utf-8")
    for text in ("title: [", "title: {a: b}\nlinks: code\nreplaces: x\n", valid):
        repository.path(HUM).write_text(text, encoding="utf-8")
        repository.commit()
    assert changes(repository) == []
    assert added(repository)[HUM] == "2030-01-05"


def test_what_does_not_look_like_a_record_is_not_read(repository: Repository) -> None:
    folder = repository.root / "data/papers/2029"
    (folder / "notes-2029.yml").symlink_to(TOY_ROOT / "data/venues.yml")
    (folder / "Loud Noise-2029.yml").write_text("title: Loud\n", encoding="utf-8")
    (folder / "line\nbreak-2029.yml").write_text("title: Loud\n", encoding="utf-8")
    repository.commit()
    history = load_history(repository.root)
    assert history is not None
    assert sorted(history.added_dates) == [HUM, "lipsyncopation-2020", "talking-heads-of-state-2021"]


def test_a_merge_counts_on_the_day_it_lands(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "side")
    repository.write("side-2029", arxiv='"2901.00009"')
    repository.write(HUM, title="Hmm")
    repository.commit("2030-07-01")
    repository.git("switch", "--quiet", "main")
    repository.write("main-2029", arxiv='"2901.00008"')
    repository.commit("2030-07-02")
    time = "2030-07-03T12:00:00+0000"
    repository.git("merge", "--quiet", "--no-ff", "side", GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
    repository.git("config", "log.diffMerges", "combined")
    assert added(repository)["side-2029"] == "2030-07-03"
    assert changes(repository) == [("2030-07-03", "title", HUM, "previously: Hum")]


def test_git_settings_make_no_difference(repository: Repository) -> None:
    before = added(repository)
    for name, value in (("log.showRoot", "false"), ("log.showSignature", "true")):
        repository.git("config", name, value)
    repository.git("config", "diff.renames", "copies")
    repository.git("commit", "--quiet", "--allow-empty", "-m", "another commit")
    assert added(repository) == before


def test_without_history_the_records_are_all_there_is(tmp_path: Path, repository: Repository) -> None:
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(shallow))
    assert load_history(shallow) is None
    assert load_history(make_checkout(tmp_path / "zip")) is None
    untracked = make_checkout(repository.root / "inner")
    assert load_history(untracked) is None
    assert load_history(repository.root) is not None


def test_without_git_the_records_are_all_there_is(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert load_history(repository.root) is None
    assert not repository.news().has_history
    assert added(repository) == {"lipsyncopation-2020": "2026-01-02"}


def test_a_hook_of_git_does_not_lead_elsewhere(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    assert HUM in added(repository)


def test_an_import_is_one_line_of_a_day(repository: Repository) -> None:
    for number in range(MAX_NAMED_ITEMS + 1):
        repository.write(f"hum-{number}-2029", arxiv=f'"2902.{number:05}"')
    repository.commit("2030-08-01")
    day, kinds = next(repository.news().items_by_day())
    assert (day, [(name, len(items)) for name, items in kinds]) == (
        date(2030, 8, 1),
        [("Added", MAX_NAMED_ITEMS + 1)],
    )


RECORD = "title: Hum number {number}\narxiv: '2901.00001'\ncategories: [mumbling]\nsources: [napkin]\n"


def test_hundreds_of_commits_take_no_two_seconds(tmp_path: Path) -> None:
    """Uses `git fast-import`, because making 400 commits takes longer than reading them."""
    repository = Repository(tmp_path)
    lines = []
    for number in range(400):
        text = RECORD.format(number=number)
        lines += [f"commit refs/heads/main\ncommitter t <t@toys.example> {1900000000 + number * 86400} +0000"]
        lines += ["data 0", "from refs/heads/main^0" if number == 0 else ""]
        lines += [f"M 100644 inline data/papers/2029/{HUM}.yml\ndata {len(text)}\n{text}"]
    stream = "\n".join(lines).encode()
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository.root, input=stream, check=True)

    start = time.process_time()
    history = load_history(repository.root)
    assert time.process_time() - start < 2
    assert history is not None
    assert len(history.changes) == 399
