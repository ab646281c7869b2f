"""The accounts of an access review as a checklist: keep, revoke, change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from grcdesk.rules.reviews.reviews import is_ordinary, needs_reason
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.reviews.reviews import AccountRow, Ruling
from grcdesk.terms.reviews import CampaignState, Decision
from grcdesk.tui.frame.checklists.screen import open_checklist
from grcdesk.tui.frame.checklists.subject import NO, PARTLY, YES, AnswerKey, AskedList, Question, Subject, named
from grcdesk.tui.frame.empties import keyed
from grcdesk.tui.reviews.columns import facts_text, stands_out, strip_text, used

if TYPE_CHECKING:
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

SIGNED = (CampaignState.SIGNED, CampaignState.SIGNED_WITH_EXCEPTIONS)
MOST = 500
"""ReviewedAccounts of one checklist; a filter leaves fewer."""


class ReviewedAccounts(Subject):
    """Some accounts of one review."""

    KEYS = (
        AnswerKey("y", Decision.KEEP.value, "keep", named(YES, "keep"), "success"),
        AnswerKey("n", Decision.REVOKE.value, "revoke", named(NO, "revoke"), "error"),
        AnswerKey("m", Decision.MODIFY.value, "modify", named(PARTLY, "modify"), "warning"),
    )
    NOUN = "account"
    NOTE = "the reason"
    CONCLUDE = "sign"
    CONCLUDED = "signed"
    WHOLE = False
    SEVERAL = True

    def __init__(self, campaign: str, accounts: Sequence[str], sign: Callable[[], None]) -> None:
        self._campaign = campaign
        self._accounts = accounts
        self._sign = sign

    @property
    def name(self) -> str:
        """Of the review."""
        return self._campaign

    def ask(self, desk: Desk) -> AskedList:
        """The accounts as they are decided now."""
        detail = desk.reviews.show(self._campaign)
        bars = tuple(f"not to be signed yet: {number:,} {what}" for number, what in detail.tally.blocking)
        rows = desk.accounts.rows(self._accounts)
        title = f"{detail.id} {detail.slot}: keep, revoke or modify?"
        again = keyed("{review.reopen} on its page opens it again")
        ended = f"{detail.id} is signed: {again}" if detail.state in SIGNED else ""
        others = desk.accounts.barred(self._campaign, self._accounts) if detail.state not in SIGNED else ()
        mind = f"Decisions that bar the signature: {'; '.join(others)}" if others else ""
        return AskedList(title, tuple(_question(number, row) for number, row in enumerate(rows, 1)), bars, ended, mind)

    def write(self, desk: Desk, questions: Sequence[Question], value: str) -> Outcome:
        """One decision on each of them, with the reason they have here."""
        reasons = {one.note for one in questions}
        ruling = Ruling(Decision(value), reason=reasons.pop() if len(reasons) == 1 else "")
        return desk.accounts.decide(self._campaign, [one.key for one in questions], ruling)

    def conclude(self, _app: Shell, done: Callable[[], None]) -> None:
        """Back to the review, and on to its signature."""
        done()
        self._sign()


def _question(number: int, row: AccountRow) -> Question:
    ordinary = is_ordinary(active=row.active, admin=row.admin, kind=row.kind, flags=row.flags)
    noted = {one.value for one in Decision if needs_reason(one, ordinary=ordinary)}
    odd = ", ".join(stands_out(row))
    who = row.person or "nobody"
    words = f"{row.system}/{row.account}  {who}, {row.role or 'no role'}, last used {used(row).text}"
    return Question(
        row.id,
        str(number),
        words + (f"  ! {odd}" if odd else ""),
        row.decision.value if row.decision else "",
        row.reason,
        tuple(facts_text(row)),
        strip_text(row),
        frozenset(noted),
    )


def asks_keeping(row: AccountRow) -> bool:
    """Whether keeping it needs a reason."""
    ordinary = is_ordinary(active=row.active, admin=row.admin, kind=row.kind, flags=row.flags)
    return needs_reason(Decision.KEEP, ordinary=ordinary)


def decide_each(app: Shell, campaign: str, accounts: Sequence[str], sign: Callable[[], None]) -> None:
    """Those accounts, over the screen shown."""
    if len(accounts) > MOST:
        app.tell(f"the first {MOST} of {len(accounts):,} accounts; a filter leaves fewer")
    open_checklist(app, ReviewedAccounts(campaign, accounts[:MOST], sign))
