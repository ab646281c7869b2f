"""Which artefacts go out, which stay, and what moved between two packages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from grcdesk.rules.packages.choosing import LABELS, OutgoingRule, choose, shifted
from grcdesk.schemas.evidence.evidence import EvidenceRow
from grcdesk.schemas.packages.packages import Delta, PackedItem
from grcdesk.terms import Confidentiality, EvidenceKind
from grcdesk.terms.packages import Shift

DAY = date(2026, 9, 30)
CHOICE = OutgoingRule(DAY, ["AI-SEC-01", "AI-SEC-02"])


def row(name: str = "EV-1", **more: object) -> EvidenceRow:
    words = (
        *("collected_at", "source", "url", "rejected", "recorded_at", "query", "pulled_at", "completeness"),
        *("accuracy", "checked_by", "collected_by", "provided_by", "for_slot", "supersedes", "superseded_by"),
        "importer",
    )
    told: dict[str, object] = {
        **dict.fromkeys(words, ""),
        "id": name,
        "title": "Policy",
        "kind": EvidenceKind.POLICY,
        "as_of": date(2026, 3, 1),
        "period_from": None,
        "period_to": None,
        "performed_on": None,
        "file_name": "policy.pdf",
        "sha256": "a" * 64,
        "size": 3,
        "controls": ("AI-SEC-02",),
        "tests": (),
        "method": None,
        "confidentiality": Confidentiality.AUDITOR,
        "valid_until": None,
        "is_population": False,
        "row_count": None,
    }
    return EvidenceRow(**{**told, **more})  # type: ignore[arg-type]


def one(choice: OutgoingRule = CHOICE, **more: object) -> PackedItem:
    (found,) = choose([row(**more)], choice)
    return found


def test_what_is_for_the_auditor_goes_out_below_the_first_control_it_stands_behind():
    assert one().path == "data/evidence/AI-SEC-02/2026-03-01_policy.pdf"
    assert one(controls=("AI-SEC-02", "AI-SEC-01")).path.startswith("data/evidence/AI-SEC-01/")


@pytest.mark.parametrize("label", [Confidentiality.INTERNAL, Confidentiality.NDA])
def test_a_label_keeps_it_in_the_house_unless_somebody_says_why_not(label: Confidentiality):
    held = one(confidentiality=label)
    assert (held.path, held.left_out, held.override) == ("", LABELS[label], "")
    for what in ("EV-1", label.value):
        out = one(replace(CHOICE, overrides={what: "agreed by mail"}), confidentiality=label)
        assert (bool(out.path), out.left_out, out.override) == (True, "", "agreed by mail")
    other = {Confidentiality.INTERNAL: "nda", Confidentiality.NDA: "internal"}[label]
    assert not one(replace(CHOICE, overrides={other: "agreed", "EV-2": "agreed"}), confidentiality=label).path


@pytest.mark.parametrize(
    ("why", "more"),
    [
        ("was erased", {"erased": "asked for", "erased_by": "D", "erased_on": DAY}),
        ("rejected: blurred", {"rejected": "blurred"}),
        ("stands behind no control in scope", {"controls": ()}),
        ("stands behind no control in scope", {"controls": ("OUT-1",)}),
        ("after the day", {"as_of": date(2026, 10, 1)}),
        ("a link", {"sha256": "", "url": "https://example.com/x"}),
        ("FAILED INTEGRITY: modified", {"integrity": "modified"}),
    ],
)
def test_no_label_and_no_reason_lets_out_what_proves_nothing(why: str, more: dict[str, object]):
    for label in Confidentiality:
        held = one(replace(CHOICE, overrides={"EV-1": "all the same"}), confidentiality=label, **more)
        assert held.path == ""
        assert why in held.left_out


def test_vendors_and_requests_have_folders_of_their_own():
    assert one(controls=(), vendors=("VEN-2",)).path.startswith("data/evidence/VEN-2/")
    assert one(replace(CHOICE, asked={"EV-1": "REQ-4"}), controls=()).path.startswith("data/evidence/REQ-4/")


def test_files_of_the_same_day_and_name_are_kept_apart():
    found = choose([row("EV-1"), row("EV-2"), row("EV-10", file_name="POLICY.pdf")], CHOICE)
    assert [item.row.id for item in found] == ["EV-1", "EV-2", "EV-10"]
    assert len({item.path.casefold() for item in found}) == 3


def test_what_moved_is_told_and_the_numbers_go_together():
    before = choose(
        [row("EV-1"), row("EV-2"), row("EV-3"), row("EV-4"), row("EV-9", confidentiality=Confidentiality.NDA)], CHOICE
    )
    now = choose(
        [row("EV-1"), row("EV-2", title="Policy 2"), row("EV-3", rejected="blurred"), row("EV-5"), row("EV-6")], CHOICE
    )
    items, delta = shifted(now, before, Delta("", 7, "2026-01-01"))
    moved = {line.evidence: (line.shift, line.why) for line in delta.lines}
    assert moved == {
        "EV-2": (Shift.CHANGED, "its title"),
        "EV-3": (Shift.WITHDRAWN, "rejected: blurred"),
        "EV-4": (Shift.WITHDRAWN, "is no longer on record"),
        "EV-5": (Shift.ADDED, "new"),
        "EV-6": (Shift.ADDED, "new"),
    }
    assert {item.row.id: item.shift for item in items}["EV-1"] is Shift.KEPT
    assert (delta.before, delta.kept) == (4, 1)
    packed = [item for item in items if item.path]
    assert delta.before - len(delta.of(Shift.WITHDRAWN)) + len(delta.of(Shift.ADDED)) == len(packed)


def test_a_package_of_what_moved_can_be_laid_over_the_earlier_one():
    before = choose([row("EV-1"), row("EV-2")], CHOICE)
    now = choose([row("EV-2"), row("EV-3"), row("EV-4", rows_sha256="b" * 64)], CHOICE)
    items, _ = shifted(now, before, Delta("", 7, "2026-01-01"))
    old = {item.row.id: item.path for item in before}
    new = {item.row.id: item.path for item in items}
    assert new["EV-2"] == old["EV-2"]
    assert {new["EV-3"], new["EV-4"]}.isdisjoint(old.values())
    paths = [path for item in items for path in (item.path, item.rows_path) if path]
    assert len({path.casefold() for path in paths}) == len(paths) == 4
