"""Decide how to answer an issue: with a pull request, the existing paper, or a request for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from catalog.contributing.issue import Issue
from catalog.contributing.links import IssueLinks, read_issue_links
from catalog.contributing.messages import IssueReply
from catalog.contributing.proposal import Proposal, find_existing_paper, find_paper_by_title, propose
from catalog.documents.problems import quote
from catalog.lookup.answer import Answer
from catalog.lookup.link import EXAMPLE_LINKS, InvalidLinkError, LinkFacts
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.github_markdown import code_block, escape_text, inline_code, render_link

THANKS = "Thank you for the suggestion!"
WELCOME = "Welcome, and thank you for your first contribution!"
RETRY_NOTE = "Edit this issue to try again."


def decide_reply(
    catalog: Catalog,
    issue: Issue,
    look_up: Callable[[LinkFacts], Answer],
    find_by_title: Callable[[str], tuple[LinkFacts | None, tuple[str, ...]]],
    site: str,
) -> IssueReply:
    """Decide how to answer an issue; never raises for its content.

    Args:
        catalog: Catalog of the main branch.
        issue: Issue to answer.
        look_up: Function that asks the services about a link.
        find_by_title: Function that asks them for the link of a title; see `lookup.find_by_title`.
        site: URL of the published site, with a final slash.
    """
    greeting = WELCOME if issue.is_first_contribution else THANKS
    links = read_issue_links(issue)
    hints = links.hints
    papers = links.papers
    paper_by_title: LinkFacts | None = None
    failures: tuple[str, ...] = ()
    if links.title:
        if paper := find_paper_by_title(catalog, links.title):
            return _comment_only(issue, greeting, *_listed_paragraphs([paper], site))
        if not links.error:
            paper_by_title, failures = find_by_title(links.title)
            papers = (paper_by_title,) if paper_by_title else ()
    if not papers:
        return _comment_only(issue, greeting, *_no_link_paragraphs(links, failures))
    existing = [_find_listed_papers(catalog, facts, hints.title) for facts in papers]
    listed = [paper for listed_papers in existing for paper in listed_papers]
    new = [facts for facts, listed_papers in zip(papers, existing, strict=True) if not listed_papers]
    if not new:
        return _comment_only(issue, greeting, *_listed_paragraphs(listed, site))
    if new[0] is not papers[0] or paper_by_title:
        hints = replace(hints, title="")  # it is that of the first paper, or misspelled
    proposal = propose(catalog, new[0], look_up(new[0]), hints)
    title_note = (
        (f"The issue has no link, so check that this is the paper {quote(links.title)}",)
        if paper_by_title
        else ()
    )
    proposal = replace(proposal, doubts=(*links.notes, *title_note, *proposal.doubts))
    others = [*_listed_paragraphs(listed, site), *_other_paper_paragraphs(new[1:])]
    if paper := proposal.existing_paper:
        paragraphs = [*_listed_paragraphs([*listed, paper], site), *_other_paper_paragraphs(new[1:])]
        return _comment_only(issue, greeting, *paragraphs)
    if proposal.draft is None:
        reason = f"I could not create a record. {escape_text(proposal.rejection)}."
        problems, evidence = render_problems(proposal), render_evidence(replace(proposal, confirmations=()))
        return _comment_only(issue, greeting, reason, *problems, RETRY_NOTE, *evidence, *others)
    return _pull_request_reply(issue, proposal, greeting, others)


def _find_listed_papers(catalog: Catalog, facts: LinkFacts, title: str) -> list[Paper]:
    """Return the paper of some links; two if their arXiv ID and DOI belong to different ones."""
    parts = [replace(facts, doi=None), replace(facts, arxiv=None)] if facts.arxiv and facts.doi else [facts]
    papers = [find_existing_paper(catalog, part, title) for part in parts]
    return [paper for at, paper in enumerate(papers) if paper and paper not in papers[:at]]


def _listed_paragraphs(papers: Sequence[Paper], site: str) -> list[str]:
    """Return paragraphs on papers that the catalog has; none without any."""
    if not papers:
        return []
    names = [
        render_link(paper.title, f"{site}papers/{paper.id}/") if site else inline_code(paper.file)
        for paper in papers
    ]
    subject = "This paper is" if len(names) == 1 else "These papers are"
    return [
        f"{subject} already listed: {', '.join(names)}.",
        "If something on its page is wrong or missing, please use the “Report a problem” link there"
        " and close this issue.",
    ]


def _other_paper_paragraphs(papers: Sequence[LinkFacts]) -> list[str]:
    """Return a paragraph that asks for issues about further papers; none without any."""
    if not papers:
        return []
    names = ", ".join(inline_code(_describe_link(facts)) for facts in papers)
    noun = "paper" if len(papers) == 1 else "papers"
    return [f"You also named {names}. Please open an issue for each further {noun}, so that all are added."]


def _describe_link(facts: LinkFacts) -> str:
    return facts.arxiv or facts.doi or (facts.links[0][1] if facts.links else "")


def _no_link_paragraphs(links: IssueLinks, failures: Sequence[str]) -> list[str]:
    """Return paragraphs that ask for a link."""
    if links.title and not links.error:
        return [
            f"I could not find a valid link, nor a paper with the title {escape_text(quote(links.title))}.",
            f"Could you add a link to it, such as {escape_text(EXAMPLE_LINKS)}? {RETRY_NOTE}",
            *render_evidence(Proposal(failures=tuple(failures))),
        ]
    error = links.error or InvalidLinkError("No link given")
    reason = f"I could not find a valid link. {escape_text(str(error))}."
    return [reason, f"{escape_text(error.hint)}. {RETRY_NOTE}"]


def _comment_only(issue: Issue, *paragraphs: str) -> IssueReply:
    return IssueReply(issue.number, "\n\n".join(paragraphs))


def _pull_request_reply(issue: Issue, proposal: Proposal, greeting: str, others: Sequence[str]) -> IssueReply:
    assert proposal.draft is not None
    id = proposal.draft.id
    comment = [
        greeting,
        f"I created the record {inline_code(id)} for a pull request."
        " A curator will review it there, and you can edit it, too.",
        *render_evidence(proposal),
        *others,
    ]
    body = [
        f"Suggested in #{issue.number}" + (f" by @{issue.author}." if issue.author else "."),
        "The record passed all checks before it was proposed: **no errors**.",
        *render_evidence(proposal),
        *render_problems(proposal),
        code_block(proposal.text, "yaml"),
        f"Closes #{issue.number}",
    ]
    message = [f"Add {id}", f"Suggested in #{issue.number}.", *filter(None, [issue.co_author_trailer])]
    return IssueReply(
        issue.number,
        "\n\n".join(comment),
        proposal.draft.file,
        proposal.text,
        "\n\n".join(message) + "\n",
        f"Add {id}",
        "\n\n".join(body),
    )


def render_evidence(proposal: Proposal) -> Iterator[str]:
    """Yield Markdown lists of what is confirmed, what to check, and what failed."""
    for heading, sentences in (
        ("Confirmed", proposal.confirmations),
        ("Please check", proposal.doubts),
        ("Not available", proposal.failures),
    ):
        if sentences:
            items = (f"- {escape_text(sentence)}" for sentence in sentences)
            yield "\n".join([f"**{heading}**", "", *items])


def render_problems(proposal: Proposal) -> Iterator[str]:
    """Yield a Markdown list of the record's problems, if it has any."""
    if proposal.problems:
        items = (
            f"- {inline_code(problem.rule.id)}: {escape_text(problem.text)}" for problem in proposal.problems
        )
        yield "\n".join(["**Results of the checks**", "", *items])
