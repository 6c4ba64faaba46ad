"""The command `catalog issue`, which the workflow that answers issues calls."""

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

REPLY = "reply.json"


@click.group("issue", short_help="Answer an issue that asks for a paper.")
def issue_command() -> None:
    """Answer an issue that asks for a paper: `answer` decides what to do, `send` does it.

    They are two commands so that only the second needs a token.

    Example: catalog issue answer --out reply event.json
    """


@issue_command.command("answer", short_help="Decide what an issue is answered; write it to a folder.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder.")
@click.option("--site", default="", help="The address of the published site, for links to it.")
@click.option("--contact", default=DEFAULT_CONTACT, show_default=True, help="Whom services can write to.")
@click.option("--offline", is_flag=True, help="Ask no services.")
@click.argument("event", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def answer_command(root: Path, out: Path, site: str, contact: str, offline: bool, event: Path) -> None:
    """Decide what the issue in EVENT, a file as GitHub writes them, is answered.

    Example: catalog issue answer --out reply "$GITHUB_EVENT_PATH"
    """
    try:
        issue = read_issue(event, root / FORM_PATH)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    catalog, _ = check_catalog(root)
    with Client(contact, root / ".cache/lookup") as client:

        def asked(told: LinkFacts) -> Answer:
            return Answer() if offline else look_up(client, told, catalog.venue_spellings)

        found = decide_reply(catalog, issue, asked, site)
    out.mkdir(parents=True, exist_ok=True)
    (out / REPLY).write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1), "utf-8")
    click.echo(f"Issue {issue.number}: {found.file or 'no record'}")


@issue_command.command("send", short_help="Push the record, propose it and comment on the issue.")
@click.option("--remote", default="origin", show_default=True, help="The repository to push to.")
@click.option("--base", default="main", show_default=True, help="The branch to propose it for.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def send_command(root: Path, remote: str, base: str, folder: Path) -> None:
    """Send what `answer` wrote to FOLDER. Needs git, gh and their token in GH_TOKEN.

    Example: catalog issue send reply
    """
    found = IssueReply(**json.loads((folder / REPLY).read_text("utf-8")))
    try:
        send_reply(root, found, remote, base)
    except RefusedReplyError as error:
        raise click.ClickException(str(error)) from None
    except subprocess.CalledProcessError as error:
        said = quote(str(error.stderr).strip(), 300)
        raise click.ClickException(f"{' '.join(map(str, error.cmd[:4]))} ... failed: {said}") from None
    click.echo(f"Issue {found.issue}: answered")
