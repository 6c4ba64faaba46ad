"""Rules are collected from the modules that declare them."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import catalog.checks
import catalog.documents
import catalog.records
from catalog.checks import CHECKS, RULES
from catalog.checks.rules import DECLARING_MODULES, collect_rules
from catalog.documents.problems import Rule
from catalog.records import rules


def module_with(**attributes: object) -> ModuleType:
    module = ModuleType("toys")
    vars(module).update(attributes)
    return module


def test_no_module_with_rules_is_forgotten() -> None:
    packages = (catalog.documents, catalog.records, catalog.checks)
    infos = (info for package in packages for info in iter_modules(package.__path__, f"{package.__name__}."))
    modules = [import_module(info.name) for info in infos]
    assert collect_rules(modules).keys() == RULES.keys() | {"format"}  # which `catalog check` never reports
    assert collect_rules(DECLARING_MODULES) == RULES
    assert {check.rule.id for check in CHECKS} < RULES.keys()


def test_two_rules_with_one_id_are_refused() -> None:
    toys = module_with(toy=Rule("bad-year", "A toy has no year.", toy="Remove it"))
    with pytest.raises(ValueError, match="duplicate rule 'bad-year'"):
        collect_rules([rules, toys])


def test_a_rule_that_another_module_imports_is_one_rule() -> None:
    importer = module_with(BAD_YEAR=rules.BAD_YEAR)
    assert collect_rules([rules, importer]) == collect_rules([rules])


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_violation_has_a_message_and_a_hint(rule: Rule) -> None:
    assert rule.wordings
    assert all(message and hint for message, hint in rule.wordings.values())
    assert not [
        text for wording in rule.wordings.values() for text in wording if re.search(r"(?<!\.)\.$", text)
    ]
