"""The command `catalog issue`, for the workflow that answers issues."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.cli.add import DEFAULT_CONTACT
from catalog.contributing.issue import FORM_PATH, read_issue
from catalog.contributing.pull_request import RefusedReplyError, send_reply
from catalog.contributing.reply import IssueReply, decide_reply
from catalog.documents.problems import quote
from catalog.lookup import Answer, Client, look_up
from catalog.lookup.link import LinkFacts

REPLY_FILE = "reply.json"


@click.group("issue", short_help="Answer an issue that suggests a paper.")
def issue_command() -> None:
    """Answer an issue that suggests a paper: `answer` decides what to do, and `send` does it.

    These are two commands so that only the second one needs a token.

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

        reply = decide_reply(catalog, issue, ask, site)
    out.mkdir(parents=True, exist_ok=True)
    (out / REPLY_FILE).write_text(json.dumps(asdict(reply), ensure_ascii=False, indent=1), "utf-8")
    click.echo(f"Issue {issue.number}: {reply.file or 'no record'}")


@issue_command.command("send", short_help="Push the record, open a pull request, and comment on the issue.")
@click.option("--remote", default="origin", show_default=True, help="Repository to push to.")
@click.option("--base", default="main", show_default=True, help="Branch that the pull request is for.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def send_command(root: Path, remote: str, base: str, folder: Path) -> None:
    """Send what `answer` wrote to FOLDER. Needs git and gh, and a token for them in GH_TOKEN.

    Example: catalog issue send reply
    """
    reply = IssueReply(**json.loads((folder / REPLY_FILE).read_text("utf-8")))
    try:
        send_reply(root, reply, remote, base)
    except RefusedReplyError as error:
        raise click.ClickException(str(error)) from None
    except subprocess.CalledProcessError as error:
        command = " ".join(map(str, error.cmd[:4]))
        output = quote(str(error.stderr).strip(), 300)
        raise click.ClickException(f"{command} ... failed: {output}") from None
    click.echo(f"Issue {reply.issue}: answered")
