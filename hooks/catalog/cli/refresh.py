"""The command `catalog refresh`: rounds of upkeep."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import click

from catalog.cli.add import DEFAULT_CONTACT
from catalog.documents.problems import format_count, has_errors
from catalog.history.rounds import Run, write_run
from catalog.lookup.client import Client
from catalog.lookup.services import read_tokens
from catalog.records.catalog import Catalog
from catalog.refresh.abstracts.round import AbstractsRound
from catalog.refresh.audit.round import AuditRound
from catalog.refresh.links.round import LinksRound
from catalog.refresh.outcome import OUTCOME_FILE, Outcome
from catalog.refresh.radar.round import RadarRound
from catalog.refresh.repositories.round import RepositoriesRound
from catalog.refresh.round import Round, Scope
from catalog.refresh.venues.round import VenuesRound
from catalog.review.revisions import ComparisonError, find_merge_base, list_changed_files
from catalog.utils.clock import build_date
from catalog.utils.files import write_text
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable

ROUNDS: tuple[type[Round], ...] = (
    AuditRound,
    VenuesRound,
    RepositoriesRound,
    LinksRound,
    RadarRound,
    AbstractsRound,
)
TIMEOUT_SECONDS = 30
"""Seconds for a service to begin a reply; one about 100 papers takes a while."""
DEADLINE_SECONDS = 120
EXIT_INTERRUPTED = 130
COMMON_HELP = """\
Answers are kept in .cache/, so a run asks only for what is new or old, and continues an interrupted one.

Exits with status 0 if nothing is open, 1 if there are findings or proposals, and 2 if there are none, but
something could not be asked.
"""


@click.group("refresh", short_help="Compare the catalog with what services say today.")
def refresh_command() -> None:
    """Compare the catalog with what services say today, in rounds. Only --write changes data/.

    Example: catalog refresh audit --report report.md
    """


def add_round(kind: type[Round]) -> None:
    """Add the command of a round to the group."""

    @refresh_command.command(kind.name, help=describe(kind))
    @click.option("--since", "ref", metavar="REF", help="Only for records changed since REF.")
    @click.option("--limit", type=click.IntRange(min=0), help="Ask for at most this many in this run.")
    @click.option(
        "--max-age",
        "max_age_days",
        type=click.IntRange(min=0, max=3650),
        default=kind.max_age_days,
        show_default=True,
        metavar="DAYS",
        help="Ask again for answers older than this.",
    )
    @click.option(
        "--dry-run", is_flag=True, help="Send no requests and write nothing; print what would be asked."
    )
    @click.option(
        "--report",
        "report_file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the report to this Markdown file. Default: print it.",
    )
    @click.option(
        "--out",
        "out_folder",
        type=click.Path(file_okay=False, path_type=Path),
        help="Write what a workflow sends to GitHub to this folder.",
    )
    @click.option("--write", is_flag=True, help="Write proposed changes to data/.")
    @click.option(
        "--contact",
        default=DEFAULT_CONTACT,
        show_default=True,
        help="Email address or URL at which the services can reach you.",
    )
    @click.pass_obj
    def command(
        root: Path,
        ref: str | None,
        limit: int | None,
        max_age_days: int,
        dry_run: bool,
        report_file: Path | None,
        out_folder: Path | None,
        write: bool,
        contact: str,
    ) -> None:
        round = kind(_make_scope(root, ref, limit, max_age_days))
        if dry_run:
            _print_questions(round)
            return
        outcome = _run(round, contact)
        text = outcome.to_markdown()
        if report_file:
            write_text(report_file, text)
        else:
            click.echo(text, nl=False)
        if out_folder:
            write_text(out_folder / OUTCOME_FILE, outcome.to_json())
        if write:
            for path, content in outcome.files.items():
                write_text(root / path, content)
        for sentence in (*round.problems, *outcome.failures):
            click.echo(escape_unprintable(sentence), err=True)
        click.echo(outcome.summary, err=True)
        sys.exit(outcome.status)


def describe(kind: type[Round]) -> str:
    """Return the help of a round: its docstring, with what all rounds share before the example."""
    about, separator, example = inspect.cleandoc(kind.__doc__ or "").partition("Example:")
    return f"{about}{COMMON_HELP}\n{separator}{example}"


for _kind in ROUNDS:
    add_round(_kind)


def _make_scope(root: Path, ref: str | None, limit: int | None, max_age_days: int) -> Scope:
    files = _list_changed_files(root, ref)
    with progress("Reading the catalog") as show_progress:
        catalog = Catalog.load(root, show_progress)
    if has_errors(catalog.problems):
        click.echo("Records with errors are left out: see `catalog check`.", err=True)
    return Scope(root, catalog, build_date(), timedelta(days=max_age_days), files, limit)


def _list_changed_files(root: Path, ref: str | None) -> Collection[str] | None:
    """Return the files changed since a ref; None without a ref."""
    if ref is None:
        return None
    try:
        return list_changed_files(root, find_merge_base(root, ref))
    except ComparisonError as error:
        raise click.UsageError(str(error)) from None


def _print_questions(round: Round) -> None:
    for sentence in round.problems:
        click.echo(escape_unprintable(sentence), err=True)
    questions = round.list_questions()
    for question in questions:
        click.echo(escape_unprintable(question))
    click.echo(f"{format_count(len(questions), round.noun)} would be asked for", err=True)


def _run(round: Round, contact: str) -> Outcome:
    """Run a round, and note when it ran and what it left open."""
    try:
        with Client(
            contact, timeout=TIMEOUT_SECONDS, deadline=DEADLINE_SECONDS, tokens=read_tokens()
        ) as client:
            outcome = round.run(client, progress)
    except KeyboardInterrupt:
        click.echo("Interrupted. What was answered is kept, and the next run continues.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    scope = round.scope
    if scope.files is None:
        run = Run(scope.today, outcome.open, outcome.asked, outcome.due, len(outcome.failures))
        with suppress(OSError):  # the answers could not be written either, which the round says
            write_run(scope.root, round.name, run)
    return outcome
