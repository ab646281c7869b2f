"""`grcdesk vendors contact|expect|subprocessor|project|exposure`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, DAYS, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.frame.tables import table_options
from grcdesk.terms.vendors import ContactKind, Expectation, Objection, Training
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.registers.tables import TablePlan

_EXPOSURE = (
    Column("name", "feature", rank=0, elastic=20),
    Column("vendor", rank=0, elastic=20),
    Column("model", rank=2, elastic=20),
    Column("plan", rank=4, elastic=12),
    Column("region", rank=1),
    Column("home_region", "home", rank=3),
    Column("agreement", rank=5),
    Column("retention", rank=1, elastic=14),
    Column("training", rank=1, elastic=20),
    Column("segments", rank=4, elastic=14),
    Column("failing", rank=2),
    Column("feature", "feature id", rank=9),
    Column("points", rank=9),
)

contact = Noun(
    "contact", help="Whom to call.", examples=("grcdesk vendors contact add example security --mail s@x.example",)
)
expect = Noun(
    "expect",
    help="Controls one side counts on the other for: their report's of us (cuec), ours of them (csoc).",
    examples=("grcdesk vendors expect add example 'We review who holds keys' --control AI-SEC-01",),
)
subprocessor = Noun(
    "subprocessor",
    help="Whom a vendor hands data on to, and until when we may object.",
    examples=("grcdesk vendors subprocessor add example 'Far Cloud' --announced 2026-11-02 --notice-days 30",),
)
project = Noun(
    "project",
    help="Projects of our own account there, as its settings show them.",
    examples=("grcdesk vendors project set example chat-production off --evidence EV-9",),
)


@verb("add", "grcdesk vendors contact add example security --name 'Ida Holm' --mail security@x.example", noun=contact)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("kind", metavar="KIND", type=TermKind(ContactKind))
@click.option("--name", metavar="NAME", default="", help="The person.")
@click.option("--mail", metavar="ADDRESS", default="", help="Mail address.")
@click.option("--phone", metavar="NUMBER", default="", help="Telephone.")
@as_json
def contact_add(*, vendor: str, kind: ContactKind, name: str, mail: str, phone: str, as_json: bool) -> None:
    """Note whom to call: security, privacy, account, legal or support."""
    with opened() as desk:
        done = desk.vendor_relations.add_contact(vendor, kind, name=name, mail=mail, phone=phone)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk vendors contact drop VEN-1/c1", noun=contact)
@click.argument("contact_id", metavar="ID", shell_complete=complete("contact"))
@as_json
def contact_drop(*, contact_id: str, as_json: bool) -> None:
    """Forget a contact."""
    with opened() as desk:
        done = desk.vendor_relations.drop_contact(contact_id)
    show_outcome(done, as_json=as_json)


@verb(
    "add",
    "grcdesk vendors expect add example 'Keys are given to named people only' --control AI-SEC-01",
    "grcdesk vendors expect add example 'Deletes at the end' --kind csoc",
    noun=expect,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("what", metavar="TEXT")
@click.option("--kind", metavar="WORD", type=TermKind(Expectation), default="cuec", help="cuec: of us; csoc: of them.")
@click.option("--report", metavar="ID", default="", help="The report review it was found in.")
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Answers it."
)
@click.option("--accepted", metavar="TEXT", default="", help="Why the gap is accepted.")
@click.option("--approver", metavar="NAME", default="", help="Who accepted it.")
@as_json
def expect_add(
    *,
    vendor: str,
    what: str,
    kind: Expectation,
    report: str,
    controls: tuple[str, ...],
    accepted: str,
    approver: str,
    as_json: bool,
) -> None:
    """Note a control one side counts on the other for, with our controls that answer it."""
    from grcdesk.schemas.vendors.papers import ExpectedFacts  # noqa: PLC0415

    with opened() as desk:
        ours = tuple(control_ids(desk, controls))
        done = desk.vendor_relations.expect(vendor, ExpectedFacts(kind, what, report, ours, accepted, approver))
    show_outcome(done, as_json=as_json)


@verb(
    "answer",
    "grcdesk vendors expect answer VEN-1/u1 --control AI-SEC-01",
    "grcdesk vendors expect answer VEN-1/u2 --accepted 'No such accounts' --approver 'Max Roy'",
    noun=expect,
)
@click.argument("expected", metavar="ID", shell_complete=complete("expected"))
@click.option(
    "--control", "controls", metavar="ID", multiple=True, shell_complete=complete("control"), help="Answers it."
)
@click.option("--accepted", metavar="TEXT", default="", help="Why the gap is accepted.")
@click.option("--approver", metavar="NAME", default="", help="Who accepted it.")
@as_json
def expect_answer(*, expected: str, controls: tuple[str, ...], accepted: str, approver: str, as_json: bool) -> None:
    """Say which controls of ours answer it, or why the gap is accepted."""
    with opened() as desk:
        ours = tuple(control_ids(desk, controls))
        done = desk.vendor_relations.answer_expected(expected, controls=ours, accepted=accepted, approver=approver)
    show_outcome(done, as_json=as_json)


@verb(
    "add",
    "grcdesk vendors subprocessor add example 'Far Cloud' --region US",
    "grcdesk vendors subprocessor add example 'New Host' --announced 2026-11-02 --notice-days 30",
    noun=subprocessor,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("name", metavar="SUBPROCESSOR")
@click.option("--service", metavar="TEXT", default="", help="What it does for the vendor.")
@click.option("--region", metavar="TEXT", default="", help="Where.")
@click.option("--announced", metavar="DATE", type=DAY, help="When the vendor told of it; the time to object begins.")
@click.option("--notice-days", metavar="N", type=DAYS, help="Days to object; default: as the agreement says.")
@as_json
def subprocessor_add(
    *,
    vendor: str,
    name: str,
    service: str,
    region: str,
    announced: date | None,
    notice_days: int | None,
    as_json: bool,
) -> None:
    """Note whom a vendor hands data on to. One that was announced starts the time to object."""
    from grcdesk.schemas.vendors.papers import SubprocessorFacts  # noqa: PLC0415

    with opened() as desk:
        facts = SubprocessorFacts(name, service, region, announced, notice_days)
        done = desk.vendor_relations.add_subprocessor(vendor, facts)
    show_outcome(done, as_json=as_json)


@verb(
    "decide",
    "grcdesk vendors subprocessor decide VEN-1/s1 accepted --by 'Dana Reyes'",
    "grcdesk vendors subprocessor decide VEN-1/s1 objected --by 'Dana Reyes' --reason 'No transfer tool'",
    noun=subprocessor,
)
@click.argument("subprocessor_id", metavar="ID", shell_complete=complete("subprocessor"))
@click.argument("decision", metavar="DECISION", type=TermKind(Objection))
@click.option("--by", metavar="NAME", default="", help="Who decided.")
@click.option("--reason", metavar="TEXT", default="", help="Why; objecting needs it.")
@click.option("--on", metavar="DATE", type=DAY, help="When; default: today.")
@click.option("--removed", metavar="DATE", type=DAY, help="Since when it is gone.")
@as_json
def subprocessor_decide(
    *,
    subprocessor_id: str,
    decision: Objection,
    by: str,
    reason: str,
    on: date | None,
    removed: date | None,
    as_json: bool,
) -> None:
    """Accept a new subprocessor, object to it, or note that it is gone."""
    from grcdesk.schemas.vendors.papers import SubprocessorDecision  # noqa: PLC0415

    with opened() as desk:
        verdict = SubprocessorDecision(decision, by, reason, on, removed)
        done = desk.vendor_relations.decide_subprocessor(subprocessor_id, verdict)
    show_outcome(done, as_json=as_json)


@verb("set", "grcdesk vendors project set example chat-production off --as-of 2026-11-01 --evidence EV-9", noun=project)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("name", metavar="PROJECT")
@click.argument("training", metavar="TRAINING", type=TermKind(Training))
@click.option("--region", metavar="TEXT", default="", help="Where it stores and computes.")
@click.option("--as-of", metavar="DATE", type=DAY, help="The day the settings were seen; default: today.")
@click.option(
    "--evidence", metavar="ID", default="", shell_complete=complete("evidence"), help="The export that shows it."
)
@as_json
def project_set(
    *, vendor: str, name: str, training: Training, region: str, as_of: date | None, evidence: str, as_json: bool
) -> None:
    """Note what the settings of one project show: training off, on or unknown."""
    from grcdesk.schemas.vendors.papers import ProjectFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.vendor_relations.set_project(vendor, name, ProjectFacts(training, region, as_of, evidence))
    show_outcome(done, as_json=as_json)


@verb(
    "import",
    "grcdesk vendors project import example settings.csv --as-of 2026-11-01 --evidence EV-9",
    "grcdesk vendors project import example projects.xlsx --column opted_out='Opt-out' --dry-run",
    noun=project,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@table_options
@click.option("--as-of", metavar="DATE", type=DAY, help="The day it was exported; default: today.")
@click.option(
    "--evidence", metavar="ID", default="", shell_complete=complete("evidence"), help="The artefact that keeps it."
)
@click.option("--dry-run", is_flag=True, help="Say what would be read; change nothing.")
@as_json
def project_import(
    *,
    vendor: str,
    file: Path,
    table: TablePlan,
    as_of: date | None,
    evidence: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Note what an export of our account shows of each project: CSV, XLSX or JSON, one for each project."""
    from grcdesk.schemas.vendors.papers import ProjectFacts  # noqa: PLC0415

    facts = ProjectFacts(Training.UNKNOWN, "", as_of, evidence)
    with opened() as desk:
        done = desk.vendor_relations.import_projects(
            vendor, file, facts, table=table, dry_run=dry_run
        )  # fmt: skip
    show_outcome(done, as_json=as_json)


@verb("exposure", "grcdesk vendors exposure", "grcdesk vendors exposure --csv")
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@listing
def exposure(*, as_of: date | None, form: OutputForm) -> None:
    """List feature by vendor and model: plan, region, retention, training, customer segments."""
    with opened() as desk:
        found = desk.vendor_traffic.exposure(as_of=as_of)
    rows = [{**output.value(one), "failing": len(one.points)} for one in found]
    output.records(rows, _EXPOSURE, form)
    if form.kind == "table":
        tell.say(count(len(found), "use of a model", "uses of a model"))
