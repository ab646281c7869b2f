"""What a control said to be in place lacks to be fully borne out."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from grcdesk.rules.controls.support import lacking
from grcdesk.terms import Design, EvidenceKind, Implemented, Support


def control(*wanted: SimpleNamespace, **said: object) -> SimpleNamespace:
    row = {"support": Support.SUPPORTED_IN_PART, "design": Design.ADEQUATE, "implemented": Implemented.YES}
    return SimpleNamespace(row=SimpleNamespace(**(row | {"have": 1, "need": 2} | said)), wanted=wanted)


def kind(name: EvidenceKind, why: str = "", *, missing: bool = True) -> SimpleNamespace:
    return SimpleNamespace(kind=name, why=why, missing=missing)


@pytest.mark.parametrize(
    ("one", "lacks"),
    [
        (control(support=None), ()),
        (control(support=Support.SUPPORTED), ()),
        (control(design=None, have=2), ("design not said to be adequate",)),
        (control(implemented=Implemented.NO, have=2), ("not said to be implemented",)),
        (control(kind(EvidenceKind.POLICY)), ("no policy that counts",)),
        (control(kind(EvidenceKind.POLICY, "EV-1: link only")), ("no policy that counts (EV-1: link only)",)),
        (control(kind(EvidenceKind.POLICY, missing=False), have=0, need=1), ("no artefact that counts",)),
        (control(have=0, need=1), ("no artefact that counts",)),
        (control(have=2), ()),
    ],
)
def test_each_thing_that_is_lacking_is_named(one, lacks):
    assert lacking(one) == lacks
