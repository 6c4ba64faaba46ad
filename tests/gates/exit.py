"""Build the site with engines that could replace MkDocs, and compare the sites page by page.

Equal must be: the URLs; text and links of each page's main part; title and metadata of its head; all other
files, byte for byte; and search results. No policy may block anything. Exceptions and their reasons are in
tests/gates/differences.yml.

Example: python -m tests.gates.exit --real --engine zensical
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.compare import comparable_files, compare_sites
from tests.gates.engines import ENGINES, python_path
from tests.helpers import load_yaml
from tests.server import serve_site
from tests.sites import EPOCH, ROOT, TOY, BuiltSite, build, checkout, link_history

DIFFERENCES = Path(__file__).with_name("differences.yml")
HOSTILE_PROGRAM = "tests.hostile.build"
"""Replaces the program and MkDocs; it fills the catalog with hostile texts."""
QUERIES = ROOT / "tests/search/public.json"
QUERY_COUNT = 20
SEARCH_SCRIPT = """async ([script, queries]) => {
  const { openEngine } = await import(script);
  const engine = await openEngine(new URL("./", location.href));
  const results = [];
  for (const text of queries) results.push([...(await engine.search({ text })).rows]); // sequentially
  return results;
}"""
MAX_PRINTED = 20
"""Differences per engine that are printed."""
VISITED_PAGES = ("", "papers/", "add/", "about/", "404.html")
"""Pages that are opened to see whether their policy blocks anything."""


def main() -> int:
    """Build and compare the sites, and fail if one differs."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.gates.exit",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--real", action="store_true", help="use the real catalog instead of the toy and the hostile one"
    )
    parser.add_argument("--engine", choices=ENGINES, help="run only this engine")
    parser.add_argument("--keep", type=Path, help="keep the sites in this empty folder")
    options = parser.parse_args()
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    catalogs = ["real"] if options.real else ["toy", "hostile"]
    results = set[int]()
    with tempfile.TemporaryDirectory() as folder:
        for catalog in catalogs:
            work = (options.keep or Path(folder)) / catalog
            results |= set(compare_engines(catalog, [options.engine] if options.engine else [*ENGINES], work))
    return 1 if 1 in results else max(results)


def compare_engines(catalog: str, engines: list[str], work: Path) -> Iterator[int]:
    """Compare each engine's site of a catalog with that of MkDocs, and yield an exit code for each."""
    if catalog == "hostile":  # properdocs uses the same templates and the same Jinja
        engines = [engine for engine in engines if engine != "properdocs"]
    if not engines:
        return
    print(f"{catalog}: building with mkdocs ...", file=sys.stderr, flush=True)
    reference = build_reference(catalog, work / "mkdocs")
    for engine in engines:
        print(f"{catalog}: building with {engine} ...", file=sys.stderr, flush=True)
        program = HOSTILE_PROGRAM if catalog == "hostile" else "catalog.cli.main"
        try:
            other = ENGINES[engine](reference, work / engine, program)
        except RuntimeError as error:
            print(f"exit: {engine} NOT RUN, because it cannot be installed: {error}", file=sys.stderr)
            yield 2
        except AssertionError as error:
            print(f"exit: {catalog}, {engine}: the build failed.\n{error}", file=sys.stderr)
            yield 1
        else:
            yield int(report_differences(catalog, engine, reference, other))


def build_reference(catalog: str, root: Path) -> BuiltSite:
    """Build the site with MkDocs; the real catalog with its git history."""
    checkout(root, ROOT / "data" if catalog == "real" else TOY)
    if catalog == "real":
        link_history(root)
    builder = (sys.executable, "-m", HOSTILE_PROGRAM if catalog == "hostile" else "mkdocs")
    return build(root, builder, SOURCE_DATE_EPOCH=EPOCH, PYTHONPATH=python_path(root))


def report_differences(catalog: str, engine: str, reference: BuiltSite, other: BuiltSite) -> bool:
    """Print how two sites compare, and return True if there are unexplained differences."""
    differences = compare_sites(reference, other)
    explained = load_yaml(DIFFERENCES.read_text("utf-8"))[engine]
    (expected_results, _), (results, blocked) = search_site(reference), search_site(other)
    equal_results = sum(left == right for left, right in zip(expected_results, results, strict=True))
    pages, files = len(reference.pages), len(comparable_files(reference))
    print(
        f"exit: {catalog}, {engine}: {len(reference.documents):,} URLs, "
        f"{len(differences.hrefs):,} not in both; "
        f"{pages - len(differences.pages):,} of {pages:,} pages equal, "
        f"{len(differences.pages & explained.keys()):,} differ as explained; "
        f"{files - len(differences.files):,} of {files:,} other files equal; "
        f"{equal_results} of {QUERY_COUNT} queries with equal results, "
        f"{sum(map(bool, expected_results))} with papers; "
        f"{len(VISITED_PAGES)} pages opened, {len(blocked)} requests or scripts blocked"
    )
    unexplained = differences.hrefs | differences.files
    unexplained |= differences.pages ^ (explained.keys() & reference.pages.keys())
    for name in sorted(unexplained)[:MAX_PRINTED]:
        print(f"  {catalog}, {engine}: {name or 'home page'} differs")
    for message in blocked[:MAX_PRINTED]:
        print(f"  {catalog}, {engine}: {message}")
    is_different = bool(unexplained or blocked) or equal_results < QUERY_COUNT
    if is_different:
        print(
            f"To compare the sites, use --keep DIR --engine {engine}. Then fix\n"
            "hooks/catalog/site/folder.py, or explain the page in tests/gates/differences.yml.\n"
            "Remove explained pages that are equal from there.",
            file=sys.stderr,
        )
    return is_different


def search_site(site: BuiltSite) -> tuple[list[list[int]], list[str]]:
    """Return the rows of the papers that the search finds for each query, and what policies blocked."""
    queries = [query for query, *_ in json.loads(QUERIES.read_text("utf-8"))[:QUERY_COUNT]]
    blocked = list[str]()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        page = browser.new_page()
        page.on("console", lambda line: blocked.append(line.text) if "Security Policy" in line.text else None)
        for href in VISITED_PAGES:
            page.goto(url + href, wait_until="networkidle")
        page.goto(url)
        results: list[list[int]] = page.evaluate(SEARCH_SCRIPT, [f"{url}assets/search/engine.js", queries])
        browser.close()
    return results, blocked


if __name__ == "__main__":
    sys.exit(main())
