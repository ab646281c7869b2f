"""How sentences of a description are made: a record says it, or it is said that no record does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grcdesk.schemas.exports.system_description import Ref, Sentence
from grcdesk.schemas.features.features import FeatureDetail
from grcdesk.schemas.programme import ScopeView
from grcdesk.terms import Answer, FeatureStatus
from grcdesk.wording import join

IN_USE = (FeatureStatus.PRODUCTION, FeatureStatus.PILOT)


def says(text: str, *refs: Ref) -> Sentence:
    """A sentence that records say."""
    return Sentence(text, tuple(dict.fromkeys(refs)))


def none_says(what: str, *refs: Ref) -> Sentence:
    """A sentence such as `No record says what users of Support assistant are told`."""
    return Sentence(f"No record says {what}.", tuple(dict.fromkeys(refs)), absent=True)


def said(name: str, words: str, lack: str, *refs: Ref) -> Sentence:
    """A person's words as they stand, or that there are none.

    Args:
        name: what they are about, as a sentence begins: `What enters it`.
        words: as recorded.
        lack: what no record says, without a full stop.
        refs: the records.
    """
    told = " ".join(words.split())
    end = "" if told.endswith((".", "!", "?")) else "."
    return says(f"{name}, as recorded: “{told}”{end}", *refs) if told else none_says(lack, *refs)


def listed(words: Iterable[str]) -> str:
    """All of them, none left out."""
    found = list(words)
    return join(found, len(found))


def engagement(scope: ScopeView) -> Ref:
    """The record of the engagement in force."""
    return Ref("engagement", scope.engagement)


def feature(one: FeatureDetail) -> Ref:
    """Its record."""
    return Ref("feature", one.id)


def in_scope(features: Sequence[FeatureDetail]) -> list[FeatureDetail]:
    """Features that are in use and inside the engagement."""
    return [one for one in features if one.answers.in_scope is Answer.YES and one.answers.status in IN_USE]
