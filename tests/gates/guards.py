"""Guards between strangers' texts and programs, with the removal of each and the tests that must fail then.

`mutation` removes each guard with `guard_remover`, which must load before the catalog: nothing of it is
imported here. Rules are not in the table: each rule is a guard, tested by its fixture in tests/rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple, cast

Removal = Callable[[Any], Any]
"""Returns the replacement of a guard."""


class Guard(NamedTuple):
    """A guard's removal and its tests."""

    remove: Removal
    tests: tuple[str, ...]
    """Arguments of pytest."""


def match_nothing(_: object) -> re.Pattern[str]:
    """Replace a pattern of refused or encoded text with one that matches nothing."""
    return re.compile("(?!)")


def match_everything(_: object) -> re.Pattern[str]:
    """Replace a pattern of accepted text with one that matches everything."""
    return re.compile(r"[\s\S]*")


def accept_any_format(text_format: Any) -> Any:
    """Replace the format of a text with one that accepts everything."""
    return text_format._replace(pattern=match_everything(None))


def return_unchanged(_: object) -> Callable[..., Any]:
    """Replace an encoder or validator with one that returns its argument."""
    return lambda value, *_, **__: value


def return_true(_: object) -> Callable[..., bool]:
    """Replace a predicate with one that is always true."""
    return lambda *_, **__: True


def yield_nothing(_: object) -> Callable[..., Any]:
    """Replace a check with one that finds nothing."""
    return lambda *_, **__: iter(())


def match_any_box(_: object) -> re.Pattern[str]:
    """Replace the pattern of lines with boxes by one that finds them anywhere."""
    return re.compile(r"\[(.)\] \*\*Add\*\*.*/abs/([^>]*).*\n.*\[(.)\]")


def trust_markup(_: object) -> type:
    """Replace an HTML escape with one that trusts every text as markup."""
    return cast(type, import_module("markupsafe").Markup)


def never_paginate(kind: Any) -> Any:
    """Replace pagination: each page of a list shows all papers."""
    kind.page_papers = property(lambda self: self.papers)
    return kind


def without_autoescape(environment: Any) -> Callable[..., Any]:
    """Replace the template environment with one that escapes nothing."""
    return lambda **options: environment(**options | {"autoescape": False})


URLS, TEXT = ("tests/utils/test_urls.py",), ("tests/utils/test_text.py",)
OUTPUTS = "tests/hostile/test_outputs.py"
CITING, WRITERS = "tests/citing/test_formats.py", "tests/citing/test_writers.py"
TWINS = "tests/twins/test_markdown.py"
MARKDOWN, PROBLEMS = "tests/utils/test_github_markdown.py", "tests/documents/test_problems.py"
REPOSITORIES = "tests/refresh/repositories/test_repositories.py"
RADAR = "tests/refresh/radar/test_checklist.py"
CSP, REDIRECTS, PUBLISHED = (
    "tests/html/test_csp.py",
    "tests/site/test_redirects.py",
    "tests/site/test_published.py",
)


def rule_fixtures(*ids: str) -> tuple[str, ...]:
    """Return the tests of some rules' fixtures."""
    return ("tests/checks/test_rules.py", "-k", " or ".join(f"violation and {id}" for id in ids))


