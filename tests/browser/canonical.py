"""Access to the canonical form in Python and in the browser, for tests that compare them."""

from __future__ import annotations

from typing import Any, Literal

from playwright.sync_api import Page

from catalog.records.dataset import Dataset, Fact
from catalog.records.schema import Claim, Links, Paper, StrictModel
from catalog.writing.draft import Draft

Kind = Literal["paper", "dataset"]
FILES: dict[Kind, str] = {
    "paper": "data/papers/2020/lipsyncopation-2020.yml",
    "dataset": "data/datasets/mumble-1k.yml",
}
SHAPES: dict[str, type[StrictModel]] = {
    "paper": Paper,
    "dataset": Dataset,
    "links": Links,
    "claims": Claim,
    "facts": Fact,
}


def format_in_python(kind: Kind, data: dict[str, Any]) -> str:
    """Return the text of a new record, as `catalog import` writes it."""
    model = Paper if kind == "paper" else Dataset
    return Draft(model, "lipsyncopation-2020", FILES[kind], data).to_yaml()


def run_in_browser(page: Page, function: str, *values: Any) -> Any:
    """Call a JavaScript function that may use `yaml` and `NotCanonical`; return its result."""
    module = """
        const { NotCanonical, RecordYaml } = await import("./assets/add/yaml.js");
        const { loadRules } = await import("./assets/add/rules.js");
        const { data } = await loadRules(new URL(".", location));
        const yaml = new RecordYaml(data);
    """
    return page.evaluate(f"async (values) => {{ {module} return ({function})(...values); }}", values)
