"""`grcdesk features model|prompt|card`: what a feature is built of."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.answer import show_outcome
from grcdesk.cli.frame.group import Noun, verb
from grcdesk.cli.frame.kinds import DAY, as_json, listing
from grcdesk.cli.frame.output import Column, OutputForm
from grcdesk.cli.frame.run import complete, opened
from grcdesk.wording import count

_CARDS = (
    Column("id", rank=0),
    Column("model", rank=0, elastic=18),
    Column("version", rank=1),
    Column("vendor", rank=2),
    Column("dated", rank=3),
    Column("lacking", "lacks", rank=0, elastic=26),
    Column("features", rank=2),
    *(Column(key, rank=9) for key in ("purpose", "training_data", "evaluation", "limits", "bias", "intended_use")),
    *(Column(key, rank=9) for key in ("barred_use", "owner", "links", "source", "sha256")),
)

model = Noun("model", help="The models a feature relies on.", examples=("grcdesk features model add AIF-1 gpt-4.1",))
prompt = Noun("prompt", help="The prompts a feature uses.", examples=("grcdesk features prompt add AIF-1 system",))
card = Noun("card", help="Model cards, and what each leaves out.", examples=("grcdesk features card list",))


@verb(
    "add",
    "grcdesk features model add AIF-1 gpt-4.1 --vendor OpenAI --plan enterprise --region US --version-source app.toml",
    noun=model,
)
@click.argument("feature", metavar="FEATURE", shell_complete=complete("feature"))
@click.argument("name", metavar="MODEL")
@click.option("--vendor", metavar="NAME", default="", help="Who provides it; left out: a model of our own.")
@click.option("--version", metavar="TEXT", default="", help="The version in use.")
@click.option("--version-source", metavar="TEXT", default="", help="Where that version can be read.")
@click.option("--plan", metavar="TEXT", default="", help="Plan or tier it is used under.")
@click.option("--region", metavar="TEXT", default="", help="Where it runs.")
@as_json
def add_model(*, feature: str, name: str, as_json: bool, **said: str) -> None:
    """Record a model the feature relies on."""
    from grcdesk.schemas.features.features import ModelFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.features.add_model(feature, ModelFacts(name, **said))
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk features model drop AIF-1/m1", noun=model)
@click.argument("name", metavar="ID", shell_complete=complete("feature-model"))
@as_json
def drop_model(*, name: str, as_json: bool) -> None:
    """Take a model from a feature; features show lists their ids."""
    with opened() as desk:
        done = desk.features.drop_model(name)
    show_outcome(done, as_json=as_json)


@verb("add", "grcdesk features prompt add AIF-1 system --version 14 --version-source prompts/reply.md", noun=prompt)
@click.argument("feature", metavar="FEATURE", shell_complete=complete("feature"))
@click.argument("name", metavar="PROMPT")
@click.option("--version", metavar="TEXT", default="", help="The version in use.")
@click.option("--version-source", metavar="TEXT", default="", help="Where that version can be read.")
@as_json
def add_prompt(*, feature: str, name: str, version: str, version_source: str, as_json: bool) -> None:
    """Record a prompt or template the feature uses; never its text."""
    with opened() as desk:
        done = desk.features.add_prompt(feature, name, version=version, version_source=version_source)
    show_outcome(done, as_json=as_json)


@verb("drop", "grcdesk features prompt drop AIF-1/p1", noun=prompt)
@click.argument("name", metavar="ID", shell_complete=complete("feature-prompt"))
@as_json
def drop_prompt(*, name: str, as_json: bool) -> None:
    """Take a prompt from a feature."""
    with opened() as desk:
        done = desk.features.drop_prompt(name)
    show_outcome(done, as_json=as_json)


@verb("list", "grcdesk features card list", "grcdesk features card list --json", noun=card)
@listing
def list_cards(*, form: OutputForm) -> None:
    """List the model cards, each with the parts it leaves out."""
    with opened() as desk:
        found = desk.features.cards()
    told_: list[dict[str, Any]] = output.value(found)
    rows = [{"id": row["id"], **row["facts"], "lacking": row["lacking"], "features": row["features"]} for row in told_]
    if not form.json:
        for row in rows:
            row["lacking"] = ", ".join(row["lacking"]) or "complete"
    output.records(rows, _CARDS, form)
    if form.kind == "table":
        tell.say(count(len(found), "model card"))


@verb(
    "add",
    "grcdesk features card add gpt-4.1 --vendor OpenAI --version 2025-04-14 --limits 'Invents sources'",
    noun=card,
)
@click.argument("name", metavar="MODEL")
@click.option("--vendor", metavar="NAME", default="", help="Who provides it.")
@click.option("--version", metavar="TEXT", default="", help="The version it speaks of.")
@click.option("--purpose", metavar="TEXT", default="", help="What the model is for.")
@click.option("--training-data", metavar="TEXT", default="", help="What it was trained on, in short.")
@click.option("--evaluation", metavar="TEXT", default="", help="Evaluation results.")
@click.option("--limits", metavar="TEXT", default="", help="Where it fails.")
@click.option("--bias", metavar="TEXT", default="", help="Bias results.")
@click.option("--intended-use", metavar="TEXT", default="", help="What it may be used for.")
@click.option("--barred-use", metavar="TEXT", default="", help="What it may not be used for.")
@click.option("--owner", metavar="NAME", default="", help="The person who answers for the card.")
@click.option("--dated", metavar="DATE", type=DAY, help="The day of the card.")
@click.option("--link", "links", metavar="TEXT", multiple=True, help="Where it can be read; may be repeated.")
@as_json
def add_card(*, name: str, dated: date | None, links: tuple[str, ...], as_json: bool, **said: str) -> None:
    """Keep a model card; one of the same model and version is replaced. Files come by features import."""
    from grcdesk.schemas.features.features import CardFacts  # noqa: PLC0415

    with opened() as desk:
        done = desk.features.add_card(CardFacts(name, dated=dated, links=links, **said))
    show_outcome(done, as_json=as_json)
