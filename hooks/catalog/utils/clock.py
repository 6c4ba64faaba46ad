"""The date of a run, which SOURCE_DATE_EPOCH can fix so that a build can be reproduced."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from os import environ

from catalog.utils.system_errors import SetupError

EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
SECONDS = re.compile(r"[0-9]{1,11}")
EARLIEST_DATE = date(2025, 1, 1)
"""Before this date, papers of the catalog would be in the future."""
LATEST_DATE = date(2199, 12, 31)
"""A later date is a mistake, such as milliseconds."""


def build_date() -> date:
    """Return the UTC date of SOURCE_DATE_EPOCH if set, else today's.

    Source: https://reproducible-builds.org/docs/source-date-epoch/

    Raises:
        SetupError: The date is not one at which this catalog can exist.
    """
    epoch = environ.get(EPOCH_VARIABLE)
    if not epoch:
        today = datetime.now(UTC).date()
        if today < EARLIEST_DATE:
            raise SetupError(
                f"The clock of this machine says {today}, before this catalog existed. Set it to today, "
                f"or set {EPOCH_VARIABLE} to the seconds since 1970."
            )
        return today
    if not SECONDS.fullmatch(epoch):
        raise SetupError(_describe_epoch(f"{epoch[:40]!r}"))
    date = datetime.fromtimestamp(int(epoch), UTC).date()
    if not EARLIEST_DATE <= date <= LATEST_DATE:
        raise SetupError(_describe_epoch(f"{epoch}, the date {date}"))
    return date


def release_version(day: date) -> str:
    """Return the version of the data on a day, which is that of the monthly release: `2026.11`."""
    return f"{day:%Y.%m}"


def _describe_epoch(value: str) -> str:
    return (
        f"{EPOCH_VARIABLE} is {value}. Expected seconds since 1970 that give a date from {EARLIEST_DATE} to "
        f"{LATEST_DATE}, such as 1795305600; `make` takes those of the last commit. Correct its date, or set "
        f"the variable: {EPOCH_VARIABLE}=$(date +%s)."
    )
