"""`grcdesk vendors traffic`: who gets our requests, held against vendors, features, plans, regions and agreements."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import DAY, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import opened
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.vendors.traffic import TrafficView

FOUND = 4
"""Exit code of --check."""
_COLUMNS = (
    Column("provider", rank=0, elastic=16),
    Column("vendor_name", "vendor", rank=1, elastic=16),
    Column("finding", rank=0, elastic=44),
    Column("since", rank=0),
    Column("count", "events", rank=0),
    Column("routes", rank=3, elastic=18),
    Column("agreement", rank=4, elastic=16),
    *(Column(key, rank=9) for key in ("vendor", "code", "events", "first", "last", "models", "regions", "features")),
    *(Column(key, rank=9) for key in ("plans", "effective", "owner")),
)


@verb(
    "traffic",
    "grcdesk vendors traffic",
    "grcdesk vendors traffic --check --json",
)
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@click.option("--check", is_flag=True, help="Exit 4 when traffic and records do not agree.")
@listing
@click.pass_context
def traffic(context: click.Context, *, as_of: date | None, check: bool, form: OutputForm) -> None:
    """Hold the requests of imported logs against vendors, features, plans, regions, agreements."""
    from grcdesk.rules.vendors.providers import sentence  # noqa: PLC0415

    with opened() as desk:
        found = desk.vendor_traffic.view(as_of=as_of)
    if form.json:
        output.document(found)
    else:
        output.records(_rows(found), _COLUMNS, form)
    if form.kind == "table":
        logs = f"{count(len(found.logs), 'log')} read" if found.logs else "no log of requests is on file"
        tell.say(f"{count(found.findings, 'finding')}; {logs}; {sentence(found.looked)}")
    if check and found.findings:
        context.exit(FOUND)


def _rows(found: TrafficView) -> list[dict[str, Any]]:
    """One line a finding; a provider without any has one as well."""
    rows: list[dict[str, Any]] = []
    for row in found.rows:
        said = {key: value for key, value in output.value(row).items() if key != "findings"}
        said["provider"] = row.provider or "(not named)"
        if not row.findings:
            rows.append({**said, "finding": "nothing", "code": "", "since": row.first, "count": row.events})
        rows += [
            {**said, "finding": one.what, "code": one.code, "since": one.first, "count": one.events}
            for one in row.findings
        ]
    blank = {column.key: "" for column in _COLUMNS}
    rows = [{**blank, **row} for row in rows]
    return rows + [
        {
            **blank,
            "provider": "(not seen)",
            "finding": f"{feature.feature} {feature.name} is in production: {feature.why}",
            "code": "unrouted_feature",
            "since": feature.since,
            "count": 0,
            "owner": feature.owner,
        }
        for feature in found.unrouted
    ]
