"""The date of a run, which SOURCE_DATE_EPOCH can fix so that a build can be reproduced."""

from __future__ import annotations

from datetime import UTC, date, datetime
from os import environ


def build_date() -> date:
    """Return the UTC date of SOURCE_DATE_EPOCH if set, else today's.

    Source: https://reproducible-builds.org/docs/source-date-epoch/
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
