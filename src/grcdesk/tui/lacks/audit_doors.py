"""Where what lacks in an audit is mended: requests, tests, samples, findings, incidents, statements, phases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from grcdesk.schemas.readiness import Lack
from grcdesk.terms.readiness import LackKind
from grcdesk.tui.lacks.sheet_doors import open_test

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def _account(app: Shell, lack: Lack) -> None:
    system, _, account = lack.part.partition("/")
    fields = (("system", system), ("account", account))
    app.show_review(lack.about, " ".join(f'{name}:"{value}"' for name, value in fields if value))


def _accounts(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.reviews import forms  # noqa: PLC0415  each form where it is needed

    app.ask_first(
        app.screen,
        "review",
        lambda desk: desk.reviews.show(lack.about),
        lambda found: forms.load(app, found, lack.part, proof=False),
    )


def _reviewer(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.reviews import forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "review",
        lambda desk: desk.reviews.show(lack.about),
        lambda found: forms.assign(app, found, lack.part.partition("/")[0]),
    )


def _request_owner(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.requests import forms  # noqa: PLC0415

    app.ask_first(
        app.screen,
        "request",
        lambda desk: desk.requests.show(lack.about).row,
        lambda row: forms.one_field(app, [row], "owner"),
    )


def _submit(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.requests import forms  # noqa: PLC0415

    app.ask_first(
        app.screen, "request", lambda desk: desk.requests.show(lack.about).row, lambda row: forms.submit(app, [row])
    )


def _conclude(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.testing import forms  # noqa: PLC0415

    forms.conclude(app, lack.about)


def _deviation(app: Shell, lack: Lack) -> None:
    app.show_deviations(f"id:{lack.part}" if lack.part else f"control:{lack.about} state:open")


def _population(app: Shell, lack: Lack) -> None:
    # a list that is not there yet goes by its name, and is brought in among the others
    if lack.about.startswith("POP-"):
        app.show_record("population", lack.about)
    else:
        app.through_door("populations")


def _finding(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.findings.editing import mend  # noqa: PLC0415

    app.ask_first(
        app.screen, "finding", lambda desk: desk.findings.show(lack.about), lambda found: mend(app, found, lack.part)
    )


def _incident(app: Shell, lack: Lack) -> None:
    from grcdesk.tui.incidents.editing import mend  # noqa: PLC0415

    app.ask_first(
        app.screen, "incident", lambda desk: desk.incidents.show(lack.about), lambda found: mend(app, found, lack.part)
    )


def _soa(which: str) -> Callable[[Shell, Lack], None]:
    def go(app: Shell, lack: Lack) -> None:
        from grcdesk.terms.soa import SoaFramework  # noqa: PLC0415
        from grcdesk.tui.soa import forms  # noqa: PLC0415

        framework, ask = SoaFramework(lack.part), getattr(forms, which)
        app.ask_first(
            app.screen,
            "row",
            lambda desk: desk.soa.show(lack.about, framework=framework),
            lambda row: ask(app, framework, [row]),
        )

    return go


def _approve(app: Shell, lack: Lack) -> None:
    from grcdesk.terms.soa import SoaFramework  # noqa: PLC0415
    from grcdesk.tui.soa import forms  # noqa: PLC0415

    forms.approve(app, SoaFramework(lack.part))


def _check(app: Shell, lack: Lack) -> None:
    from grcdesk.rules.audits.checks import RULES  # noqa: PLC0415
    from grcdesk.tui.audits import forms  # noqa: PLC0415

    door = RULES[lack.part].door
    if lack.part == "exposure":
        app.show_engagement(lack.about, tab="exposure")
    elif door.place == "engagement":
        app.ask_first(
            app.screen, "engagement", lambda desk: desk.audits.show(lack.about), lambda found: forms.edit(app, found)
        )
    else:
        app.show_filtered(door.place, door.where)


DOORS: Mapping[LackKind, Callable[[Shell, Lack], None]] = {
    LackKind.ACCESS_SIGNATURE: lambda app, lack: app.show_review(lack.about),
    LackKind.ACCESS_LIST: _accounts,
    LackKind.ACCESS_ACCOUNT: _account,
    LackKind.ACCESS_REVIEWER: _reviewer,
    LackKind.ACCESS_EXCEPTION: _account,
    LackKind.REQUEST_OWNER: _request_owner,
    LackKind.REQUEST_EVIDENCE: lambda app, lack: app.show_request(lack.about),
    LackKind.REQUEST_SUBMISSION: _submit,
    LackKind.TEST: open_test,
    LackKind.TEST_REST: open_test,
    LackKind.POPULATION: _population,
    LackKind.DEVIATION: _deviation,
    LackKind.CONTROL_CONCLUSION: _conclude,
    LackKind.SAMPLE_INTERIM: lambda app, lack: app.show_record("sample", lack.about),
    LackKind.FINDING_RESPONSE: _finding,
    LackKind.FINDING_PLAN: _finding,
    LackKind.FINDING_ACTION: _finding,
    LackKind.FINDING_STATUS: _finding,
    LackKind.FINDING_RETEST: _finding,
    LackKind.SOA_INCLUSION: _soa("reasons"),
    LackKind.SOA_IMPLEMENTATION: _soa("implemented"),
    LackKind.SOA_MEASURE: _soa("edit"),
    LackKind.SOA_OWNER: _soa("owner"),
    LackKind.SOA_EXCLUSION: _soa("leave_out"),
    LackKind.SOA_ITEM: lambda app, _lack: app.through_door("soa"),
    LackKind.SOA_APPROVAL: _approve,
    LackKind.INCIDENT_TIME: _incident,
    LackKind.INCIDENT_NOTICE: _incident,
    LackKind.INCIDENT_TEXT: _incident,
    LackKind.PHASE_CHECK: _check,
}
