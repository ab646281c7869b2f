"""`grcdesk features`: list, show, add, set, derive, confirm, matrix; models, prompts and cards have their own file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grcdesk.cli.features.options import answer_options, model_facts
from grcdesk.cli.features.parts import card, model, prompt
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import TermKind, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, control_ids, opened
from grcdesk.cli.registers.imports import FILE, bring, import_options
from grcdesk.errors import BadInput
from grcdesk.paths import is_spreadsheet
from grcdesk.terms import Applies, Status
from grcdesk.terms.interchange import DeskRegister
from grcdesk.wording import CATEGORY_CODE, STATUS, count, word

if TYPE_CHECKING:
    from grcdesk.schemas.features.features import ControlVerdict, FeatureDetail, FeatureRow

_LIST = (
    Column("id", rank=0),
    Column("name", "feature", rank=0, elastic=18),
    Column("status", rank=4),
    Column("data_in", "data in", rank=5, elastic=12),
    Column("automated_decision", "decides", rank=6),
    Column("vendors", rank=2, elastic=11),
    Column("if_wrong", "if wrong", rank=7, elastic=12),
    Column("controls", rank=1),
    Column("categories", "tsc", rank=3),
    Column("derivation", rank=1),
    Column("owner", rank=4, elastic=11),
    *(Column(key, rank=9) for key in ("purpose", "models", "regions", "stores", "user_facing", "personal_data")),
    *(Column(key, rank=9) for key in ("customer_data", "trains", "in_scope", "applies", "statuses", "lacking")),
    *(Column(key, rank=9) for key in ("last_reviewed", "version")),
)
_MATRIX = (
    Column("feature", rank=0),
    Column("control", rank=0),
    Column("title", rank=4, elastic=18),
    Column("categories", "tsc", rank=2),
    Column("applies", rank=0),
    Column("why", "reason", rank=1, elastic=26),
    Column("status", "gap", rank=2),
    Column("decided_by", "confirmed by", rank=3, elastic=11),
    *(Column(key, rank=9) for key in ("scope", "derived", "reason", "derived_on", "decided", "decided_reason")),
    Column("decided_on", rank=9),
)

features = Noun(
    "features",
    help="The AI feature inventory: six questions a feature, and which controls follow from the answers.",
    examples=("grcdesk features list", "grcdesk features derive", "grcdesk features confirm AIF-1"),
)
for part in (model, prompt, card):
    features.add_command(part)


def _summed(row: FeatureRow) -> str:
    """`14 ✓6 ✗4`: controls that apply, and their gap status."""
    counts = " ".join(f"{STATUS[status].code}{row.statuses[status]}" for status in Status if status in row.statuses)
    return f"{row.applies} {counts}".strip()


@verb("list", "grcdesk features list", "grcdesk features list --where 'personal:yes -derived:confirmed'", noun=features)
@click.option("--where", metavar="FILTER", default="", help="Which; see grcdesk help features.")
@click.option("--sort", metavar="FIELDS", default="", help="By which fields, e.g. -controls,name.")
@listing
def list_(*, where: str, sort: str, form: OutputForm) -> None:
    """List the AI features."""
    with opened() as desk:
        found = desk.features.list(where, sort=sort)
    rows: list[dict[str, Any]] = output.value(found)
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["status"], row["derivation"] = one.status, one.derivation
            row["controls"] = _summed(one)
            row["categories"] = [CATEGORY_CODE[category] for category in one.categories]
            row["statuses"] = [f"{word(status)}: {number}" for status, number in one.statuses.items()]
    output.records(rows, _LIST, form)
    if form.kind == "table":
        bare = sum(not one.applies for one in found)
        tell.say(f"{count(len(found), 'AI feature')}, {sum(not one.owner for one in found)} without owner, "
                 f"{bare} without controls")  # fmt: skip


@verb("show", "grcdesk features show AIF-1", "grcdesk features show 'Support reply' --json", noun=features)
@click.argument("feature", metavar="FEATURE", shell_complete=complete("feature"))
@as_json
def show(*, feature: str, as_json: bool) -> None:
    """One feature: the six answers, models, prompts, cards, and which controls apply and why."""
    with opened() as desk:
        found = desk.features.show(feature)
    if as_json:
        output.document(record(found))
        return
    from grcdesk.cli.features.text import described  # noqa: PLC0415

    output.text(described(found))


def record(found: FeatureDetail) -> dict[str, Any]:
    """One feature with the keys of `--json`."""
    told_ = output.value(found)
    answers = told_.pop("answers")
    models = [{"id": row["id"], **row["facts"]} for row in told_.pop("models")]
    cards = [{"id": row["id"], **row["facts"], "lacking": row["lacking"]} for row in told_.pop("cards")]
    return {"id": told_.pop("id"), **answers, "models": models, "cards": cards, **told_}


@verb(
    "add",
    "grcdesk features add 'Code helper' --purpose Suggests --data-in Source --data-out Editor --invoked-by Developers"
    " --relies-on 'a model of our own' --if-wrong 'A review finds it'",
    "grcdesk features add 'Churn forecast' --status idea --model 'Anthropic/claude+enterprise@US'",
    noun=features,
)
@click.argument("name", metavar="NAME")
@click.option("--model", "models", metavar="VENDOR/MODEL+PLAN@REGION", multiple=True, help="A model it relies on.")
@answer_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def add(*, name: str, models: tuple[str, ...], said: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    """Write down a feature. All six questions need an answer; on a terminal those left out are asked for."""
    from grcdesk.rules.features.features import QUESTIONS, lacking, may_be_open  # noqa: PLC0415
    from grcdesk.schemas.features.features import FeatureAnswers  # noqa: PLC0415

    facts = [model_facts(one) for one in models]
    answers = FeatureAnswers(name, **said)
    if not may_be_open(answers.status) and tell.is_terminal():
        for question, what in QUESTIONS.items():
            if what in lacking(answers, facts):
                said[question] = tell.ask(f"{what[:1].upper()}{what[1:]}?")
        answers = FeatureAnswers(name, **said)
    with opened() as desk:
        done = desk.features.add(answers, models=facts, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "set",
    "grcdesk features set AIF-1 --status production --personal-data yes",
    "grcdesk features set AIF-1 AIF-2 --owner 'Lin Chen' --last-reviewed 2026-11-21",
    noun=features,
)
@click.argument("names", metavar="FEATURE...", nargs=-1, required=True, shell_complete=complete("feature"))
@click.option("--name", metavar="TEXT", help="Another name.")
@answer_options
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def set_(*, names: tuple[str, ...], name: str | None, said: dict[str, Any], dry_run: bool, as_json: bool) -> None:
    """Set answers of one or many features; `none` clears an answer. Afterwards derive again."""
    from grcdesk.schemas.features.features import FeatureChange  # noqa: PLC0415

    change = FeatureChange(**said) if name is None else FeatureChange(name=name, **said)
    with opened() as desk:
        done = desk.features.set(names, change, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb(
    "import",
    "grcdesk features import features.yaml --dry-run",
    "grcdesk features import bom.cdx.json",
    "grcdesk features import bom.spdx.json --json",
    "grcdesk features import README.md",
    "grcdesk features import features.xlsx --yes",
    noun=features,
)
@FILE
@import_options
def import_(*, file: Path, said: dict[str, Any]) -> None:
    """Bring features from a spreadsheet, YAML, a bill of materials or a model card, with models, prompts and cards.

    All of it or nothing. Read are CycloneDX, SPDX 3 and OSCAL as JSON, and the head of a Markdown card; every entry is
    taken, or told with why not.
    """
    if is_spreadsheet(file):
        bring(DeskRegister.FEATURES, file, said)
        return
    from grcdesk.schemas.registers.tables import PLAIN_TABLE  # noqa: PLC0415

    if said["plan"]["table"] != PLAIN_TABLE or said["plan"]["theirs"]:
        raise BadInput("columns, words and sheets are those of a spreadsheet", hint="leave these options out")
    with opened() as desk:
        done = desk.features.import_(file, dry_run=said["dry_run"])
    show_outcome(done, as_json=said["as_json"])


@verb("derive", "grcdesk features derive", "grcdesk features derive AIF-1 --dry-run", noun=features)
@click.argument("names", metavar="[FEATURE]...", nargs=-1, shell_complete=complete("feature"))
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def derive(*, names: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Derive which controls apply from the answers, with the reason of each, and keep it; of some features, or all."""
    with opened() as desk:
        done = desk.features.derive(names, dry_run=dry_run)
        show_outcome(done, as_json=as_json)
        if len(names) == 1 and not as_json:
            _rows(desk.features.show(names[0]).controls, OutputForm())


