"""AI features and vendors as an OSCAL component definition, each with the controls that apply to it.

That a control applies says nothing of whether it works: each requirement says how the control stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields

from grcdesk.reports.oscal.frame import (
    OscalJson,
    ids,
    line,
    metadata,
    own_uuid,
    prop,
    props,
    reference,
    resource,
    with_some,
    word,
    written,
)
from grcdesk.rules.catalogs import oscal
from grcdesk.schemas.exports.oscal import OscalContent
from grcdesk.schemas.features.features import ControlVerdict, FeatureAnswers, FeatureDetail, ModelFacts
from grcdesk.schemas.vendors.file import ExpectedRow, VendorFile
from grcdesk.terms import Applies
from grcdesk.terms.vendors import Expectation
from grcdesk.wording import word as told

_SIDES = {Expectation.CUEC: "the vendor's report expects it of us", Expectation.CSOC: "we expect it of the vendor"}

_VENDOR = ("service", "owner", "tier", "model_provider", "in_scope", "region", "onboarded", "last_review", "offboarded")


def component_file(content: OscalContent) -> bytes:
    """The file as UTF-8 JSON."""
    catalogs = _Catalogs(content)
    components = [
        *(_feature(one, catalogs, content) for one in content.features),
        *(_vendor(one, catalogs, content) for one in content.vendors),
    ]
    title = f"AI features and vendors of {content.organisation or content.programme}"
    body = with_some({"metadata": metadata(content, title, content.dates.records)}, components=components)
    if catalogs.used:
        body["back-matter"] = {"resources": [resource(catalogs.known[name]) for name in catalogs.used]}
    return written("component-definition", body)


class _Catalogs:
    """Where each control stands, and which catalogs were referred to."""

    def __init__(self, content: OscalContent) -> None:
        self.known = {data.catalog: data for data in content.controls}
        self.used: list[str] = []
        self.place = {own: (data.catalog, name) for data in content.controls for own, name in ids(data).items()}

    def implementations(self, owner: str, about: str, requirements: Iterable[tuple[str, OscalJson]]) -> list[OscalJson]:
        """Requirements by control, one implementation for each catalog they are of."""
        sorted_: dict[str, list[OscalJson]] = {}
        for number, (control, requirement) in enumerate(requirements):
            catalog, name = self.place.get(control, ("", ""))
            # a control of no catalog in force has no place that could be referred to
            if catalog:
                found = {"uuid": own_uuid("requirement", owner, str(number), control), "control-id": name}
                sorted_.setdefault(catalog, []).append({**found, **requirement})
        self.used += [name for name in sorted_ if name not in self.used]
        return [
            {
                "uuid": own_uuid("implementation", owner, catalog),
                "source": reference(catalog),
                "description": about,
                "links": [{"href": reference(catalog), "rel": "reference"}],
                "implemented-requirements": some,
            }
            for catalog, some in sorted_.items()
        ]


def _feature(feature: FeatureDetail, catalogs: _Catalogs, content: OscalContent) -> OscalJson:
    said = feature.answers
    owner = _owner(content, feature.id)
    applying = [one for one in feature.controls if one.effective is Applies.APPLIES]
    return with_some(
        {
            "uuid": own_uuid("component", owner),
            "type": "service",
            "title": line(said.name),
            "description": said.purpose or said.name,
            "props": [
                prop("kind", "feature"),
                prop("id", feature.id),
                *_answers(said),
                *(one for number, row in enumerate(feature.models, 1) for one in _model(row.facts, f"model-{number}")),
                *(
                    prop(f"prompt-{name.replace('_', '-')}", getattr(row, name), group=f"prompt-{number}")
                    for number, row in enumerate(feature.prompts, 1)
                    for name in ("name", "version", "version_source")
                    if getattr(row, name)
                ),
            ],
        },
        control_implementations=catalogs.implementations(
            owner, f"Controls that apply to {line(said.name)}", ((one.control, _verdict(one)) for one in applying)
        ),
    )


def _answers(said: FeatureAnswers) -> Iterable[OscalJson]:
    """A property for each answer, and for each entry of a list."""
    for field in fields(FeatureAnswers):
        value = getattr(said, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if one:
                yield prop(f"answer-{field.name}", word(one))


def _model(facts: ModelFacts, group: str) -> Iterable[OscalJson]:
    for field in fields(ModelFacts):
        value = getattr(facts, field.name)
        if value:
            name = "model" if field.name == "model" else f"model-{field.name}"
            yield prop(name, value, group=group)


def _verdict(one: ControlVerdict) -> OscalJson:
    reason = one.decided_reason or one.reason
    settled = f"confirmed by {one.decided_by} on {one.decided_on}" if one.decided else f"derived on {one.derived_on}"
    state = oscal.STATES.get(one.status)
    return {
        "description": f"It applies: {reason or 'no reason was given'} ({settled}). The control stands as: "
        f"{told(one.status)}.",
        "props": props({"status": one.status, "implementation_status": state, "applies": one.effective}),
    }


def _vendor(vendor: VendorFile, catalogs: _Catalogs, content: OscalContent) -> OscalJson:
    row = vendor.detail.row
    owner = _owner(content, row.id)
    said: Mapping[str, object] = {
        "id": row.id,
        **{name: getattr(row, name) for name in _VENDOR},
        "legal_name": vendor.detail.legal_name,
        "plan": vendor.detail.plan,
    }
    wanted = ((control, _expected(one)) for one in vendor.expected for control in one.controls)
    return with_some(
        {
            "uuid": own_uuid("component", owner),
            "type": "service",
            "title": line(row.name),
            "description": row.service or row.name,
            "props": [prop("kind", "vendor"), *props(said)],
        },
        control_implementations=catalogs.implementations(
            owner, f"Controls that {line(row.name)} and we count on each other for", wanted
        ),
    )


def _expected(one: ExpectedRow) -> OscalJson:
    accepted = f" Its lack was accepted by {one.approver}: {one.accepted}." if one.accepted else ""
    return {
        "description": f"{one.what} ({_SIDES[one.kind]}).{accepted}",
        "props": props({"expected": one.id, "side": one.kind}),
    }


def _owner(content: OscalContent, name: str) -> str:
    return f"{content.organisation}/{content.programme}/{name}"
