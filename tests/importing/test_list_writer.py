"""LIST.md: the form of its lines, its size, and Markdown syntax in titles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

from catalog import Catalog
from catalog.cli.main import main
from catalog.importing import list_writer
from catalog.importing.list_writer import render_lists
from catalog.records.schema import Links
from tests.helpers import TOY_ROOT, make_checkout
from tests.sites import TOY

ROOT = Path(__file__).parents[2]


def toy_list() -> str:
    return render_lists(Catalog.load(TOY.parent))["LIST.md"]


def test_a_paper_is_a_line_with_ordered_links() -> None:
    (line,) = [line for line in toy_list().splitlines() if "Meow Is All" in line][:1]
    start, *links = line.split(" [")
    assert start.startswith("- ")
    assert start.endswith("\\]")
    names = [link.partition("]")[0] for link in links]
    order = ["Paper", "arXiv", "DOI", "Code", "Project", "Demo", "Video", "Dataset"]
    assert names == sorted(names, key=order.index)


def test_titles_are_escaped() -> None:
    catalog = Catalog.load(TOY.parent)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = [token for token in parser.parse(toy_list()) if token.type == "inline"]
    texts = [
        "".join(part.content for part in token.children or [] if part.type == "text") for token in tokens
    ]
    for paper in catalog.papers:
        assert any(text.startswith(f"{paper.title} [") for text in texts), paper.title


def test_parentheses_do_not_end_a_link() -> None:
    toys = Catalog.load(TOY.parent)
    links = Links(code=("https://code.example/toy(1)",))
    papers = tuple(paper.model_copy(update={"links": links}) for paper in toys.papers)
    assert "[Code](https://code.example/toy%281%29)" in render_lists(replace(toys, papers=papers))["LIST.md"]


def test_sections_are_categories_and_datasets() -> None:
    catalog = Catalog.load(TOY.parent)
    headings = [line[3:] for line in toy_list().splitlines() if line.startswith("## ")]
    used = [c.name for c in catalog.categories.values() if any(c.id in p.categories for p in catalog.papers)]
    assert headings == ["Contents", *used, "Datasets"]
    papers = [line for line in toy_list().splitlines() if line.startswith("- ") and "\\[" in line]
    assert len(papers) == sum(len(paper.categories) for paper in catalog.papers)


def test_a_long_list_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_writer, "MAX_BYTES", 1000)
    files = render_lists(Catalog.load(TOY.parent))
    index = files.pop("LIST.md")
    assert files
    assert all(f"({name})" in index for name in files)


def test_export_writes_the_list_if_it_changed(tmp_path: Path) -> None:
    root = make_checkout(tmp_path)
    command = ["--root", str(root), "export", "readme"]
    assert CliRunner().invoke(main, [*command, "--check"]).exit_code == 1
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (root / "LIST.md").read_text("utf-8") == render_lists(Catalog.load(TOY_ROOT))["LIST.md"]
    assert CliRunner().invoke(main, [*command, "--check"]).exit_code == 0


def test_an_invalid_catalog_is_not_exported(tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {"data/tags.yml": "oops"})
    result = CliRunner().invoke(main, ["--root", str(root), "export", "readme"])
    assert (result.exit_code, (root / "LIST.md").exists()) == (1, False)
    assert "data/tags.yml:1:1" in result.stdout
