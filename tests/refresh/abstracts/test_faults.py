"""Faults of arXiv and of the machine: no abstract is lost, none is wrong, and the run says what happened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.lookup.services import AnyReply, Reply, Services
from tests.refresh.abstracts.arxiv import Arxiv
from tests.refresh.abstracts.command import RefreshAbstracts
from tests.refresh.abstracts.test_abstracts import IDS, data_of
from tests.refresh.faults import ARXIV_FAULTS, FAULTS, Fault, always, edit, text_of

EPOCH, DAY = 1795305600, 86400
OWN_FAULTS = {
    "no abstracts": Fault(edit("summary>", "abstract>"), "sent no readable abstract for"),
    "blank abstracts": Fault(
        always(
            lambda reply: replace(
                reply,
                body=text_of(reply).replace("<summary>", "<summary/><was>").replace("</summary>", "</was>"),
            )
        ),
        "sent no readable abstract for",
    ),
    "two abstracts of one paper": Fault(
        always(
            lambda reply: replace(
                reply,
                body=text_of(reply).replace(
                    "</feed>",
                    text_of(reply)[
                        text_of(reply).index("  <entry>") : text_of(reply).index("</entry>")
                    ].replace("<summary>", "<summary>Never: ")
                    + "</entry></feed>",
                ),
            )
        ),
        "sent two different papers for",
    ),
}
ALL_FAULTS = FAULTS | ARXIV_FAULTS | OWN_FAULTS


@pytest.fixture
def truth(refresh: RefreshAbstracts) -> dict[str, object]:
    """What the cache holds after a run without faults."""
    refresh()
    answers = refresh.answers
    assert answers.keys() == IDS
    return answers


@pytest.mark.parametrize("name", ALL_FAULTS)
@pytest.mark.parametrize(
    "is_first", [pytest.param(True, marks=pytest.mark.gate), False], ids=["first run", "later run"]
)
@pytest.mark.every(3)
def test_a_fault_of_arxiv(
    refresh: RefreshAbstracts,
    arxiv: Arxiv,
    services: Services,
    truth: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    is_first: bool,
) -> None:
    """After the first run the last abstracts stay, however old; all are asked again."""
    fault = ALL_FAULTS[name]
    before, shown = data_of(refresh.root), refresh.shown
    if is_first:
        refresh.cache.unlink()
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + 400 * DAY))
    services.set_replies("arxiv", *fault.replies(arxiv.answer))
    refresh.client_options = dict(fault.options)
    result = refresh()
    assert len(services.requests) < 24
    texts = {id: answer["abstract"] for id, answer in truth.items()}  # type: ignore[index]
    kept = {id: answer["abstract"] for id, answer in refresh.answers.items()}
    assert kept.items() <= texts.items(), "something wrong was kept"
    if not is_first:
        assert refresh.shown == shown, "something was lost"
    if fault.sentence:
        assert result.exit_code == 2
        assert "arXiv " in result.stderr
        assert fault.sentence in result.stderr
        assert "### Not asked" in result.stdout
    else:
        assert (result.exit_code, kept) == (0, texts)
        assert "0 to ask" in result.stderr
    services.set_replies("arxiv", arxiv.answer)
    refresh.client_options = {}
    asked_today = {
        id for id, answer in refresh.answers.items() if is_first or "2026" not in answer["checked"]
    }
    assert refresh().exit_code == 0
    assert set(refresh.asked) == IDS - asked_today
    assert refresh.shown == shown
    assert data_of(refresh.root) == before


def test_no_network(
    refresh: RefreshAbstracts, services: Services, truth: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + 400 * DAY))
    monkeypatch.setattr(services, "base_urls", dict.fromkeys(services.base_urls, "https://localhost:1"))
    result = refresh()
    assert (result.exit_code, refresh.answers) == (2, truth)
    assert "arXiv could not be reached; 5 of 5 abstracts could not be asked for.\n" in result.stderr
    assert "5 of 5 papers have an abstract, 0 asked now, 5 to ask" in result.stderr


@pytest.mark.parametrize("days", [-400, 400])
def test_a_wrong_clock(
    refresh: RefreshAbstracts, truth: dict[str, object], monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    refresh.cache.unlink()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH + days * DAY))
    refresh()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EPOCH))
    assert refresh().exit_code == 0
    assert set(refresh.asked) == IDS
    assert refresh.answers == truth


def test_a_clock_before_the_catalog(refresh: RefreshAbstracts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    result = refresh()
    assert (result.exit_code, refresh.services.requests) == (2, [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"format": 0, "answers": {}}',
        b'{"format": 1, "answers": {"2101.00001": 7}}',
        b'{"format": 1, "answers": {"2101.00001": {"checked": "2026-11-22"}}}',
        b'{"format": 1, "answers": {"2101.00001": {"checked": "2026-11-22", "abstract": ["No"]}}}',
        b'{"format": 1, "answers": {"2101.00001": {"checked": "2026-11-22", "abstract": "a\\nb"}}}',
    ],
)
def test_a_corrupt_cache(refresh: RefreshAbstracts, truth: dict[str, object], content: bytes) -> None:
    refresh.cache.write_bytes(content)
    result = refresh()
    assert (result.exit_code, refresh.answers) == (0, truth)
    assert f"{refresh.cache} is not valid, so everything is asked again." in result.stderr


@pytest.mark.parametrize("place", [".cache", ".cache/abstracts.json"])
def test_a_cache_that_cannot_be_written(refresh: RefreshAbstracts, place: str) -> None:
    path = refresh.root / place
    if place == ".cache":
        path.write_text("a file", "utf-8")
    else:
        path.mkdir(parents=True)
    result = refresh()
    assert result.exit_code == 0
    assert "The next run asks the services again." in result.stderr


@pytest.mark.parametrize("answers", [0, 2, 4])
@pytest.mark.every(2)
def test_a_run_that_is_killed_continues(
    refresh: RefreshAbstracts, arxiv: Arxiv, services: Services, truth: dict[str, object], answers: int
) -> None:
    """Kill -9 while arXiv is about to reply, with a batch of one ID so that there are several."""
    refresh.cache.unlink()
    numbers = iter(range(100))

    def delay(path: str) -> Reply:
        return Reply(pause=20) if next(numbers) == answers else arxiv.answer(path)

    replies: AnyReply = delay
    services.set_replies("arxiv", replies)
    refresh.run_until_killed(answers)
    assert len(refresh.answers) == answers
    assert refresh.answers.items() <= truth.items()
    refresh.cache.parent.mkdir(exist_ok=True)
    partial: Path = refresh.cache.with_name(".abstracts.json.part")
    partial.write_text('{"format": 1, "answ', "utf-8")  # killed in a write
    services.set_replies("arxiv", arxiv.answer)
    assert refresh().exit_code == 0
    assert len(refresh.asked) == 5 - answers
    assert refresh.answers == truth


def test_a_run_that_is_interrupted_says_so(refresh: RefreshAbstracts, services: Services) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    refresh.client_options = {"sleep": interrupt}
    services.set_replies("arxiv", Reply(status=503))
    result = refresh()
    assert result.exit_code == 130
    assert "Interrupted. What was answered is kept" in result.stderr
