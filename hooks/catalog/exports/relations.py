"""Tables of the database that follow from several records, or that no rule for fields describes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from catalog.exports.columns import ApiRecord, Column, describe, field_columns
from catalog.exports.tables import POSITION, Rows, Table, inner_tables, main_table, reference
from catalog.facets.code import code_of
from catalog.records.catalog import Catalog, given_first
from catalog.records.result import Result, Row
from catalog.records.schema import PaperDatasets
from catalog.views.api import RECORD_TYPES

SKIPPED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "papers": ("authors", "datasets"),
    "authors": ("papers",),  # the rows of paper_authors
    "results": ("metrics", "units", "directions", "implementations", "rows"),
}
"""Fields by list whose tables are made here."""
NUMBER = Column("number", "Place among all papers, newest first; it changes with each new paper.", "INTEGER")
YEAR = Column("display_year", "Year of the venue, else of the arXiv ID.", "INTEGER", is_required=False)
NOTES: Mapping[str, str] = {"unit": "units", "direction": "directions", "implementation": "implementations"}
"""Fields with a value for each metric, by the name of their column."""
SCORE = Column("score", "The number.", "REAL")
PRINTED = Column("printed", "The number with the digits that the report prints.")
NAME = Column("name", "Name as printed, given name first.")
FAMILY = Column("family", "Family name, if it is not the last word of the name.", is_required=False)


def list_tables(catalog: Catalog) -> dict[str, tuple[Table, ...]]:
    """Return the tables of the database by the list of the API that their rows follow from."""
    relations: Mapping[str, Callable[[Catalog], Iterator[Table]]] = {
        "papers": _paper_relations,
        "results": _result_relations,
    }
    tables: dict[str, tuple[Table, ...]] = {}
    for name in RECORD_TYPES:
        skip = SKIPPED_FIELDS.get(name, ())
        main = main_table(name, skip)
        if name == "papers":
            main = _number_papers(main, catalog)
        others = relations[name](catalog) if name in relations else ()
        tables[name] = (main, *inner_tables(name, skip), *others)
    return tables


def _number_papers(main: Table, catalog: Catalog) -> Table:
    """Give papers a number, which the full-text index needs, and the year that lists show."""
    added = {paper.id: (number, paper.display_year or None) for number, paper in enumerate(catalog.papers, 1)}

    def rows(record: ApiRecord) -> Rows:
        (values,) = main.rows_of(record)
        return [(*added[record["id"]], *values)]

    columns = (NUMBER, YEAR, *main.columns)
    return main._replace(columns=columns, key=(NUMBER.name,), rows_of=rows, constraints=("UNIQUE (id)",))


def _paper_relations(catalog: Catalog) -> Iterator[Table]:
    paper = reference("papers")

    def authors(record: ApiRecord) -> Rows:
        ids, names = catalog.author_ids[record["id"]], record.get("authors", ())
        for position, (id, name) in enumerate(zip(ids, names, strict=True), 1):
            family, comma, _ = name.partition(", ")
            yield record["id"], position, id or None, given_first(name), family if comma else None

    columns = (paper, POSITION, reference("authors", is_required=False), NAME, FAMILY)
    yield Table("paper_authors", "Authors, in order.", columns, (paper.name, POSITION.name), authors)

    uses = tuple(PaperDatasets.model_fields)
    use = Column("use", " ".join(f"{use}: {describe(PaperDatasets, use)}" for use in uses), options=uses)

    def datasets(record: ApiRecord) -> Rows:
        for use, ids in record.get("datasets", {}).items():
            for position, id in enumerate(ids, 1):
                yield record["id"], use, position, id

    used = (paper, use, POSITION, reference("datasets"))
    key = (paper.name, use.name, POSITION.name)
    yield Table("paper_datasets", describe(RECORD_TYPES["papers"], "datasets"), used, key, datasets)

    def repositories(record: ApiRecord) -> Rows:
        for position, code in enumerate(code_of(catalog, catalog.paper[record["id"]]), 1):
            yield record["id"], position, code.repository.id

    code = (paper, POSITION, reference("repositories"))
    description = "Repositories that its code links lead to."
    yield Table("paper_repositories", description, code, (paper.name, POSITION.name), repositories)


def _result_relations(catalog: Catalog) -> Iterator[Table]:
    result, metric = reference("results"), reference("metrics")
    row = Column("row", "Place in the table, from 1.", "INTEGER")

    def metrics(record: ApiRecord) -> Rows:
        for position, id in enumerate(record["metrics"], 1):
            notes = (record.get(field, {}).get(id) for field in NOTES.values())
            yield record["id"], position, id, *notes

    notes = (Column(name, describe(Result, field), is_required=False) for name, field in NOTES.items())
    columns = (result, POSITION, metric, *notes)
    yield Table("result_metrics", describe(Result, "metrics"), columns, (result.name, POSITION.name), metrics)

    values = tuple(field_columns(Row))

    def rows(record: ApiRecord) -> Rows:
        for position, row in enumerate(record["rows"], 1):
            paper = row["method"] if row["method"] in catalog.paper else None
            yield record["id"], position, paper, *(column.value_of(row) for column in values)

    columns = (result, row, reference("papers", is_required=False), *values)
    yield Table("result_rows", describe(Result, "rows"), columns, (result.name, row.name), rows)

    def scores(record: ApiRecord) -> Rows:
        for position, row in enumerate(catalog.results[record["id"]].rows, 1):
            for metric, score in row.scores.items():  # with all digits, unlike numbers in JSON
                yield record["id"], position, metric, float(score), f"{score:f}"

    columns = (result, row, metric, SCORE, PRINTED)
    key = (result.name, row.name, metric.name)
    parent = f"FOREIGN KEY ({result.name}, {row.name}) REFERENCES result_rows ({result.name}, {row.name})"
    yield Table("result_scores", "Scores of the rows.", columns, key, scores, (parent,))
