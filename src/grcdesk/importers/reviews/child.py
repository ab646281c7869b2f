"""The process that reads lists of accounts, of people, and of decisions. `apart` starts it."""

from __future__ import annotations

import sys
from typing import IO

from grcdesk.importers.reading.apart.child import Reader, serve
from grcdesk.importers.reviews.accounts import read_accounts
from grcdesk.importers.reviews.answers import read_answer
from grcdesk.importers.reviews.holidays import read_holidays
from grcdesk.importers.reviews.roster import read_roster
from grcdesk.importers.reviews.rulings import read_rulings

_READERS: dict[str, Reader] = {
    "accounts": read_accounts,
    "answer": read_answer,
    "holidays": read_holidays,
    "roster": read_roster,
    "rulings": read_rulings,
}


def main(asked: IO[bytes], told: IO[bytes]) -> None:
    """The process."""
    serve(asked, told, _READERS)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
