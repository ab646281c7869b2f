"""The AI inventory as a register."""

from __future__ import annotations

from grcdesk.rules.registers.columns import CellKind, RegisterColumn, RegisterForm, ident
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.terms.interchange import DeskRegister

_TEXT, _LIST = CellKind.TEXT, CellKind.LIST
_STATUS = {"live": "production", "in production": "production", "in use": "production", "beta": "pilot",
           "planned": "idea", "proposed": "idea", "decommissioned": "retired"}  # fmt: skip


def _answer(name: str, title: str, told: str, *aliases: str, clears: bool = True) -> RegisterColumn:
    words = {"y": "yes", "true": "yes", "x": "yes", "n": "no", "false": "no"}
    return RegisterColumn(name, title, CellKind.TERM, told, 11, aliases, Answer, words, clears=clears)


FEATURES = RegisterForm(
    DeskRegister.FEATURES,
    "AI feature",
    (
        ident("feature", "featureid"),
        RegisterColumn("name", "Feature", CellKind.LINE, "Its name", 26,
                       ("featurename", "aifeature", "usecase", "aisystem", "system", "title"), clears=False),
        RegisterColumn("status", "Status", CellKind.TERM, "idea, pilot, production or retired", 12,
                       ("lifecycle", "stage", "state"), FeatureStatus, _STATUS, clears=False),
        RegisterColumn("purpose", "Purpose", _TEXT, "What it does and what for", 36,
                       ("description", "whatitdoes", "intendeduse")),
        RegisterColumn("data_in", "Data in", _TEXT, "What enters the prompt", 28, ("inputs", "input", "datain")),
        RegisterColumn("data_classes", "Data classes", _LIST, "With semicolons between", 18, ("dataclass",)),
        RegisterColumn("data_sources", "Data sources", _TEXT, "Where it comes from", 20, ("sources",)),
        _answer("personal_data", "Personal data", "Whether personal data enters", "pii", "personal"),
        _answer("customer_data", "Customer data", "Whether customer data enters", "customer"),
        RegisterColumn("data_out", "Data out", _TEXT, "Where answers go", 28, ("outputs", "output", "dataout")),
        RegisterColumn("stores", "Stores", _LIST, "Stores that keep prompts or answers", 18),
        RegisterColumn("invoked_by", "Invoked by", _TEXT, "Who or what can call it", 22, ("users", "usedby")),
        RegisterColumn("invokers", "Invokers", _LIST, "staff, customers, public, services, agents", 16),
        RegisterColumn("relies_on", "Relies on", _TEXT, "Vendors and models in words", 26),
        RegisterColumn("if_wrong", "If wrong", _TEXT, "What happens when it is wrong", 28, ("impact", "harm")),
        _answer("reversible", "Reversible", "Whether that can be undone"),
        RegisterColumn("who_notices", "Who notices", _TEXT, "Who notices", 18),
        RegisterColumn("human_check", "Human check", _TEXT, "Where a person looks", 20, ("humanoversight",)),
        RegisterColumn("owner", "Owner", CellKind.PERSON, "The person who owns it", 20,
                       ("featureowner", "businessowner", "responsible")),
        _answer("user_facing", "User facing", "Whether users meet it"),
        _answer("automated_decision", "Decides", "Whether it decides by itself", "automateddecision", "decides"),
        RegisterColumn("irreversible", "Irreversible", _LIST, "Actions that cannot be taken back", 18),
        _answer("trains", "Trains", "Whether a model is trained for it", "training"),
        RegisterColumn("fallback", "Fallback", _TEXT, "What is done without it", 20),
        RegisterColumn("notice", "Notice", _TEXT, "What users are told", 20),
        RegisterColumn("disclosure", "Disclosure", _TEXT, "Where it is disclosed", 20),
        RegisterColumn("home_region", "Home region", CellKind.LINE, "Where the data belongs", 12),
        RegisterColumn("segments", "Segments", _LIST, "Customers it is for", 16),
        _answer("in_scope", "In scope", "Whether it belongs to the engagement", "scope", clears=False),
        RegisterColumn("reason_out", "Why out", _TEXT, "Why it does not", 20),
        RegisterColumn("last_reviewed", "Last reviewed", CellKind.DAY, "When it was last reviewed", 13,
                       ("lastreview", "reviewedon")),
        RegisterColumn("models", "Models", CellKind.LINE, "The models on record", 26, ("model",), taken=False),
    ),
    ("name",),
)  # fmt: skip
