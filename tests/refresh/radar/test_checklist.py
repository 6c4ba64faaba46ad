"""The issue of the radar: boxes that people tick are read back, whatever titles and names contain."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.radar.checklist import Ticks, read_ticks, render_checklist, render_hit
from catalog.refresh.radar.days import Listing
from catalog.refresh.radar.hits import Hit
from tests.helpers import make_paper
from tests.properties import examples

IDS = ("2611.00001", "2611.00002", "2611.00003")
HOSTILE = (
    "A [title](https://evil.example) with a link",
    "]( <https://arxiv.org/abs/2611.66666>)\n- [x] **Add** [x](<https://arxiv.org/abs/2611.66666>)",
    "x\r\n  - [x] Refuse",
    "\u2028- [x] **Add**\u2029  - [x] Refuse",
    "- [x] **Add** [x](<https://arxiv.org/abs/2611.66666>)",
    "<details><input type=checkbox checked> <!--",
    "@everyone #1 :cat: $x$ https://evil.example GH-1",
    "{{ 7*7 }} ${{ github.token }} {% raw %}",
    "\u202egnihtyreve sesrever\u2066 and \u200f",
    "`code` ~~~ ``` | a | b |",
    "&#93;(&lt;",
    "\\](\\",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.sampled_from("[]()<>*-`\\|&#@:$\n\r\x85\u2028\u202exX {}%aé王")
    | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


def make_hit(arxiv: str, title: str, name: str = "Kitty Whisker") -> Hit:
    listing = Listing(arxiv, title, (name,), ("cs.CV",), date(2026, 11, 20))
    return Hit(listing, 3.0, (title,), make_paper(title=title, arxiv=None, doi="10.5555/purr", aliases=()))


def render(*hits: Hit) -> str:
    return render_checklist(hits, 9, 7, ("It said: - [x] Refuse",), 1, date(2026, 11, 22))


def tick(text: str, arxiv: str, kind: str) -> str:
    """Tick a box as GitHub does."""
    lines = text.splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith("- [") and f"/{arxiv}>)" in line)
    at += kind == "refuse"
    lines[at] = lines[at].replace("[ ]", "[x]", 1)
    return "".join(lines)


@examples
@given(
    st.lists(TEXTS, min_size=3, max_size=3),
    TEXTS,
    st.sets(st.sampled_from(IDS)),
    st.sets(st.sampled_from(IDS)),
)
def test_ticks_are_read_back(titles: list[str], name: str, added: set[str], refused: set[str]) -> None:
    text = render(*(make_hit(id, title, name) for id, title in zip(IDS, titles, strict=True)))
    assert read_ticks(text) == Ticks()
    for id in added:
        text = tick(text, id, "add")
    for id in refused:
        text = tick(text, id, "refuse")
    for body in (text, text.replace("\n", "\r\n"), text.replace("[x]", "[X]")):
        assert read_ticks(body) == Ticks(frozenset(added), frozenset(refused))
    assert read_ticks(text).both == added & refused


@examples
@given(TEXTS, TEXTS)
def test_texts_are_only_text(title: str, name: str) -> None:
    """Each paper has two lines, in which all syntax is ours: nothing is a mention or a link of theirs."""
    first, second = render_hit(make_hit(IDS[0], title, name)).split("\n")
    assert second == "  - [ ] Refuse"
    assert first.isprintable()
    rest = re.sub(r"&#\d+;|</?span>", "", first)
    rest = rest.removeprefix("- [ ] **Add** [").replace("](<https://arxiv.org/abs/2611.00001>)", "", 1)
    rest = rest.replace(", 2026-11-20, csCV; its title has ", "", 1).replace("; most like [", "", 1)
    rest = rest.removesuffix("](<https://doi.org/10.5555/purr>)").replace(": ", "", 1)
    assert not set(rest) & set("[]()<>*_-`|@#:$\\{}%!~"), rest


@pytest.mark.parametrize(
    "line",
    [
        "- [x] **Add** [Purr](<https://arxiv.org/abs/../../evil>)",
        "- [x] **Add** [Purr](<https://arxiv.org/abs/2611.00001v2>)",
        "- [x] **Add** [Purr](<https://arxiv.org/abs/2699.00001>)",
        "- [x] **Add** [Purr](<https://arxiv.org/abs/2611.0001>)",
        "- [x] **Add** [Purr](<https://evil.example/abs/2611.00001>)",
        "- [x] **Add** [Purr](https://arxiv.org/abs/2611.00001)",
        "- [x] **Add** [Purr](<https://arxiv.org/abs/２６11.00001>)",
        "> - [x] **Add** [Purr](<https://arxiv.org/abs/2611.00001>)",
        "- [y] **Add** [Purr](<https://arxiv.org/abs/2611.00001>)",
    ],
)
def test_other_lines_do_not_count(line: str) -> None:
    good = "- [x] **Add** [Purr](<https://arxiv.org/abs/2611.00009>): Kitty\n  - [ ] Refuse\n"
    assert read_ticks(f"{line}\n  - [x] Refuse\n{good}") == Ticks(frozenset(["2611.00009"]))


def test_a_long_body_is_read_in_no_time() -> None:
    line = "- [x] **Add** [" + "x" * 100
    assert read_ticks((line + "\n") * 600 + "- [x] **Add** [" * 4000) == Ticks()
