"""The answers about an AI feature as options: one table for `add` and `set`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from grcdesk.cli.frame.kinds import NOTHING, DayKind, TermKind
from grcdesk.errors import BadInput
from grcdesk.terms import Answer, FeatureStatus, Invoker

TEXTS = {
    "purpose": "1. What it does and what for.",
    "data_in": "2. What data enters the prompt.",
    "data_out": "3. Where answers and data go.",
    "invoked_by": "4. Who or what can invoke it: roles, services.",
    "relies_on": "5. Vendors and models it relies on; or --model.",
    "if_wrong": "6. What happens if it is wrong.",
    "owner": "The person who owns it.",
    "data_sources": "Where that data comes from.",
    "who_notices": "Who notices when it is wrong.",
    "human_check": "What a person checks, and when.",
    "fallback": "What takes over when the model fails.",
    "notice": "How people are told that it is AI.",
    "disclosure": "Where customers are told of it: a link.",
    "home_region": "Where its data belongs, e.g. EU.",
    "reason_out": "Why it is out of scope.",
}
ANSWERS = {
    "personal_data": "Does personal data enter the prompt?",
    "customer_data": "Does customer data enter the prompt?",
    "reversible": "Can a wrong answer be undone?",
    "user_facing": "Do users meet it?",
    "automated_decision": "Does it decide by itself?",
    "trains": "Is a model trained or tuned for it?",
    "in_scope": "Does it belong to the engagement?",
}
LISTS = {
    "data_classes": ("--data-class", "A class of data that enters; may be repeated."),
    "stores": ("--store", "A store that keeps prompts or answers; may be repeated."),
    "invokers": ("--invoker", f"{', '.join(Invoker)}; may be repeated."),
    "irreversible": ("--irreversible", "An action it can start that cannot be undone; may be repeated."),
    "segments": ("--segment", "A customer segment whose data it handles; may be repeated."),
}


def answer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every answer as an option; the command gets `said`, only with what was given."""

    @wraps(function)
    def asked(*args: Any, **given: Any) -> Any:
        names = (*TEXTS, *ANSWERS, *LISTS, "status", "last_reviewed")
        said = {name: given.pop(name) for name in names}
        return function(
            *args, said={name: _meant(name, one) for name, one in said.items() if one not in (None, ())}, **given
        )

    options = [
        *(click.option(_flag(name), name, metavar="TEXT", help=text) for name, text in TEXTS.items()),
        click.option(
            "--status",
            metavar="WORD",
            type=TermKind(FeatureStatus),
            help=f"{', '.join(FeatureStatus)}; default: pilot.",
        ),
        *(
            click.option(_flag(name), name, metavar="yes|no", type=TermKind(Answer, clearable=True), help=text)
            for name, text in ANSWERS.items()
        ),
        *(click.option(flag, name, metavar="TEXT", multiple=True, help=text) for name, (flag, text) in LISTS.items()),
        click.option(
            "--last-reviewed", metavar="DATE", type=DayKind(clearable=True), help="When it was last reviewed."
        ),
    ]
    for option in reversed(options):
        asked = option(asked)
    return asked


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _meant(name: str, value: Any) -> Any:
    """`none` clears."""
    if name in LISTS:
        return () if tuple(value) in (("none",), ("",)) else tuple(value)
    if value in NOTHING:
        if name == "in_scope":
            raise BadInput("--in-scope is yes or no")
        return "" if name in TEXTS else None
    return value


def model_facts(given: str) -> Any:
    """`VENDOR/MODEL`, `VENDOR/MODEL@REGION`, `MODEL` alone for one of our own; a plan after a plus sign.

    Raises:
        BadInput: when no model is named.
    """
    from grcdesk.schemas.features.features import ModelFacts  # noqa: PLC0415

    rest, _, region = given.partition("@")
    rest, _, plan = rest.partition("+")
    vendor, slash, model = rest.partition("/")
    if not slash:
        vendor, model = "", rest
    if not model.strip():
        raise BadInput(f"--model {given!r} names no model", hint="write VENDOR/MODEL+PLAN@REGION")
    return ModelFacts(model.strip(), vendor.strip(), plan=plan.strip(), region=region.strip())
