"""Every rule and every check, collected from the modules that declare them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from catalog.checks import (
    authors,
    claims,
    copies,
    identity,
    items,
    links,
    names,
    references,
    repositories,
    results,
    vocabularies,
)
from catalog.checks.check import Check
from catalog.documents import characters, document, parser, readers
from catalog.documents.problems import Problem, Rule
from catalog.records import load, repository, types
from catalog.records import rules as record_rules
from catalog.records.catalog import Catalog
from catalog.records.validators import TextFormat

DECLARING_MODULES = (
    *(characters, document, parser, readers, load, record_rules, repository, types),
    *(identity, items, authors, copies, names, references, claims, links),
    *(repositories, results, vocabularies),
)


def collect_rules(modules: Iterable[ModuleType]) -> dict[str, Rule]:
    """Return the rules of some modules by ID.

    Raises:
        ValueError: Two rules have the same ID.
    """
    rules: dict[str, Rule] = {}
    for rule in _declared_rules(modules):
        if rules.setdefault(rule.id, rule) is not rule:
            raise ValueError(f"duplicate rule {rule.id!r}")
    return rules


def _declared_rules(modules: Iterable[ModuleType]) -> Iterator[Rule]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Rule):
                yield value
            elif isinstance(value, Check | TextFormat):
                yield value.rule


RULES: Mapping[str, Rule] = collect_rules(DECLARING_MODULES)
"""Every rule, by ID."""
CHECKS: tuple[Check, ...] = tuple(
    value for module in DECLARING_MODULES for value in vars(module).values() if isinstance(value, Check)
)
"""The rules that need more than one record, or more than one field of a record."""


def run_checks(catalog: Catalog, checks: Iterable[Check] = CHECKS) -> list[Problem]:
    """Return the problems that some checks find, by default all."""
    return [problem for check in checks for problem in check(catalog)]
