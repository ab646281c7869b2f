"""Packages for auditors: one form writes them, one checks them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.errors import BadInput
from grcdesk.paths import typed_path
from grcdesk.schemas.outcomes import FileOutcome
from grcdesk.schemas.packages.bags import BagFound
from grcdesk.schemas.packages.packages import PackagePlan, PackageReport
from grcdesk.tui.dialogs.answers import path_fields, path_of, said_yes
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import DAY, FILE, YES_NO
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.dialogs.values import optional_date
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.tui.kit.plain import said
from grcdesk.wording import count

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell
    from grcdesk.tui.kit.jobs import Job

_SHOWN = 200
_LABELS = {"allowed_signers": "Allowed signers"}


def package(app: Shell) -> None:
    """Everything for the auditor of the engagement in force, in one zip file or folder."""

    def build(texts: Mapping[str, str]) -> Callable[[Desk, Job], FileOutcome]:
        path, force = path_of(texts)
        plan = PackagePlan(
            as_of=optional_date(texts["as_of"]),
            sign_with=texts["sign"].strip(),
            overrides=_overrides(texts["overrides"]),
            final=said_yes(texts["final"], "final"),
            since=texts["since"].strip(),
            handover=texts["handover"],
            timestamp=typed_path(texts["stamp"]) if texts["stamp"].strip() else None,
        )
        return lambda desk, job: desk.packages.build(path, plan, force=force, progress=job.progress)

    fields = (
        Ask("as_of", "As of", "", "empty: today", kind=DAY),
        Ask("final", "Final", "", "yes calls it final; else it is a draft", kind=YES_NO),
        Ask("handover", "Handed to", "", "a firm; recorded, and changes count from there"),
        Ask("since", "Only since", "", "a firm that was handed a package, or an entry of the log"),
        Ask(
            "overrides",
            "Override labels",
            "",
            "EV-3=REASON or nda=REASON, one a line: goes out all the same",
            long=True,
        ),
        Ask("sign", "Sign with", "", "empty: unsigned; a key of OpenSSH, its public half, or agent", kind=FILE),
        Ask("stamp", "Time stamp", "", "the reply of a service on this checkpoint.txt", kind=FILE),
        *path_fields("exports/<engagement>_evidence_<as of>.zip; without .zip a folder"),
    )
    app.push_screen(
        Form("Package for the auditor", fields, build, verb="writes it"),
        lambda act: app.with_job("package", act) if act is not None else None,
    )


def verify(app: Shell) -> None:
    """A package, or a bag of anybody, checked; no desk is touched."""

    def check(job: Job, texts: tuple[str, str, str]) -> PackageReport:
        from grcdesk.services.packages.verifying import verify_package  # noqa: PLC0415  not before it is asked for

        file, signers, identity = texts
        given = str(typed_path(signers)) if signers else ""
        return verify_package(typed_path(file), signers=given, identity=identity, progress=job.progress)

    def build(texts: Mapping[str, str]) -> tuple[str, str, str]:
        return texts["file"], texts["signers"].strip(), texts["identity"].strip()

    fields = (
        Ask("file", "Package", "", "a zip file or a folder", needed=True, kind=FILE),
        Ask("signers", "Allowed signers", "", "a file from elsewhere than the package", kind=FILE),
        Ask("identity", "Signed by", "", "a name of that file; empty: any of them"),
    )
    app.push_screen(
        Form("Check a package", fields, build, verb="checks it"),
        lambda asked: (
            app.run_job("checking the package", lambda job: check(job, asked), lambda report: _show(app, report))
            if asked is not None
            else None
        ),
    )


def _show(app: Shell, report: PackageReport) -> None:
    """Everything that was found, the worst first."""
    from grcdesk.services.packages.verifying import UNSIGNED  # noqa: PLC0415  not before it is asked for

    bag = report.bag
    whole = f"whole: {count(bag.files, 'file')}, {count(bag.size, 'byte')}, {'/'.join(bag.algorithms)}"
    told = [Cell(whole, "success")]
    if bag.damaged:
        told = [Cell(f"{count(len(bag.damaged), 'thing')} damaged", "error")]
    elif bag.unchecked:
        told = [Cell(f"{count(len(bag.unchecked), 'thing')} cannot be checked", "warning")]
    rows = [line(*told), *_rows(report, bag.damaged, "error"), *_rows(report, bag.unchecked, "warning")]
    unsigned = [one for one in bag.remarks if one.what == UNSIGNED]
    rows += _rows(report, unsigned, "warning")
    if unsigned:
        rows.append(text("Nothing in it shows who made it: hold its sum against what its maker told you.", "warning"))
    rest = [one for one in bag.remarks if one not in unsigned]
    app.push_screen(LinesDialog(f"Package {report.path.name}", [*rows, *_rows(report, rest, "muted")]))


def _rows(report: PackageReport, found: Sequence[BagFound], look: str) -> list[Content]:
    rows = []
    for one in found[:_SHOWN]:
        behind = " ".join(report.hit.get(one.where, ()))
        rows.append(line(Cell(said(one.told, _LABELS), look), *([f"  {behind}"] if behind else [])))
    if len(found) > _SHOWN:
        rows.append(text(f"and {len(found) - _SHOWN:,} more", "muted"))
    return rows


def _overrides(given: str) -> dict[str, str]:
    """One a line.

    Raises:
        BadInput: when a line has no equals sign.
    """
    found = {}
    for one in filter(None, (part.strip() for part in given.splitlines())):
        name, equals, why = one.partition("=")
        if not equals:
            raise BadInput(f"override labels: {one!r} has no reason", hint="write EV-3=REASON, one a line")
        found[name.strip()] = why.strip()
    return found
