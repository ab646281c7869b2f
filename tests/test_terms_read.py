"""A word means the same as an option, in a filter and in a form: every term of every closed list, on three faces."""

from __future__ import annotations

import importlib
import pkgutil
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

import grcdesk.terms
from grcdesk.cli.frame.kinds import TermKind
from grcdesk.errors import BadInput
from grcdesk.rules.filters.fields import Field, FieldKind, words
from grcdesk.terms import Implemented, Scope, Status
from grcdesk.terms.evidence import EvidenceKind
from grcdesk.terms.read import also, folded, read
from grcdesk.tui.dialogs.values import one_of
from grcdesk.wording import STATUS, word


def lists() -> list[type[StrEnum]]:
    """Every closed list of terms."""
    found: dict[type[StrEnum], None] = {}
    for module in pkgutil.iter_modules(grcdesk.terms.__path__):
        for kind in vars(importlib.import_module(f"grcdesk.terms.{module.name}")).values():
            if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum and len(kind):
                found[kind] = None
    return list(found)


LISTS = lists()
TERMS = [term for kind in LISTS for term in kind]


def as_option(kind: type[StrEnum], typed: str) -> StrEnum | None:
    try:
        return kind(TermKind(kind).convert(typed, None, None))
    except BadInput:
        return None


def as_filter(kind: type[StrEnum], typed: str) -> StrEnum | None:
    found = Field("x", FieldKind.ENUM, "X", words=words(kind)).canonical(typed)
    return None if found is None else kind(found)


def in_form(kind: type[StrEnum], typed: str) -> StrEnum | None:
    try:
        return kind(one_of(typed, tuple(kind), "it"))
    except (BadInput, ValueError):
        return None


FACES = (as_option, as_filter, in_form)
MANNERS = (
    str,
    str.upper,
    lambda text: text.replace("_", "-"),
    lambda text: text.replace("_", " "),
    lambda text: f" {text}",
)


def test_there_are_many_lists() -> None:
    assert len(LISTS) > 100


@given(st.sampled_from(TERMS), st.sampled_from(MANNERS), st.data())
def test_every_name_of_a_term_means_it_on_every_face(term, manner, data) -> None:
    name = data.draw(st.sampled_from((term.value, word(term), *also(term))))
    typed = manner(name)
    assert [face(type(term), typed) for face in FACES] == [term] * len(FACES)


@given(st.sampled_from(LISTS), st.text(alphabet="abcdeinoprsty_- .", min_size=1, max_size=6))
def test_options_and_filters_never_differ(kind, typed) -> None:
    assert as_option(kind, typed) == as_filter(kind, typed) or typed in {"none", ""}


@pytest.mark.parametrize("kind", LISTS)
def test_no_name_means_two_terms(kind) -> None:
    names = [name for term in kind for name in {folded(one) for one in (term.value, *also(term))}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("kind", "typed", "term"),
    [
        (Status, "na", Status.NOT_APPLICABLE),
        (Status, "n.a.", Status.NOT_APPLICABLE),
        (Status, "in place", Status.IN_PLACE),
        (Status, "part", Status.PARTIAL),
        (Scope, "in", Scope.IN),
        (Implemented, "y", Implemented.YES),
        (EvidenceKind, "config-snapshot", EvidenceKind.CONFIG_SNAPSHOT),
        (EvidenceKind, "conf", EvidenceKind.CONFIG_SNAPSHOT),
        (Status, "not", None),
        (Status, "zebra", None),
    ],
)
def test_words_people_type(face, kind, typed, term) -> None:
    assert face(kind, typed) is term


def test_the_short_code_of_a_status_is_no_name_of_another() -> None:
    for term, look in STATUS.items():
        assert read(Status, look.code) in {term, None}
