"""Forms about who gets data through a vendor, whom to call, and what is expected of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grcdesk.paths import typed_path
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.vendors.file import ExpectedRow, SubprocessorRow
from grcdesk.schemas.vendors.papers import ExpectedFacts, ProjectFacts, SubprocessorDecision, SubprocessorFacts
from grcdesk.terms.bounds import MOST_KEPT
from grcdesk.terms.vendors import ContactKind, Expectation, Objection, Training
from grcdesk.text import whole_number
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, EVIDENCE, FILE, PERSON, record, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.tables import MEANING, PLACE, plan_of
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.ask import Act, LongAct, ask_and_do, ask_and_work
from grcdesk.tui.kit.drafts import Texts

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell

_DAY = "2026-01-31"


def expected(app: Shell, vendor: str, name: str) -> None:
    """A control one side counts on the other for."""
    fields = [
        Ask("kind", "Kind", "cuec", kind=term(Expectation)),
        Ask("what", "What is expected", needed=True),
        Ask("report", "Report review", kind=record(Offered.REPORT_REVIEW)),
        *_answers(()),
    ]

    def build(texts: Texts) -> Act:
        kind = Expectation(one_of(texts["kind"] or "cuec", tuple(Expectation), "kind"))
        controls = tuple(texts["controls"].replace(",", " ").split())
        facts = ExpectedFacts(kind, texts["what"], texts["report"], controls, texts["accepted"], texts["approver"])
        return lambda desk: desk.vendor_relations.expect(vendor, facts)

    ask_and_do(app, f"Expected control, {name}", fields, build)


def answer_expected(app: Shell, row: ExpectedRow) -> None:
    """Which controls of ours answer it."""

    def build(texts: Texts) -> Act:
        controls = tuple(texts["controls"].replace(",", " ").split())
        return lambda desk: desk.vendor_relations.answer_expected(
            row.id, controls=controls, accepted=texts["accepted"], approver=texts["approver"]
        )

    ask_and_do(app, f"Answer {row.id}", _answers(row.controls), build, note=row.what)


def _answers(controls: tuple[str, ...]) -> list[Ask]:
    return [
        Ask("controls", "Our controls", " ".join(controls), kind=CONTROLS),
        Ask("accepted", "Or why the gap is accepted"),
        Ask("approver", "Accepted by", kind=PERSON),
    ]


def subprocessor(app: Shell, vendor: str, name: str) -> None:
    """Whom the vendor hands data on to."""
    fields = [
        Ask("name", "Subprocessor", needed=True),
        Ask("service", "What it does"),
        Ask("region", "Region"),
        Ask("announced", "Announced", "", "starts the time to object; empty: was there from the start", kind=DAY),
        Ask("days", "Days to object", "", "empty: as the agreement says"),
    ]

    def build(texts: Texts) -> Act:
        announced, days = optional_date(texts["announced"]), number(texts["days"])
        facts = SubprocessorFacts(texts["name"], texts["service"], texts["region"], announced, days)
        return lambda desk: desk.vendor_relations.add_subprocessor(vendor, facts)

    ask_and_do(app, f"Subprocessor of {name}", fields, build)


def decide_subprocessor(app: Shell, row: SubprocessorRow) -> None:
    """Accept, object, or note that it is gone."""
    fields = [
        Ask("decision", "Decision", row.decision, needed=True, kind=term(Objection)),
        Ask("by", "Decided by", row.decided_by or (app.desk.actor if app.desk else ""), kind=PERSON),
        Ask("reason", "Reason", row.reason, "objecting needs it"),
        Ask("removed", "Gone since", str(row.removed or ""), kind=DAY),
    ]

    def build(texts: Texts) -> Act:
        decision = Objection(one_of(texts["decision"], tuple(Objection), "decision"))
        removed = optional_date(texts["removed"])
        verdict = SubprocessorDecision(decision, texts["by"], texts["reason"], removed=removed)
        return lambda desk: desk.vendor_relations.decide_subprocessor(row.id, verdict)

    ask_and_do(app, f"Decide on {row.name}", fields, build)


def project(app: Shell, vendor: str, name: str, known: str = "") -> None:
    """What the settings of a project show."""
    fields = [
        Ask("name", "Project", known, needed=True),
        Ask("training", "Training", needed=True, kind=term(Training)),
        Ask("region", "Region"),
        Ask("as_of", "Seen on", "", "empty: today", kind=DAY),
        Ask("evidence", "Artefact", "", "the export: EV-1", kind=EVIDENCE),
    ]

    def build(texts: Texts) -> Act:
        training = Training(one_of(texts["training"], tuple(Training), "training"))
        facts = ProjectFacts(training, texts["region"], optional_date(texts["as_of"]), texts["evidence"])
        return lambda desk: desk.vendor_relations.set_project(vendor, texts["name"], facts)

    ask_and_do(app, f"Project at {name}", fields, build)


def projects(app: Shell, vendor: str, name: str) -> None:
    """What an export shows of every project."""
    fields = [
        Ask("file", "File", hint="CSV, XLSX or JSON, one project a row", needed=True, kind=FILE),
        Ask("columns", "Columns", hint="name=Workspace, opted_out=Opt-out; empty: by the headings"),
        *PLACE,
        *MEANING,
        Ask("as_of", "Exported on", "", "empty: today", kind=DAY),
        Ask("evidence", "Artefact", "", "that keeps it: EV-1", kind=EVIDENCE),
    ]

    def build(texts: Texts) -> LongAct:
        facts = ProjectFacts(Training.UNKNOWN, "", optional_date(texts["as_of"]), texts["evidence"])
        file, table = typed_path(texts["file"]), plan_of(texts)
        return lambda desk, job: desk.vendor_relations.import_projects(vendor, file, facts, table=table, stop=job.stop)

    ask_and_work(app, f"Settings of our account at {name}", fields, build)


def contact(app: Shell, vendor: str, name: str) -> None:
    """Whom to call."""
    fields = [
        Ask("kind", "For", needed=True, kind=term(ContactKind)),
        Ask("name", "Name"),
        Ask("mail", "Mail"),
        Ask("phone", "Telephone"),
    ]

    def build(texts: Texts) -> Act:
        kind = ContactKind(one_of(texts["kind"], tuple(ContactKind), "kind"))
        said = {key: texts[key] for key in ("name", "mail", "phone")}
        return lambda desk: desk.vendor_relations.add_contact(vendor, kind, **said)

    ask_and_do(app, f"Contact at {name}", fields, build)


def drop_contact(app: Shell, contact_id: str, who: str) -> None:
    """Forget a contact."""
    choices = [Choice("drop", f"Forget {who}", "x"), Choice("", "Keep it")]
    app.push_screen(
        Pick(f"Contact {contact_id}", choices),
        lambda what: (
            app.with_desk("contact", lambda desk: desk.vendor_relations.drop_contact(contact_id)) if what else None
        ),
    )


def number(given: str) -> int | None:
    """A whole number, or None for an empty text.

    Raises:
        BadInput: for anything else.
    """
    if not given:
        return None
    return whole_number(given, MOST_KEPT, "number")
