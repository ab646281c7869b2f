"""Format 3 of a catalog: tests carry checks, the catalog its parameters, and older formats have neither."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.terms import ParameterKind

FILE = """\
catalog: own
kind: controls
format: 3
title: Own controls
version: "1"
source: Us
licence: ours
parameters:
  - name: max_days
    kind: number
    default: "90"
    unit: days
    meaning: Days a key may live
  - name: review_time
    kind: duration
    default: 24h
    meaning: How soon a breach is looked at
controls:
  - id: "OWN-01"
    title: Keys replaced
    statement: Keys are replaced.
    objective: Keep old keys out.
    category: security
    frequency: event
    type: preventive
    nature: automated
    owner_role: Lead
    tests:
      - id: "OWN-01.T1"
        aspect: operating
        question: Age of keys
        pass_if: None older
        fail_if: One older
        method: recompute
        check: |-
          SELECT key_id
          FROM provider_keys
"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(text: str = FILE):
        path = tmp_path / "own.yaml"
        path.write_text(text)
        return read_catalog(path)

    return write_and_read


def test_checks_and_parameters_are_read(read):
    file = read()
    assert file.data.controls[0].tests[0].check == "SELECT key_id\nFROM provider_keys"
    assert [(one.name, one.kind, one.default, one.unit) for one in file.data.parameters] == [
        ("max_days", ParameterKind.NUMBER, "90", "days"),
        ("review_time", ParameterKind.DURATION, "24h", None),
    ]
    assert file.line_of("", "controls.0.tests.0.check") == 35


@pytest.mark.parametrize("number", [1, 2])
def test_an_older_format_has_neither(read, number):
    with pytest.raises(BadInput) as refused:
        read(FILE.replace("format: 3", f"format: {number}"))
    assert (refused.value.line, refused.value.hint) == (8, "format: 3")
    head, _, tail = FILE.partition("parameters:")
    bare = head.replace("format: 3", f"format: {number}") + tail[tail.index("controls:") :]
    with pytest.raises(BadInput) as refused:
        read(bare)
    assert (refused.value.line, "`check` of OWN-01.T1" in refused.value.message) == (25, True)
    assert read(bare.partition("        check:")[0]).data.format == number


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("review_time", "max_days", 14, "stands twice"),
        ("review_time", "period_end", 14, "every check knows"),
        ("review_time", "Review", 14, "`name`"),
        ("24h", "a day", 16, "no duration"),
        ('"90"', "9e1", 11, "no number"),
        ("duration", "span", 15, "`kind`"),
        ("meaning: How", "means: How", 17, "not a known key"),
        ("format: 3", "format: 4", 3, "`format`"),
        (
            "        check: |-\n          SELECT key_id\n          FROM provider_keys\n",
            "        rest: Who owns it\n",
            35,
            "`rest` of",
        ),
    ],
)
def test_what_is_odd_is_refused_with_its_line(read, old, new, line, told):
    with pytest.raises(BadInput) as refused:
        read(FILE.replace(old, new))
    assert refused.value.line == line
    assert told in refused.value.message
    assert refused.value.hint
