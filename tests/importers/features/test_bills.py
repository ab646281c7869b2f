"""Bills of materials of others: no model, dataset or service in them vanishes unsaid."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.features import judging
from grcdesk.importers.features.bill import Bill
from grcdesk.importers.features.cyclonedx import read as cyclonedx
from grcdesk.importers.features.inventory import read
from grcdesk.schemas.features.features import ModelFacts

REAL = Path(__file__).parent / "samples"
MODEL = {"type": "machine-learning-model", "bom-ref": "m", "name": "tiny", "version": "7", "publisher": "Acme"}
DATA = {"type": "data", "bom-ref": "d", "name": "tickets"}
APP = {"type": "application", "bom-ref": "a", "name": "Chat"}
SERVICE = {"bom-ref": "s", "name": "models-api", "provider": {"name": "Northlight"}}


@pytest.fixture
def given(tmp_path):
    """What is read of a bill, or of a text."""

    def go(content, name="bom.json", **more):
        file = tmp_path / name
        whole = content if isinstance(content, str) else bill(content, **more)
        file.write_text(whole if isinstance(whole, str) else json.dumps(whole))
        return read(file)

    return go


def bill(components=(), *, root=None, version="1.6", **more):
    metadata = {"metadata": {"component": root}} if root else {}
    return {"bomFormat": "CycloneDX", "specVersion": version, "components": list(components), **metadata, **more}


def needs(**edges):
    return [{"ref": ref, "dependsOn": list(needed)} for ref, needed in edges.items()]


@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
def test_a_model_is_found_wherever_it_stands(given, version):
    inner = {**MODEL, "bom-ref": "i", "name": "inner"}
    made = {**MODEL, "bom-ref": "f", "name": "made"}
    found = given(
        [{"type": "library", "name": "holds", "components": [inner]}, {**MODEL, "modelCard": {}}],
        root={**MODEL, "bom-ref": "r", "name": "root"}, formulation=[{"components": [made]}], version=version,
    )  # fmt: skip
    assert {card.model for card in found.cards} == {"root", "tiny", "made", "inner"}
    assert found.not_understood[0] == "of 5 entries 4 taken: 4 models"


def test_a_model_without_a_card_that_nothing_uses_is_kept_as_a_card_that_lacks_all(given):
    (card,) = given([MODEL]).cards
    assert (card.model, card.vendor, card.version, card.source) == ("tiny", "Acme", "7", "")


def test_an_application_among_the_components_is_the_feature_of_the_models_it_needs(given):
    through = {"type": "library", "bom-ref": "l", "name": "embedder"}
    found = given(
        [APP, MODEL, through, DATA], services=[SERVICE], dependencies=needs(a=["l", "s", "d"], l=["m", "l", "a"])
    )
    (one,) = found.features
    assert (one.answers.name, one.answers.relies_on, one.answers.data_sources) == (
        "Chat", "models-api (Northlight)", "tickets",
    )  # fmt: skip
    assert one.models == (ModelFacts("tiny", "Acme", "7"),)
    assert not found.cards
    assert found.not_understood == (
        "of 5 entries 4 taken: 1 feature, 1 model, 1 dataset and 1 service",
        "passed over: 1 component of type library",
    )


def test_models_inside_an_application_and_services_inside_services_belong_to_it(given):
    outer = {"bom-ref": "o", "name": "Answers", "services": [SERVICE]}
    found = given([{**APP, "components": [MODEL]}], services=[outer], dependencies=needs(s=["m"]))
    assert [(one.answers.name, len(one.models)) for one in found.features] == [("Chat", 1), ("models-api", 1)]
    assert any("1 service without a model behind it" in line and "Answers" in line for line in found.not_understood)


def test_the_bill_of_one_model_under_a_root_of_its_name_is_no_feature(given):
    model = {"type": "machine-learning-model", "bom-ref": "m", "group": "acme", "name": "tiny"}
    found = given([model], root={**APP, "name": "acme/tiny"}, dependencies=needs(a=["m"]))
    assert (found.features, [card.vendor for card in found.cards]) == ((), ["acme"])


def test_datasets_are_named_by_the_card_that_was_trained_on_them(given):
    sets = {**DATA, "data": [{"type": "dataset", "name": "2025"}, {"type": "dataset", "name": "2026"}]}
    card = {"modelParameters": {"datasets": [{"ref": "d"}, {"type": "dataset", "name": "wiki", "description": "text"}]}}
    lone = {"type": "data", "bom-ref": "e", "name": "lone"}
    plain = {"type": "data", "name": "settings", "data": [{"type": "configuration"}]}
    found = given([{**MODEL, "modelCard": card}, sets, lone, plain])
    (one,) = found.cards
    assert one.training_data == "tickets (2025; 2026); wiki: text"
    assert [line for line in found.not_understood if "dataset" in line] == [
        "of 4 entries 2 taken: 1 model and 1 dataset",
        "not taken: 1 dataset of which the file does not say what was trained on it or uses it: lone",
    ]


def test_a_model_that_another_was_made_from_is_named_in_its_card(given):
    base = {"name": "base", "version": "1", "supplier": {"name": "Northlight"}}
    (card,) = given([{**MODEL, "pedigree": {"ancestors": [base]}}]).cards
    assert card.training_data == "made from base 1 (Northlight)"


def test_the_owner_of_a_model_is_taken_from_its_package_address_when_nothing_else_says_it(given):
    model = {"type": "machine-learning-model", "name": "tiny", "purl": "pkg:huggingface/acme/tiny@0f1e?x=y"}
    (card,) = given([model]).cards
    assert (card.vendor, card.version) == ("acme", "0f1e")


def test_what_lacks_a_name_stands_twice_or_points_nowhere_is_told(given):
    again = {**MODEL, "bom-ref": "m", "name": "other"}
    nameless = {"type": "machine-learning-model"}
    found = given(
        [APP, MODEL, again, {**MODEL, "bom-ref": "n"}, nameless, {"type": "data"}],
        services=[{"endpoints": ["https://api.example"]}], dependencies=needs(a=["m", "gone"]),
    )  # fmt: skip
    told = "\n".join(found.not_understood)
    for line in (
        "not taken: 1 model without a name", "not taken: 1 dataset without a name",
        "not taken: 1 service without a name",
        "not taken: 1 model named more than once: tiny 7 (Acme)",
        "dependencies name 1 entry not in the file: gone",
        "the reference m stands at 2 entries: what needs it is read as of the first",
    ):  # fmt: skip
        assert line in told
    assert [card.model for card in found.cards] == ["other"], "it is no model of the feature, and not lost"


def test_a_service_alone_is_told_with_what_would_make_it_a_feature(given):
    with pytest.raises(
        BadInput, match="1 service without a model behind it or a feature that needs it: models-api"
    ) as error:
        given([], services=[SERVICE])
    assert "grcdesk:answer:purpose" in error.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bill([MODEL], version="2.0"), "CycloneDX 2.0, which is not known here: left unread"),
        (bill([MODEL], version=1.6), "does not say its specVersion"),
        ({"spdxVersion": "SPDX-2.3", "packages": []}, "is SPDX-2.3, which has no place for models"),
        ('<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', "is CycloneDX in XML"),
        ("<a/>", "is XML; bills of materials are read as JSON"),
        ("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n", "SPDX 2 as tags and values"),
        (
            {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
                {"type": "CreationInfo", "specVersion": "3.1.0"}, {"type": "ai_AIPackage", "name": "x"}]},
            "is SPDX 3.1, which is not known here",
        ),
    ],
)  # fmt: skip
def test_another_format_or_version_is_named_and_left_unread(given, content, said):
    with pytest.raises(BadInput, match=re.escape(said)) as error:
        given(content if isinstance(content, str) else json.dumps(content), "given.json")
    assert error.value.hint


SPDX = [
    {"type": "CreationInfo", "@id": "_:c", "specVersion": "3.0.1"},
    {"type": "Organization", "spdxId": "u:org", "name": "Acme"},
    {"type": "SpdxDocument", "spdxId": "u:doc", "rootElement": ["u:app"], "name": "doc"},
    {
        "type": "ai_AIPackage", "spdxId": "u:m", "name": "tiny", "suppliedBy": "u:org", "software_packageVersion": "7",
        "ai_informationAboutTraining": "in two steps", "ai_limitation": "English only",
        "releaseTime": "2026-05-01T00:00:00Z",
        "ai_informationAboutApplication": "drafts", "ai_domain": ["support"], "summary": "Writes",
        "ai_metric": [{"type": "DictionaryEntry", "key": "F1", "value": "0.9"}],
    },
    {"type": "dataset_DatasetPackage", "spdxId": "u:d", "name": "wiki", "dataset_knownBias": ["old"]},
    {"type": "dataset_DatasetPackage", "spdxId": "u:e", "name": "golden"},
    {"type": "dataset_DatasetPackage", "spdxId": "u:f", "name": "lone"},
    {"type": "software_Package", "spdxId": "u:app", "name": "Chat", "software_primaryPurpose": "application"},
    {"type": "software_Package", "spdxId": "u:lib", "name": "torch", "software_primaryPurpose": "library"},
    {"type": "Relationship", "relationshipType": "trainedOn", "from": "u:m", "to": ["u:d"]},
    {"type": "Relationship", "relationshipType": "testedOn", "from": "u:m", "to": ["u:e", "u:gone"]},
    {"type": "LifecycleScopedRelationship", "relationshipType": "dependsOn", "from": "u:app", "to": ["u:m", "u:lib"]},
    {"type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "u:m", "to": ["u:lic"]},
]  # fmt: skip


def test_spdx_3_gives_models_with_what_they_were_trained_and_tested_on(given):
    whole = {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": SPDX}
    found = given(json.dumps(whole), "bom.spdx.json")
    (one,), (card,) = found.features, found.cards
    assert (one.answers.name, one.models) == ("Chat", (ModelFacts("tiny", "Acme", "7"),))
    assert (card.training_data, card.evaluation, card.limits, card.intended_use) == (
        "in two steps; wiki", "F1 0.9; tested on golden; tested on u:gone", "English only", "drafts",
    )  # fmt: skip
    assert (card.purpose, str(card.dated), card.vendor) == ("Writes", "2026-05-01", "Acme")
    assert found.not_understood == (
        "of 6 entries 4 taken: 1 feature, 1 model and 2 datasets",
        "not taken: 1 dataset of which the file does not say what was trained on it or uses it: lone",
        "passed over: 1 component of type library",
        "tiny names a dataset that is not in the file: u:gone",
        "not read, without a place here: domain of an AI package 1 and relationship hasDeclaredLicense 1",
    )


def test_spdx_files_that_are_models_and_data_are_no_files_among_others(given):
    graph = [
        {"type": "software_Package", "spdxId": "u:p", "name": "Tiny", "software_primaryPurpose": "model"},
        {"type": "ai_AIPackage", "spdxId": "u:m", "name": "tiny", "software_packageVersion": "7"},
        {"type": "software_File", "spdxId": "u:w", "name": "w.bin", "software_primaryPurpose": "model"},
        {"type": "software_File", "spdxId": "u:t", "name": "train.txt", "software_primaryPurpose": "data"},
        {"type": "software_File", "spdxId": "u:r", "name": "README", "software_primaryPurpose": "documentation"},
        {"type": "software_File", "spdxId": "u:i", "name": "w.index", "software_primaryPurpose": "model"},
        {"type": "Relationship", "relationshipType": "trainedOn", "from": "u:w", "to": ["u:t"]},
    ]
    whole = {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": graph}
    found = given(json.dumps(whole))
    assert [(card.model, card.version, card.training_data) for card in found.cards] == [
        ("tiny", "7", ""), ("w.bin", "", "train.txt"),
    ]  # fmt: skip
    assert found.not_understood == (
        "of 6 entries 3 taken: 2 models and 1 dataset",
        "not taken: 1 model named more than once: tiny 7",
        "passed over: 1 component of type documentation file",
        "passed over: 1 component of type model file",
    )


def test_one_element_without_a_graph_is_a_document_too(given):
    whole = {"@context": "https://spdx.org/rdf/3.0.0/spdx-context.jsonld", "type": "ai_AIPackage", "name": "tiny"}
    assert [card.model for card in given(json.dumps(whole)).cards] == ["tiny"]


CARD = """\
---
language: no
license: apache-2.0
datasets: [wiki, tickets]
base_model: acme/base
pipeline_tag: text-generation
model-index:
- name: tiny-no
  results:
  - task: {type: summarization}
    dataset: {type: wiki, name: Wiki}
    metrics:
    - {type: rouge, value: 0.41}
    - {type: bleu, value: 20, verifyToken: abc}
