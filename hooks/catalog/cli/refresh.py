"""The command `catalog refresh`: rounds of upkeep."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

import click

from catalog.cli.add import DEFAULT_CONTACT
from catalog.documents.problems import format_count, has_errors
from catalog.lookup import Client
from catalog.records.catalog import Catalog
from catalog.refresh.audit import CACHE_FILE, Audit, Plan, plan_audit, run_audit
from catalog.refresh.audit_report import render_report
from catalog.refresh.registrations import Registrations
from catalog.review.revisions import ComparisonError, find_merge_base, list_changed_files
from catalog.utils.clock import build_date
from catalog.utils.files import write_text
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable

MAX_AGE_DAYS = 30
TIMEOUT_SECONDS = 30
"""Seconds for arXiv to begin a reply; one about 100 papers takes a while."""
DEADLINE_SECONDS = 120
EXIT_FINDINGS, EXIT_NOT_ASKED, EXIT_INTERRUPTED = 1, 2, 130


@click.group("refresh", short_help="Compare the catalog with what services say today.")
def refresh_command() -> None:
    """Compare the catalog with what services say today. Nothing in data/ is changed.

    Example: catalog refresh audit --report report.md
    """


@refresh_command.command("audit", short_help="Compare arXiv IDs and DOIs with their titles and authors.")
@click.option("--since", "ref", metavar="REF", help="Audit only records changed since REF.")
@click.option("--limit", type=click.IntRange(min=0), help="Ask for at most this many IDs in this run.")
@click.option(
    "--max-age",
    "max_age_days",
    type=click.IntRange(min=0, max=3650),
    default=MAX_AGE_DAYS,
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
    "--contact",
    default=DEFAULT_CONTACT,
    show_default=True,
    help="Email address or URL at which the services can reach you.",
)
@click.pass_obj
def audit_command(
    root: Path,
    ref: str | None,
    limit: int | None,
    max_age_days: int,
    dry_run: bool,
    report_file: Path | None,
    contact: str,
) -> None:
    """Compare every arXiv ID and DOI with title and authors at arXiv and Crossref.

    Reports IDs of other papers, IDs that do not exist, and papers with another title, as Markdown. Answers
    are kept in .cache/refresh/, so a run asks only for what is new or old, and continues an interrupted one.

    Exits with status 0 if there is nothing to report, 1 if there are findings, and 2 if there are none, but
    something could not be asked.

    Example: catalog refresh audit --since origin/main
    """
    files = _list_changed_files(root, ref)
    with progress("Reading the catalog") as show_progress:
        catalog = Catalog.load(root, show_progress)
    if has_errors(catalog.problems):
        click.echo("Records with errors are left out: see `catalog check`.", err=True)
    registrations = Registrations(root / CACHE_FILE, build_date())
    max_age = timedelta(days=max_age_days)
    plan = plan_audit(catalog, registrations, max_age, files, limit)
    if dry_run:
        _print_plan(plan, registrations)
        return
    try:
        with Client(contact, timeout=TIMEOUT_SECONDS, deadline=DEADLINE_SECONDS) as client:
            audit = run_audit(catalog, registrations, plan, client, max_age, progress)
    except KeyboardInterrupt:
        click.echo("Interrupted. What was answered is kept, and the next run continues.", err=True)
        sys.exit(EXIT_INTERRUPTED)
    text = render_report(audit, registrations.today)
    if report_file:
        write_text(report_file, text)
    else:
        click.echo(text, nl=False)
    _exit_with_summary(audit, registrations)


def _list_changed_files(root: Path, ref: str | None) -> Collection[str] | None:
    """Return the files changed since a ref; None without a ref."""
    if ref is None:
        return None
    try:
        return list_changed_files(root, find_merge_base(root, ref))
    except ComparisonError as error:
        raise click.UsageError(str(error)) from None


def _print_plan(plan: Plan, registrations: Registrations) -> None:
    for sentence in registrations.problems:
        click.echo(escape_unprintable(sentence), err=True)
    for id in plan.due:
        click.echo(escape_unprintable(f"{id.field} {id.value}"))
    click.echo(f"{len(plan.due):,} of {format_count(len(plan.papers), 'ID')} would be asked for", err=True)


def _exit_with_summary(audit: Audit, registrations: Registrations) -> None:
    """Print what happened to standard error, and exit with the status that says it."""
    for sentence in (*registrations.problems, *audit.failures):
        click.echo(escape_unprintable(sentence), err=True)
    click.echo(
        f"{audit.compared:,} of {format_count(audit.ids, 'ID')} compared, {audit.asked:,} asked now, "
        f"{audit.due:,} to ask: {format_count(len(audit.findings), 'finding')}",
        err=True,
    )
    if audit.findings:
        sys.exit(EXIT_FINDINGS)
    if audit.failures:
        sys.exit(EXIT_NOT_ASKED)
