"""A link, and what is known of it, to the record that the catalog proposes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from catalog.checks.change import checked
from catalog.documents.problems import Problem, has_errors, quote
from catalog.importing.plan import Plan
from catalog.importing.run import make_plan
from catalog.lists.entries import ListEntry
from catalog.lists.titles import count_letters
from catalog.lists.venues import VenueMention, parse_venue
from catalog.lookup import Answer, find_venue_id
from catalog.lookup.link import LinkFacts
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.records.vocabularies import Source, Tag
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_url, doi_url
from catalog.writing.draft import RecordData, Draft


@dataclass(frozen=True)
class ContributorHints:
    """What a contributor says of a paper beside its link; all of it may be missing."""

    title: str = ""
    venue: str = ""
    """The venue and its year as people write them, such as `CVPR 2024`."""
    category: str = ""
    """An id or a name of categories.yml."""
    tags: tuple[str, ...] = ()
    code: str = ""
    """The address of the code."""


@dataclass(frozen=True)
class Proposal:
    """What becomes of a link. There is a draft, a known paper, or the reason why there is neither."""

    draft: Draft | None = None
    text: str = ""
    """The bytes to write, as text."""
    existing_paper: Paper | None = None
    """The paper that is in the catalog already."""
    rejection: str = ""
    """Why no record can be made, and what to write; a sentence or two."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the record: errors, if it was refused for them; else warnings."""
    confirmations: tuple[str, ...] = ()
    """What is sure, and who states it, as sentences."""
    doubts: tuple[str, ...] = ()
    """What a person should look at."""
    failures: tuple[str, ...] = field(default=())
    """What could not be asked."""


def propose(catalog: Catalog, told: LinkFacts, answer: Answer, given: ContributorHints) -> Proposal:
    """The record of a paper by what its link tells, what services answer and what the contributor gives.

    The contributor's word goes before a service's, and a service's before what is read off an address.
    """
    said = Proposal(confirmations=answer.confirmations, doubts=answer.doubts, failures=answer.failures)
    title = " ".join((given.title or answer.title or told.title or "").split())
    if not count_letters(title):
        return replace(said, refused="The title is not known. Write it as the paper prints it")
    category, wrong = find_category(catalog, given.category)
    if wrong:
        return replace(said, refused=wrong)
    entry = make_entry(title, told, answer, given, catalog.venue_spellings)
    plan = make_plan(catalog, [entry], primary_source(catalog, told, answer), category)
    outcome = plan.outcomes[0]
    said = replace(said, uncertain=(*said.doubts, *_title_and_year_notes(given, answer, told), *outcome.notes))
    if outcome.status == "skipped":
        return replace(said, refused=f"{outcome.reason[:1].upper()}{outcome.reason[1:]}".rstrip("."))
    draft = plan.drafts[outcome.files[0]]
    if not draft.is_new:
        return replace(said, known=catalog.paper[draft.id])
    return _complete(catalog, plan, draft, told, answer, said, given)


def find_existing_paper(catalog: Catalog, told: LinkFacts) -> Paper | None:
    """The paper with the id that a link tells."""
    ids = {id.lower() for id in (told.arxiv, told.doi) if id}
    return next(
        (paper for paper in catalog.papers if ids & {(paper.arxiv or "").lower(), (paper.doi or "").lower()}),
        None,
    )


def _complete(
    catalog: Catalog, plan: Plan, draft: Draft, told: LinkFacts, answer: Answer, said: Proposal, given: ContributorHints
) -> Proposal:
    """The proposal of a new record, with all that an entry of a list cannot say, and checked as it is."""
    data = draft.copy_data()
    data["sources"] = list(dict.fromkeys((*answer.sources, told.source)))
    if answer.pages and data.get("venue") != "arxiv":
        data["pages"] = answer.pages
    tags, wrong = find_tags(catalog, given.tags)
    if wrong:
        return replace(said, refused=wrong)
    suggested = tags or list(suggest_tags(data["title"], catalog))
    if suggested:
        data["tags"] = suggested
    if suggested and not tags:
        said = replace(
            said, uncertain=(*said.doubts, f"Tags by words of the title: {', '.join(suggested)}")
        )
    claims, unknown = _make_claims(catalog, data, answer)
    if claims:
        data["claims"] = claims
    draft = replace(draft, data=data)
    text = draft.to_yaml()
    problems = tuple(checked(catalog, draft.file, text.encode()))
    said = replace(said, problems=problems, uncertain=(*said.doubts, *unknown))
    if has_errors(problems):
        return replace(said, refused="The record would break a rule of the catalog")
    return replace(said, draft=draft, text=text)


