"""The AI inventory as a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grcdesk.models.features import Feature
from grcdesk.rules.features import features as rules
from grcdesk.rules.registers.cells import text_of
from grcdesk.rules.registers.features import FEATURES
from grcdesk.schemas.features.features import FeatureAnswers
from grcdesk.services.features import reading as lists
from grcdesk.services.features import writing as writes
from grcdesk.services.registers.door import FieldValues, HeldRow, RegisterDoor
from grcdesk.terms import FeatureStatus, Verb
from grcdesk.wording import join


class FeaturesDoor(RegisterDoor):
    """AI features, without the parts of their models and prompts."""

    form = FEATURES
    verb = Verb.FEATURE_IMPORT

    def held(self, where: str = "") -> Sequence[HeldRow]:
        """In the order they came."""
        del where
        self._shelf = lists.shelf(self.session)
        self._rows: dict[str, Feature] = {row.id: row for row in self._shelf.features}
        return [HeldRow(row.id, row.name, self.now(row.id)) for row in self._rows.values()]

    def now(self, ident: str) -> Mapping[str, str]:
        """The answers, and the models by name."""
        row = self._rows[ident]
        facts = self._shelf.facts(ident)
        models = "; ".join(f"{one.vendor}/{one.model}" if one.vendor else one.model for one in facts)
        return {name: text_of(getattr(row, name)) for name in lists.ANSWERS} | {"id": row.id, "models": models}

    def change(self, ident: str, wanted: FieldValues) -> None:
        """As `features set`."""
        writes.change(self.session, self._rows[ident], wanted, self.bringing.today)

    def add(self, values: FieldValues) -> tuple[str, str]:
        """As `features add`; one that leaves questions open, and says nothing of its status, is an idea."""
        said: dict[str, Any] = {name: value for name, value in values.items() if value not in (None, "", ())}
        answers = FeatureAnswers(**said)
        lacks = rules.lacking(answers, ())
        if lacks and "status" not in said:
            answers = replace(answers, status=FeatureStatus.IDEA)
        row = writes.add(self.session, answers, (), self.bringing.today)
        self._rows[row.id] = row
        open_ = f"; still open: {join(list(lacks))}" if lacks else ""
        return row.id, f"{row.id} {row.name} new, {row.status}{open_}"
