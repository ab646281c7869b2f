"""A campaign of 41 accounts with everything that can be wrong in it, as files on disk."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

SYSTEM = "Model gateway"
POPULATION = ("account_id", "email", "display_name", "role", "last_login", "status")
DECISIONS = ("account_id", "system", "reviewer", "decision", "decided_on", "reason", "ticket", "done_on")
SELF = ("u05", "u06", "u07", "u08")
MISSING, UNDECIDED, LATE, STILL = "u41", "u10", "u11", "u12"
FORMULA = "=1+3"


def name(number: int) -> str:
    return f"u{number:02}"


def population(without: Sequence[str] = ()) -> list[tuple[str, ...]]:
    """The accounts of the system; one carries a formula for a name."""
    rows = []
    for number in range(1, 42):
        account, person = name(number), FORMULA if number == 3 else f"User {number}"
        if account not in without:
            rows.append((account, f"{account}@acme.example", person, "writer", "2026-06-20", "active"))
    return rows


def decisions() -> list[tuple[str, ...]]:
    """What the reviewer handed in: one account left out, one left open, four by their own holders, two removals."""
    rows = []
    for number in range(1, 41):
        account = name(number)
        reviewer = f"{account}@acme.example" if account in SELF else "Lin Chen"
        if account == UNDECIDED:
            rows.append((account, SYSTEM, "", "", "", "", "", ""))
        elif account == LATE:
            rows.append((account, SYSTEM, reviewer, "revoke", "2026-07-02", "left", "T-1", "2026-07-20"))
        elif account == STILL:
            rows.append((account, SYSTEM, reviewer, "revoke", "2026-07-02", "left", "T-2", "2026-07-03"))
        else:
            rows.append((account, SYSTEM, reviewer, "keep", "2026-07-02", "", "", ""))
    return rows


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """A CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def files(folder: Path) -> dict[str, Path]:
    """All files of the story."""
    return {
        "population": write(folder / "population.csv", POPULATION, population()),
        "decisions": write(folder / "decisions.csv", DECISIONS, decisions()),
        "later": write(folder / "later.csv", POPULATION, population((LATE,))),
        "last": write(folder / "last.csv", POPULATION, population((LATE, STILL))),
    }


def small(tmp_path, *rows, header="account_id,email,display_name,role,last_login,status", name="small.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path