def make_entry(
    title: str, told: LinkFacts, answer: Answer, given: ContributorHints, spellings: Mapping[str, str]
) -> ListEntry:
    """All that is known, in the form in which lists bring papers."""
    where = parse_venue(given.venue) if given.venue else VenueMention(track=answer.track)
    if not where.venue:
        said = answer.venue or told.venue or ""
        where = replace(where, venue=find_venue_id(said, spellings) or said)
    year = where.year or (answer.year if answer.venue else None) or told.year or answer.year
    arxiv, doi = told.arxiv or answer.arxiv, told.doi or answer.doi
    links = [("paper", arxiv_url(arxiv))] if arxiv else []
    links += [("paper", doi_url(doi))] if doi else []
    links += [*told.links, *answer.links, *([("code", given.code)] if given.code else [])]
    return ListEntry(1, (), title, replace(where, year=year), answer.authors, tuple(dict.fromkeys(links)))


def primary_source(catalog: Catalog, told: LinkFacts, answer: Answer) -> Source:
    """Who states the record: the first service that knows the paper, else whoever made the link."""
    id = (*answer.sources, told.source)[0]
    return catalog.sources.get(id) or Source(id=id, file="data/sources.yml", name=id, kind="web", about=id)


def _title_and_year_notes(given: ContributorHints, answer: Answer, told: LinkFacts) -> Iterator[str]:
    """What is to be said of the title and the year."""
    where = parse_venue(given.venue)
    if fold(where.venue) not in ("", "arxiv") and not (where.year or answer.venue) and told.arxiv:
        hint = f"Write --venue '{given.venue} {told.year}', or the year in which it took place"
        yield f"The year {told.year} is that of the arXiv id. {hint}"
    if given.title and answer.title and fold(given.title) != fold(answer.title):
        yield f"You write the title {quote(given.title)}; {answer.sources[0]} states {quote(answer.title)}"
    elif told.title and not given.title and not answer.title:
        yield "The title is read off the address, where colons, commas and quotes are lost"


def find_category(catalog: Catalog, said: str) -> tuple[str | None, str]:
    """The category that is meant, or what is wrong with it."""
    for category in catalog.categories.values():
        if fold(said) in (fold(category.id), fold(category.name)) and said:
            return category.id, ""
    if said:
        return None, f"{quote(said)} is no category. Choose one of {', '.join(catalog.categories)}"
    return None, ""


def find_tags(catalog: Catalog, said: tuple[str, ...]) -> tuple[list[str], str]:
    """The tags that are meant, or what is wrong with them."""
    wrong = [tag for tag in said if tag not in catalog.tags]
    if wrong:
        return [], f"{quote(wrong[0])} is no tag. Choose of {', '.join(catalog.tags)}"
    return list(dict.fromkeys(said)), ""


def suggest_tags(title: str, catalog: Catalog) -> Iterator[str]:
    """The tags whose id, name or other word stands in a title, as words."""
    words = f" {fold(title)} "
    for tag in catalog.tags.values():
        if any(f" {fold(spelling)} " in words for spelling in _tag_spellings(tag)):
            yield tag.id


def _tag_spellings(tag: Tag) -> Iterator[str]:
    yield from (spelling for spelling in (tag.id, tag.name, *tag.aliases) if fold(spelling))


def _make_claims(catalog: Catalog, data: RecordData, answer: Answer) -> tuple[list[RecordData], list[str]]:
    """What services claim, in the ids of the catalog; and venues it has no id for, as sentences."""
    claims: list[RecordData] = []
    unknown: list[str] = []
    for source, statement in _statements(answer):
        known = find_venue_id(statement["venue"], catalog.venue_spellings)
        if known is None:
            unknown.append(
                f"{source} names the venue {quote(statement['venue'])}, which is not in data/venues.yml"
            )
            continue
        facts = statement | {"venue": known}
        follows = all(data.get(name) == value for name, value in facts.items())
        taken = {"taken": "true"} if follows and not any("taken" in claim for claim in claims) else {}
        claims.append({"source": source, **facts, **taken})
    return claims, unknown


def _statements(answer: Answer) -> Iterator[tuple[str, dict[str, str]]]:
    """Venue and year as each source states them: they come one after the other."""
    for (source, _, venue, _), (_, _, year, _) in zip(answer.statements[::2], answer.statements[1::2], strict=True):
        yield source, {"venue": venue, "year": year}
