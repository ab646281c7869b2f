"""What the tabs of an AI feature and the matrix show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from grcdesk.rules.features.features import QUESTIONS
from grcdesk.schemas.features.features import CardRow, ControlVerdict, FeatureDetail, ModelRow, PromptRow
from grcdesk.terms import Applies, Status, Support
from grcdesk.tui.kit.looks import Cell, Glyphs, codes, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import day, join, word

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk

APPLIES_TONE = {Applies.APPLIES: "strong", Applies.NOT_APPLICABLE: "muted", Applies.OPEN: "warning"}
Part = ModelRow | PromptRow | CardRow


def answers(found: FeatureDetail, glyphs: Glyphs) -> Content:
    """The Answers tab."""
    said = found.answers
    rows = []
    for number, (name, question) in enumerate(QUESTIONS.items(), 1):
        value = getattr(said, name) or _other(found, name)
        rows.append(line(Cell(f"{number} {question[:1].upper()}{question[1:]}", "head")))
        rows.append(text(f"  {value}") if value else line("  ", glyphs.warn("not answered")))
    rows.append(text(""))
    facts = (
        ("Owner", said.owner),
        ("In scope", word(said.in_scope) + (f": {said.reason_out}" if said.reason_out else "")),
        ("Personal data", said.personal_data),
        ("Customer data", said.customer_data),
        ("Users meet it", said.user_facing),
        ("Decides by itself", said.automated_decision),
        ("Trains or tunes", said.trains),
        ("Invokers", ", ".join(said.invokers)),
        ("Stores", ", ".join(said.stores)),
        ("Irreversible", ", ".join(said.irreversible)),
        ("Data classes", ", ".join(said.data_classes)),
        ("Data sources", said.data_sources),
        ("Can be undone", said.reversible),
        ("Who notices", said.who_notices),
        ("Human check", said.human_check),
        ("Fallback", said.fallback),
        ("Notice", said.notice),
        ("Disclosure", said.disclosure),
        ("Home region", said.home_region),
        ("Segments", ", ".join(said.segments)),
        ("Last reviewed", day(said.last_reviewed)),
    )
    for name, value in facts:
        rows.append(line(Cell(f"{name:<19}", "head"), Cell(str(value or "-"), "" if value else "muted")))
    rows += [line(glyphs.warn(f"{one.control} is by now: {word(one.applies)}, {one.reason}")) for one in found.moved]
    return lines(rows)


def _other(found: FeatureDetail, name: str) -> str:
    if name == "relies_on":
        return join([f"{row.facts.model} of {row.facts.vendor or 'our own'}" for row in found.models])
    return join(list(found.answers.invokers)) if name == "invoked_by" else ""


def applies_cell(one: ControlVerdict) -> Cell:
    """Applies or not, with a mark once a person confirmed it."""
    words = {Applies.APPLIES: "applies", Applies.NOT_APPLICABLE: "n.a.", Applies.OPEN: "open"}
    return Cell(words[one.effective], APPLIES_TONE[one.effective])


def backed(desk: Desk, verdicts: Iterable[ControlVerdict]) -> dict[str, Support | None]:
    """What stands behind the controls that are said to be in place, by id."""
    said = dict.fromkeys(one.control for one in verdicts if one.status is Status.IN_PLACE)
    return {row.id: row.support for row in desk.controls.rows(tuple(said))}


def control_columns(
    glyphs: Glyphs, support: Mapping[str, Support | None], *, features: bool = False
) -> tuple[ListColumn, ...]:
    """Controls of a feature; of all features in the matrix. `support` is what `backed` found, looked up when drawn."""

    def who(one: ControlVerdict) -> Cell:
        return Cell(one.decided_by, "success") if one.decided_by else Cell("to confirm", "muted")

    def gap(one: ControlVerdict) -> Cell:
        applies = one.effective is Applies.APPLIES
        return glyphs.held(one.status, support.get(one.control)) if applies else Cell("", "muted")

    feature = (ListColumn("feature", "Feature", 7, lambda one: Cell(one.feature)),) if features else ()
    return (
        *feature,
        ListColumn("control", "Control", 11, lambda one: Cell(one.control)),
        ListColumn("tsc", "TSC", 10, lambda one: Cell(codes(one.categories)), 2),
        ListColumn("applies", "Applies", 7, applies_cell),
        ListColumn("reason", "Because", 18, lambda one: Cell(one.decided_reason or one.reason), 0, flex=True),
        ListColumn("gap", "Gap", 16, gap, 3, badge=True),
        ListColumn("who", "Confirmed by", 12, who, 1),
        ListColumn("title", "Title", 20, lambda one: Cell(one.title), 5, flex=True),
    )


def part_columns() -> tuple[ListColumn, ...]:
    """Models, prompts and cards."""

    def kind(row: Part) -> Cell:
        return Cell({ModelRow: "model", PromptRow: "prompt", CardRow: "card"}[type(row)], "muted")

    def name(row: Part) -> Cell:
        if isinstance(row, PromptRow):
            return Cell(row.name)
        return Cell(f"{row.facts.vendor}/{row.facts.model}" if row.facts.vendor else row.facts.model)

    def version(row: Part) -> Cell:
        return Cell(row.version if isinstance(row, PromptRow) else row.facts.version)

    def more(row: Part) -> Cell:
        if isinstance(row, CardRow):
            lacks = join(list(row.lacking))
            return Cell(f"lacks {lacks}", "warning") if lacks else Cell("complete", "success")
        if isinstance(row, PromptRow):
            return Cell(row.version_source)
        facts = row.facts
        return Cell("  ".join(part for part in (facts.plan, facts.region, facts.version_source) if part))

    return (
        ListColumn("id", "ID", 9, lambda row: Cell(row.id.rpartition("/")[2] or row.id)),
        ListColumn("kind", "Kind", 6, kind),
        ListColumn("name", "Name", 18, name, 0, flex=True),
        ListColumn("version", "Version", 12, version, 1),
        ListColumn("more", "Plan, region, source", 22, more, 2, flex=True),
    )
