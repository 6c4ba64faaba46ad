"""What an issue is answered: a pull request, the record that is there already, or what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalog.contributing.issue import LINK, Issue
from catalog.contributing.proposal import Proposal, proposal
from catalog.lookup import Answer
from catalog.lookup.link import LinkFacts, InvalidLinkError, parse_link
from catalog.records.catalog import Catalog
from catalog.utils.github_markdown import code, fence, link, text

THANKS = "Thank you for the suggestion!"
WELCOME = "Welcome, and thank you for your first contribution to this catalog!"
EDIT = "Edit the issue to try again; nothing else is needed."


@dataclass(frozen=True)
class Reply:
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


def reply(catalog: Catalog, issue: Issue, look_up: Callable[[LinkFacts], Answer], site: str) -> Reply:
    """What to do about an issue; never raises for what stands in it.

    Args:
        catalog: The catalog as it is on the main branch.
        issue: The issue.
        look_up: Asks the services what they know.
        site: The address of the published site.
    """
    hello = WELCOME if issue.is_first else THANKS
    try:
        asked = parse_link(_link(issue))
    except InvalidLinkError as error:
        said = [f"I could not read a link: {text(str(error))}.", f"{text(error.hint)}. {EDIT}"]
        return Reply(issue.number, "\n\n".join([hello, *said]))
    found = proposal(catalog, asked, look_up(asked), issue.given)
    if found.known:
        at = f"{site}papers/{found.known.id}/"
        said = [
            f"This paper is here already: {link(found.known.title, at)}.",
            "If something on its page is wrong or missing, say so with the link “Report a problem” there,"
            " and close this issue.",
        ]
        return Reply(issue.number, "\n\n".join([hello, *said]))
    if found.draft is None:
        said = [f"I could not make a record of it: {text(found.refused)}.", *_problems(found), EDIT]
        return Reply(issue.number, "\n\n".join([hello, *said, *_noted(found)]))
    return _proposed(issue, found, hello)


def _link(issue: Issue) -> str:
    """The link of the issue, without what people write around it."""
    inside = LINK.search(issue.link)
    return inside[0].rstrip(".,;:!?)]") if inside else issue.link


def _proposed(issue: Issue, found: Proposal, hello: str) -> Reply:
    assert found.draft is not None
    id = found.draft.id
    comment = [
        hello,
        f"I made a record of it, {code(id)}, and propose it in a pull request."
        " A curator will look at it there, and you can change it, too.",
        *_noted(found),
    ]
    body = [
        f"Suggested in #{issue.number}" + (f" by @{issue.author}." if issue.author else "."),
        "The rules of the catalog were checked before this was proposed: **no errors**.",
        *_noted(found),
        *_problems(found),
        fence(found.text, "yaml"),
        "Checks do not start by themselves on pull requests that a workflow makes."
        " To see them run, close this and open it again.",
        f"Closes #{issue.number}",
    ]
    message = [f"Add {id}", f"Suggested in #{issue.number}.", *filter(None, [issue.credit])]
    return Reply(
        issue.number,
        "\n\n".join(comment),
        found.draft.file,
        found.text,
        "\n\n".join(message) + "\n",
        f"Add {id}",
        "\n\n".join(body),
    )


def _noted(found: Proposal) -> Iterator[str]:
    """What is certain and what is not, as lists."""
    for heading, sentences in (
        ("What is certain", found.certain),
        ("Please look at", found.uncertain),
        ("What I could not ask", found.failures),
    ):
        if sentences:
            yield "\n".join([f"**{heading}**", "", *(f"- {text(sentence)}" for sentence in sentences)])


def _problems(found: Proposal) -> Iterator[str]:
    """What the rules say of the record."""
    if found.problems:
        lines = (f"- {code(problem.rule.id)}: {text(problem.text)}" for problem in found.problems)
        yield "\n".join(["**What the checks say**", "", *lines])
