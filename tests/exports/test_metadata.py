"""CITATION.cff, codemeta.json and croissant.json state facts that have one home each.

`python -m tests.gates.metadata` validates them with the libraries of their formats.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from hashlib import sha256
from typing import Any

from bibtexparser.entrypoint import parse_string

from catalog.exports.citation import describe_citation
from catalog.exports.project import Project
from catalog.views.api import RECORD_TYPES
from catalog.views.site_info import SiteInfo
from tests.helpers import load_yaml
from tests.sites import FORK, ROOT, BuiltSite

PACKAGE = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = load_yaml((ROOT / "CITATION.cff").read_text("utf-8"))
DATE = "2026-11-22"
VERSION = "2026.11"


def read(site: BuiltSite, name: str) -> dict[str, Any]:
    content: dict[str, Any] = load_yaml((site.output / name).read_text("utf-8"))
    return content


def test_the_citation_of_the_site_is_that_of_the_checkout_with_its_version(toy_site: BuiltSite) -> None:
    citation = read(toy_site, "CITATION.cff")
    own = ("url", "repository-code", "version", "date-released", "identifiers")
    assert {key: citation[key] for key in citation if key not in own} == {
        key: CITATION[key] for key in CITATION if key not in own
    }
    assert (citation["version"], citation["date-released"]) == (VERSION, DATE)
    assert (citation["url"], citation["repository-code"]) == (FORK["SITE_URL"], FORK["REPO_URL"])
    for identifier in citation["identifiers"]:
        assert identifier["value"].removeprefix(FORK["SITE_URL"]) in toy_site.files
    assert {"version", "date-released"} & CITATION.keys() == set(), "they would be wrong after a commit"


def test_upstream_both_have_the_same_urls() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    site = SiteInfo(url=CITATION["url"], repository=CITATION["repository-code"])
    assert f'[SITE_URL, "{site.url}"]' in settings
    assert f'[REPO_URL, "{site.repository}"]' in settings
    described = describe_citation(Project(ROOT, site))
    assert {key: described[key] for key in CITATION} == CITATION


def test_the_citation_of_the_site_is_valid(toy_site: BuiltSite) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    path = str(toy_site.output / "CITATION.cff")
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_codemeta_says_what_pyproject_says(toy_site: BuiltSite) -> None:
    program = read(toy_site, "codemeta.json")
    assert program["@context"] == "https://w3id.org/codemeta/3.0"
    assert program["name"] == CITATION["title"]
    assert program["license"] == f"https://spdx.org/licenses/{PACKAGE['license']}"
    for key in ("version", "description", "keywords"):
        assert program[key] == PACKAGE[key]
    assert [author["name"] for author in program["author"]] == [one["name"] for one in PACKAGE["authors"]]
    assert program["dateModified"] == DATE
    assert program["codeRepository"] == FORK["REPO_URL"]
    assert program["runtimePlatform"] == "Python >=3.11"


def test_croissant_describes_the_files_that_are_there(site: BuiltSite) -> None:
    described = read(site, "croissant.json")["distribution"]
    assert {f"api/v1/{name}.json" for name in RECORD_TYPES} < {one["@id"] for one in described}
    exports = {name for name in site.files if name.startswith("data/papers.")}
    assert exports | {"catalog.sqlite"} < {one["@id"] for one in described}
    for one in described:
        content = (site.output / one["@id"]).read_bytes()
        assert one["sha256"] == sha256(content).hexdigest()
        assert one["contentSize"] == f"{len(content)} B"
        assert one["contentUrl"] == site.url + one["@id"]


def test_croissant_describes_the_columns_of_the_table(site: BuiltSite) -> None:
    (papers,) = read(site, "croissant.json")["recordSet"]
    with (site.output / "data/papers.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    described = [field["source"]["extract"]["column"] for field in papers["field"]]
    assert described == [column for column in columns if column != "arxiv"]


def test_croissant_has_the_license_the_version_and_a_citation(toy_site: BuiltSite) -> None:
    data = read(toy_site, "croissant.json")
    assert data["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert data["license"] == "https://spdx.org/licenses/CC0-1.0"
    assert (data["version"], data["datePublished"]) == (VERSION, DATE)
    (entry,) = parse_string(data["citeAs"]).entries
    assert (entry["year"], entry["url"]) == ("2026", FORK["SITE_URL"])
    assert entry["title"].strip("{}") == CITATION["title"]
