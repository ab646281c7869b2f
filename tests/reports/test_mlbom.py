"""The bill of materials against the official schema, and read back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grcdesk.errors import BadInput, Refused
from grcdesk.reports.mlbom import bom_file
from grcdesk.schemas.features.features import CardFacts, FeatureAnswers, FeatureChange, ModelFacts, PromptRow
from grcdesk.schemas.features.inventory import BomContent
from grcdesk.schemas.vendors.vendors import VendorFacts
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.terms.vendors import Tier
from reports.factory import DATES
from reports.feature_records import features

WHOLE = FeatureAnswers(
    "Support reply", "Drafts “it”", "Tickets", ("customer", "health"), "CRM", Answer.YES, Answer.NO, "Tickets again",
    ("log store", "vector store"), "Agents", ("staff", "agents"), "", "A person checks", Answer.YES, "Agents", "always",
    "Lin Chen", FeatureStatus.PRODUCTION, Answer.NO, Answer.NO, ("refund",), Answer.NO, "templates", "none", "", "EU",
    ("retail",),
)  # fmt: skip
MODEL = ModelFacts("claude", "Anthropic", "4", "app.toml", "enterprise", "US")
CARD = CardFacts(
    "claude", "4", "Anthropic", "Writes", "The web", "F1 0.9", "Invents", "Names", "Drafts", "Verdicts", "Lin Chen",
    None, ("https://example.com/card", "the blue folder"),
)  # fmt: skip


def fault(text: str, version: str = "V1_6") -> object:
    """What the official schema has against it; None: nothing. The validator carries the schemas of the project."""
    # builds 38 parsers of what a URI may be while it is loaded: 2.5 s, which only these tests need
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415

    return JsonStrictValidator(SchemaVersion[version]).validate_str(text)


@pytest.fixture
def stocked(desk):
    """A feature with everything, one with nothing, a card nobody uses."""
    desk.features.add(WHOLE, models=[MODEL, ModelFacts("tiny-7b")])
    desk.features.add_prompt("AIF-1", "system", version="14", version_source="prompts/reply.md")
    desk.features.add(FeatureAnswers("Churn", status=FeatureStatus.IDEA), models=[MODEL])
    desk.features.add_card(CARD)
    desk.features.add_card(CardFacts("old", "1"))
    return desk


def test_it_passes_the_official_schema_and_is_the_same_twice(stocked, tmp_path):
    done = stocked.exports.mlbom(tmp_path / "a.json")
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert fault(text) is None
    assert (
        fault(text.replace('"specVersion": "1.6"', '"specVersion": "1.7"').replace("bom-1.6", "bom-1.7"), "V1_7")
        is None
    )
    assert stocked.exports.mlbom(tmp_path / "b.json").sha256 == done.sha256
    whole = json.loads(text)
    names = [(one["type"], one["name"], one.get("version")) for one in whole["components"]]
    assert names == [
        ("machine-learning-model", "claude", "4"),
        ("machine-learning-model", "tiny-7b", None),
        ("machine-learning-model", "old", "1"),
    ]
    edges = {edge["ref"]: edge["dependsOn"] for edge in whole["dependencies"]}
    assert edges == {
        "programme": ["feature-AIF-1", "feature-AIF-2"], "feature-AIF-1": ["model-1", "model-2"],
        "feature-AIF-2": ["model-1"],
    }  # fmt: skip
    assert whole["services"][0]["data"][0] == {
        "flow": "inbound", "classification": "customer", "description": "Tickets",
    }  # fmt: skip
    broken = text.replace('"flow": "inbound"', '"flow": "in"')
    assert fault(broken) is not None, "the validator can refuse"


def test_an_empty_inventory_passes_too(desk, tmp_path):
    desk.exports.mlbom(tmp_path / "a.json")
    assert fault((tmp_path / "a.json").read_text()) is None
    with pytest.raises(Refused, match="exists already"):
        desk.exports.mlbom(tmp_path / "a.json")


@pytest.mark.slow
def test_read_back_it_gives_the_same_inventory(stocked, tmp_path):
    file = tmp_path / "a.json"
    stocked.exports.mlbom(file)
    before = [stocked.features.show(name) for name in ("AIF-1", "AIF-2")]
    done = stocked.features.import_(file)
    assert done.sentence.endswith("0 added, 0 changed, 2 as before; model cards: 0 added, 0 changed, 2 as before")
    assert not done.changed
    stocked.features.set(["AIF-1"], FeatureChange(home_region="US", purpose="Other"))
    stocked.features.drop_model("AIF-1/m2")
    stocked.features.drop_prompt("AIF-1/p1")
    assert "1 changed" in stocked.features.import_(file, dry_run=True).sentence
    assert stocked.features.show("AIF-1").answers.purpose == "Other"
    done = stocked.features.import_(file)
    assert "0 added, 1 changed, 1 as before; model cards: 0 added, 0 changed, 2 as before" in done.sentence
    after = [stocked.features.show(name) for name in ("AIF-1", "AIF-2")]
    for old, new in zip(before, after, strict=True):
        assert new.answers == old.answers
        assert [row.facts for row in new.models] == [row.facts for row in old.models]
        assert [(row.name, row.version, row.version_source) for row in new.prompts] == [
            (row.name, row.version, row.version_source) for row in old.prompts
        ]
    kept = next(card.facts for card in after[0].cards if card.facts.model == "claude")
    assert all(
        getattr(kept, name) == getattr(CARD, name) for name in ("purpose", "evaluation", "bias", "links", "owner")
    )
    stocked.log.undo(done.batch)
    assert stocked.features.show("AIF-1").answers.purpose == "Other"


def test_a_feature_that_leaves_questions_open_begins_as_an_idea_and_a_bad_file_brings_nothing(desk, tmp_path):
    file = tmp_path / "f.yaml"
    file.write_text("features:\n  - name: Chat\n  - name: Search\n    status: production\n")
    with pytest.raises(BadInput, match=r"f\.yaml:3"):
        desk.features.import_(file)
    assert desk.features.list() == []
    file.write_text("features:\n  - {name: Chat}\n")
    desk.features.import_(file)
    assert desk.features.show("Chat").answers.status is FeatureStatus.IDEA


def test_an_inventory_of_cards_alone_comes_back_as_it_went(desk, tmp_path):
    desk.features.add_card(CARD)
    desk.features.add_card(CardFacts("bare"))
    desk.exports.mlbom(tmp_path / "a.json")
    done = desk.features.import_(tmp_path / "a.json")
    assert (done.changed, desk.features.list()) == ((), []), "the programme is no feature"


def test_a_bill_sets_what_it_says_of_a_card_and_leaves_the_rest(desk, tmp_path):
    desk.features.add_card(CARD)
    model = {"type": "machine-learning-model", "name": "Claude", "version": "4", "supplier": {"name": "anthropic"}}
    file = tmp_path / "a.json"
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [model]}
    file.write_text(json.dumps(whole))
    assert not desk.features.import_(file).changed, "a model without a card takes nothing away"
    model["modelCard"] = {"considerations": {"technicalLimitations": ["Forgets"]}}
    file.write_text(json.dumps(whole))
    done = desk.features.import_(file)
    assert "model cards: 0 added, 1 changed" in done.sentence
    (card,) = desk.features.cards()
    assert (card.facts.limits, card.facts.purpose, card.facts.source) == ("Forgets", CARD.purpose, "a.json")
    assert "1 provider that no vendor record knows: anthropic" in done.warnings[-1]
    desk.vendors.add("Anthropic PBC", VendorFacts(known_as="Anthropic", tier=Tier.HIGH))
    assert "provider" not in str(desk.features.import_(file).warnings)
    desk.log.undo(done.batch)
    assert desk.features.cards()[0].facts.limits == CARD.limits


def test_a_desk_without_an_organisation_goes_by_its_programme_and_a_prompt_by_what_is_known_of_it():
    prompt = PromptRow("AIF-1/p1", "AIF-1", "system", "", "prompts/reply.md")
    feature = replace(features()[0], answers=WHOLE, models=(), prompts=(prompt,))
    whole = json.loads(bom_file(BomContent("", "AI controls", (feature,), (), "0.1", DATES)))
    assert whole["metadata"]["component"] == {"type": "application", "bom-ref": "programme", "name": "AI controls"}
    told = {one["name"]: one["value"] for one in whole["services"][0]["properties"] if ":prompt" in one["name"]}
    assert list(told.values()) == ["system", "prompts/reply.md"]
    named = json.loads(bom_file(BomContent("Acme AI", "AI controls", (), (), "0.1", DATES)))
    assert named["metadata"]["component"]["description"] == "AI controls"
