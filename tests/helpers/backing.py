"""Evidence that bears out a control: an intact artefact of every kind that must be there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from grcdesk.models.evidence import Evidence
from grcdesk.rules.evidence.standing import UNREAD
from grcdesk.schemas.evidence.evidence import Artefact
from grcdesk.terms import EvidenceKind, Verb


def bear_out(desk: Any, folder: Path, control: str, *, but: int = 0, day: date = date(2026, 6, 1)) -> list[str]:
    """Add it, all but the last so many kinds; the ids."""
    wanted = desk.controls.show(control).wanted
    kinds = list(dict.fromkeys(row.kind for row in wanted if row.mandatory))
    return [one for kind in kinds[: len(kinds) - but] for one in _add(desk, folder, control, kind, day)]


def _add(desk: Any, folder: Path, control: str, kind: EvidenceKind, day: date) -> tuple[str, ...]:
    file = folder / f"{control}-{kind.value}-{day}.txt"
    file.write_text(f"{control} {kind.value} {day}", encoding="utf-8")
    facts = Artefact(kind, as_of=day, source="the console")
    ids = tuple(name for name in desk.evidence.add(file, facts, controls=[control]).changed if name.startswith("EV-"))
    if kind in UNREAD:
        with desk.store.work(Verb.EVIDENCE_SET) as work:
            for name in ids:
                work.session.get_one(Evidence, name).importer = "gateway"
    return ids
