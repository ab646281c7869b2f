"""What an empty list says: why nothing stands there, and the key that changes it. Keys are named by their action."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grcdesk.tui.actions.registry import ALL, written

HISTORY = "Nothing of it was changed since it came into the desk."
TABS: Mapping[str, Mapping[str, str]] = {
    "vendor": {
        "package": "Nothing is asked of a vendor of this tier. {vendor.tier} sets the tier.",
        "agreements": "No agreement is on record. {vendor.add} adds one, to be read clause by clause.",
        "reports": "No document is on file. {vendor.add} adds one.",
        "reviews": "Never reviewed. {vendor.review} starts a review.",
        "features": "No feature, project, subprocessor or contact names it. {vendor.add} adds one.",
    },
    "feature": {
        "controls": "Nothing was derived yet. {feature.derive} derives its controls from the answers.",
        "parts": "No model, prompt or card yet. {feature.model} adds a model.",
    },
    "incident": {
        "timeline": "No moment is on record. {incident.mark} adds one.",
        "touched": "Nothing says what it touched. {incident.touch} adds a feature, a vendor or a system.",
        "actions": "No action is planned. {incident.plan} plans one.",
    },
    "finding": {
        "actions": "No action is planned. {finding.plan} plans one.",
        "items": "It names no single item. {finding.item} adds one.",
        "moves": "It has not moved since it was raised. {finding.state} moves it.",
    },
    "engagement": {
        "phase": "Its last phase asks for nothing more.",
        "plan": "It follows no plan. {engagement.follow} chooses one.",
        "exposure": "Nothing is asked about exposure.",
    },
    "request": {
        "rounds": "It was not handed over yet. {request.submit} hands it over.",
        "evidence": "No artefact answers it yet. {request.evidence} ties one.",
    },
    "walkthrough": {
        "questions": "It asks no question. {walkthrough.set} edits it.",
        "differences": "No difference is on record; was it looked at? {walkthrough.differ} writes one down.",
    },
    "sample": {"items": "No item was drawn."},
    "population": {
        "columns": "Its list has no columns.",
        "differences": "No difference, or never compared: {population.reconcile} holds it against another list.",
    },
    "soa_item": {"controls": "No control of ours stands behind it. {soa_item.edit} says what else does."},
}
"""By screen and tab; the control has its own."""


def of_tab(place: str, tab: str) -> str:
    """What the list of a tab says when it is empty."""
    return keyed(HISTORY if tab == "history" else TABS.get(place, {}).get(tab, ""))


def keyed(told: str) -> str:
    """With the keys in the place of the names of actions."""
    keys = {action.id: written(action.key) for action in ALL}
    return re.sub(r"\{([a-z_.]+)\}", lambda found: keys[found[1]], told)
