"""The three-way merge: properties of any base, theirs and ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.repositories.merge import HOLDS, merge_holds, merge_weights
from tests.properties import examples

LINKS = [
    "https://hf.co/hum/loop",
    "https://huggingface.co/Hum/Loop/tree/main",
    "https://drive.google.com/file/d/1hum/view",
    "https://hum.example/weights",
    "https://github.com/Hummers/Hum-Loop/releases",
    "https://github.com/Hummers/Hum-Loop/releases/tag/v1",
]
holds = st.sets(st.sampled_from(HOLDS))
links = st.lists(st.sampled_from(LINKS), unique=True)


@examples
@given(holds, holds, holds)
def test_holds(ours: set[str], base: set[str], theirs: set[str]) -> None:
    merged = merge_holds([*ours], base, theirs)
    assert {*merge_holds([*ours], base, base)} == ours, "nothing has changed"
    assert {*merge_holds([*base], base, theirs)} == theirs, "nobody has corrected anything"
    assert ours ^ {*merged} <= base ^ theirs, "only what has changed there changes here"
    assert theirs - base <= {*merged}
    assert not (base - theirs) & {*merged}
    assert merge_holds(merged, base, theirs) == merged


@examples
@given(links, links, links)
def test_weights(ours: list[str], base: list[str], theirs: list[str]) -> None:
    merged = merge_weights(ours, base, theirs)
    assert merge_weights(ours, base, base) == ours
    assert {*merged} <= {*ours, *theirs}
    assert [url for url in merged if url in ours] == [url for url in ours if url in merged], "the order stays"
    assert {*ours} - {*merged} <= {*LINKS}
    assert merge_weights(merged, base, theirs) == merged


def test_links_to_the_same_weights_are_not_repeated() -> None:
    hub, tree, drive, other, releases, release = LINKS
    assert merge_weights([hub], [], [tree, drive]) == [hub, drive]
    assert merge_weights([releases], [], [release]) == [releases]
    assert merge_weights([release], [], [releases]) == [release, releases]
    assert merge_weights([tree, other], [hub], []) == [other]
