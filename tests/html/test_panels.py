"""Charts of shares: columns in proportion, side by side, and within the chart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.facets.periods import MAX_PERIODS, Group, Period, Series, Share
from catalog.html.panels import Chart, layout_panels, layout_stack
from catalog.views.trends import Trend
from tests.properties import examples

TOTAL = 100


def make_trend(*rows: list[int]) -> Trend:
    periods = [Period(2020 + index, is_earliest=index == 0) for index in range(len(rows[0]))]
    series = (Series(Group("Talk", ()), tuple(Share(papers, TOTAL) for papers in row)) for row in rows)
    return Trend(id="talks", title="Talks", about="", periods=tuple(periods), series=tuple(series))


def check_columns(chart: Chart) -> None:
    """Check that columns are side by side and inside."""
    for panel in chart.panels:
        for column in panel.columns:
            assert 0 <= column.x < column.x + column.width <= chart.plot_width <= chart.width
            assert 0 <= column.y <= column.y + column.height <= chart.baseline + 0.2
        for left, right in pairwise(panel.columns):
            assert left.x + left.width < right.x


ROWS = st.integers(2, MAX_PERIODS).flatmap(
    lambda length: st.lists(
        st.lists(st.integers(0, TOTAL), min_size=length, max_size=length), min_size=1, max_size=8
    )
)


@examples
@given(ROWS)
def test_columns_are_in_proportion(rows: list[list[int]]) -> None:
    chart = layout_panels(make_trend(*rows))
    check_columns(chart)
    columns = [column for panel in chart.panels for column in panel.columns]
    highest = max(columns, key=lambda column: column.height)
    for column in columns:
        expected = highest.height * column.share.papers / (highest.share.papers or 1)
        assert column.height == pytest.approx(expected, abs=0.2)
        assert column.y + column.height == pytest.approx(chart.baseline, abs=0.2)


@examples
@given(st.lists(st.integers(0, TOTAL), min_size=2, max_size=MAX_PERIODS))
def test_parts_of_a_stack_fill_it_without_overlap(row: list[int]) -> None:
    chart = layout_stack(make_trend(row, [TOTAL - papers for papers in row]))
    check_columns(chart)
    lower, upper = chart.panels
    tops = {column.y for column in upper.columns}
    assert max(tops) - min(tops) < 0.3, "all stacks are as high"
    for below, above in zip(lower.columns, upper.columns, strict=True):
        assert above.y + above.height == pytest.approx(below.y, abs=0.2)
    assert abs(lower.columns[-1].y - upper.columns[-1].y) < chart.height


def test_labels_and_numbers_fit() -> None:
    panel = layout_stack(make_trend([100, 5], [0, 95])).panels[0]
    assert [column.label for column in panel.columns] == ["≤20", "’21"]
    assert [column.number for column in panel.columns] == ["100", "5"]
    assert [column.has_room for column in panel.columns] == [True, False]