@verb(
    "confirm",
    "grcdesk features confirm AIF-1",
    "grcdesk features confirm AIF-1 --control AI-PI-05 --decide applies",
    "grcdesk features confirm AIF-1 --control AI-CONF-04 --decide not-applicable --reason 'One tenant a cluster'",
    noun=features,
)
@click.argument("names", metavar="FEATURE...", nargs=-1, required=True, shell_complete=complete("feature"))
@click.option("--control", metavar="ID", default="", shell_complete=complete("control"), help="Only this one.")
@click.option("--decide", "decision", metavar="WORD", type=TermKind(Applies), help="applies or not-applicable.")
@click.option("--reason", metavar="TEXT", default="", help="Why; needed to ask for less than was derived.")
@click.option("--by", metavar="NAME", default="", help="Who confirms; default: you.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@as_json
def confirm(
    *, names: tuple[str, ...], control: str, decision: Applies | None, reason: str, by: str, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Confirm what was derived for features, or decide one control otherwise. A person's judgement, on record."""
    with opened() as desk:
        wanted = control_ids(desk, (control,))[0] if control else ""
        done = desk.features.confirm(names, control=wanted, decision=decision, reason=reason, by=by, dry_run=dry_run)
    show_outcome(done, as_json=as_json)


@verb("matrix", "grcdesk features matrix", "grcdesk features matrix --feature AIF-1 --csv", noun=features)
@click.option("--feature", metavar="FEATURE", default="", shell_complete=complete("feature"), help="Only this one.")
@listing
def matrix(*, feature: str, form: OutputForm) -> None:
    """Feature × control × category: what applies, and the reason where it does not."""
    with opened() as desk:
        found = desk.features.show(feature).controls if feature else desk.features.matrix()
    _rows(found, form)
    if form.kind == "table":
        tell.say(f"{count(len(found), 'pair')} of feature and control" if found else "nothing derived yet: "
                 "grcdesk features derive")  # fmt: skip


def _rows(found: Sequence[ControlVerdict], form: OutputForm) -> None:
    rows: list[dict[str, Any]] = [{**output.value(one), **_told(one)} for one in found]
    if not form.json:
        for row, one in zip(rows, found, strict=True):
            row["applies"], row["status"] = one.effective, one.status
            row["categories"] = [CATEGORY_CODE[category] for category in one.categories]
    output.records(rows, _MATRIX, form)


def _told(one: ControlVerdict) -> dict[str, Any]:
    return {"applies": one.effective.value, "why": one.decided_reason or one.reason}
