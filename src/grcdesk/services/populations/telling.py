"""What is said of populations that were frozen."""

from __future__ import annotations

from collections.abc import Sequence

from grcdesk.models.populations import Population
from grcdesk.rules.populations import names
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.populations import PopulationPlan, PopulationRow
from grcdesk.services.evidence import writing as register
from grcdesk.wording import count, word


def twice(file: str, again: Population, plan: PopulationPlan, controls: Sequence[str]) -> Outcome:
    """What to say of a list that is frozen already, and what does what was meant."""
    more = [f"grcdesk populations check {again.id} --completeness TEXT records a check"] if plan.completeness else []
    more += [f"for other controls: grcdesk evidence link {again.evidence} --control ID"] if controls else []
    said = f"{file} is frozen as {again.id} with the same words: nothing added"
    return Outcome(said, unchanged=(again.id,), warnings=tuple(more))


def frozen(shown: PopulationRow, old: str) -> str:
    """What was frozen, and where it stands."""
    place = f", in the place of {old}" if old else ""
    who = register.tied(shown.controls)
    return f"{shown.id}: {count(shown.rows, 'row')} of {shown.name}{who}, {shown.period}: {word(shown.state)}{place}"


def name_hint(name: str) -> tuple[str, ...]:
    """That a name is no role, where it is much like one."""
    hint = names.near_role(name)
    return (f"{name} is no role that shipped tests know; {hint}",) if hint else ()
