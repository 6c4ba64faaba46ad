"""Propose a record for a link, from what the link, the services and the contributor state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from catalog.checks.change import problems_of_change
from catalog.checks.names import DIGITS, MIN_DUPLICATE_SIMILARITY_PERCENT
from catalog.contributing.hints import ContributorHints, find_category, suggest_tags
from catalog.documents.problems import Problem, has_errors, quote
from catalog.importing.facts import extract_facts
from catalog.importing.merge import create_paper
from catalog.importing.run import make_plan
from catalog.lists.entries import ListEntry
from catalog.lists.titles import count_letters
from catalog.lists.venues import VenueMention, parse_venue
from catalog.lookup.answer import Answer
from catalog.lookup.link import LinkFacts
from catalog.lookup.venues import find_venue_id
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.records.vocabularies import Source
from catalog.utils.clock import build_date
from catalog.utils.text import fold
from catalog.utils.url_keys import url_key
from catalog.utils.urls import arxiv_url, doi_url
from catalog.writing.draft import Draft, RecordData

MIN_TITLE_WORDS = 4
"""Words of a title that is recognized even if it is not complete."""


@dataclass(frozen=True)
class Proposal:
    """Outcome of a link: a draft, a paper that exists already, or the reason why there is neither.

    All sentences are plain text and may quote strangers, so escape them.
    """

    draft: Draft | None = None
    text: str = ""
    """Content of the draft's file."""
    existing_paper: Paper | None = None
    rejection: str = ""
    """Why no record can be created and what to do, in a sentence or two without a final period."""
    problems: tuple[Problem, ...] = ()
    """Problems of the record: errors if it was rejected for them, else warnings."""
    confirmations: tuple[str, ...] = ()
    """Sentences on what is confirmed, and by whom."""
    doubts: tuple[str, ...] = ()
    """Sentences on what a person should check."""
    failures: tuple[str, ...] = ()
    """Sentences on services that could not be asked and values that were rejected."""


def propose(catalog: Catalog, link_facts: LinkFacts, answer: Answer, hints: ContributorHints) -> Proposal:
    """Propose a record for a paper.

    Hints of the contributor take precedence over the services, and these over the text of the URL.

    Args:
        catalog: Catalog for which the record is meant.
        link_facts: Facts that the link states.
        answer: What the services know; an empty `Answer` if they were not asked.
        hints: What the contributor says.
    """
    proposal = Proposal(confirmations=answer.confirmations, doubts=answer.doubts, failures=answer.failures)
    title = " ".join((hints.title or answer.title or link_facts.title or "").split())
    if not count_letters(title):
        return replace(proposal, rejection="The title is unknown. Enter it as printed in the paper")
    category = find_category(catalog, hints.category)
    if hints.category and not category:
        names = ", ".join(catalog.categories)
        return replace(proposal, rejection=f"Unknown category {quote(hints.category)}. Use one of {names}")
    entry = make_entry(title, link_facts, answer, hints, catalog.venue_spellings)
    plan = make_plan(catalog, [entry], find_primary_source(catalog, link_facts, answer), category)
    outcome = plan.outcomes[0]
    proposal = _add_doubts(proposal, *_title_and_year_doubts(hints, answer, link_facts), *outcome.notes)
    if outcome.status == "skipped":
        rejection = f"{outcome.reason[:1].upper()}{outcome.reason[1:]}".rstrip(".")
        return replace(proposal, rejection=rejection)
    draft = plan.drafts[outcome.files[0]]
    if not draft.is_new:
        return replace(proposal, existing_paper=catalog.paper[draft.id])
    if unknown_tags := [tag for tag in hints.tags if tag not in catalog.tags]:
        names = ", ".join(catalog.tags)
        return replace(proposal, rejection=f"Unknown tag {quote(unknown_tags[0])}. Use any of {names}")
    return _complete(catalog, draft, link_facts, answer, hints, proposal)


def find_existing_paper(catalog: Catalog, link_facts: LinkFacts, title: str = "") -> Paper | None:
    """Return the paper with the arXiv ID or DOI of a link, else the only one with this very link.

    Args:
        catalog: Catalog to search.
        link_facts: Facts that the link states.
        title: Title that was given with it, if any: papers may share a link, but not with another title.
    """
    ids = {id.lower() for id in (link_facts.arxiv, link_facts.doi) if id}
    for paper in catalog.papers:
        if ids & {(paper.arxiv or "").lower(), (paper.doi or "").lower()}:
            return paper
    keys = {url_key(url) for _, url in link_facts.links}
    linked = [
        paper
        for paper in catalog.papers
        if keys and any(url_key(url) in keys for _, url in paper.links.kinds_and_urls)
    ]
    has_own_title = title and find_paper_by_title(catalog, title) not in linked
    return linked[0] if len(linked) == 1 and not ids and not has_own_title else None


def find_paper_by_title(catalog: Catalog, title: str) -> Paper | None:
    """Return the only paper with this title, short name or alias, whatever its case and punctuation.

    A title may be cut off after a few words, or have a typing error.
    """
    folded = fold(title)
    names = {
        paper.id: [fold(name) for name in (paper.title, paper.short or "", *paper.aliases)]
        for paper in catalog.papers
    }
    is_long = len(folded.split()) >= MIN_TITLE_WORDS
    digits = DIGITS.findall(folded)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name == folded,
        lambda name: is_long and name.startswith(f"{folded} "),
        lambda name: (
            is_long
            and fuzz.ratio(name, folded) >= MIN_DUPLICATE_SIMILARITY_PERCENT
            and DIGITS.findall(name) == digits
        ),
    )
    for test in tests:
        papers = [paper for paper in catalog.papers if folded and any(map(test, names[paper.id]))]
        if papers:
            return papers[0] if len(papers) == 1 else None
    return None


