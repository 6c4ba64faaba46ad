"""What the documents say is true: commands, folders, fields, rules and the example record."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from catalog import Catalog
from catalog.checks import check_catalog
from catalog.cli.main import main
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper, Record
from tests.sites import BuiltSite

ROOT = Path(__file__).parent.parent
FIELDS = "docs/contributing/fields.md"
GUIDE = ["docs/contributing.md", FIELDS, "docs/contributing/rules.md", "docs/contributing/commands.md"]
GUIDE += ["docs/contributing/upkeep.md", "docs/about/moving.md"]
DOCUMENTS = ["README.md", "AGENTS.md", "CHANGELOG.md", ".github/CONTRIBUTING.md", *GUIDE, "docs/about.md"]
ROBOTS = {"issue", "review"}
"""Commands that workflows use, not people."""
COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text(name))) <= targets | {"alone"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_named_file_and_folder_exists(name: str) -> None:
    named = re.findall(r"`((?:data|docs|hooks|tests|\.github)/[\w./-]*)`", text(name))
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing
    links = re.findall(r"\]\(((?!https?:|\{)[^)#]+)", text(name))
    assert all((ROOT / name).parent.joinpath(link).exists() for link in links), links


def test_every_command_of_the_guide_exists() -> None:
    documented = {name for page in GUIDE for name in re.findall(r"(?:`|\$ )catalog ([a-z]+)", text(page))}
    assert documented - {*COMMANDS} == set()
    assert {*COMMANDS} - documented <= ROBOTS


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=str)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert "Example: catalog" in result.output


@pytest.mark.data
def test_the_example_record_is_the_real_one(tmp_path: Path) -> None:
    """The record in the guide passes every rule beside the real vocabularies, and says nothing else."""
    block = re.search(r'```yaml title="(data/papers/.+?)"\n(.+?)```', text(FIELDS), re.DOTALL)
    assert block
    for file in (ROOT / "data").glob("*.yml"):
        target = tmp_path / "data" / file.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    path = tmp_path / block[1]
    path.parent.mkdir(parents=True)
    path.write_text(block[2], "utf-8")
    catalog, problems = check_catalog(tmp_path)
    assert [str(problem) for problem in problems if problem.location.file == block[1]] == []
    real, shown = Catalog.load(ROOT).paper["wav2lip-2020"], catalog.papers[0]
    assert set(shown.sources) <= set(real.sources)
    assert set(shown.links.kinds_and_urls) <= set(real.links.kinds_and_urls)
    others = shown.model_dump(exclude_unset=True, exclude={"sources", "links"})
    assert others == {name: getattr(real, name) for name in others}


@pytest.mark.parametrize("model", [Paper, Dataset], ids=lambda model: model.__name__)
def test_every_field_is_explained(model: type[Record], toy_site: BuiltSite) -> None:
    page = (toy_site.output / "contributing/fields/index.html").read_text("utf-8")
    for name, field in model.model_fields.items():
        assert field.description, name
        if name not in ("id", "file"):
            assert f"<code>{name}</code>" in page


def test_the_citation_file_is_valid() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run([*command, "CITATION.cff"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")
