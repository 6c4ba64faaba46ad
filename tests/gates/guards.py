"""What stands between strangers' texts and programs: each guard, its removal, and the tests that miss it.

Here for `mutation`, which removes them, and `removed`, which does it; so nothing of the catalog is imported.
Rules are not in the table: each is a guard by itself, and its fixture in tests/rules is its test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, cast

Removal = Callable[[Any], Any]
"""What stands in the place of a guard, given the guard."""


class Guard(NamedTuple):
    """How one is removed, and its own tests, as arguments of pytest."""

    instead: Removal
    tests: tuple[str, ...]


def never(_: object) -> re.Pattern[str]:
    """Instead of a pattern of what is refused or encoded: it finds nothing."""
    return re.compile("(?!)")


def always(_: object) -> re.Pattern[str]:
    """Instead of a pattern of what is accepted: it accepts everything."""
    return re.compile(r"[\s\S]*")


def lax(written: Any) -> Any:
    """Instead of how texts of a type are written: in any way."""
    return written._replace(pattern=always(None))


def same(_: object) -> Callable[..., Any]:
    """Instead of an encoder or a reader: it gives back what it gets."""
    return lambda value, *_, **__: value


def true(_: object) -> Callable[..., bool]:
    """Instead of a question: always yes."""
    return lambda *_, **__: True


def nothing(_: object) -> Callable[..., Any]:
    """Instead of a check: it finds nothing and refuses nothing."""
    return lambda *_, **__: iter(())


def raw(_: object) -> type:
    """Instead of what escapes for HTML: it takes every text for markup."""
    return cast(type, import_module("markupsafe").Markup)


def endless(kind: Any) -> Any:
    """Replace pagination: each page of a list shows all papers."""
    kind.page_papers = property(lambda self: self.papers)
    return kind


def bare(environment: Any) -> Callable[..., Any]:
    """Instead of the environment of templates: one that escapes nothing."""
    return lambda **options: environment(**options | {"autoescape": False})


URLS, TEXT = ("tests/utils/test_urls.py",), ("tests/utils/test_text.py",)
OUTPUTS = "tests/hostile/test_outputs.py"
CITING, WRITERS = "tests/citing/test_formats.py", "tests/citing/test_writers.py"
MARKDOWN, PROBLEMS = "tests/utils/test_github_markdown.py", "tests/documents/test_problems.py"
CSP, REDIRECTS, PUBLISHED = (
    "tests/html/test_csp.py",
    "tests/site/test_redirects.py",
    "tests/site/test_published.py",
)


def of_rule(*ids: str) -> tuple[str, ...]:
    """The fixtures of some rules."""
    return ("tests/checks/test_rules.py", "-k", " or ".join(f"breach and {id}" for id in ids))


GUARDS: Mapping[str, Guard] = {
    # patterns of texts and addresses
    "utils.text.HIDDEN_CHARACTER": Guard(never, TEXT),
    "utils.text.MARKUP": Guard(never, TEXT),
    "utils.text.NON_ALPHANUMERIC": Guard(never, TEXT),
    "utils.urls.ARXIV_ID": Guard(always, URLS),
    "utils.urls.DOI": Guard(always, URLS),
    "utils.urls.HOST": Guard(always, URLS),
    "utils.urls.SCHEME": Guard(never, URLS),
    "utils.urls.UNSAFE_CHARACTER": Guard(never, URLS),
    "utils.urls.ARXIV_PAGE": Guard(never, URLS),
    "utils.urls.DOI_PAGE": Guard(never, URLS),
    "utils.urls.ARXIV_DOI_PREFIX": Guard(never, URLS),
    "utils.urls.SITE_PATH": Guard(always, (OUTPUTS, "-k", "leads_out")),
    # readers
    "records.validators.YEAR": Guard(lax, of_rule("bad-year")),
    "search.index.is_safe_url": Guard(true, ("tests/search/test_packing.py", "-k", "repositories")),
    "records.validators.DATE": Guard(lax, ("tests/test_guards.py", "-k", "other_forms")),
    "records.validators.PAGES": Guard(lax, of_rule("bad-pages")),
    "records.validators.NUMBER": Guard(lax, ("tests/test_guards.py", "-k", "other_forms")),
    "records.validators.DECIMAL": Guard(lax, of_rule("bad-number")),
    "records.validators.FLAG": Guard(lax, of_rule("bad-flag")),
    "records.validators.validate_text": Guard(
        same, of_rule("text-spaces", "text-length", "empty-value", "wrong-type")
    ),
    "records.validators.validate_plain_text": Guard(same, of_rule("text-markup", "text-mojibake")),
    "records.validators.validate_url": Guard(same, of_rule("bad-url", "dangerous-url")),
    "records.validators.validate_arxiv": Guard(same, of_rule("bad-arxiv")),
    "records.validators.validate_doi": Guard(same, of_rule("bad-doi")),
    # encoders of pages
    "html.environment.CatalogEnvironment": Guard(bare, (OUTPUTS, "-k", "pages_and")),
    "html.filters.escape": Guard(raw, (OUTPUTS, "-k", "back_ticks")),
    "html.links.ROOT_PLACEHOLDER": Guard(lambda _: "\0", (OUTPUTS, "-k", "wherever_it_stands")),
    "html.links.escape": Guard(raw, (OUTPUTS, "-k", "leads_where")),
    "html.charts.escape": Guard(raw, (OUTPUTS, "-k", "chart")),
    "html.head.escape": Guard(raw, (OUTPUTS, "-k", "pages_and")),
    "html.jsonld.ESCAPES": Guard(lambda _: {}, (OUTPUTS, "-k", "end_its_script")),
    "views.cards.is_safe_url": Guard(true, (OUTPUTS, "-k", "pages_and")),
    "html.shell.ESCAPINGS": Guard(
        lambda ways: dict.fromkeys(ways, str), ("tests/html/test_shell.py", "-k", "treated")
    ),
    "html.shell.escape": Guard(same, ("tests/html/test_shell.py", "-k", "treated")),
    "site.folder.escape": Guard(same, ("tests/site/test_exit.py", "-k", "front_matter")),
    "html.csp.violations": Guard(nothing, (CSP, "-k", "breach")),
    "html.csp.is_inert": Guard(true, (CSP, "-k", "never_harmless")),
    "site.bundles.UNSUPPORTED": Guard(never, ("tests/site/test_bundles.py", "-k", "does_not_know")),
    "views.pagination.PaperList": Guard(endless, ("tests/views/test_pagination.py", "-k", "are_the_whole")),
    "site.files.site_path": Guard(same, (PUBLISHED, "-k", "leads_out")),
    "views.page.site_path": Guard(same, (PUBLISHED, "-k", "leads_out")),
    "site.redirects.escape": Guard(same, (REDIRECTS, "-k", "are_text")),
    "site.redirects.RECORD_ID": Guard(always, (REDIRECTS, "-k", "becomes_a_path")),
    # encoders of what programs read
    "citing.bibtex.escape_tex": Guard(same, (CITING, OUTPUTS, "-k", "say or bib")),
    "citing.bibtex._percent_encode_braces": Guard(same, (OUTPUTS, "-k", "say")),
    "citing.bibtex._escape_name_part": Guard(same, (CITING, "-k", "bib")),
    "citing.reference._single_line": Guard(same, (OUTPUTS, "-k", "say or prose")),
    "citing.reference.is_safe_url": Guard(true, ("tests/citing/test_reference.py", "-k", "followed")),
    "citing.table.is_safe_url": Guard(true, (WRITERS, "-k", "followed")),
    "citing.table.neutralize_formula": Guard(same, (WRITERS, "-k", "formula")),
    "citing.prose.escape_markdown": Guard(same, (OUTPUTS, "-k", "prose")),
    "citing.prose._escape_parentheses": Guard(same, (WRITERS, "-k", "prose")),
    "importing.list_writer._escaped": Guard(same, (OUTPUTS, "-k", "github")),
    "records.as_json.is_safe_url": Guard(true, ("tests/views/test_api.py",)),
    "html.head.is_safe_url": Guard(true, ("tests/html/test_head.py", "-k", "text_of_a_paper")),
    "history.feeds.Markup": Guard(lambda _: str, ("tests/history/test_feeds.py", "-k", "hostile_texts")),
    "history.feeds.NOT_XML": Guard(never, (OUTPUTS, "-k", "xml")),
    "citing.coins.SEPARATOR": Guard(never, (OUTPUTS, "-k", "reference_managers")),
    # encoders of logs and of what GitHub shows
    "utils.text.escape_unprintable": Guard(same, (PROBLEMS,)),
    "documents.problems._escape_data": Guard(same, (PROBLEMS,)),
    "documents.problems._escape_property": Guard(same, (PROBLEMS,)),
    "utils.github_markdown.escape_text": Guard(same, (MARKDOWN, "-k", "table or line")),
    "utils.github_markdown.escape_prose": Guard(same, (MARKDOWN, "-k", "sentence")),
    "utils.github_markdown.quote": Guard(same, (MARKDOWN, "-k", "link")),
    "utils.github_markdown._encode_match": Guard(lambda _: lambda found: found[0], (MARKDOWN, "-k", "table")),
}
"""By where each stands in the catalog."""
