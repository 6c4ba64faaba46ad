"""A record to fill in by hand, with what the link tells."""

from __future__ import annotations

from catalog.contributing.proposal import ContributorHints, find_category, make_entry, primary_source
from catalog.importing.facts import extract_facts
from catalog.importing.merge import create_paper
from catalog.lookup import Answer
from catalog.lookup.link import LinkFacts
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.writing.draft import Draft, today


def render_template(catalog: Catalog, told: LinkFacts, given: ContributorHints) -> str:
    """The text of a record that lacks its title, and what else the link does not tell."""
    facts = extract_facts(make_entry("", told, Answer(), given, catalog.venue_spellings), catalog.venue_spellings)
    category = find_category(catalog, given.category)[0] or next(iter(catalog.categories))
    data = create_paper(facts, primary_source(catalog, told, Answer()).id, category, today())
    blank = {key: "" if value == "None" else value for key, value in data.items()}
    return Draft(Paper, "", "data/papers/0000/new.yml", blank).to_yaml()
