"""`grcdesk vendors doc|package|report|points`: what a vendor showed, and what is not as it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, PERIOD, TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.schemas.vendors.file import Level
from grcdesk.terms.vendors import DocumentKind, Opinion, PackageItem, PackageStatus
from grcdesk.text import is_link
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.schemas.programme import Period
    from grcdesk.schemas.vendors.file import JudgedFile, OpenPoint

FOUND = 4
"""Exit code of --check."""
_DOCUMENTS = (
    Column("id", rank=0),
    Column("vendor", rank=0, elastic=20),
    Column("kind", rank=1),
    Column("title", rank=2, elastic=20),
    Column("issued", rank=3),
    Column("covers_from", "from", rank=4),
    Column("covers_to", "to", rank=2),
    Column("expires", rank=1),
    Column("evidence", rank=3),
    *(Column(key, rank=9) for key in ("issuer", "sha256", "replaced_by", "note")),
)
_PACKAGE = (
    Column("item", rank=0),
    Column("label", rank=5, elastic=26),
    Column("required", rank=2),
    Column("status", rank=0),
    Column("document", rank=1),
    Column("issued", rank=4),
    Column("covers", rank=4),
    Column("expires", rank=3),
    Column("result", rank=6, elastic=20),
    Column("level", rank=1),
    Column("why", rank=0, elastic=26),
)
_POINTS = (
    Column("vendor", rank=0, elastic=20),
    Column("level", rank=0),
    Column("about", rank=0, elastic=26),
    Column("why", rank=0, elastic=40),
    Column("until", rank=4),
    Column("code", rank=5),
    Column("vendor_id", rank=9),
)

doc = Noun(
    "doc",
    help="Certificates, reports and agreements of vendors; their files are kept in the vault.",
    examples=("grcdesk vendors doc add 'Example Models' soc2.pdf --kind soc2-type2 --from 2025-10-01 --to 2026-09-30",),
)
package = Noun(
    "package",
    help="The due-diligence package, item by item.",
    examples=("grcdesk vendors package show 'Example Models'",),
)
report = Noun(
    "report",
    help="What was found in a vendor's report.",
    examples=(
        "grcdesk vendors report review DOC-1 --opinion unmodified --conclusion 'Fit for us' --reviewer 'D. Reyes'",
    ),
)


@verb("list", "grcdesk vendors doc list", "grcdesk vendors doc list --where 'tier:critical' --json", noun=doc)
@click.option("--where", metavar="FILTER", default="", help="Only of the vendors this filter finds.")
@listing
def doc_list(*, where: str, form: OutputForm) -> None:
    """List the documents of the vendors in use."""
    with opened() as desk:
        files = desk.vendor_papers.files(where)
    rows = [
        {
            **output.value(one),
            "vendor": judged.file.detail.row.name,
            "kind": one.kind if not form.json else one.kind.value,
        }
        for judged in files
        for one in judged.file.documents
    ]
    output.records(rows, _DOCUMENTS, form)
    if form.kind == "table":
        tell.say(count(len(rows), "document"))


@verb(
    "add",
    "grcdesk vendors doc add 'Example Models' soc2.pdf --kind soc2-type2 --from 2025-10-01 --to 2026-09-30",
    "grcdesk vendors doc add 'Example Models' dpa.pdf --kind dpa --issued 2026-03-20 --replaces DOC-2",
    "grcdesk vendors doc add 'Example Models' --kind iso27001 --expires 2027-03-31 --evidence EV-4",
    noun=doc,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("source", metavar="[FILE|URL]", default="")
@click.option(
    "--kind", metavar="WORD", type=TermKind(DocumentKind), required=True, help="What it is, e.g. soc2-type2, dpa."
)
@click.option("--title", metavar="TEXT", default="", help="How it is called; default: the file's name.")
@click.option("--issuer", metavar="TEXT", default="", help="The auditor, certifying body or vendor.")
@click.option("--issued", metavar="DATE", type=DAY, help="When it was issued.")
@click.option("--from", "covers_from", metavar="DATE", type=DAY, help="First day it covers.")
@click.option("--to", "covers_to", metavar="DATE", type=DAY, help="Last day it covers; of a bridge letter: reaches to.")
@click.option("--expires", metavar="DATE", type=DAY, help="Until when it holds.")
@click.option("--evidence", metavar="ID", default="", shell_complete=complete("evidence"), help="An artefact on file.")
@click.option("--replaces", metavar="ID", default="", shell_complete=complete("vendor_document"), help="An older one.")
@click.option("--note", metavar="TEXT", default="", help="A working note.")
@as_json
def doc_add(*, vendor: str, source: str, as_json: bool, **given: Any) -> None:
    """Put a document on file; its item of the package is then there, and waits to be read."""
    from grcdesk.schemas.vendors.papers import DocumentFacts  # noqa: PLC0415

    place: str | Path = source if is_link(source) or not source else Path(source)
    with opened() as desk:
        done = desk.vendor_papers.add_document(vendor, DocumentFacts(**given), source=place)
    show_outcome(done, as_json=as_json)


@verb("show", "grcdesk vendors package show 'Example Models'", noun=package)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@listing
def package_show(*, vendor: str, as_of: date | None, form: OutputForm) -> None:
    """Show each item of the package: where it stands, until when it holds, and what is wrong with it."""
    with opened() as desk:
        judged = desk.vendor_papers.file(vendor, as_of=as_of)
    rows = output.value(judged.package)
    if not form.json:
        for row, one in zip(rows, judged.package, strict=True):
            row |= {"status": one.status, "level": one.level}
    output.records(rows, _PACKAGE, form)


@verb("ask", "grcdesk vendors package ask 'Example Models' > message.txt", noun=package)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@as_json
def package_ask(*, vendor: str, as_json: bool) -> None:
    """Print a message that asks a vendor for what is missing: papers, and terms left open. You send it."""
    with opened() as desk:
        found = desk.vendor_papers.request(vendor)
    if as_json:
        output.document(found)
    else:
        output.text(found.text)
        tell.say(f"asks for {count(found.asks, 'thing')}")


@verb(
    "set",
    "grcdesk vendors package set 'Example Models' iso42001 requested",
    "grcdesk vendors package set 'Example Models' exit-plan waived --reason 'Trial only' --approver 'Max Roy'",
    "grcdesk vendors package set 'Example Models' questionnaire have --document DOC-4 --result 'No open points'",
    noun=package,
)
@click.argument("vendor", metavar="NAME", shell_complete=complete("vendor"))
@click.argument("item", metavar="ITEM", type=TermKind(PackageItem))
@click.argument("status", metavar="STATUS", type=TermKind(PackageStatus))
@click.option("--reason", metavar="TEXT", default="", help="Why it is waived, or not offered.")
@click.option("--approver", metavar="NAME", default="", help="Who waived it.")
@click.option(
    "--document", metavar="ID", default="", shell_complete=complete("vendor_document"), help="Which answers it."
)
@click.option("--asked-on", metavar="DATE", type=DAY, help="When it was asked for; default: today.")
@click.option("--reviewed-by", metavar="NAME", default="", help="Who read it.")
@click.option("--result", metavar="TEXT", default="", help="What was found in it.")
@as_json
def package_set(*, vendor: str, item: PackageItem, as_json: bool, **given: Any) -> None:
    """Say where an item of the package stands: not-asked, requested, have, not-offered or waived."""
    from grcdesk.schemas.vendors.papers import PackageFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.vendor_papers.set_item(vendor, item, PackageFacts(**given))
    show_outcome(done, as_json=as_json)


@verb(
    "review",
    "grcdesk vendors report review DOC-1 --opinion unmodified --conclusion 'Fit for us' --reviewer 'Dana Reyes'",
    "grcdesk vendors report review DOC-1 --opinion qualified --exceptions 'CC6.2: late removals' "
    "--conclusion 'Ours are checked weekly' --reviewer 'Dana Reyes'",
    noun=report,
)
@click.argument("document", metavar="ID", shell_complete=complete("vendor_document"))
@click.option(
    "--opinion", metavar="WORD", type=TermKind(Opinion), required=True, help="unmodified, qualified, adverse …"
)
@click.option("--conclusion", metavar="TEXT", required=True, help="What it means for us.")
@click.option("--reviewer", metavar="NAME", required=True, help="The person who read it.")
@click.option("--period", metavar="A..B", type=PERIOD, help="What it covers; default: as the document says.")
@click.option("--category", "categories", metavar="TEXT", multiple=True, help="A category it covers.")
@click.option("--auditor", metavar="TEXT", default="", help="Who issued it.")
@click.option("--exceptions", metavar="TEXT", default="", help="Exceptions that matter to us, and why.")
@click.option("--subservice", metavar="TEXT", default="", help="Whom the vendor itself relies on.")
@click.option("--follow-ups", metavar="TEXT", default="", help="What is still to be done.")
@click.option("--on", metavar="DATE", type=DAY, help="When it was read; default: today.")
@as_json
def report_review(*, document: str, period: Period | None, as_json: bool, **given: Any) -> None:
    """Record what a person found in a report: opinion, exceptions that matter, conclusion."""
    from grcdesk.schemas.vendors.papers import ReportFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.vendor_papers.review_report(document, ReportFacts(period=period, **given))
    show_outcome(done, as_json=as_json)


def point_rows(files: list[JudgedFile]) -> list[dict[str, Any]]:
    """Every open point with the keys of `--json`."""
    return [
        {"vendor_id": one.file.detail.row.id, "vendor": one.file.detail.row.name, **output.value(point)}
        for one in files
        for point in one.points
    ]


@verb(
    "points",
    "grcdesk vendors points",
    "grcdesk vendors points 'Example Models' --as-of 2026-12-31",
    "grcdesk vendors points --where 'tier:critical' --check --json",
)
@click.argument("vendor", metavar="[NAME]", default="", shell_complete=complete("vendor"))
@click.option("--where", metavar="FILTER", default="", help="Of the vendors this filter finds.")
@click.option("--as-of", metavar="DATE", type=DAY, help="Judge as of that day; default: today.")
@click.option("--check", is_flag=True, help="Exit 4 when something fails.")
@listing
@click.pass_context
def points(
    context: click.Context, *, vendor: str, where: str, as_of: date | None, check: bool, form: OutputForm
) -> None:
    """List what fails or is weak in package, reports and agreements, each point with its reason.

    A provider that features name, or logs show, and no vendor record knows, is a point as well.
    """
    from grcdesk.rules.vendors.providers import sentence  # noqa: PLC0415

    bare: list[OpenPoint] = []
    over = ""
    with opened() as desk:
        papers = desk.vendor_papers
        files = [papers.file(vendor, as_of=as_of)] if vendor else papers.files(where, as_of=as_of)
        if not vendor and not where:  # of some vendors nobody asks who else is used
            bare = [one.point for one in desk.vendor_traffic.unknown(as_of=as_of)]
            over = f" in {sentence(desk.vendor_traffic.looked(files, as_of=as_of))}"
    rows = point_rows(files) + [{"vendor_id": "", "vendor": "", **output.value(point)} for point in bare]
    output.records(rows, _POINTS, form)
    failing = sum(len(one.failing) for one in files) + [point.level for point in bare].count(Level.FAILS)
    if form.kind == "table":
        tell.say(f"{count(len(rows), 'point')}, {failing} failing{over}")
    if check and failing:
        context.exit(FOUND)
