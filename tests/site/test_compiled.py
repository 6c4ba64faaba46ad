"""Compiled templates on disk change only the time of a build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from catalog.site import compiled
from catalog.site.compiled import CompiledTemplates

FILE = "templates.bin"


class Run:
    """A run of the program with a folder for compiled templates."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.compiled: list[str] = []
        """Sources that were compiled."""
        compile = Environment.compile

        def counted(environment: Environment, source: str, *args: object) -> object:
            self.compiled.append(source)
            return compile(environment, source, *args)  # type: ignore[call-overload]

        monkeypatch.setattr(Environment, "compile", counted)

    def show(self, source: str, autoescape: bool = True) -> str:
        environment = Environment(loader=DictLoader({"page": source}), autoescape=autoescape)
        templates = CompiledTemplates(environment, self.folder)
        html = environment.get_template("page").render(name="<b>")
        templates.save()
        return html


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return Run(tmp_path, monkeypatch)


def test_a_template_is_compiled_once_and_again_when_it_changes(run: Run) -> None:
    assert [run.show("{{ 1 + 1 }}"), run.show("{{ 1 + 1 }}"), run.show("{{ 2 + 2 }}")] == ["2", "2", "4"]
    assert run.compiled == ["{{ 1 + 1 }}", "{{ 2 + 2 }}"]


def test_code_that_escapes_nothing_is_never_used_by_an_environment_that_escapes(run: Run) -> None:
    assert run.show("{{ name }}", autoescape=False) == "<b>"
    assert run.show("{{ name }}") == "&lt;b&gt;"


def test_another_program_compiles_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.show("{{ name }}")
    for name, value in (("version", lambda _: "0"), ("MAGIC_NUMBER", b"0")):
        with monkeypatch.context() as patched:
            patched.setattr(compiled, name, value)
            run.show("{{ name }}")
    (tmp_path / "library").mkdir()
    (tmp_path / "library/filters.py").write_text("# another\n", "utf-8")
    monkeypatch.setattr("catalog.__file__", str(tmp_path / "library/__init__.py"))
    run.show("{{ name }}")
    assert run.compiled == ["{{ name }}"] * 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: content.partition(b"\n")[2],
        lambda content: b"",
    ],
)
def test_a_damaged_file_is_compiled_again(run: Run, damage: Callable[[bytes], bytes]) -> None:
    run.show("{{ name }}")
    (run.folder / FILE).write_bytes(damage((run.folder / FILE).read_bytes()))
    assert run.show("{{ name }}") == "&lt;b&gt;"
    assert run.compiled == ["{{ name }}"] * 2


def test_a_folder_that_cannot_be_written_is_no_error(run: Run) -> None:
    (run.folder / FILE).mkdir()
    assert run.show("{{ name }}") == "&lt;b&gt;"
