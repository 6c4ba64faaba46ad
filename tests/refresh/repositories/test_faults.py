"""Faults of GitHub and of the machine: nothing is lost, nothing wrong is proposed, and the run says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lookup.services import Reply, Services
from tests.refresh.repositories.command import Repositories
from tests.refresh.repositories.conftest import README
from tests.refresh.repositories.faults import CASES, find_fault
from tests.refresh.repositories.github import TOKEN, GitHub
from tests.refresh.repositories.test_repositories import HUM, LOOP, data_of

FILE = f"data/repositories/{HUM}.yml"
LOUDER = "data/repositories/toys--louder.yml"


class Truth:
    """Answers and proposals of a run without faults."""

    def __init__(self, refresh: Repositories) -> None:
        result = refresh()
        assert result.exit_code == 1
        self.answers, self.files = refresh.answers, refresh.files
        self.requests = len(refresh.services.requests)
        assert self.files.keys() == {FILE, LOUDER}
        refresh.cache.unlink()


@pytest.fixture
def truth(refresh: Repositories, github: GitHub) -> Truth:
    """What is true: one repository has a new commit, one is no longer archived, and one is as it was."""
    new = "Weights: https://drive.google.com/file/d/3hum/view"
    github.repositories[LOOP.lower()].push({"train.py": "learn()", "README.md": f"{README}\n{new} ==\n"})
    github.repositories["toys/louder"].is_archived = False
    github.repositories["spoons/spoon"].release("v1", "2026-09-01", old_pth=9_000_000)
    return Truth(refresh)


class Faulty:
    """Replies of which those of one part of the API are faulty."""

    def __init__(self, github: GitHub, part: str, replies: list[Any]) -> None:
        self.github, self.part, self.replies = github, part, replies

    def answer(self, path: str) -> Reply:
        if ("graphql" in path) is not (self.part == "query"):
            return self.github.answer(path)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply if isinstance(reply, Reply) else reply(path)


@pytest.mark.parametrize(("part", "name"), CASES)
@pytest.mark.every(4)
def test_a_fault(
    refresh: Repositories, github: GitHub, services: Services, truth: Truth, part: str, name: str
) -> None:
    fault = find_fault(part, name)
    before = data_of(refresh.root)
    services.set_replies("github", Faulty(github, part, fault.replies(github.answer)).answer)
    refresh.client_options = dict(fault.options)
    result = refresh("--write")
    assert len(services.requests) < 24
    assert "gone" not in result.stdout
    assert refresh.files.items() <= truth.files.items(), "something wrong was proposed"
    if fault.sentence:
        assert result.exit_code == (1 if refresh.files else 2)
        assert fault.sentence in result.stderr
        assert "### Not asked" in result.stdout
        assert not refresh.outcome["is_complete"]
        assert "evil" not in result.output
    else:
        assert refresh.files == truth.files
    for path, text in before.items():
        Path(path).write_bytes(text)
    services.set_replies("github", github.answer)
    refresh.client_options = {}
    assert refresh().exit_code == 1
    assert (refresh.files, refresh.answers) == (truth.files, truth.answers)


def test_facts_of_the_host_are_proposed_even_if_a_tree_cannot_be_read(
    refresh: Repositories, github: GitHub
) -> None:
    repository = github.repositories[LOOP.lower()]
    repository.push({"train.py": "learn()"})
    repository.is_archived, repository.is_truncated = True, True
    result = refresh()
    assert refresh.changed_lines(HUM) == ([], ["archived: true"])
    assert f"GitHub could not be asked for all of {LOOP}: it has more files than it lists." in result.stderr
    assert "1 to ask" in result.stderr
    repository.is_truncated = False
    refresh()
    assert refresh.queries == [[LOOP]]
    assert (
        "holds: [inference, training, demo] # the demo is on the project page"
        in refresh.changed_lines(HUM)[1]
    )


def test_a_fault_does_not_hide_earlier_findings(
    refresh: Repositories, github: GitHub, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    github.repositories[LOOP.lower()].is_archived = True
    github.remove("spoons/spoon")
    refresh()
    files = refresh.files
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + 7 * 86400))
    services.set_replies("github", Reply(status=503))
    result = refresh()
    assert (result.exit_code, refresh.files) == (1, files)
    assert "### Repositories that are gone (1)" in result.stdout
    assert "GitHub returned an error (503); 3 of 3 repositories could not be asked for." in result.stderr


def test_a_host_that_forgets_everything(refresh: Repositories, github: GitHub) -> None:
    github.repositories.clear()
    result = refresh()
    assert (result.exit_code, refresh.answers) == (2, {})
    assert "GitHub knows no repository at all" in result.stderr


def test_a_gone_repository_is_believed_with_another_one_as_a_control(
    refresh: Repositories, github: GitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh()
    path = refresh.root / "data/papers/2022/spoon-2022.yml"
    path.write_text(path.read_text("utf-8").replace("spoons/Spoon", "spoons/Fork"), "utf-8")
    result = refresh()
    assert refresh.queries == [["spoons/Fork"]]
    assert "### Repositories that are gone (1)" in result.stdout
    assert "no record" in result.stdout


def test_no_network(refresh: Repositories, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "base_urls", dict.fromkeys(services.base_urls, "https://localhost:1"))
    result = refresh()
    assert (result.exit_code, refresh.answers, refresh.files) == (2, {}, {})
    assert "GitHub could not be reached; 3 of 3 repositories could not be asked for.\n" in result.stderr


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock(
    refresh: Repositories, truth: Truth, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795305600 + days * 86400))
    result = refresh()
    if days < 0:
        assert refresh.files == {}
        assert f"{FILE} was read after 2025-10-18: a clock is wrong." in result.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    refresh()
    assert [len(query) for query in refresh.queries] == [3]
    assert (refresh.files, refresh.answers) == (truth.files, truth.answers)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-9],
        lambda text: "[" * 100_000,
        lambda text: text.replace('"format"', '"fromat"'),
        lambda text: text.replace('"weights":[', '"weights":[7,'),
        lambda text: text.replace('"commit":"', '"commit":7,"x":"'),
        lambda text: text.replace('"date":"2', '"date":"x'),
        lambda text: text.replace('"format": ', '"format": 1'),
    ],
)
def test_a_corrupt_cache(refresh: Repositories, truth: Truth, change: Any) -> None:
    refresh()
    text = refresh.cache.read_text("utf-8")
    assert change(text) != text
    refresh.cache.write_text(change(text), "utf-8")
    result = refresh()
    assert (refresh.files, refresh.answers) == (truth.files, truth.answers)
    assert f"{refresh.cache} is not valid, so everything is asked again." in result.stderr


def test_a_cache_that_cannot_be_written(refresh: Repositories, truth: Truth) -> None:
    refresh.cache.mkdir(parents=True)
    result = refresh()
    assert (result.exit_code, refresh.files) == (1, truth.files)
    assert "The next run asks the services again." in result.stderr


@pytest.mark.parametrize(("answers", "kept"), [(0, 0), (1, 0), (4, 0), (5, 1)])
@pytest.mark.every(3)
def test_a_run_that_is_killed_continues(
    refresh: Repositories, github: GitHub, services: Services, truth: Truth, answers: int, kept: int
) -> None:
    """Kill -9 while GitHub is about to reply: to a query, to four requests about a repository, and to one."""
    numbers = iter(range(100))
    services.set_replies(
        "github", lambda path: Reply(pause=20) if next(numbers) == answers else github.answer(path)
    )
    refresh.run_until_killed(answers, GITHUB_TOKEN=TOKEN)
    assert refresh.answers.items() <= truth.answers.items()
    assert len(refresh.answers) == kept
    refresh.cache.parent.mkdir(parents=True, exist_ok=True)
    refresh.cache.with_name(".repositories.json.part").write_text('{"format": 1, "ans', "utf-8")
    services.set_replies("github", github.answer)
    assert refresh().exit_code == 1
    assert (refresh.files, refresh.answers) == (truth.files, truth.answers)
    assert sum(len(query) for query in refresh.queries) == 3 - kept


def test_a_run_that_is_interrupted_says_so(refresh: Repositories, services: Services) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    refresh.client_options = {"sleep": interrupt}
    services.set_replies("github", Reply(status=503))
    result = refresh()
    assert result.exit_code == 130
    assert "Interrupted. What was answered is kept" in result.stderr