GUARDS: Mapping[str, Guard] = {
    # patterns of texts and URLs
    "utils.text.HIDDEN_CHARACTER": Guard(match_nothing, ("tests/history/test_contributors.py",)),
    "utils.text.ILLEGIBLE_CHARACTER": Guard(match_nothing, TEXT),
    "utils.text.MARKUP": Guard(match_nothing, TEXT),
    "utils.text.MARKUP_CHARACTER": Guard(match_nothing, TEXT),
    "utils.text.NON_ALPHANUMERIC": Guard(match_nothing, TEXT),
    "utils.text.NON_ASCII_RUN": Guard(match_nothing, TEXT),
    "utils.urls.URL_IN_TEXT": Guard(match_nothing, ("tests/contributing/test_issues.py", "-k", "full-width")),
    "utils.urls.ARXIV_ID": Guard(match_everything, URLS),
    "utils.urls.DOI": Guard(match_everything, URLS),
    "utils.urls.HOST": Guard(match_everything, URLS),
    "utils.urls.SCHEME": Guard(match_nothing, URLS),
    "utils.urls.UNSAFE_CHARACTER": Guard(match_nothing, URLS),
    "utils.urls.ARXIV_PAGE": Guard(match_nothing, URLS),
    "utils.urls.DOI_PAGE": Guard(match_nothing, URLS),
    "utils.urls.ARXIV_DOI_PREFIX": Guard(match_nothing, URLS),
    "utils.urls.SITE_PATH": Guard(match_everything, (OUTPUTS, "-k", "leads_out")),
    # validators
    "records.validators.YEAR": Guard(accept_any_format, rule_fixtures("bad-year")),
    "search.columns.is_safe_url": Guard(return_true, ("tests/search/test_packing.py", "-k", "repositories")),
    "search.comparison.is_safe_url": Guard(
        return_true, ("tests/search/test_comparison.py", "-k", "dangerous")
    ),
    "records.validators.DATE": Guard(accept_any_format, ("tests/test_guards.py", "-k", "other_forms")),
    "records.validators.PAGES": Guard(accept_any_format, rule_fixtures("bad-pages")),
    "records.validators.NUMBER": Guard(accept_any_format, ("tests/test_guards.py", "-k", "other_forms")),
    "records.validators.DECIMAL": Guard(accept_any_format, rule_fixtures("bad-number")),
    "records.validators.SCORE": Guard(accept_any_format, ("tests/records/test_results.py", "-k", "digits")),
    "records.validators.FLAG": Guard(accept_any_format, rule_fixtures("bad-flag")),
    "records.validators.validate_text": Guard(
        return_unchanged, rule_fixtures("text-spaces", "text-length", "empty-value", "wrong-type")
    ),
    "records.validators.validate_plain_text": Guard(
        return_unchanged, rule_fixtures("text-markup", "text-mojibake")
    ),
    "records.validators.validate_letters": Guard(return_unchanged, rule_fixtures("text-letters")),
    "records.validators.validate_url": Guard(return_unchanged, rule_fixtures("bad-url", "dangerous-url")),
    "records.validators.validate_arxiv": Guard(return_unchanged, rule_fixtures("bad-arxiv")),
    "records.validators.validate_doi": Guard(return_unchanged, rule_fixtures("bad-doi")),
    # encoders of pages
    "html.environment.CatalogEnvironment": Guard(without_autoescape, (OUTPUTS, "-k", "pages_and")),
    "html.environment.escape": Guard(trust_markup, (OUTPUTS, "-k", "pages_and")),
    "html.links.SPECIAL_CHARACTER": Guard(match_nothing, (OUTPUTS, "-k", "pages_and")),
    "html.links.ROOT_PLACEHOLDER": Guard(lambda _: "\0", (OUTPUTS, "-k", "wherever_it_stands")),
    "html.links.escape": Guard(trust_markup, (OUTPUTS, "-k", "leads_where or back_ticks")),
    "html.charts.escape": Guard(trust_markup, (OUTPUTS, "-k", "chart")),
    "html.dot_plots.escape": Guard(trust_markup, (OUTPUTS, "-k", "dot_plot")),
    "html.head.escape": Guard(trust_markup, (OUTPUTS, "-k", "pages_and")),
    "html.jsonld.ESCAPES": Guard(lambda _: {}, (OUTPUTS, "-k", "end_its_script")),
    "views.cards.is_safe_url": Guard(return_true, (OUTPUTS, "-k", "pages_and")),
    "html.shell.ESCAPINGS": Guard(
        lambda ways: dict.fromkeys(ways, str), ("tests/html/test_shell.py", "-k", "theme_escapes")
    ),
    "html.shell.escape": Guard(return_unchanged, ("tests/html/test_shell.py", "-k", "theme_escapes")),
    "html.renderer.escape": Guard(return_unchanged, ("tests/site/test_exit.py", "-k", "front_matter")),
    "html.csp.violations": Guard(yield_nothing, (CSP, "-k", "violation")),
    "html.csp.is_inert": Guard(return_true, (CSP, "-k", "never_inert")),
    "site.bundles.UNSUPPORTED": Guard(match_nothing, ("tests/site/test_bundles.py", "-k", "does_not_know")),
    "facets.pagination.PaperList": Guard(
        never_paginate, ("tests/facets/test_pagination.py", "-k", "are_the_whole_list")
    ),
    "site.build.site_path": Guard(return_unchanged, (PUBLISHED, "-k", "leads_out")),
    "views.page.site_path": Guard(return_unchanged, (PUBLISHED, "-k", "leads_out")),
    "site.redirects.escape": Guard(return_unchanged, (REDIRECTS, "-k", "are_text")),
    "site.redirects.RECORD_ID": Guard(match_everything, (REDIRECTS, "-k", "becomes_a_path")),
    # encoders of files for programs
    "citing.bibtex.escape_tex": Guard(return_unchanged, (CITING, OUTPUTS, "-k", "say or bib")),
    "citing.bibtex._percent_encode_braces": Guard(return_unchanged, (OUTPUTS, "-k", "say")),
    "citing.bibtex._escape_name_part": Guard(return_unchanged, (CITING, "-k", "bib")),
    "citing.reference._single_line": Guard(return_unchanged, (OUTPUTS, "-k", "say or prose")),
    "citing.reference.is_safe_url": Guard(return_true, ("tests/citing/test_reference.py", "-k", "followed")),
    "citing.table.is_safe_url": Guard(return_true, (WRITERS, "-k", "followed")),
    "citing.table.neutralize_formula": Guard(return_unchanged, (WRITERS, "-k", "formula")),
    "citing.prose.escape_markdown": Guard(return_unchanged, (OUTPUTS, "-k", "prose")),
    "twins.markdown.escape_markdown": Guard(return_unchanged, (TWINS, "-k", "any_text_in")),
    "twins.markdown.escape_unprintable": Guard(return_unchanged, (TWINS, "-k", "text_in_a_line")),
    "twins.markdown.quote": Guard(return_unchanged, (TWINS, "-k", "address")),
    "twins.markdown.AUTOLINK_START": Guard(match_nothing, (TWINS, "-k", "github")),
    "twins.markdown.ENTITY_START": Guard(match_nothing, (TWINS, "-k", "punctuation")),
    "twins.sheet.is_safe_url": Guard(return_true, ("tests/twins/test_hostile.py", "-k", "link_is_safe")),
    "citing.prose.encode_parentheses": Guard(return_unchanged, (WRITERS, "-k", "prose")),
    "importing.list_writer.encode_parentheses": Guard(
        return_unchanged, ("tests/importing/test_list_writer.py", "-k", "parentheses")
    ),
    "importing.list_writer._escape": Guard(return_unchanged, (OUTPUTS, "-k", "github")),
    "records.as_json.is_safe_url": Guard(return_true, ("tests/views/test_api.py",)),
    "html.head.is_safe_url": Guard(return_true, ("tests/html/test_head.py", "-k", "text_of_a_paper")),
    "history.abstracts.is_abstract": Guard(
        return_true, ("tests/history/test_abstracts.py", "-k", "cannot_be_used")
    ),
    "refresh.abstracts.questions._is_same_paper": Guard(
        return_true, ("tests/refresh/abstracts/test_abstracts.py", "-k", "of_another")
    ),
    "history.feeds.Markup": Guard(lambda _: str, ("tests/history/test_feeds.py", "-k", "hostile_texts")),
    "refresh.radar.checklist.ARXIV_ID": Guard(match_everything, (RADAR, "-k", "other_lines")),
    "refresh.radar.checklist.BOX": Guard(match_any_box, (RADAR, "-k", "other_lines")),
    "contributing.decisions.is_from_radar": Guard(
        return_true, ("tests/refresh/radar/test_decisions.py", "-k", "ignored")
    ),
    "history.feeds.NOT_XML": Guard(match_nothing, (OUTPUTS, "-k", "xml")),
    "citing.coins.escape": Guard(trust_markup, (OUTPUTS, "-k", "reference_managers")),
    "citing.coins.SEPARATOR": Guard(match_nothing, (OUTPUTS, "-k", "reference_managers")),
    # texts of services
    "refresh.repositories.query.NAME": Guard(match_everything, (REPOSITORIES, "-k", "strange")),
    "refresh.repositories.plan.FILE_NAME": Guard(match_everything, (REPOSITORIES, "-k", "strange")),
    "refresh.repositories.weights._is_valid": Guard(
        return_true, ("tests/refresh/repositories/test_rules.py", "-k", "test_weights")
    ),
    "checks.links.is_safe_url": Guard(return_true, rule_fixtures("link-state")),
    # requests to hosts of strangers
    "refresh.links.network.is_public": Guard(return_true, ("tests/refresh/links/test_network.py",)),
    "refresh.links.request.check_url": Guard(
        lambda _: lambda url: url.split("/")[2], ("tests/refresh/links/test_probe.py", "-k", "moved")
    ),
    "refresh.links.request.is_safe_url": Guard(return_true, ("tests/refresh/links/test_network.py",)),
    # encoders for logs and GitHub
    "utils.text.escape_unprintable": Guard(return_unchanged, (PROBLEMS,)),
    "documents.problems._escape_data": Guard(return_unchanged, (PROBLEMS,)),
    "documents.problems._escape_property": Guard(return_unchanged, (PROBLEMS,)),
    "utils.github_markdown.escape_text": Guard(return_unchanged, (MARKDOWN, "-k", "table or line")),
    "utils.github_markdown.escape_prose": Guard(return_unchanged, (MARKDOWN, "-k", "sentence")),
    "utils.github_markdown.quote": Guard(return_unchanged, (MARKDOWN, "-k", "link")),
    "utils.github_markdown._encode_match": Guard(lambda _: lambda match: match[0], (MARKDOWN, "-k", "table")),
}
"""Guards by module and attribute, below `catalog`."""
