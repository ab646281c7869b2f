"""Files of the AI inventory: ours, and bills of materials of others."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.features.inventory import read
from grcdesk.schemas.features.features import ModelFacts
from grcdesk.terms import Answer, FeatureStatus

YAML = """\
features:
  - name: Support reply
    purpose: Drafts answers
    status: production
    personal_data: yes
    invokers: [staff, agents]
    last_reviewed: 2026-05-01
    models:
      - {vendor: Anthropic, model: claude, region: US}
    prompts:
      - {name: system, version: 14}
cards:
  - {model: claude, limits: Invents sources, links: [https://example.com/card], dated: 2026-01-02}
"""


@pytest.fixture
def given(tmp_path):
    """What is read of a text or a JSON value."""

    def go(content, name="given.yaml"):
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        return read(file)

    return go


def test_yaml_says_everything(given):
    found = given(YAML)
    (one,) = found.features
    assert (one.answers.name, one.answers.status, one.answers.personal_data) == (
        "Support reply", FeatureStatus.PRODUCTION, Answer.YES,
    )  # fmt: skip
    assert one.said == {"name", "purpose", "status", "personal_data", "invokers", "last_reviewed"}
    assert (one.models, one.prompts) == ((ModelFacts("claude", "Anthropic", region="US"),), (("system", "14", ""),))
    (card,) = found.cards
    assert (card.limits, card.links, card.source) == ("Invents sources", ("https://example.com/card",), "given.yaml")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("purpose:", "purpos:", 3, "unknown field 'purpos'"),
        ("status: production", "status: live", 4, "status is 'live'"),
        ("personal_data: yes", "personal_data: perhaps", 5, "personal_data is 'perhaps'"),
        ("2026-05-01", "yesterday", 7, "last_reviewed"),
        ("name: Support reply", "owner: Lin Chen", 2, "needs its name"),
        ("model: claude, region", "region", 9, "a model needs its name"),
        ("  - {model: claude, limits", "  - {limits", 13, "a card names its model"),
        ("    models:\n      -", "    models:", 8, "models is a list"),
        ("invokers: [staff, agents]", "purpose2: x", 6, "unknown field"),
    ],
)
def test_a_mistake_is_told_with_its_line(given, old, new, line, said):
    assert old in YAML
    with pytest.raises(BadInput, match=said) as error:
        given(YAML.replace(old, new))
    assert error.value.line == line
    assert error.value.hint


MODEL = {"type": "machine-learning-model", "bom-ref": "m", "name": "tiny", "version": "7", "publisher": "Acme"}
BOM = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "metadata": {"component": {"type": "application", "bom-ref": "app", "name": "Chat"}},
    "components": [
        {"type": "library", "name": "left", "components": [{"type": "library", "name": "pad"}]},
        {
            **MODEL,
            "modelCard": {
                "modelParameters": {"datasets": [{"type": "dataset", "name": "wiki"}, {"ref": "x"}]},
                "quantitativeAnalysis": {"performanceMetrics": [{"type": "F1", "value": "0.9"}]},
                "considerations": {
                    "technicalLimitations": ["slow", "English"], "ethicalConsiderations": [{"name": "names"}],
                },
            },
        },
    ],
}  # fmt: skip


def test_a_bill_of_somebody_else_gives_its_application_models_and_cards(given):
    found = given(BOM, "bom.json")
    (one,) = found.features
    assert (one.answers.name, one.said, one.models) == ("Chat", {"name"}, (ModelFacts("tiny", "Acme", "7"),))
    (card,) = found.cards
    assert (card.model, card.version, card.evaluation, card.limits, card.bias) == (
        "tiny", "7", "F1 0.9", "slow; English", "names",
    )  # fmt: skip
    assert card.training_data.startswith("wiki")
    assert found.not_understood == (
        "of 4 entries 2 taken: 1 feature and 1 model",
        "passed over: 2 components of type library",
        "the card of tiny names a dataset that is not in the file: x",
    )


def test_a_service_that_relies_on_a_model_is_the_feature(given):
    service = {
        "bom-ref": "s", "name": "Search", "description": "Finds pages",
        "data": [{"flow": "bi-directional", "classification": "PII"}],
    }  # fmt: skip
    found = given(
        BOM | {"services": [service, {"name": "Mail"}], "dependencies": [{"ref": "s", "dependsOn": ["m", "y"]}]},
        "bom.json",
    )
    (one,) = found.features
    assert (one.answers.name, one.answers.purpose, one.answers.data_in, one.answers.data_out) == (
        "Search", "Finds pages", "PII", "PII",
    )  # fmt: skip
    assert [model.model for model in one.models] == ["tiny"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"bomFormat": "SPDX"}', "is no bill of materials in CycloneDX or SPDX"),
        ('{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "library"}]}', "names no model"),
        ('{"bomFormat": ', "cannot be read as JSON"),
        ("[" * 100, "outermost level"),
        ("features: []", "neither features nor cards"),
        (
            json.dumps(BOM | {"services": [{"properties": [{"name": "grcdesk:answer:trains", "value": "maybe"}]}]}),
            "trains is 'maybe'",
        ),
    ],
)
def test_what_is_no_inventory_is_refused(given, content, said):
    with pytest.raises(BadInput, match=said):
        given(content)


@pytest.mark.parametrize("wrong", [7, None, "x", [], [[]], {"a": 1}, [{"name": {}}]])
@pytest.mark.parametrize("where", ["components", "services", "dependencies", "metadata"])
def test_no_shape_breaks_the_reader(given, where, wrong):
    try:
        given(BOM | {where: wrong}, "bom.json")
    except BadInput:
        return


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("purpose: Drafts answers", "purpose: [a, b]", "purpose is a text"),
        ("invokers: [staff, agents]", "invokers: [staff, [agents]]", "invokers is a list of texts"),
        ("last_reviewed: 2026-05-01", "last_reviewed: soon", "last_reviewed: "),
        ("status: production", "status: ''", "status is ''"),
        ("status: production", "status: live", "status is 'live'"),
    ],
)
def test_an_answer_of_another_kind_is_refused_at_its_line(given, old, new, said):
    with pytest.raises(BadInput) as error:
        given(YAML.replace(old, new))
    assert said in error.value.message
    assert error.value.line
    assert error.value.hint


def test_an_answer_may_be_left_open(given):
    open_ones = YAML.replace("personal_data: yes", "personal_data: ''").replace("2026-05-01", "''")
    answers = given(open_ones.replace("invokers: [staff, agents]", "invokers: staff")).features[0].answers
    assert (answers.personal_data, answers.last_reviewed, answers.invokers) == (None, None, ("staff",))


def test_a_file_too_large_for_an_inventory_is_refused(tmp_path):
    (tmp_path / "i.yaml").write_text("# " + "x" * (2 << 20))
    with pytest.raises(BadInput, match="larger than 2 MB"):
        read(tmp_path / "i.yaml")
