"""LIST.md: the form of its lines, its size, and Markdown syntax in titles."""

from __future__ import annotations

import re
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


SITE = "https://toys.example/"


def toy_list(site_url: str = "") -> str:
    return render_lists(Catalog.load(TOY.parent), site_url)["LIST.md"]


def entries(text: str, title: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith((f"- {title}", f"- [{title}"))]


def test_an_entry_links_its_title_then_others_in_order() -> None:
    full, *_ = entries(toy_list(), "Meow Is All")
    title, *links = full.removesuffix(".<br>").split(", [")
    assert title.endswith("](https://toys.example/meow.pdf) - ToyCon 2020")
    names = [link.partition("]")[0] for link in links]
    order = ["arXiv", "DOI", "Code", "Project", "Demo", "Video", "Dataset"]
    assert names == sorted(names, key=order.index)
    assert {*names} == {*order}


def test_a_summary_has_a_line_of_its_own() -> None:
    lines = toy_list().splitlines()
    (index,) = [index for index, line in enumerate(lines) if line.endswith("<br>")]
    assert lines[index + 1].startswith("  Turns meows into whisker motion with two levers \\& a spring")


def test_further_sections_of_a_paper_link_to_its_page() -> None:
    _, *short = entries(toy_list(SITE), "Meow Is All")
    title = "Meow Is All You Need: Speech to Whisker Generation In the Wild"
    assert short == [f"- {title} \\[ToyCon 2020\\] - [Catalog page]({SITE}papers/meow2lip-2020/)."]
    assert entries(toy_list(), "Meow Is All")[1:] == [f"- {title} \\[ToyCon 2020\\]"]


def test_a_title_without_a_link_of_its_own_is_followed_by_its_page() -> None:
    (paper,) = entries(toy_list(SITE), "You Said That")
    assert (
        f" \\[SqueakW 2018 poster\\] - [Catalog page]({SITE}papers/nobody-said-that-2018/), [Video]" in paper
    )
    (dataset,) = entries(toy_list(SITE), "SQUEAK")
    assert dataset.startswith(f"- SQUEAK - [Catalog page]({SITE}datasets/squeak-2020/), [Project](")


def test_no_two_entries_start_with_the_same_link() -> None:
    catalog = Catalog.load(TOY.parent)
    shared = Links(paper=("https://toys.example/proceedings.pdf",))
    categories = tuple(catalog.categories)
    papers = tuple(
        paper.model_copy(update={"links": shared, "arxiv": None, "doi": None, "categories": categories})
        for paper in catalog.papers
    )
    text = render_lists(replace(catalog, papers=papers), SITE)["LIST.md"].partition("\n## Things")[2]
    links = [line.partition("](")[2].partition(")")[0] for line in entries(text, "") if "](" in line]
    assert len(links) > len(papers) + len(catalog.datasets)
    assert sorted(links) == sorted({*links})


def test_titles_are_escaped() -> None:
    catalog = Catalog.load(TOY.parent)
    parser = MarkdownIt("commonmark").enable("table")
    tokens = [token for token in parser.parse(toy_list()) if token.type == "inline"]
    texts = [
        "".join(part.content for part in token.children or [] if part.type == "text") for token in tokens
    ]
    for paper in catalog.papers:
        assert any(text.startswith((f"{paper.title} - ", f"{paper.title} [")) for text in texts), paper.title


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
    sections = toy_list().partition("\n## Datasets")[0].split("\n## ")[2:]
    assert sum(map(len, [entries(section, "") for section in sections])) == sum(
        len(paper.categories) for paper in catalog.papers
    )


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


def test_pages_are_those_of_the_published_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_checkout(
        tmp_path,
        {
            "mkdocs.yml": 'site_url: !ENV [SITE_URL, "https://toys.example/"]\n',
            "data/papers/2020/lipsyncopation-2020.yml": {
                "edit": {"categories: [mumbling]": "categories: [mumbling, statecraft]"}
            },
        },
    )
    command = ["--root", str(root), "export", "readme"]
    for variable, url in (("", ""), ("https://fork.example/it", "https://fork.example/it/")):
        monkeypatch.setenv("SITE_URL", variable)
        assert CliRunner().invoke(main, command).exit_code == 0
        pages = re.findall(r"\[Catalog page\]\((.*)\)", (root / "LIST.md").read_text("utf-8"))
        assert pages == ([f"{url}papers/lipsyncopation-2020/"] if url else [])
    monkeypatch.delenv("SITE_URL")
    assert CliRunner().invoke(main, command).exit_code == 0
    assert "(https://toys.example/papers/lipsyncopation-2020/)" in (root / "LIST.md").read_text("utf-8")


def test_an_invalid_catalog_is_not_exported(tmp_path: Path) -> None:
    root = make_checkout(tmp_path, {"data/tags.yml": "oops"})
    result = CliRunner().invoke(main, ["--root", str(root), "export", "readme"])
    assert (result.exit_code, (root / "LIST.md").exists()) == (1, False)
    assert "data/tags.yml:1:1" in result.stdout
