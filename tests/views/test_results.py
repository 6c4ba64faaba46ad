"""Best scores, disagreements and comparisons: word by word for the toy, computed another way for all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from catalog import Catalog
from catalog.views.results import Disagreement, ReportedResults
from tests.helpers import load_yaml
from tests.sites import ROOT, TOY

Score = tuple[str, str, str | None, str, str]
"""The record, method, variant and metric of a score, and its digits."""


@pytest.fixture(scope="module")
def toy() -> ReportedResults:
    return ReportedResults(Catalog.load(TOY.parent))


@pytest.fixture(scope="module")
def real() -> ReportedResults:
    return ReportedResults(Catalog.load(ROOT))


def best_of(results: ReportedResults) -> set[Score]:
    """Return the scores that are marked as best."""
    return {
        (table.result.id, row.method, row.variant, column.metric.id, cell.text)
        for table in results.tables.values()
        for row, shown in zip(
            [row for row in table.result.rows if not row.reference], table.rows, strict=True
        )
        for column, cell in zip(table.columns, shown.cells, strict=True)
        if cell.is_best
    }


def shown(case: Disagreement) -> str:
    scores = ", ".join(f"{table.result.id} {score}" for score, table in case.scores)
    return f"{case.method.name} {case.column.metric.id}: {scores}"


def test_the_best_score_is_marked_in_each_table_and_ties_are_all(toy: ReportedResults) -> None:
    assert best_of(toy) == {
        ("louder-squeak", "same-but-louder-2023", None, "giggle", "9.25"),  # real ducks giggle more
        ("louder-squeak", "same-but-louder-2023", "even louder", "giggle", "9.25"),
        ("louder-squeak", "meow2lip-2020", None, "squeak-error", "0.5"),
        ("louder-squeak", "same-but-louder-2023", None, "squeak-error", "0.50"),
        ("louder-squeak", "same-but-louder-2023", None, "tears", "12"),
    }


def test_a_method_with_several_reporters_is_a_disagreement(toy: ReportedResults) -> None:
    assert [shown(case) for case in toy.disagreements] == [
        "Meow2Lip giggle: stranger-squeak 3.5, louder-squeak 7.10",
        "Meow2Lip squeak-error: louder-squeak 0.5, stranger-squeak 0.5",
    ]


def test_papers_are_compared_if_a_table_has_both(toy: ReportedResults) -> None:
    assert toy.compared_papers == {
        "meow2lip-2020": {"same-but-louder-2023": 1},
        "same-but-louder-2023": {"meow2lip-2020": 1},
    }


def test_a_paper_has_its_scores(toy: ReportedResults) -> None:
    paper = Catalog.load(TOY.parent).paper["same-but-louder-2023"]
    assert [
        (report.table.href, report.row.variant, report.shown_scores) for report in toy.of_paper(paper)
    ] == [
        ("results/squeak-2020/#louder-squeak", "", ["GIGGLE ↑ 9.25", "SqE ↓ 0.50 mm", "Tears ↓ 12"]),
        (
            "results/squeak-2020/#louder-squeak",
            "even louder",
            ["GIGGLE ↑ 9.25", "SqE ↓ 2.125 mm", "Tears ↓ 40"],
        ),
    ]


def test_decimals_are_aligned_without_inventing_any(toy: ReportedResults) -> None:
    rows = toy.tables["louder-squeak"].rows
    assert [(row.cells[1].text, row.cells[1].missing_decimals) for row in rows] == [
        ("0.5", 2),
        ("0.50", 1),
        ("2.125", 0),
        ("", 0),
    ]


# --- The same from the files, computed another way


def stated(data: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any], str, float]]:
    """Yield each score of the files: its file, row, metric and number."""
    for path in sorted((data / "results").glob("*.yml")):
        record = load_yaml(path.read_text("utf-8")) | {"id": path.stem}
        for row in record["rows"]:
            for metric in record["metrics"]:
                if metric in row:
                    yield record, row, metric, row[metric]


def direction_of(record: dict[str, Any], metric: str, metrics: dict[str, Any]) -> str:
    return str(record.get("directions", {}).get(metric) or metrics[metric]["direction"])


def test_every_shown_number_is_in_a_record(real: ReportedResults) -> None:
    numbers = [(record["id"], metric, float(number)) for record, _, metric, number in stated(ROOT / "data")]
    cells = [
        (table.result.id, column.metric.id, float(cell.text))
        for table in real.tables.values()
        for row in (*table.rows, *table.references)
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.text
    ]
    assert sorted(cells) == sorted(numbers)
    assert len(real.tables) >= 14
    assert len(cells) >= 250
    assert real.score_count == len(cells)


@pytest.mark.parametrize("data", [TOY, ROOT / "data"], ids=["toy", "real"])
def test_best_scores_are_those_that_none_beats(data: Any) -> None:
    metrics = load_yaml((data / "metrics.yml").read_text("utf-8"))
    methods = [score for score in stated(data) if not score[1].get("reference")]
    expected = set()
    for record, row, metric, number in methods:
        rivals = [other[3] for other in methods if other[0]["id"] == record["id"] and other[2] == metric]
        sign = {"higher": 1, "lower": -1}.get(direction_of(record, metric, metrics))
        worth = [sign * rival if sign else -abs(rival) for rival in rivals]
        if len(rivals) > 1 and (sign * number if sign else -abs(number)) == max(worth):
            expected.add((record["id"], row["method"], row.get("variant"), metric, number))
    results = ReportedResults(Catalog.load(data.parent))
    assert {(*best[:4], float(best[4])) for best in best_of(results)} == expected


@pytest.mark.parametrize("data", [TOY, ROOT / "data"], ids=["toy", "real"])
def test_disagreements_are_the_scores_with_several_reporters(data: Any) -> None:
    metrics = load_yaml((data / "metrics.yml").read_text("utf-8"))
    reports: dict[tuple[Any, ...], dict[str, set[str]]] = {}
    for record, row, metric, number in stated(data):
        if row.get("reference"):
            continue
        asked = (record["dataset"], record.get("subset"), row["method"], row.get("variant"), metric)
        key = (*asked, record.get("units", {}).get(metric), direction_of(record, metric, metrics))
        reporter = record.get("reported_by") or record["by"]
        reports.setdefault(key, {}).setdefault(reporter, set()).add(f"{record['id']} {float(number)}")
    expected = [set().union(*found.values()) for found in reports.values() if len(found) > 1]
    cases = ReportedResults(Catalog.load(data.parent)).disagreements
    actual = [{f"{table.result.id} {float(score)}" for score, table in case.scores} for case in cases]
    assert sorted(map(sorted, actual)) == sorted(map(sorted, expected))


@pytest.mark.parametrize("data", [TOY, ROOT / "data"], ids=["toy", "real"])
def test_compared_papers_share_a_table(data: Any) -> None:
    catalog = Catalog.load(data.parent)
    tables: dict[str, set[str]] = {}
    reporters = {}
    for record, row, *_ in stated(data):
        if row["method"] in catalog.paper:
            tables.setdefault(record["id"], set()).add(row["method"])
        reporters[record["id"]] = record.get("reported_by") or record["by"]
    compared = ReportedResults(catalog).compared_papers
    for id in catalog.paper:
        others = {other for ids in tables.values() if id in ids for other in ids} - {id}
        assert compared.get(id, {}) == {
            other: len({reporters[table] for table, ids in tables.items() if {id, other} <= ids})
            for other in others
        }
