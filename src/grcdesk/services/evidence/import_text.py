"""How an import reads: in one line, in warnings, and as names and values. Loads no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grcdesk.importers.evidence import registry
from grcdesk.schemas.evidence.imports import ImporterRow, ImportReport, RuleCount
from grcdesk.wording import count, join

KEPT = {
    "file": "the file itself",
    "rows": "its rows without text, and this report: the file held text or secrets",
    "report": "this report only: the file held text or secrets",
}
_MOST_RULES = 20


def importers() -> list[ImporterRow]:
    """Every importer there is, with what it makes and for which controls it usually stands."""
    found = map(registry.get, registry.names())
    return [ImporterRow(one.name, one.title, one.kind, one.unit, one.controls, one.tests) for one in found]


def counts(report: ImportReport) -> str:
    """`1,204 events, 3 skipped, 2 duplicates; 2026-10-01..2026-10-31`."""
    parts = [count(report.used, report.unit)]
    parts += [f"{report.skipped:,} skipped"] if report.skipped else []
    parts += [count(report.duplicates, "duplicate")] if report.duplicates else []
    days = f"; {report.period_from}..{report.period_to}" if report.period_from else ""
    result = f"; {report.result}" if report.result else ""
    return ", ".join(parts) + result + days


def remarks(report: ImportReport) -> tuple[str, ...]:
    """What a person should know about the file, most serious first."""
    found = []
    if report.dropped:
        held = join([repr(name) for name in report.dropped], 5)
        rows = f"{count(report.kept_rows, 'row')} without them and the report"
        kept = rows if report.kept_rows else "the report of it"
        found.append(f"{held} held text or secrets: the file was not kept, only {kept}")
    if report.released:
        found.append(f"kept although it may hold text, as you said: {join(list(report.released))}")
    if report.empty_day_count:
        listed = join(list(report.empty_days), 4)
        found.append(f"{count(report.empty_day_count, 'day')} without {report.unit}s: {listed}")
    found += [f"{one.count:,} skipped, line {one.lines[:60]}: {one.reason}" for one in report.skips[:3]]
    if report.unknown:
        found.append(f"not understood: {join(list(report.unknown), 6)}")
    return (*found, *report.notes)


def suggestion(controls: Sequence[str], name: str) -> str:
    """Where it usually belongs, of the controls of the desk; a person decides."""
    if not controls:
        return f"it waits to be placed: grcdesk evidence place {name} --control ID"
    return f"usually for {join(list(controls))}: grcdesk evidence place {name} --control {controls[0]}"


def described(found: ImportReport) -> list[tuple[str, str]]:
    """A report as names and values for people."""
    used = f"{found.used:,} used + {found.duplicates:,} duplicates + {found.skipped:,} skipped"
    return [
        ("file", f"{found.file}, {found.size:,} bytes"),
        ("sha256", found.sha256),
        ("read as", f"{found.title} ({found.importer} {found.version}), {found.form}"),
        *_told(("maker", found.maker)),
        ("because", found.why),
        ("rows", f"{found.rows:,} in = {used}"),
        *_below("skipped", [f"{one.count:,} {one.reason}: {one.lines}" for one in found.skips]),
        *_days(found),
        *_told(("result", found.result)),
        *_rules(found),
        *found.facts.items(),
        *((group, _words(words)) for group, words in found.totals.items()),
        *_told(("zone assumed", found.zone)),
        *_kept(found),
        *_below("notes", found.notes),
    ]


def _told(row: tuple[str, str]) -> list[tuple[str, str]]:
    """The row, unless nothing is told there."""
    return [row] if row[1] else []


def _below(name: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """Several values below one name."""
    return [("" if place else name, value) for place, value in enumerate(values)]


def _days(found: ImportReport) -> list[tuple[str, str]]:
    rows = []
    if found.period_from:
        rows.append(("period", f"{found.period_from}..{found.period_to}"))
    if found.first:
        rows.append(("moments", f"{found.first} to {found.last}"))
    if found.empty_day_count:
        rows.append(("empty days", f"{found.empty_day_count}: {' '.join(found.empty_days)}"))
    return rows


def _words(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{word} {number:,}" for word, number in numbers.items()) or "none"


def _rules(found: ImportReport) -> list[tuple[str, str]]:
    """The rules of a scanner that failed or could not be told, each with the controls it is tied to."""
    bad = [one for one in found.rules if one.failed or one.error]
    rows = _below("rules failed", [_rule(one) for one in bad[:_MOST_RULES]])
    return [*rows, ("", f"and {len(bad) - _MOST_RULES:,} more")] if len(bad) > _MOST_RULES else rows


def _rule(one: RuleCount) -> str:
    counts = {"failed": one.failed, "in error": one.error, "muted": one.muted, "passed": one.passed}
    told = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)
    tied = f"; for {join(list(one.controls))}" if one.controls else ""
    return f"{one.rule}: {told}{tied}"


def _kept(found: ImportReport) -> list[tuple[str, str]]:
    """What is kept of the fields, and what is not."""
    rows: list[tuple[str, str]] = []
    if found.dropped:
        counts = found.dropped_counts
        told = (f"{name} ({counts[name]:,})" if counts.get(name) else name for name in found.dropped)
        rows.append(("not kept", ", ".join(told)))
    for name, listed in (("released", found.released), ("not understood", found.unknown)):
        if listed:
            rows.append((name, ", ".join(listed)))
    if found.rows_sha256:
        rows.append(("kept rows", f"{found.kept_rows:,}, {found.rows_size:,} bytes: {', '.join(found.fields)}"))
        rows.append(("their hash", found.rows_sha256))
    return rows