---
# Tiny

Text that people wrote.
"""


def test_the_head_of_a_model_card_is_read_and_norwegian_is_no_denial(given):
    found = given(CARD, "README.md")
    (card,) = found.cards
    assert (card.model, card.training_data, card.intended_use) == (
        "tiny-no", "wiki; tickets; made from acme/base", "text-generation; in no",
    )  # fmt: skip
    assert card.evaluation == (
        "summarization on Wiki: rouge 0.41 (self-reported); "
        "summarization on Wiki: bleu 20 (with a verify token, not checked)"
    )
    assert "people wrote" not in repr(found)
    assert found.not_understood[1] == "not read, without a place here: 1 field of its head: license"


def test_a_card_is_called_by_its_heading_or_its_file_else_it_is_refused(given):
    head = "---\nlicense: mit\n---\n"
    assert given(f"{head}# Model Card for Tiny 2\n", "README.md").cards[0].model == "Tiny 2"
    assert given(f"{head}text\n", "tiny-3.md").cards[0].model == "tiny-3"
    with pytest.raises(BadInput, match="names no model"):
        given(f"{head}text\n", "README.md")
    with pytest.raises(BadInput, match=r"README\.md:2: is a template"):
        given("---\nlicense: {license}\n---\n", "README.md")


def test_our_own_yaml_may_begin_with_a_mark(given):
    assert given("---\nfeatures:\n  - name: Chat\n", "f.yaml").features


def test_every_entry_of_any_bill_is_accounted_for_once():
    dice = random.Random(7)  # noqa: S311  the same bills each time
    kinds = ["machine-learning-model", "data", "application", "library", "container", "no such kind", "", None]

    def entry(depth):
        one = {
            "type": dice.choice(kinds),
            "name": dice.choice(["a", "b", "c", "", None]),
            "bom-ref": dice.choice("mnopqr"),
        }
        if dice.random() < 0.3:
            one["modelCard"] = {"modelParameters": {"datasets": [{"ref": dice.choice("mnopqr")}]}}
        if depth and dice.random() < 0.4:
            one["components"] = [entry(depth - 1) for _ in range(dice.randrange(3))]
            one["services"] = [entry(depth - 1)]
        return one

    def size(one):
        return 1 + sum(size(inner) for key in ("components", "services") for inner in one.get(key, ()))

    for _ in range(300):
        whole = bill(
            [entry(2) for _ in range(dice.randrange(8))],
            root=entry(1), services=[entry(1)],
            dependencies=needs(**{dice.choice("mnopqrx"): dice.choices("mnopqrx", k=3) for _ in range(4)}),
        )  # fmt: skip
        found = cyclonedx(whole, ("f", "f", "0"))
        there = size(whole["metadata"]["component"]) + sum(map(size, whole["components"] + whole["services"]))
        assert len(found.parts) == there
        try:
            told = judging.inventory(found, "f").not_understood
        except BadInput:
            continue
        first = re.fullmatch(r"of (\d+) entr(?:y|ies) ([\d,]+) taken: .*", told[0])
        left = [int(n) for line in told for n in re.findall(r"^(?:not taken|passed over): (\d+)", line)]
        assert (int(first[1]), int(first[2]) + sum(left)) == (there, there)


@pytest.mark.slow
def test_fifty_thousand_components_and_a_circle_are_no_burden(tmp_path):
    parts = [{"type": "library", "bom-ref": f"l{n}", "name": f"l{n}", "version": "1"} for n in range(50_000)]
    edges = needs(a=["l0"], **{f"l{n}": [f"l{(n + 1) % 50_000}"] for n in range(50_000)}) + needs(l49999=["m"])
    whole = bill([APP, MODEL, *parts], dependencies=edges)
    found = judging.inventory(cyclonedx(whole, ("f", "f", "0")), "f")
    assert [one.models for one in found.features] == [(ModelFacts("tiny", "Acme", "7"),)]
    assert "passed over: 50,000 components of type library" in found.not_understood


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cyclonedx-1.6-attestation.json", "declarations of conformity (attestation) 1"),
        ("cyclonedx-1.6-vulnerability.json", "1 component of type library"),
        ("cyclonedx-vex-case1.json", "vulnerabilities and how they were judged (VEX) 1"),
    ],
)
def test_bills_of_the_project_that_hold_no_model_say_what_they_hold(name, said):
    with pytest.raises(BadInput, match=re.escape(said)) as error:
        read(REAL / name)
    assert "grcdesk evidence add" in error.value.hint


def test_the_model_bill_of_the_project_is_read_as_counted_by_hand():
    found = read(REAL / "cyclonedx-1.6-mlbom.json")
    (card,) = found.cards
    assert (card.model, card.vendor, card.training_data) == ("stable-diffusion", "Acme Inc", "Training Data")
    assert found.not_understood[0] == "of 1 entry 1 taken: 1 model"
    (unread,) = found.not_understood[1:]
    assert unread.count("of a model card") == 10


def test_the_template_of_the_hub_is_named_as_one():
    with pytest.raises(BadInput, match="md:4: is a template of a model card that is not filled in"):
        read(REAL.parents[1] / "samples" / "hf-modelcard-spec.md")


def test_remarks_beyond_those_that_are_shown_are_counted():
    bill = Bill(remarks=[f"remark {number}" for number in range(100)])
    told = [*judging._remarks(bill)]
    assert told[-1].endswith("more remarks of that kind")
    assert len(told) - 1 + int(told[-1].split()[1]) == 100