def render_template(catalog: Catalog, link_facts: LinkFacts, hints: ContributorHints) -> str:
    """Return a record to fill in by hand: without title, and without what the link does not state."""
    entry = make_entry("", link_facts, Answer(), hints, catalog.venue_spellings)
    facts = extract_facts(entry, catalog.venue_spellings)
    category = find_category(catalog, hints.category) or next(iter(catalog.categories))
    source = find_primary_source(catalog, link_facts, Answer())
    data = create_paper(facts, source.id, category, build_date().isoformat())
    data = {key: "" if value == "None" else value for key, value in data.items()}
    return Draft(Paper, "", "data/papers/0000/new.yml", data).to_yaml()


def make_entry(
    title: str,
    link_facts: LinkFacts,
    answer: Answer,
    hints: ContributorHints,
    spellings: Mapping[str, str],
) -> ListEntry:
    """Put everything that is known into a list entry, so that the importer can take it."""
    mention = parse_venue(hints.venue) if hints.venue else VenueMention(track=answer.track)
    if not mention.venue:
        venue = answer.venue or link_facts.venue or ""
        mention = replace(mention, venue=find_venue_id(venue, spellings) or venue)
    year = mention.year or (answer.year if answer.venue else None) or link_facts.year or answer.year
    arxiv, doi = link_facts.arxiv or answer.arxiv, link_facts.doi or answer.doi
    links = [("paper", arxiv_url(arxiv))] if arxiv else []
    links += [("paper", doi_url(doi))] if doi else []
    links += [*link_facts.links, *answer.links, *(("code", url) for url in hints.code)]
    mention = replace(mention, year=year)
    return ListEntry(1, (), title, mention, answer.authors, tuple(dict.fromkeys(links)))


def find_primary_source(catalog: Catalog, link_facts: LinkFacts, answer: Answer) -> Source:
    """Return the first service that knows the paper, else the source of the link."""
    id = (*answer.sources, link_facts.source)[0]
    return catalog.sources.get(id) or Source(id=id, file="data/sources.yml", name=id, kind="web", about=id)


def _complete(
    catalog: Catalog,
    draft: Draft,
    link_facts: LinkFacts,
    answer: Answer,
    hints: ContributorHints,
    proposal: Proposal,
) -> Proposal:
    """Add to a new record what a list entry cannot express, and check the result."""
    data = draft.copy_data()
    data["sources"] = list(dict.fromkeys(filter(None, (*answer.sources, link_facts.source))))
    if answer.pages and data.get("venue") != "arxiv":
        data["pages"] = answer.pages
    if answer.submitted and "arxiv" in data:
        data["submitted"] = answer.submitted
    tags = list(dict.fromkeys(hints.tags))
    if not tags and (tags := list(suggest_tags(catalog, data["title"]))):
        proposal = _add_doubts(proposal, f"Tags guessed from the title: {', '.join(tags)}")
    if tags:
        data["tags"] = tags
    claims, unknown_venues = _make_claims(catalog, data, answer)
    if claims:
        data["claims"] = claims
    draft = replace(draft, data=data)
    text = draft.to_yaml()
    problems = tuple(problems_of_change(catalog, draft.file, text.encode()))
    proposal = replace(_add_doubts(proposal, *unknown_venues), problems=problems)
    if has_errors(problems):
        return replace(proposal, rejection="The record does not pass the checks")
    return replace(proposal, draft=draft, text=text)


def _add_doubts(proposal: Proposal, *doubts: str) -> Proposal:
    return replace(proposal, doubts=tuple(dict.fromkeys((*proposal.doubts, *doubts))))


def _title_and_year_doubts(hints: ContributorHints, answer: Answer, link_facts: LinkFacts) -> Iterator[str]:
    mention = parse_venue(hints.venue)
    has_year = mention.year or answer.venue
    if fold(mention.venue) not in ("", "arxiv") and not has_year and link_facts.arxiv:
        example = quote(f"{hints.venue} {link_facts.year}")
        yield (
            f"The year {link_facts.year} is from the arXiv ID. "
            f"Give the year of publication with the venue, such as {example}"
        )
    if hints.title and answer.title and fold(hints.title) != fold(answer.title):
        yield f"You gave the title {quote(hints.title)}; {answer.sources[0]} has {quote(answer.title)}"
    elif link_facts.title and not hints.title and not answer.title:
        yield "The title comes from the link, which omits punctuation."


def _make_claims(catalog: Catalog, data: RecordData, answer: Answer) -> tuple[list[RecordData], list[str]]:
    """Return claims with venue IDs, and sentences on venues that have no ID."""
    claims: list[RecordData] = []
    unknown_venues: list[str] = []
    for statement in answer.statements:
        venue = find_venue_id(statement.venue, catalog.venue_spellings)
        if venue is None:
            name = quote(statement.venue)
            unknown_venues.append(
                f"{statement.source} gives the venue {name}, which is not in data/venues.yml"
            )
            continue
        values = {"venue": venue, "year": str(statement.year)}
        is_taken = all(data.get(name) == value for name, value in values.items())
        if is_taken and not any("taken" in claim for claim in claims):
            values["taken"] = "true"
        claims.append({"source": statement.source, **values})
    return claims, unknown_venues
