"""What an issue is answered: a pull request, the record that is there already, or what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalog.contributing.issue import LINK_PATTERN, Issue
from catalog.contributing.proposal import Proposal, propose
from catalog.lookup import Answer
from catalog.lookup.link import InvalidLinkError, LinkFacts, parse_link
from catalog.records.catalog import Catalog
from catalog.utils.github_markdown import code_block, escape_text, inline_code, render_link

THANKS = "Thank you for the suggestion!"
WELCOME = "Welcome, and thank you for your first contribution to this catalog!"
RETRY_NOTE = "Edit the issue to try again; nothing else is needed."


@dataclass(frozen=True)
class IssueReply:
    """Everything that is sent for one issue."""

    issue: int
    comment: str
    """Markdown for the issue."""
    file: str = ""
    """The record to commit; blank if there is nothing to propose."""
    text: str = ""
    message: str = ""
    """The message of the commit."""
    title: str = ""
    """The title of the pull request."""
    body: str = ""
    """Markdown for the pull request."""

    @property
    def branch(self) -> str:
        """Named by the issue alone, so that an issue that was edited changes its own pull request."""
        return f"add/issue-{self.issue}"


def decide_reply(
    catalog: Catalog, issue: Issue, look_up: Callable[[LinkFacts], Answer], site: str
) -> IssueReply:
    """What to do about an issue; never raises for what stands in it.

    Args:
        catalog: The catalog as it is on the main branch.
        issue: The issue.
        look_up: Asks the services what they know.
        site: The address of the published site.
    """
    hello = WELCOME if issue.is_first_contribution else THANKS
    try:
        asked = parse_link(_extract_link(issue))
    except InvalidLinkError as error:
        said = [
            f"I could not read a link: {escape_text(str(error))}.",
            f"{escape_text(error.hint)}. {RETRY_NOTE}",
        ]
        return IssueReply(issue.number, "\n\n".join([hello, *said]))
    found = propose(catalog, asked, look_up(asked), issue.hints)
    if found.existing_paper:
        at = f"{site}papers/{found.existing_paper.id}/"
        said = [
            f"This paper is here already: {render_link(found.existing_paper.title, at)}.",
            "If something on its page is wrong or missing, say so with the link “Report a problem” there,"
            " and close this issue.",
        ]
        return IssueReply(issue.number, "\n\n".join([hello, *said]))
    if found.draft is None:
        said = [
            f"I could not make a record of it: {escape_text(found.rejection)}.",
            *_problem_list(found),
            RETRY_NOTE,
        ]
        return IssueReply(issue.number, "\n\n".join([hello, *said, *_evidence_lists(found)]))
    return _proposal_reply(issue, found, hello)


def _extract_link(issue: Issue) -> str:
    """The link of the issue, without what people write around it."""
    inside = LINK_PATTERN.search(issue.link)
    return inside[0].rstrip(".,;:!?)]") if inside else issue.link


def _proposal_reply(issue: Issue, found: Proposal, hello: str) -> IssueReply:
    assert found.draft is not None
    id = found.draft.id
    comment = [
        hello,
        f"I made a record of it, {inline_code(id)}, and propose it in a pull request."
        " A curator will look at it there, and you can change it, too.",
        *_evidence_lists(found),
    ]
    body = [
        f"Suggested in #{issue.number}" + (f" by @{issue.author}." if issue.author else "."),
        "The rules of the catalog were checked before this was proposed: **no errors**.",
        *_evidence_lists(found),
        *_problem_list(found),
        code_block(found.text, "yaml"),
        "Checks do not start by themselves on pull requests that a workflow makes."
        " To see them run, close this and open it again.",
        f"Closes #{issue.number}",
    ]
    message = [f"Add {id}", f"Suggested in #{issue.number}.", *filter(None, [issue.co_author_trailer])]
    return IssueReply(
        issue.number,
        "\n\n".join(comment),
        found.draft.file,
        found.text,
        "\n\n".join(message) + "\n",
        f"Add {id}",
        "\n\n".join(body),
    )


def _evidence_lists(found: Proposal) -> Iterator[str]:
    """What is certain and what is not, as lists."""
    for heading, sentences in (
        ("What is certain", found.confirmations),
        ("Please look at", found.doubts),
        ("What I could not ask", found.failures),
    ):
        if sentences:
            yield "\n".join([f"**{heading}**", "", *(f"- {escape_text(sentence)}" for sentence in sentences)])


def _problem_list(found: Proposal) -> Iterator[str]:
    """What the rules say of the record."""
    if found.problems:
        lines = (
            f"- {inline_code(problem.rule.id)}: {escape_text(problem.text)}" for problem in found.problems
        )
        yield "\n".join(["**What the checks say**", "", *lines])
