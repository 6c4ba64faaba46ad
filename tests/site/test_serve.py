"""`mkdocs serve` shows each change of data and docs, and outlives a broken record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from dev_server import MemoryBytecodeCache
from tests.serving import Server, until
from tests.sites import EPOCH, TOY, build_environment, checkout, run_command


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(checkout(tmp_path, TOY))
    yield found
    found.stop()


def test_changes_show_and_a_broken_record_stops_nothing(server: Server) -> None:
    paper, record = "papers/meow2lip-2020/", "data/papers/2020/meow2lip-2020.yml"
    until(lambda: server.shows(paper, "Meow Is All You Need"), "the first build")

    server.change(record, "Meow Is All", "Purr Is All")
    until(lambda: server.shows(paper, "Purr Is All You Need"), "a changed record")
    until(lambda: server.shows("papers/", "Purr Is All You Need"), "its card")
    title = "Purr Is All You Need"
    made = (paper.rstrip("/"), "venues/toycon/", "data/papers.csv")
    assert [one for one in made if not server.shows(one, title)] == [], "these are made on request"
    assert server.shows("search/index.json", '"format"')
    assert server.shows(paper, ' aria-current="true">Papers'), "the tab is marked, as in a whole build"
    assert not server.shows("papers/nobody-2020/", "")

    server.change("docs/about.md", "# About", "# About\n\nA new word: sesquipedalian.")
    until(lambda: server.shows("about/", "sesquipedalian"), "a changed page of docs/")

    server.change(record, "venue: toycon", "venue: toycom")
    env = build_environment(SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=str(server.root / "hooks"))
    check = run_command(server.root, [sys.executable, "-m", "catalog.cli.main", "check"], env)
    errors = [line for line in check.stdout.splitlines() if "error[" in line]
    assert errors
    until(lambda: all(line in server.log for line in errors), "the problem, printed")
    pages = (paper, "", "no/such/page/", "data/papers.csv")
    texts = [escape(line) for line in errors]
    until(lambda: all(server.shows(page, text) for page in pages for text in texts), "the problem, shown")
    assert server.shows("", "livereload(")

    server.change(record, "venue: toycom", "venue: jot")
    until(lambda: server.shows(paper, "Journal of Toys"), "the mended record")
    assert "Traceback" not in server.log


def test_a_server_starts_with_a_bad_record_and_heals(tmp_path: Path) -> None:
    root = checkout(tmp_path, TOY)
    paper, record = "papers/meow2lip-2020/", root / "data/papers/2020/meow2lip-2020.yml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("venue: toycon", "venue: <b>toycon"), "utf-8")
    server = Server(root)
    try:
        until(lambda: server.shows(paper, "&#x27;&lt;b&#x27; is not plain text"), "the problem")
        assert not server.shows(paper, "'<b'")
        record.write_text(text, "utf-8")
        until(lambda: server.shows(paper, "Meow Is All You Need"), "the fixed record")

        away = root / "away"
        away.mkdir()
        for path in (root / "data").iterdir():
            path.rename(away / path.name)
        until(lambda: server.shows(paper, "has no records"), "the empty folder")
        for path in away.iterdir():
            path.rename(root / "data" / path.name)
        until(lambda: server.shows(paper, "Meow Is All You Need"), "the records")
        assert "Traceback" not in server.log

        server.change("mkdocs.yml", "site_name:", "site_nickname: x\nno_site_name:")
        until(lambda: server.shows(paper, "The site cannot be built"), "the broken settings")
        server.change("mkdocs.yml", "site_nickname: x\nno_site_name:", "site_name:")
        until(lambda: server.shows(paper, "Meow Is All You Need"), "the settings")
    finally:
        server.stop()


def test_templates_are_compiled_once_and_again_when_they_change(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, sources = MemoryBytecodeCache(), list[str]()

    def shown(source: str) -> str:
        environment = Environment(loader=DictLoader({"page": source}), bytecode_cache=compiled)
        return environment.get_template("page").render()

    compile = Environment.compile

    def counted(self: Environment, source: str, *args: object) -> object:
        sources.append(source)
        return compile(self, source, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counted)
    assert [shown("{{ 1 + 1 }}"), shown("{{ 1 + 1 }}"), shown("{{ 2 + 2 }}")] == ["2", "2", "4"]
    assert sources == ["{{ 1 + 1 }}", "{{ 2 + 2 }}"]
