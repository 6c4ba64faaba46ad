"""The command `catalog issue`, for the workflow that answers issues."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.cli.add import DEFAULT_CONTACT
from catalog.contributing.decisions import IgnoredEventError, decide, read_edit
from catalog.contributing.issue import FORM_PATH, read_issue
from catalog.contributing.messages import REPLY_FILE
from catalog.contributing.reply import decide_reply
from catalog.lookup.answer import Answer
from catalog.lookup.arxiv import fetch_by_arxiv_ids
from catalog.lookup.client import Client
from catalog.lookup.link import LinkFacts
from catalog.lookup.resolve import find_by_title, look_up
from catalog.refresh.outcome import OUTCOME_FILE, Outcome, Status
from catalog.utils.files import write_text
from catalog.utils.text import escape_unprintable


@click.group("issue", short_help="Answer an issue that suggests a paper, or in which boxes were ticked.")
def issue_command() -> None:
    """Answer an issue. A workflow sends the answer, from a job of its own with a token.

    Example: catalog issue answer --out reply event.json
    """


@issue_command.command("answer", short_help="Decide how to answer an issue, and write it to a folder.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder.")
@click.option("--site", default="", help="URL of the published site, for links to it.")
@click.option(
    "--contact",
    default=DEFAULT_CONTACT,
    show_default=True,
    help="Email address or URL at which the services can reach you.",
)
@click.option("--offline", is_flag=True, help="Send no requests.")
@click.argument("event", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def answer_command(root: Path, out: Path, site: str, contact: str, offline: bool, event: Path) -> None:
    """Decide how to answer the issue in EVENT, an event file from GitHub.

    Example: catalog issue answer --out reply "$GITHUB_EVENT_PATH"
    """
    try:
        issue = read_issue(event, root / FORM_PATH)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    catalog, _ = check_catalog(root)
    with Client(contact, root / ".cache/lookup") as client:

        def ask(link_facts: LinkFacts) -> Answer:
            return Answer() if offline else look_up(client, link_facts, catalog.venue_spellings)

        def search(title: str) -> tuple[LinkFacts | None, tuple[str, ...]]:
            return (None, ()) if offline else find_by_title(client, title)

        reply = decide_reply(catalog, issue, ask, search, site)
    write_text(out / REPLY_FILE, json.dumps(asdict(reply), ensure_ascii=False, indent=1))
    click.echo(f"Issue {issue.number}: {reply.file or 'no record'}")


@issue_command.command(
    "radar", short_help="Make pull requests of the boxes ticked in the issue of the radar."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder.")
@click.option(
    "--contact",
    default=DEFAULT_CONTACT,
    show_default=True,
    help="Email address or URL at which the services can reach you.",
)
@click.argument("event", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def radar_command(root: Path, out: Path, contact: str, event: Path) -> None:
    """Make pull requests of the boxes that were ticked in EVENT, an event file from GitHub.

    Proposes a record for each paper to add, and all refused papers together. Other edits, other issues, and
    edits by the robot itself are ignored. Exits with status 2 if something could not be done; the rest is
    proposed all the same.

    Example: catalog issue radar --out outcome "$GITHUB_EVENT_PATH"
    """
    try:
        edit = read_edit(event)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    except IgnoredEventError as error:
        write_text(out / OUTCOME_FILE, Outcome("radar", 0, "Ignored").to_json())
        click.echo(f"Ignored: {error}")
        return
    catalog, _ = check_catalog(root)
    with Client(contact, root / ".cache/lookup") as client:
        outcome = decide(
            catalog,
            edit,
            lambda facts: look_up(client, facts, catalog.venue_spellings),
            lambda ids: fetch_by_arxiv_ids(client, ids),
        )
    write_text(out / OUTCOME_FILE, outcome.to_json())
    for sentence in outcome.failures:
        click.echo(escape_unprintable(sentence), err=True)
    click.echo(outcome.summary)
    sys.exit(Status.NOT_ASKED if outcome.failures else Status.DONE)
