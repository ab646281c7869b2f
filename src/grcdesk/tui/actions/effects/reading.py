"""Actions that change nothing in the desk: those a desk as it stood still has. Everything else is refused there."""

from __future__ import annotations

from grcdesk.tui.actions.action import UiAction

_KINDS = ("list.", "go.", "screen.", "exports.", "first.", "help.")
_READING = frozenset(
    {
        *("app.palette", "app.help", "app.leave", "app.messages", "app.theme"),
        *("today.scope", "today.snapshots", "today.due", "today.coverage", "today.checks", "today.actions"),
        *("gap.lacking", "coverage.criteria", "coverage.warnings", "coverage.earliest", "checks.list", "checks.as_of"),
        *("coverage.control", "coverage.scope", "coverage.criteria_here"),
        *("evidence.report", "evidence.show", "evidence.details", "wanted.list", "wanted.suggest", "vault.open"),
        *(
            "sync.waiting",
            "sources.list",
            "features.cards_all",
            "features.cards",
            "features.matrix",
            "views.pick",
            "log.export",
        ),
        *("catalogs.lint", "catalogs.here_lint", "catalogs.here_diff", "due.snoozed", "due.record", "history.mode"),
        *("snapshots.compare", "vendors.points", "vendors.agreements", "vendors.exposure", "vendors.request"),
        *(
            "vendor.request",
            "controls.period",
            "control.period",
            "assess.period",
            "review.check",
            "review.systems",
            "review.send",
        ),
        *("controls.assess", "control.assess", "assess.left", "assess.right"),
        *("findings.letter", "findings.letter_here", "findings.actions", "finding.open_control"),
        *("incidents.rows", "incidents.rows_here"),
        *("review.removals", "review.memo", "audits.phase", "audits.plan", "audits.exposure", "engagement.mend"),
        *("requests.write", "requests.metrics", "requests.walkthroughs", "lists.write"),
        *("populations.samples", "populations.write", "population.write"),
        *("samples.populations", "samples.redraw", "sample.redraw"),
        *("tests.deviations", "sheet.deviations", "changes.bare", "changes.sheet"),
        *("deviations.bare", "deviations.sheet", "returned.list"),
    }
)
_STEPS = frozenset({"previous", "next", "tab_left", "tab_right"})


def only_reads(action: UiAction) -> bool:
    """Whether an action changes nothing."""
    last = action.id.rpartition(".")[2]
    return action.id.startswith(_KINDS) or action.id in _READING or last in _STEPS
