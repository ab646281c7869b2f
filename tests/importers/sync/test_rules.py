"""The file of rules: what it says, and each mistake with its line."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.sync import apart
from grcdesk.importers.sync.rules import read_rules
from grcdesk.schemas.sync import SETTLE, SyncRule, SyncRules

WHOLE = """\
format: 1
settle: 5
zone: Europe/Berlin
rules:
  - files: keys-{day}.csv
    as: keys
    controls: [AI-SEC-01]
    tests: AI-SEC-01.T1
    source: Vault
    query: all
    completeness: counted
    title: Keys
    map: maps/keys.yaml
    key: id
    limit: 0.9
    keep: [note]
    as_of: name
    pulled_at: modified
  - files: "*.tmp"
    ignore: yes
    zone: Europe/London
"""


@pytest.fixture
def given(tmp_path):
    def go(text):
        file = tmp_path / "grcdesk-sync.yaml"
        file.write_text(text)
        return file

    return go


def test_everything_a_rule_can_say(given):
    file = given(WHOLE)
    found = read_rules(file)
    assert found == SyncRules(
        str(file),
        (
            SyncRule(
                "keys-{day}.csv", importer="keys", controls=("AI-SEC-01",), tests=("AI-SEC-01.T1",), source="Vault",
                query="all", completeness="counted", title="Keys", zone="Europe/Berlin", columns="maps/keys.yaml",
                key="id", limit=0.9, keep=("note",), as_of="name", pulled_at="modified", line=5,
            ),
            SyncRule("*.tmp", ignore=True, zone="Europe/London", line=19),
        ),
        5,
    )  # fmt: skip
    assert apart.read_rules(file) == found


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("format: 1", "format: 2", 1, "format 2, which is not known"),
        ("settle: 5", "settle: -5", 2, "settle is a number of seconds"),
        ("settle: 5", "settle: 99999", 2, "settle is a number of seconds"),
        ("zone: Europe/Berlin", "zone: Mars/Base", 3, "Mars/Base"),
        ("zone: Europe/London", "zone: Mars/Base", 21, "Mars/Base"),
        ("keys-{day}.csv", "/etc/passwd", 5, "is no pattern of paths"),
        ("    as: keys", "    as: key", 6, "no importer 'key'"),
        ("controls: [AI-SEC-01]", "controls: [[a]]", 7, "controls is a list"),
        ("source: Vault", "sauce: Vault", 9, "unknown field 'sauce'"),
        ("limit: 0.9", "limit: nan", 15, "limit is a number"),
        ("as_of: name", "as_of: today", 17, "as_of is 'today'"),
        ("keys-{day}.csv", "keys.csv", 17, "wants a day in the name"),
        ("ignore: yes", "ignore: true", 20, "ignore is 'true'"),
        ("rules:\n", "rules: x\nmore:\n", 5, "unknown field 'more'"),
    ],
)
def test_a_mistake_is_told_with_its_line(given, old, new, line, said):
    assert old in WHOLE
    with pytest.raises(BadInput, match=said) as error:
        read_rules(given(WHOLE.replace(old, new, 1)))
    assert error.value.line == line
    assert error.value.hint


def test_a_link_to_rules_is_not_read(given, tmp_path):
    link = tmp_path / "link.yaml"
    link.symlink_to(given(WHOLE))
    with pytest.raises(BadInput, match="link"):
        read_rules(link)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("rules:\n", None, "has no rules"),
        ("rules: all\n", 1, "rules is a list"),
        ("rules:\n  - all\n", 1, "rules is a list"),
        ("rules:\n  - files: [a]\n    as: keys\n", 2, "files is a text"),
        ("rules:\n  - files: a.csv\n    as: keys\n    limit: high\n", 4, "limit is a number"),
    ],
)
def test_rules_that_are_none_are_refused(given, text, line, said):
    with pytest.raises(BadInput, match=said) as error:
        read_rules(given(text))
    assert (error.value.line, bool(error.value.hint)) == (line, True)


def test_what_is_not_said_is_as_usual(given):
    found = read_rules(given("rules:\n  - files: a.csv\n    as: keys\n"))
    assert (found.settle, found.rules) == (SETTLE, (SyncRule("a.csv", importer="keys", line=2),))
