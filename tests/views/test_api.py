"""The static API: every record, as its schema says, and as its page and its file say."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from catalog import Catalog
from catalog.records.as_json import record_as_json
from catalog.views.api import RECORD_FOLDERS, RECORD_TYPES
from tests.helpers import make_paper
from tests.sites import BuiltSite


@pytest.fixture(params=["toy_site", pytest.param("real_site", marks=pytest.mark.gate)])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    site: BuiltSite = request.getfixturevalue(request.param)
    return site


def read(site: BuiltSite, path: str) -> Any:
    return json.loads((site.output / "api/v1" / path).read_text("utf-8"))


def expected(catalog: Catalog, name: str) -> list[str]:
    """The ids that a list holds."""
    return [paper.id for paper in catalog.papers] if name == "papers" else list(getattr(catalog, name))


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_every_record_is_there_and_fits_its_schema(site: BuiltSite, name: str) -> None:
    records, schema = read(site, f"{name}.json"), read(site, f"schema/{name}.schema.json")
    assert [record["id"] for record in records] == expected(Catalog.load(site.root), name)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    errors_by_id = {record["id"]: list(validator.iter_errors(record)) for record in records}
    assert not [(id, errors) for id, errors in errors_by_id.items() if errors]


def test_schemas_refuse_what_no_vocabulary_has(toy_site: BuiltSite) -> None:
    record = read(toy_site, "papers/meow2lip-2020.json")
    validator = Draft202012Validator(read(toy_site, "schema/papers.schema.json"))
    changes: list[dict[str, Any]] = [{"venue": "nowhere"}, {"tags": ["no-tag"]}, {"categories": ["none"]}]
    changes += [{"sources": []}, {"extra": 1}, {"year": "2020"}, {"claims": [{"source": "nobody"}]}]
    assert validator.is_valid(record)
    assert [change for change in changes if validator.is_valid(record | change)] == []


@pytest.mark.parametrize("name", RECORD_FOLDERS)
def test_each_paper_and_dataset_can_be_had_alone(site: BuiltSite, name: str) -> None:
    records = read(site, f"{name}.json")
    assert records
    for record in records:
        assert read(site, f"{name}/{record['id']}.json") == record
    alone = [path for path in site.files if path.startswith(f"api/v1/{name}/")]
    assert len(alone) == len(records)


def test_a_record_has_an_address_if_it_has_a_page(site: BuiltSite) -> None:
    for name in RECORD_TYPES:
        for record in read(site, f"{name}.json"):
            page, _, fragment = record.get("href", "").partition("#")
            if fragment:
                assert [element for element in site.pages[page].elements if element["id"] == fragment]
            else:
                assert (f"{name}/{record['id']}/" in site.pages) is bool(page)
                assert page in (f"{name}/{record['id']}/", "")


def normal(value: Any) -> Any:
    """Return a value as the API has it: a single link as a list."""
    return value if isinstance(value, list) else [value]


def test_papers_say_what_their_files_say(site: BuiltSite) -> None:
    for record in read(site, "papers.json"):
        (path,) = (site.root / "data/papers").glob(f"*/{record['id']}.yml")
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        data["links"] = {kind: normal(links) for kind, links in data.get("links", {}).items()}
        assert {key: text(value) for key, value in data.items() if value} == {
            key: text(value) for key, value in record.items() if key not in ("id", "href")
        }, record["id"]


def text(value: Any) -> Any:
    """Return a value with numbers and flags as text."""
    if isinstance(value, dict):
        return {key: text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [text(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_download_says_the_same(site: BuiltSite) -> None:
    download = json.loads((site.output / "data/papers.json").read_text("utf-8"))
    assert download == read(site, "papers.json")


def test_numbers_without_a_part_are_numbers(toy_site: BuiltSite) -> None:
    sets = {record["id"]: record for record in read(toy_site, "datasets.json")}
    assert sets["squeak-2020"]["subjects"] == 42
    assert sets["blink"]["subjects"] == {"train": 5090, "test": 451}


def test_the_former_name_of_the_license_is_still_served(toy_site: BuiltSite) -> None:
    for name in ("datasets", "sources"):
        records, schema = read(toy_site, f"{name}.json"), read(toy_site, f"schema/{name}.schema.json")
        assert any("license" in record for record in records)
        assert all(record.get("licence") == record.get("license") for record in records)
        assert schema["properties"]["licence"]["deprecated"] is True
    for_editors = json.loads((toy_site.output / "schema/dataset.schema.json").read_text("utf-8"))
    assert "licence" not in for_editors["properties"]


def test_links_that_must_not_be_followed_are_left_out() -> None:
    paper = make_paper()
    bad = paper.links.model_copy(update={"code": ("javascript:x", "https://code.example/"), "demo": ("x",)})
    assert record_as_json(paper.model_copy(update={"links": bad}))["links"] == {
        "code": ["https://code.example/"]
    }


def test_the_page_documents_every_list_and_field(site: BuiltSite) -> None:
    page = site.pages["data/"]
    keys = [
        row.texts("code")[0] for table in page.select("table.fields")[1:] for row in table.select("tr")[1:]
    ]
    fields = [
        key for model in RECORD_TYPES.values() for key in model.model_fields if key not in ("id", "file")
    ]
    assert keys == fields
    assert [heading["id"] for heading in page.select("h2")] == ["files", "releases", "api", *RECORD_TYPES]
    samples = [block.raw_text for block in page.select("pre")]
    assert json.loads(samples[1]) == read(site, "papers.json")[0]
    assert f"{site.url}api/v1/papers/" in samples[0]
