"""Documents for people at the keyboard: which one, about what, and on what it is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from grcdesk.paths import typed_path
from grcdesk.schemas.desk.offers import Offered
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.terms.documents import DOCUMENTS, About, DocumentName, DocumentSpec, Paper, SaidField, SaidKind
from grcdesk.terms.soa import SoaFramework
from grcdesk.tui.dialogs.answers import path_fields, path_of, said_yes
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FILE, PERSON, WORDS, YES_NO, AskKind, record, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.kit.drafts import Texts
from grcdesk.tui.vendors.editing import VendorActions

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

WriteDocument = Callable[["Desk", "Job"], FileOutcome]
_SAID: dict[SaidKind, AskKind] = {
    SaidKind.TEXT: WORDS,
    SaidKind.LONG: WORDS,
    SaidKind.PERSON: PERSON,
    SaidKind.DAY: DAY,
}


def pick(app: Shell) -> None:
    """Which document."""
    choices = [Choice(which.value, kind.title, kind.key) for which, kind in DOCUMENTS.items()]
    app.push_screen(
        Pick("Documents (Word, PDF)", choices), lambda what: write(app, DocumentName(what)) if what else None
    )


def gap_report(app: Shell) -> None:
    """The gap report."""
    write(app, DocumentName.GAP_REPORT)


def vendor_memo(app: Shell) -> None:
    """The memo on a vendor; from a screen of vendors, on the one meant there."""
    write(app, DocumentName.VENDOR_MEMO)


def write(app: Shell, which: DocumentName, about: str = "") -> None:
    """One document: about what, judged on which day, on what page, where to."""
    kind = DOCUMENTS[which]
    fields = (
        *_about(app, kind.about, about),
        *(_said(field) for field in kind.said),
        Ask("as_of", "As of", "", "empty: today", kind=DAY),
        *_final(kind),
        Ask("paper", "Page", "", "empty: as in the settings", kind=term(Paper)),
        Ask("template", "Template", "", "a .docx or .dotx of your house, for logo and fonts", kind=FILE),
        Ask("pdf", "PDF as well", "", "yes writes one too, by LibreOffice", kind=YES_NO),
        *path_fields(f"exports/<name>_{which.value.replace('-', '_')}_<as of>.docx"),
    )

    def build(texts: Texts) -> WriteDocument:
        path, force = path_of(texts)
        day, pdf = optional_date(texts["as_of"]), said_yes(texts["pdf"], "PDF as well")
        paper = Paper(one_of(texts["paper"], tuple(Paper), "paper")) if texts["paper"] else None
        template = typed_path(texts["template"]) if texts["template"] else None
        final = said_yes(texts.get("final", ""), "Final")
        said = {field.name: _told(field, texts[field.name]) for field in kind.said}
        subject = texts.get("about", "")
        return lambda desk, _job: desk.documents.write(
            which,
            path,
            about=subject,
            as_of=day,
            force=force,
            template=template,
            paper=paper,
            pdf=pdf,
            final=final,
            said=said,
        )

    app.push_screen(
        Form(kind.title, fields, build, verb="writes it"),
        lambda act: app.with_job(kind.title, act) if act is not None else None,
    )


def _about(app: Shell, about: About, known: str) -> tuple[Ask, ...]:
    """The field of the record it is about; none where it is about the engagement."""
    if about is About.VENDOR:
        screen = app.screen
        meant = known or (screen.named() if isinstance(screen, VendorActions) else "")
        return (Ask("about", "Vendor", meant, "name or id", needed=True, kind=record(Offered.VENDOR, any_word=True)),)
    if about is About.CAMPAIGN:
        return (Ask("about", "Access review", known, "id or slot", needed=True, kind=record(Offered.CAMPAIGN)),)
    if about is About.FRAMEWORK:
        return (Ask("about", "Framework", known, "empty: that of the engagement", kind=term(SoaFramework)),)
    return ()


def _final(kind: DocumentSpec) -> tuple[Ask, ...]:
    """Of a document that rests on the assessment: whether a person calls it final."""
    hint = "yes calls it final; refused while anything stands against that"
    return (Ask("final", "Final", "", hint, kind=YES_NO),) if kind.assessment else ()


def _said(field: SaidField) -> Ask:
    return Ask(field.name, field.label, "", field.hint, kind=_SAID[field.kind], long=field.kind is SaidKind.LONG)


def _told(field: SaidField, text: str) -> str:
    """What was typed; a day as an ISO date."""
    day = optional_date(text) if field.kind is SaidKind.DAY else None
    return day.isoformat() if day else text
