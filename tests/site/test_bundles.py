"""Scripts in bundles: each module once, in a file that says the same; and nothing that is not understood."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.site.bundles import BUNDLES, bundle_scripts
from catalog.site.files import SCRIPT_FOLDERS
from tests.sites import ROOT, BuiltSite

ASSETS = ROOT / "docs/assets"
SOURCES = {
    path.relative_to(ASSETS).with_suffix("").as_posix(): path.read_text("utf-8")
    for folder in SCRIPT_FOLDERS
    for path in sorted((ASSETS / folder).glob("*.js"))
}
EMPTY = {name: "" for names in BUNDLES for name in names}
"""Sources in which nothing stands."""


def test_every_module_is_in_one_bundle_or_needs_none() -> None:
    signs = {name: name.replace("/", "$").replace("-", "_") for name in SOURCES}
    bundles = dict(bundle_scripts(SOURCES))
    for name, sign in signs.items():
        holders = [first for first, text in bundles.items() if f"const {sign} = (() =>" in text]
        assert len(holders) == (name not in bundles and name not in ("add/add", "search/loader")), name


def test_a_page_asks_for_bundles_only(toy_site: BuiltSite) -> None:
    entries = {
        src for page in toy_site.pages.values() for one in page.select("script") if (src := one["src"])
    }
    ours = {match[1] for src in entries if (match := re.search(r"assets/(\w+/\w+)\.js$", src))}
    assert ours == {
        "site/start",
        "search/loader",
        "site/authors",
        "table/table",
        "cite/home",
        "compare/page",
        "add/add",
        "add/preview",
    }
    known = {first for first, *_ in BUNDLES}
    for name in ours | known:
        text = (toy_site.output / f"assets/{name}.js").read_text("utf-8")
        folder = name.partition("/")[0]
        asked = re.findall(r'(?:from|import)\s*\(?"(\.[^"]+)\.js"', text)
        assert {str(Path(folder, path)).replace(f"{folder}/../", "") for path in asked} <= known, name


def test_what_is_shared_comes_from_one_file() -> None:
    made = dict(
        bundle_scripts(
            EMPTY
            | {
                "search/dom": "const a = 1;\nexport {\n  a,\n};\n",
                "search/box": 'import {\n  a as b,\n} from "./dom.js";\nexport function f() { return b; }\n',
                "cite/home": 'const { f } = await import("../search/box.js");\n',
                "cite/selection-bar": 'const { a } = await import("../search/dom.js");\n',
            }
        )
    )
    assert "const search$dom = (() => {\nconst a = 1;\n\n\nreturn { a };\n})();" in made["site/start"]
    assert made["search/box"].split("\n") == [
        'import { search$dom } from "../site/start.js";',
        "const { a: b } = search$dom;",
        "export function f() { return b; }",
        "",
        "",
    ]
    assert 'await import("../search/box.js");' in made["cite/home"]
    assert 'import("../site/start.js").then((bundle) => bundle.search$dom)' in made["cite/selection-bar"]


@pytest.mark.parametrize(
    "line",
    [
        'import dom from "./dom.js";',
        'import * as dom from "./dom.js";',
        'import { a } from "somewhere";',
        'export * from "./dom.js";',
        "export default 1;",
        "export let a = 1;",
        "await import(name);",
        "const here = import.meta.url;",
    ],
)
def test_what_it_does_not_know_is_an_error_with_its_place(line: str) -> None:
    with pytest.raises(
        ValueError, match=re.escape(f"docs/assets/search/box.js:3: cannot be bundled: {line}")
    ):
        list(bundle_scripts(EMPTY | {"search/box": f"/** Why. */\n\n{line}\n"}))


def test_names_and_files_that_are_not_there_and_circles_are_errors() -> None:
    one = 'import { a } from "./box.js";\nexport const b = 1;\n'
    other = 'import { b } from "./dom.js";\nexport const a = 1;\n'
    with pytest.raises(ValueError, match=r"search/dom.js does not export a"):
        list(bundle_scripts(EMPTY | {"search/box": one.replace("box", "dom")}))
    with pytest.raises(ValueError, match=r"docs/assets/search/box.js imports search/none.js"):
        list(bundle_scripts(EMPTY | {"search/box": one.replace("./box", "./none")}))
    with pytest.raises(ValueError, match=r"begins with a module that search/dom.js imports"):
        list(
            bundle_scripts(
                EMPTY
                | {"site/start": "export const a = 1;\n", "search/dom": one.replace("./box", "../site/start")}
            )
        )
    with pytest.raises(ValueError, match="in a cycle: search/dom -> search/box -> search/dom"):
        list(bundle_scripts(EMPTY | {"search/dom": one, "search/box": other}))
