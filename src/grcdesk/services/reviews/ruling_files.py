"""Decisions made elsewhere: a reviewer's list, taken in as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.errors import BadInput, Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, Campaign, CampaignSystem
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.progress import Progress
from grcdesk.schemas.reviews.accounts import RulingIn
from grcdesk.schemas.reviews.reviews import Ruling
from grcdesk.services.reviews import reading, sync
from grcdesk.services.reviews.account_rulings import Decider, DecisionResult, follow, lacking, put, warnings
from grcdesk.terms.reviews import Decision
from grcdesk.wording import count, join

_PART = 1_000


def take_file(
    session: Session, campaign: Campaign, lines: Sequence[RulingIn], name: str, act: Decider,
    *, progress: Progress | None = None,
) -> DecisionResult:  # fmt: skip
    """Decisions made elsewhere, all or none. The act says who enters them, and with which kept file they came.

    Raises:
        BadInput: naming every line that cannot be understood.
        Refused: naming every decision that lacks something.
    """
    systems = reading.systems_of(session, campaign.id)
    pairs = _paired(_Shelf(_accounts(session, campaign, systems, lines), systems), lines, name)
    reasons = lacking(pairs, act.today)
    if reasons:
        raise Refused(f"{count(len(reasons), 'decision')} of {name} cannot be taken", reasons=tuple(reasons))
    changed = _put_all(session, pairs, act, progress)
    rows = [row for row, _ in pairs]
    in_file = {row.system for row in rows}
    for one in systems:
        # the reviewer's list is whole: from now on an account it left out counts as missing, not as undecided
        one.listed = one.listed or one.id in in_file
    follow(session, campaign, rows)
    blank = sum(ruling.decision is None for _, ruling in pairs)
    left = f", {count(blank, 'line')} without a decision" if blank else ""
    return DecisionResult(
        f"{count(len(pairs) - blank, 'decision')} taken from {name}, {changed:,} changed{left}", warnings(rows)
    )


def _accounts(
    session: Session, campaign: Campaign, systems: Sequence[CampaignSystem], lines: Sequence[RulingIn]
) -> list[Account]:
    query = select(Account).where(col(Account.campaign) == campaign.id)
    named = {rules.fold(line.system) for line in lines}
    # a line without a system may mean an account of any; else the other systems' accounts need not be read
    if "" not in named:
        query = query.where(col(Account.system).in_([one.id for one in systems if rules.fold(one.name) in named]))
    return list(session.scalars(query))


def _paired(shelf: _Shelf, lines: Sequence[RulingIn], name: str) -> list[tuple[Account, Ruling]]:
    """Each line with the account it is about; every line that fits none, or says it twice, is named together."""
    pairs: list[tuple[Account, Ruling]] = []
    wrong: list[str] = []
    for line in lines:
        try:
            pairs.append((shelf.find(line), ruling_of(line)))
        except BadInput as error:
            wrong.append(f"line {line.line}: {error.message}")
    often = Counter(f"{row.system_name}/{row.account}" for row, _ in pairs)
    wrong += [f"{one} stands there more than once" for one, number in often.items() if number > 1]
    if wrong:
        raise BadInput(
            f"{count(len(wrong), 'line')} cannot be taken; nothing was changed", reasons=tuple(wrong), file=name
        )
    return pairs


def _put_all(session: Session, pairs: Sequence[tuple[Account, Ruling]], act: Decider, progress: Progress | None) -> int:
    """Write them part by part, so that the count follows the work; returns how many changed."""
    changed = 0
    for number, (row, ruling) in enumerate(pairs, 1):
        if ruling.decision is None:
            row.listed = True  # a blank says nothing, and takes nothing back
        else:
            changed += put(row, ruling, replace(act, reviewer=ruling.reviewer))
        if number % _PART == 0 or number == len(pairs):
            session.flush()
            if progress:
                progress(number, len(pairs))
    return changed


class _Shelf:
    """Accounts of a campaign by every spelling."""

    def __init__(self, rows: Sequence[Account], systems: Sequence[CampaignSystem]) -> None:
        self.systems = {rules.fold(one.name): one.id for one in systems}
        self.ids: dict[str, list[Account]] = {}
        self.names: dict[str, list[Account]] = {}
        for row in rows:
            self.ids.setdefault(rules.fold(row.account), []).append(row)
            for name in sync.spelt(row):
                self.names.setdefault(name, []).append(row)

    def find(self, line: RulingIn) -> Account:
        """The account a line means.

        Raises:
            BadInput: when none or several fit.
        """
        wanted = rules.fold(line.account)
        system = self._system(line)
        # an id before a spelling: one person's alias may be another one's account
        for shelf in (self.ids, self.names):
            fits = [row for row in shelf.get(wanted, ()) if system in (None, row.system)]
            if len(fits) > 1:
                raise BadInput(f"{line.account!r} fits {join([f'{row.system_name}/{row.account}' for row in fits])}")
            if fits:
                return fits[0]
        place = f" in {line.system}" if line.system else ""
        raise BadInput(f"no account {line.account!r}{place}")

    def _system(self, line: RulingIn) -> str | None:
        """The id of the system it names; None: it names none, and may mean an account of any."""
        if not line.system:
            return None
        found = self.systems.get(rules.fold(line.system))
        if found is None:
            raise BadInput(f"no system {line.system!r} in this review")
        return found


def ruling_of(line: RulingIn) -> Ruling:
    """A line as a decision.

    Raises:
        BadInput: when a word or a day cannot be understood.
    """
    word = rules.fold(line.decision)
    if word and word not in set(Decision):
        raise BadInput(f"{line.decision!r} is no decision: keep, revoke or modify")
    if not word:
        return Ruling(None)
    if not line.reviewer.strip():
        raise BadInput(f"{line.account}: a decision without a reviewer")
    if not line.decided_on.strip():
        raise BadInput(f"{line.account}: a decision without its day (decided_on)")
    return Ruling(
        Decision(word), line.reviewer, clock.parse_date(line.decided_on.strip()), line.reason, line.ticket,
        clock.parse_date(line.done_on.strip()) if line.done_on.strip() else None,
    )  # fmt: skip
