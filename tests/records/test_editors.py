"""Editor support: a schema that explains every key, and settings that fit the files."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from catalog.writing.format import format_file
from tests.helpers import ROOT, load_yaml
from tests.sites import BuiltSite

RECORDS = sorted([*ROOT.glob("data/papers/*/*.yml"), *ROOT.glob("data/datasets/*.yml")])
KINDS = ("paper", "dataset")
EXTENSIONS = ["redhat.vscode-yaml", "editorconfig.editorconfig", "charliermarsh.ruff"]
SENTENCE = re.compile(r"[A-Z`].{8,}\.", re.DOTALL)


def read(name: str) -> Any:
    return json.loads((ROOT / name).read_text("utf-8"))


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, shape in {"": schema, **schema.get("$defs", {})}.items():
        yield from ((f"{name}.{key}", value) for key, value in shape["properties"].items())


def test_every_record_names_its_schema() -> None:
    for path in RECORDS:
        first = path.read_text("utf-8").partition("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        kind = "paper" if "papers" in path.parts else "dataset"
        assert (path.parent / schema).resolve() == ROOT / f"data/schema/{kind}.schema.json", path


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_in_a_sentence(kind: str) -> None:
    for name, value in fields(read(f"data/schema/{kind}.schema.json")):
        assert SENTENCE.fullmatch(value.get("description", "")), name


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_on_the_site_completes_ids_and_fits_the_files(toy_site: BuiltSite, kind: str) -> None:
    schema = json.loads((toy_site.output / f"schema/{kind}.schema.json").read_text("utf-8"))
    sources = load_yaml((toy_site.root / "data/sources.yml").read_text("utf-8"))
    assert schema["properties"]["sources"]["items"]["enum"] == list(sources)
    validator = jsonschema.Draft202012Validator(schema)
    paths = sorted((toy_site.root / "data" / f"{kind}s").rglob("*.yml"))
    assert paths
    for path in paths:
        record = yaml.load(path.read_text("utf-8"), Yaml12Loader)
        assert [error.message for error in validator.iter_errors(record)] == [], path
        assert list(validator.iter_errors(record | {"sources": ["napkin-of-nobody"]}))


class Yaml12Loader(yaml.SafeLoader):
    """Loads YAML as the editor's language server does: 1.2, where a date and `no` are text."""


Yaml12Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def test_formatting_restores_the_schema_in_the_first_line(tmp_path: Path) -> None:
    """The guide promises this."""
    original = next(ROOT.glob("data/papers/*/*.yml")).read_text("utf-8")
    line = "# yaml-language-server: $schema=https://site.example/schema/paper.schema.json\n"
    path = tmp_path / "hum-2020.yml"
    path.write_text(line + original.partition("\n")[2], "utf-8")
    assert format_file(path, "data/papers/2020/hum-2020.yml") == original


def test_the_settings_of_vs_code_lead_to_files() -> None:
    settings = read(".vscode/settings.json")
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert [*ROOT.glob(pattern)]
    assert settings["files.eol"] == "\n"
    assert not settings["yaml.format.enable"], "`catalog format` decides about quotes and order"
    assert read(".vscode/extensions.json")["recommendations"] == EXTENSIONS


def test_git_keeps_the_shared_settings_and_no_others() -> None:
    paths = [".vscode/settings.json", ".vscode/extensions.json", ".vscode/launch.json", ".vscode/x/y.json"]
    process = subprocess.run(
        ["git", "check-ignore", "--no-index", *paths], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert process.stdout.split() == paths[2:]


def test_the_dev_container_serves_the_site() -> None:
    container = read(".devcontainer/devcontainer.json")
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    for command in (container["postCreateCommand"], container["postAttachCommand"]):
        assert f"\n{command.removeprefix('make ')}:" in makefile
    assert container["forwardPorts"] == [8000]
    assert "http://localhost:8000" in makefile
    version = re.fullmatch(r"python:3\.(\d+)-\w+", container["image"])
    assert version
    assert f'"3.{version[1]}"' in (ROOT / ".github/workflows/check.yml").read_text("utf-8")
    assert container["customizations"]["vscode"]["extensions"] == EXTENSIONS
