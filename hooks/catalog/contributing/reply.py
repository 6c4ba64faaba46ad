"""Decide how to answer an issue: with a pull request, the existing paper, or a request for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from catalog.contributing.issue import LINK_PATTERN, Issue
from catalog.contributing.proposal import Proposal, propose
from catalog.contributing.pull_request import IssueReply
from catalog.lookup import Answer
from catalog.lookup.link import InvalidLinkError, LinkFacts, parse_link
from catalog.records.catalog import Catalog
from catalog.utils.github_markdown import code_block, escape_text, inline_code, render_link

THANKS = "Thank you for the suggestion!"
WELCOME = "Welcome, and thank you for your first contribution!"
RETRY_NOTE = "Edit this issue to try again."


def decide_reply(
    catalog: Catalog, issue: Issue, look_up: Callable[[LinkFacts], Answer], site: str
) -> IssueReply:
    """Decide how to answer an issue; never raises for its content.

    Args:
        catalog: Catalog of the main branch.
        issue: Issue to answer.
        look_up: Function that asks the services.
        site: URL of the published site, with a final slash.
    """
    greeting = WELCOME if issue.is_first_contribution else THANKS
    try:
        link_facts = parse_link(_extract_link(issue))
    except InvalidLinkError as error:
        reason = f"I could not find a valid link. {escape_text(str(error))}."
        return _comment_only(issue, greeting, reason, f"{escape_text(error.hint)}. {RETRY_NOTE}")
    proposal = propose(catalog, link_facts, look_up(link_facts), issue.hints)
    if paper := proposal.existing_paper:
        page = render_link(paper.title, f"{site}papers/{paper.id}/")
        return _comment_only(
            issue,
            greeting,
            f"This paper is already listed: {page}.",
            "If something on its page is wrong or missing, please use the “Report a problem” link there"
            " and close this issue.",
        )
    if proposal.draft is None:
        reason = f"I could not create a record. {escape_text(proposal.rejection)}."
        problems, evidence = _problem_list(proposal), _evidence_lists(proposal)
        return _comment_only(issue, greeting, reason, *problems, RETRY_NOTE, *evidence)
    return _pull_request_reply(issue, proposal, greeting)


def _extract_link(issue: Issue) -> str:
    """Return the link of an issue without the text around it."""
    match = LINK_PATTERN.search(issue.link)
    return match[0].rstrip(".,;:!?)]") if match else issue.link


def _comment_only(issue: Issue, *paragraphs: str) -> IssueReply:
    return IssueReply(issue.number, "\n\n".join(paragraphs))


def _pull_request_reply(issue: Issue, proposal: Proposal, greeting: str) -> IssueReply:
    assert proposal.draft is not None
    id = proposal.draft.id
    comment = [
        greeting,
        f"I created the record {inline_code(id)} for a pull request."
        " A curator will review it there, and you can edit it, too.",
        *_evidence_lists(proposal),
    ]
    body = [
        f"Suggested in #{issue.number}" + (f" by @{issue.author}." if issue.author else "."),
        "The record passed all checks before it was proposed: **no errors**.",
        *_evidence_lists(proposal),
        *_problem_list(proposal),
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


def _evidence_lists(proposal: Proposal) -> Iterator[str]:
    """Yield Markdown lists of what is confirmed, what to check, and what failed."""
    for heading, sentences in (
        ("Confirmed", proposal.confirmations),
        ("Please check", proposal.doubts),
        ("Not available", proposal.failures),
    ):
        if sentences:
            items = (f"- {escape_text(sentence)}" for sentence in sentences)
            yield "\n".join([f"**{heading}**", "", *items])


def _problem_list(proposal: Proposal) -> Iterator[str]:
    """Yield a Markdown list of the record's problems, if it has any."""
    if proposal.problems:
        items = (
            f"- {inline_code(problem.rule.id)}: {escape_text(problem.text)}" for problem in proposal.problems
        )
        yield "\n".join(["**Results of the checks**", "", *items])
