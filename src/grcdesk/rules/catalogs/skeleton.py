"""A catalog of one's own to begin with: every key there is, what it takes, a mark wherever something has to be said.

The marks are texts of our own, so the file can be read, and checked, from the first moment on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from grcdesk.terms import (
    Anchor,
    Basis,
    CatalogKind,
    Category,
    ControlType,
    EvidenceKind,
    Frequency,
    Nature,
    Relationship,
    Shows,
    TestAspect,
    TestMethod,
)

PLACEHOLDER = re.compile(r"<fill in: [^<>]*>")
"""What has to be replaced before the catalog says anything."""
FRAMEWORK_ENDING = "-framework"


def _mark(what: str) -> str:
    return f"<fill in: {what}>"


def _one_of(words: Iterable[StrEnum]) -> str:
    return ", ".join(words)


def _head(catalog: str, kind: CatalogKind, title: str) -> str:
    return f"""\
catalog: "{catalog}"
kind: {kind}
title: {title}
version: "1"              # raise it with each change; catalogs update shows the difference
source: "{_mark("where it comes from, e.g. the contract and its date")}"
licence: "{_mark("who may use it, e.g. internal")}"
"""


def framework(name: str) -> tuple[str, str]:
    """Id and text of a framework: what somebody asks for."""
    catalog = f"{name}{FRAMEWORK_ENDING}"
    word = re.sub(r"[^a-z0-9_]", "_", name)[:32]
    text = f"""\
# What somebody asks of you: a customer's annex, a law, rules of the house. Ids, groups and short names; the text
# itself is read where it stands.
#   grcdesk catalogs lint THIS-FILE      names what is still to be filled in
#   grcdesk catalogs add THIS-FILE

{_head(catalog, CatalogKind.FRAMEWORK, name)}edition: ""               # which edition, and what of it is left out
short: {word}              # the word of filters and columns: {word}:X.1
name: {name}              # what people call it, at most 40 characters
by_criterion: true        # false: its items are no criteria to be answered one by one

items:
  - id: "X.1"             # letters, digits and . _ - / ( ), in quotes: 5.10 is never 5.1
    group: "{_mark("the chapter it stands in")}"
    label: "{_mark("in a few words of your own, what is asked")}"
    # category: security  # only where it decides the SOC 2 scope: {_one_of(Category)}
  - id: "X.2"
    group: "{_mark("the chapter it stands in")}"
    label: "{_mark("in a few words of your own, what is asked")}"
"""
    return catalog, text


def controls(name: str) -> tuple[str, str]:
    """Id and text of a catalog of controls: what you do."""
    text = f"""\
# What you do. Each control can be seen to fail: who does what, how often, and how it shows.
#   grcdesk catalogs lint THIS-FILE      names what is still to be filled in
#   grcdesk catalogs add THIS-FILE

{_head(name, CatalogKind.CONTROLS, name)}format: 2                 # 3 when tests carry a check: grcdesk help catalogs

controls:
  - id: "OWN-01"          # never used by another catalog of the desk
    title: "{_mark("its name in a few words")}"
    statement: "{_mark("one sentence: who does what, when, and how it shows.")}"
    objective: "{_mark("one sentence: what goes wrong without it.")}"
    category: security    # its family by intent: {_one_of(Category)}
    frequency: quarterly  # {_one_of(Frequency)}
    frequency_note: ""    # with `event`: at which events, and where all of them are listed
    # anchor: calendar    # {_one_of(Anchor)}; usually as the frequency has it
    # grace_days: 15      # days a run may be late; usually as the frequency has it
    type: preventive      # {_one_of(ControlType)}
    type_note: ""
    nature: manual        # {_one_of(Nature)}
    nature_note: ""
    owner_role: "{_mark("the role, no person")}"
    key: false            # whether others rest on it
    evidence:             # what shows it; kinds: {_one_of(EvidenceKind)}
      - kind: report
        what: "{_mark("the record of one run, and who keeps it")}"
        shows: run        # {_one_of(Shows)}
        mandatory: true
      - kind: policy
        what: "{_mark("where it is written down")}"
        shows: design
        mandatory: false
    tests:
      - id: "OWN-01.T1"
        aspect: operating # {_one_of(TestAspect)}
        question: "{_mark("one question answered yes or no")}"
        pass_if: "{_mark("when it is a yes")}"
        fail_if: "{_mark("when it is a no")}"
        method: inspect   # {_one_of(TestMethod)}
    questions:
      - "{_mark("what an auditor asks in a walkthrough")}"
"""
    return name, text


def mappings(name: str, controls: str, framework: str, item: str) -> tuple[str, str]:
    """Id and text of mappings: which control answers what."""
    catalog = f"{name}-to-{framework}"[:64].rstrip("-.")
    text = f"""\
# Which of your controls answers what is asked, how strongly, and why. Add it after both of its catalogs.
#   grcdesk catalogs lint THIS-FILE CONTROLS-FILE FRAMEWORK-FILE

{_head(catalog, CatalogKind.MAPPINGS, f"{controls} to {framework}")}controls: "{controls}"
framework: "{framework}"
basis_note: ""

mappings:
  - control: "OWN-01"
    item: "{item}"
    relationship: subset-of # read from control to item: {_one_of(Relationship)}
    strength: 5           # 0 to 10, your judgement
    basis: functional     # {_one_of(Basis)}
    primary: true         # exactly one of each control and framework
    rationale: "{_mark("one sentence: what the two share, and what the item asks beyond it.")}"
    # reviewed_on: 2026-01-31
"""
    return catalog, text
