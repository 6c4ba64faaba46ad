"""The command `catalog add`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.contributing.hints import ContributorHints
from catalog.contributing.proposal import Proposal, find_existing_paper, propose, render_template
from catalog.lookup.answer import Answer
from catalog.lookup.client import Client
from catalog.lookup.link import InvalidLinkError, parse_link
from catalog.lookup.resolve import look_up
from catalog.utils.files import write_text
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable

DEFAULT_CONTACT = "https://github.com/awesome-talking-face/awesome-talking-face"
"""URL at which services reach us."""


@click.command("add", short_help="Add a paper by its link.")
@click.option("--title", default="", help="Title, if the link does not show it.")
@click.option("--venue", default="", help="Venue and year, such as 'CVPR 2024'.")
@click.option("--category", default="", help="ID in data/categories.yml. Default: guessed from the title.")
@click.option("--tag", "tags", multiple=True, help="ID in data/tags.yml; may be repeated.")
@click.option("--code", default="", help="URL of the code.")
@click.option("--offline", is_flag=True, help="Send no requests; use only what the link shows.")
@click.option("--dry-run", is_flag=True, help="Print the record without writing it.")
@click.option(
    "--contact",
    default=DEFAULT_CONTACT,
    show_default=True,
    help="Email address or URL at which the services can reach you.",
)
@click.argument("link")
@click.pass_obj
def add_command(
    root: Path,
    title: str,
    venue: str,
    category: str,
    tags: tuple[str, ...],
    code: str,
    offline: bool,
    dry_run: bool,
    contact: str,
    link: str,
) -> None:
    """Add the paper at LINK: a URL, an arXiv ID, or a DOI.

    Looks up the paper on arXiv, Crossref, DBLP, and OpenAlex, writes the record, and prints what is confirmed
    and what to check. With --offline and no title, prints a template to fill in. Exits with status 1 if no
    record was created because the paper is already listed or something is missing.

    Example: catalog add https://arxiv.org/abs/2008.10010 --category 2d-person-independent
    """
    try:
        link_facts = parse_link(link)
    except InvalidLinkError as error:
        raise click.BadParameter(f"{error}. {error.hint}", param_hint="LINK") from None
    with progress("Reading the catalog") as show_progress:
        catalog, _ = check_catalog(root, show_progress)
    if paper := find_existing_paper(catalog, link_facts, title):
        _print_outcome(Proposal(existing_paper=paper))
        sys.exit(1)
    hints = ContributorHints(title, venue, category, tags, (code,) if code else ())
    if offline and not (title or link_facts.title):
        click.echo("Fill in the blanks and save this as data/papers/<year>/<id>.yml.", err=True)
        click.echo(render_template(catalog, link_facts, hints), nl=False)
        return
    if offline:
        answer = Answer()
    else:
        click.echo("Querying arXiv, Crossref, DBLP, and OpenAlex...", err=True)
        with Client(contact, root / ".cache/lookup") as client:
            answer = look_up(client, link_facts, catalog.venue_spellings)
    proposal = propose(catalog, link_facts, answer, hints)
    _print_outcome(proposal)
    if proposal.draft is None:
        sys.exit(1)
    if dry_run:
        click.echo(proposal.text, nl=False)
        return
    write_text(root / proposal.draft.file, proposal.text)
    click.echo(f"Created {proposal.draft.file}")


def _print_outcome(proposal: Proposal) -> None:
    """Print what is confirmed, what to check, and why there is no record if there is none."""
    for heading, sentences in (
        ("confirmed", proposal.confirmations),
        ("please check", proposal.doubts),
        ("not available", proposal.failures),
    ):
        for sentence in sentences:
            click.echo(escape_unprintable(f"{heading}: {sentence}"), err=True)
    for problem in proposal.problems:
        click.echo(str(problem), err=True)
    if proposal.existing_paper:
        click.echo(f"Already listed: {proposal.existing_paper.file}. Edit that record instead.", err=True)
    if proposal.rejection:
        click.echo(escape_unprintable(f"No record created. {proposal.rejection}."), err=True)
