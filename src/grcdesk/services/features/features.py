"""The AI feature inventory: answers, models and prompts, and which controls apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.models.base import col, table_of
from grcdesk.models.features import Feature, FeatureControl, FeatureModel, FeaturePrompt
from grcdesk.rules.features import features as rules
from grcdesk.rules.fields.features import FEATURE_FIELDS, FEATURE_READERS
from grcdesk.rules.filters import filters
from grcdesk.schemas.features.features import (
    CardFacts,
    CardRow,
    ControlVerdict,
    FeatureAnswers,
    FeatureChange,
    FeatureDetail,
    FeatureRow,
    ModelFacts,
)
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.unset import UNSET
from grcdesk.services.common.context import Service
from grcdesk.services.common.named import each
from grcdesk.services.features import files, proofs
from grcdesk.services.features import reading as lists
from grcdesk.services.features import writing as writes
from grcdesk.terms import Applies, Verb
from grcdesk.text import clean
from grcdesk.wording import count, join, word

Part = TypeVar("Part", FeatureModel, FeaturePrompt)


def _confirm(stored: Sequence[tuple[Feature, Sequence[FeatureControl]]], said: tuple[str, date]) -> int:
    for row, verdicts in stored:
        writes.confirm(row, verdicts, said)
    return sum(len(verdicts) for _, verdicts in stored)


def _set(change: FeatureChange) -> dict[str, object]:
    """The answers a change sets.

    Raises:
        BadInput: when it sets none.
    """
    given = {one.name: getattr(change, one.name) for one in fields(change)}
    wanted = {name: value for name, value in given.items() if value is not UNSET}
    if not wanted:
        raise BadInput("nothing to set", hint="name at least one answer, e.g. --purpose TEXT")
    return wanted


class Features(Service):
    """Verbs on AI features."""

    def list(self, where: str = "", *, sort: str = "") -> list[FeatureRow]:
        """Features in the order they came, or those that match a filter, sorted by it.

        Raises:
            FilterError: when the filter cannot be understood.
        """
        text = " ".join(part for part in (where, f"sort:{sort}" if sort else "") if part)
        today = self._today()
        tree = filters.parse(text, FEATURE_FIELDS, today)
        with self._store.read() as session:
            found = lists.shelf(session)
            rows = [lists.row_of(found, feature) for feature in found.features]
        kept = [row for row in rows if filters.match(tree, row, FEATURE_READERS, today)]
        return filters.arrange(tree, kept, FEATURE_READERS) if tree.sort else kept

    def show(self, feature: str) -> FeatureDetail:
        """Everything about one feature, by id or name.

        Raises:
            NotFound: when there is no such feature.
        """
        with self._store.read() as session:
            row = lists.find(session, feature)
            return lists.detail_of(session, lists.shelf(session, [row.id]), row)

    def add(self, answers: FeatureAnswers, *, models: Sequence[ModelFacts] = (), dry_run: bool = False) -> Outcome:
        """Write down a feature.

        Raises:
            Refused: without a name, with a name that is taken, or with a question left open by anything but an idea.
            BadInput: when the owner is not a person, or a text cannot be stored.
        """
        with self._store.work(Verb.FEATURE_ADD, dry_run=dry_run) as work:
            row = writes.add(work.session, answers, models, self._today())
        lacks = rules.lacking(answers, models)
        open_ = f"; still open: {join(list(lacks))}" if lacks else ""
        return work.outcome(f"{row.id}: {row.name}{open_}")

    def set(
        self,
        features: Sequence[str],
        change: FeatureChange,
        *,
        dry_run: bool = False,
    ) -> Outcome:
        """Set answers of one or many features, in one transaction.

        Raises:
            NotFound: naming an unknown feature.
            Refused: when a question would be left open, or a name is taken.
            BadInput: when nothing is set, or a value cannot be stored.
        """
        wanted = _set(change)
        with self._store.work(Verb.FEATURE_SET, dry_run=dry_run) as work:
            rows = [lists.find(work.session, name) for name in dict.fromkeys(features)]
            work.about({row.id: row.name for row in rows})
            same = tuple(row.id for row in rows if not writes.change(work.session, row, wanted, self._today()))
        moved = [row.id for row in rows if row.id not in same]
        named = join([name.replace("_", " ") for name in wanted])
        sentence = f"{named} set on {join(moved)}" if moved else f"{named} of {join(list(same))} stood so already"
        return work.outcome(sentence, unchanged=same)

    def add_model(self, feature: str, facts: ModelFacts) -> Outcome:
        """Record a model the feature relies on.

        Raises:
            NotFound: when there is no such feature.
            Refused: without a model name, or when that model of that vendor and plan is recorded already.
        """
        with self._store.work(Verb.FEATURE_MODEL) as work:
            row = lists.find(work.session, feature)
            made = writes.add_model(work.session, row.id, facts)
        return work.outcome(
            f"{made.id}: {row.name} relies on {made.model}{f' of {made.vendor}' if made.vendor else ''}"
        )

    def drop_model(self, model: str) -> Outcome:
        """Take a model from a feature.

        Raises:
            NotFound: when there is no such record.
        """
        with self._store.work(Verb.FEATURE_MODEL) as work:
            row = _record(work.session, FeatureModel, "model of a feature", model)
            work.session.delete(row)
        return work.outcome(f"{model} dropped")

    def add_prompt(self, feature: str, name: str, *, version: str = "", version_source: str = "") -> Outcome:
        """Record a prompt the feature uses.

        Raises:
            NotFound: when there is no such feature.
            Refused: without a name, or when it is recorded already.
        """
        with self._store.work(Verb.FEATURE_PROMPT) as work:
            row = lists.find(work.session, feature)
            made = writes.add_prompt(work.session, row.id, (name, version, version_source))
        return work.outcome(f"{made.id}: {row.name} uses the prompt {made.name}")

    def drop_prompt(self, prompt: str) -> Outcome:
        """Take a prompt from a feature.

        Raises:
            NotFound: when there is no such record.
        """
        with self._store.work(Verb.FEATURE_PROMPT) as work:
            work.session.delete(_record(work.session, FeaturePrompt, "prompt of a feature", prompt))
        return work.outcome(f"{prompt} dropped")

    def derive(self, features: Sequence[str] = (), *, dry_run: bool = False) -> Outcome:
        """Derive from the answers which controls apply, and keep it with the reasons; of some features, or all.

        What a person confirmed stays where the answers still say the same, and is asked again where they do not.

        Raises:
            NotFound: naming an unknown feature.
        """
        today = self._today()
        with self._store.work(Verb.FEATURE_DERIVE, dry_run=dry_run) as work:
            wanted = [lists.find(work.session, name).id for name in features] if features else None
            shelf = lists.shelf(work.session, wanted)
            work.about({row.id: row.name for row in shelf.features})
            told = [writes.derive(work.session, row, shelf.derived(row), today) for row in shelf.features]
        if len(told) == 1:
            about = shelf.features[0].id
            return work.outcome(told[0].sentence(about), warnings=told[0].doors(about))
        opened = sum(bool(one.open) for one in told)
        open_ = f"; {count(opened, 'feature')} with an open question" if opened else ""
        return work.outcome(
            f"controls of {count(len(told), 'feature')} derived, {sum(one.moved for one in told)} moved{open_}"
        )

    def confirm(
        self,
        feature: str | Sequence[str],
        *,
        control: str = "",
        decision: Applies | None = None,
        reason: str = "",
        by: str = "",
        dry_run: bool = False,
    ) -> Outcome:
        """Confirm what was derived for features, in one transaction, or decide one control otherwise.

        Asking for more than derived is free; asking for less needs a reason. What is confirmed already may be confirmed
        again on another day: the inventory is kept current.

        Raises:
            NotFound: when there is no such feature, or nothing was derived for that control.
            Refused: when nothing was derived, the answers have moved on, a question is open, or a reason is lacking.
        """
        with self._store.work(Verb.FEATURE_CONFIRM, reason, dry_run=dry_run) as work:
            who, today = clean(by.strip() or self._store.signer.name), self._today()
            rows = {row.id: row for row in (lists.find(work.session, one) for one in each(feature))}
            work.about({name: row.name for name, row in rows.items()})
            names, proof = join(list(rows)), ""
            stored = [(row, _derived(work.session, row)) for row in rows.values()]
            if control:
                for _, verdicts in stored:
                    writes.decide(verdicts, control, decision, clean(reason.strip(), "reason"), (who, today))
                done = f"{control} for {names}: {word(decision) if decision else 'as derived'}"
            else:
                done = f"{count(_confirm(stored, (who, today)), 'control')} of {names} confirmed"
                if not dry_run:  # it puts bytes into the vault
                    proof = proofs.of_inventory(work.session, self._store.paths, today)
        return work.outcome(f"{done}, by {who}", warnings=(proof,) if proof else ())

    def import_(self, path: Path, *, dry_run: bool = False, stop: Stop | None = None) -> Outcome:
        """Bring features, models, prompts and cards from our YAML, a bill of materials (JSON) or a model card.

        A feature is known by its name; of one that is there only what the file says is set, and so of a card.
        Everything or nothing.

        Raises:
            BadInput: with file, line and cure, when it cannot be understood.
            Refused: when a rule forbids what it says.
        """
        from grcdesk.importers.features.apart import read  # noqa: PLC0415

        found = read(path, job=JobControl(stop=stop))
        with self._store.work(Verb.FEATURE_IMPORT, dry_run=dry_run) as work:
            told = files.load(work.session, found, self._today())
            unknown = files.providers_unknown(work.session, found)
        return work.outcome(f"{path.name}: {told}", warnings=(*found.not_understood, *unknown))

    def matrix(self) -> Sequence[ControlVerdict]:
        """Feature × control, with the categories each control answers and the reason where it does not apply."""
        with self._store.read() as session:
            found = lists.shelf(session)
        return [one for feature in found.features for one in found.verdicts[feature.id]]

    def cards(self) -> Sequence[CardRow]:
        """Model cards, each with what it leaves out and which features rely on its model."""
        with self._store.read() as session:
            return lists.cards(session)

    def add_card(self, facts: CardFacts) -> Outcome:
        """Keep a model card; one of the same model and version is replaced.

        Raises:
            Refused: without the name of the model.
        """
        with self._store.work(Verb.MODEL_CARD) as work:
            made = files.keep_card(work.session, facts)
        lacks = rules.card_lacking(facts)
        return work.outcome(
            f"{made.id}: card of {facts.model}{f'; lacks {join(list(lacks))}' if lacks else ', complete'}"
        )


def _record(session: Session, model: type[Part], kind: str, name: str) -> Part:
    row = session.get(model, name)
    if row is None:
        raise NotFound.of(kind, name, tuple(session.scalars(select(table_of(model).c.id))))
    return row


def _derived(session: Session, row: Feature) -> list[FeatureControl]:
    """What was derived for a feature, as far as it still holds.

    Raises:
        Refused: when nothing was, or the answers have moved on.
    """
    shelf = lists.shelf(session, [row.id])
    if shelf.verdicts[row.id] and rules.moved(shelf.verdicts[row.id], shelf.derived(row)):
        raise Refused(f"the answers of {row.id} have moved on since", hint=f"grcdesk features derive {row.id}")
    stored = list(session.scalars(select(FeatureControl).where(col(FeatureControl.feature) == row.id)))
    if not stored:
        raise Refused(f"nothing was derived for {row.id} yet", hint=f"grcdesk features derive {row.id}")
    return stored
