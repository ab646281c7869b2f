"""`grcdesk init`: a new desk."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk import clock
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import CATEGORIES, PERIOD, as_json
from grcdesk.schemas.programme import Period
from grcdesk.terms import Category, Scope, Via
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.schemas.programme import ScopeView

ORGANISATION = "My organisation"


@verb(
    "init",
    "grcdesk init acme --organisation 'Acme AI' --name 'Dana Reyes'",
    "grcdesk init acme --categories security,confidentiality --period 2026-01-01..2026-12-31 --no-input",
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--organisation", metavar="TEXT", help="Whose programme it is; stands on every export.")
@click.option("--programme", metavar="TEXT", help="The programme's name; exports are named after it.")
@click.option("--name", metavar="TEXT", help="Who works here; stands in the change log.")
@click.option("--mail", metavar="TEXT", default="", help="How to reach that person.")
@click.option("--categories", metavar="A,B", type=CATEGORIES, help="Security is always in; names, S A PI C P, or all.")
@click.option("--period", metavar="A..B", type=PERIOD, help="The audit period; default: this calendar year.")
@click.option("--zone", metavar="ZONE", default="", help="Whose calendar counts, e.g. Europe/Berlin.")
@as_json
def init(
    *,
    folder: Path | None,
    organisation: str | None,
    programme: str | None,
    name: str | None,
    mail: str,
    categories: tuple[Category, ...] | None,
    period: Period | None,
    zone: str,
    as_json: bool,
) -> None:
    """Make a new desk in DIR (default: your user data folder). Asks on a terminal for what was not given."""
    from grcdesk import paths  # noqa: PLC0415
    from grcdesk.services.desk.opening import InitPlan, init_desk  # noqa: PLC0415

    root = folder or paths.user_desk()
    if folder is None:
        tell.say(f"the new desk goes to {root}")
    organisation = organisation or tell.ask("Organisation", ORGANISATION)
    if categories is None:
        answer = tell.ask("Categories besides security (availability, processing-integrity, …; all)", "none")
        categories = CATEGORIES.convert("" if answer == "none" else answer, None, None)
    if period is None:
        year = clock.today(zone).year
        period = PERIOD.convert(tell.ask("Audit period", f"{year}-01-01..{year}-12-31"), None, None)
    name = name or os.environ.get("GRCDESK_NAME") or tell.ask("Your name", _git_name())
    plan = InitPlan(
        organisation=organisation,
        **({"programme": programme} if programme else {}),
        name=name,
        mail=mail,
        categories=categories,
        period=period,
        zone=zone,
    )
    desk = init_desk(root, plan, via=Via.CLI)
    try:
        made = desk.scope.show()
    finally:
        desk.close()
    if as_json:
        output.document({"desk": root.resolve(), **summary(made)})
        return
    tell.say(
        f"new desk for {made.organisation} in {root}: {join([word(category) for category in made.categories])}, "
        f"{made.period}, {count(len(made.controls[Scope.IN]), 'control')} in scope"
    )
    tell.say(f"next: grcdesk --desk {root}")


def summary(made: ScopeView) -> dict[str, object]:
    """The facts of a new desk, as JSON."""
    return {
        "organisation": made.organisation,
        "programme": made.name,
        "categories": made.categories,
        "period": made.period,
        "in_scope": len(made.controls[Scope.IN]),
    }


def _git_name() -> str:
    """The name git signs with; empty when there is none, then the computer's user name counts."""
    git = shutil.which("git")
    if git is None:
        return ""
    found = subprocess.run(  # noqa: S603  a fixed command, found on PATH
        [git, "config", "--get", "user.name"], capture_output=True, text=True, check=False, timeout=5
    )
    return found.stdout.strip()
