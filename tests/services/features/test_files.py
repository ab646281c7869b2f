"""An inventory from a file: what it says is taken, what it does not speak of stays, and a name is one name."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput

MODEL = {"model": "claude", "vendor": "Anthropic", "plan": "enterprise", "region": "EU"}
ENTRY = {
    "name": "Support reply", "purpose": "Drafts answers", "data_in": "Tickets", "data_out": "Ticket system",
    "invoked_by": "Support agents", "invokers": ["staff"], "if_wrong": "An agent corrects it",
    "personal_data": "yes", "customer_data": "yes", "user_facing": "no", "automated_decision": "no", "trains": "no",
    "home_region": "EU", "models": [MODEL], "prompts": [{"name": "reply", "version": "3"}],
}  # fmt: skip


def written(tmp_path, *entries):
    path = tmp_path / "inventory.yaml"
    path.write_text("".join(("features:\n", *(f"  - {json.dumps(one)}\n" for one in entries))))
    return path


def test_a_newer_file_changes_models_and_prompts_it_names_and_leaves_the_others(desk, tmp_path):
    desk.features.import_(written(tmp_path, ENTRY))
    found = desk.features.show("Support reply")
    assert [one.facts.model for one in found.models] == ["claude"]
    again = desk.features.import_(written(tmp_path, ENTRY))
    assert (again.batch, "1 as before" in again.sentence) == ("", True)
    newer = ENTRY | {"models": [MODEL | {"model": "claude-next"}], "prompts": [{"name": "reply", "version": "4"}]}
    desk.features.import_(written(tmp_path, newer))
    found = desk.features.show("Support reply")
    assert [one.facts.model for one in found.models] == ["claude-next"]
    assert [(one.name, one.version) for one in found.prompts] == [("reply", "4")]
    silent = {name: value for name, value in newer.items() if name not in ("models", "prompts")}
    done = desk.features.import_(written(tmp_path, silent | {"purpose": "Answers"}))
    assert "1 changed" in done.sentence
    found = desk.features.show("Support reply")
    assert (found.answers.purpose, len(found.models), len(found.prompts)) == ("Answers", 1, 1)


def test_a_name_in_other_letters_is_the_same_feature(desk, tmp_path):
    desk.features.import_(written(tmp_path, ENTRY))
    done = desk.features.import_(written(tmp_path, ENTRY | {"name": "SUPPORT  reply"}))
    assert "0 added, 1 changed" in done.sentence
    assert [row.name for row in desk.features.list()] == ["SUPPORT reply"]


def test_an_entry_that_a_rule_refuses_is_named_by_its_place_and_nothing_is_taken(desk, tmp_path):
    with pytest.raises(BadInput) as refused:
        desk.features.import_(written(tmp_path, ENTRY, ENTRY | {"name": "Route", "owner": "Support team"}))
    assert "is not a person" in refused.value.message
    assert refused.value.file.endswith("inventory.yaml")
    assert desk.features.list() == []
