"""Taking in lists of accounts: those to be reviewed, and the later ones that prove removals."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from grcdesk import clock
from grcdesk.alike import alike
from grcdesk.errors import Refused
from grcdesk.models.base import col
from grcdesk.models.reviews import Account, AccountList, Campaign, CampaignSystem
from grcdesk.models.unreadable import stored_day, stored_moment
from grcdesk.rules.reviews import people
from grcdesk.rules.reviews import reviews as rules
from grcdesk.schemas.progress import Progress
from grcdesk.schemas.reviews.accounts import AccountIn, AccountsFile
from grcdesk.schemas.reviews.reviews import ListFacts
from grcdesk.services.common.ids import next_id
from grcdesk.services.reviews import sync
from grcdesk.terms.reviews import AccountSource, ListPurpose
from grcdesk.text import clean
from grcdesk.wording import count, join

COUNTED = "counted by the system"
_NAMED = 20
_COPIED = (
    "person", "mail", "role", "admin", "active", "status", "last_used", "use_known", "created", "manager", "kind",
    "mfa", "status_unknown",
)  # fmt: skip


def add_list(
    session: Session, campaign: Campaign, system: CampaignSystem, read: AccountsFile, facts: ListFacts, *, name: str,
    at: DrawnAt, purpose: ListPurpose, by: str,
) -> AccountList:  # fmt: skip
    """The row of a list. `by` is who enters it, and answers for it when it is believed."""
    ident, number = next_id(session, AccountList, "AL")
    one = AccountList(
        id=ident,
        campaign=campaign.id,
        system=system.id,
        purpose=purpose,
        source=read.source,
        file_name=clean(name),
        sha256=read.sha256,
        size=read.size,
        query=clean(facts.query.strip(), "query"),
        pulled_at=at.moment,
        pulled_on=at.day,
        pulled_by=clean(facts.puller.strip(), "puller"),
        loaded_at=clock.stamp(clock.now()),
        rows=read.rows,
        accounts=len(read.accounts),
        completeness=_completeness(read, facts),
        columns=list(read.columns),
        dropped=list(read.dropped),
        unknown=list(read.unknown),
        skipped=list(read.skipped),
        assumed=list(read.assumed),
        # only a later list is looked up account by account; the one under review stands in the rows themselves
        holding=_holding(read) if purpose is ListPurpose.PROOF else "",
        stated=max(read.stated, facts.expected or 0) or None,
        marks=list(signs_of_a_page(read, facts)),
        lost=read.lost,
        believed=clean(facts.confirm.strip(), "reason"),
        believed_by=clean(by) if facts.confirm.strip() else "",
        position=number,
    )
    session.add(one)
    return one


def signs_of_a_page(read: AccountsFile, facts: ListFacts) -> tuple[str, ...]:
    """Why it may be a page of a longer list; what no file tells, a person answers by a count or how it was checked."""
    answered = facts.expected == len(read.accounts) or facts.completeness.strip()
    return (*read.marks, read.unsure) if read.unsure and not answered else read.marks


def _completeness(read: AccountsFile, facts: ListFacts) -> str:
    told = clean(facts.completeness.strip(), "completeness check")
    if facts.expected is None:
        return told
    agrees = "agrees with" if facts.expected == len(read.accounts) else rules.DISAGREES
    counted = f"{len(read.accounts)} read, {agrees} {facts.expected} {COUNTED}"
    return f"{told}; {counted}" if told else counted


def _holding(read: AccountsFile) -> str:
    held = {
        rules.fold(one.account): [one.role, int(one.admin), int(one.active), str(one.last_used or "")]
        for one in read.accounts
    }
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def take_population(
    session: Session, campaign: Campaign, system: CampaignSystem, read: AccountsFile, progress: Progress | None
) -> tuple[tuple[int, int, int], list[Account]]:
    """Rows for the accounts of a list: new ones added, known ones updated, vanished ones taken out.

    Returns:
        How many were added, changed, taken out; and the rows, not flushed yet.

    Raises:
        Refused: when an account that carries a decision would vanish.
    """
    query = select(Account).where(col(Account.system) == system.id)
    known = {rules.fold(row.account): row for row in session.scalars(query)}
    vanished = _vanished(system, known, read)
    for old in vanished:
        session.delete(old)
    added = changed = 0
    rows = []
    for number, one in enumerate(read.accounts, 1):
        row = known.get(rules.fold(one.account))
        if row is None:
            row = _account(campaign, system, one, number)
            session.add(row)
            added += 1
        else:
            changed += _update(row, one, number)
        rows.append(row)
        if progress and number % 500 == 0:
            progress(number, len(read.accounts))
    return (added, changed, len(vanished)), rows


def _vanished(system: CampaignSystem, known: dict[str, Account], read: AccountsFile) -> list[Account]:
    """Accounts that a newer list no longer holds; one that carries a decision cannot be taken out."""
    read_ids = {rules.fold(one.account) for one in read.accounts}
    found = [row for name, row in known.items() if name not in read_ids]
    decided = [row.account for row in found if row.decision is not None]
    if decided:
        reason = f"{count(len(decided), 'decided account')} of {system.name} would vanish: {join(decided)}"
        raise Refused(reason, hint="a list made after the decisions is proof: grcdesk reviews prove")
    return found


def _account(campaign: Campaign, system: CampaignSystem, one: AccountIn, number: int) -> Account:
    return Account(
        id=f"{system.id}/{one.account}",
        campaign=campaign.id,
        system=system.id,
        system_name=system.name,
        account=one.account,
        aliases=list(one.aliases),
        names=_names(one),
        # a million a system: one column then orders the accounts of a whole campaign
        position=system.position * 1_000_000 + number,
        **{name: getattr(one, name) for name in _COPIED},
    )


def _names(one: AccountIn) -> str:
    return sync.packed(people.names_of(people.Holder(one.account, one.mail, one.person, one.aliases, one.kind)))


def _update(row: Account, one: AccountIn, number: int) -> bool:
    changed = False
    wanted = {name: getattr(one, name) for name in _COPIED}
    wanted |= {
        "aliases": list(one.aliases),
        "names": _names(one),
        "position": row.position // 1_000_000 * 1_000_000 + number,
    }
    for name, value in wanted.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            # a line that only moved up or down in the export is no change of the account
            changed = changed or name != "position"
    return changed


_TOLD: tuple[tuple[str, Callable[[AccountsFile], bool]], ...] = (
    ("when accounts were last used", lambda read: any(one.use_known for one in read.accounts)),
    (
        "what rights accounts have: none counts as an admin",
        lambda read: any(one.role or one.admin for one in read.accounts) or "admin" in _concepts(read),
    ),
    (
        "which accounts are switched off: all count as active",
        lambda read: (
            read.source is AccountSource.AWS or bool(_concepts(read) & {"status", "active", "disabled", "bits"})
        ),
    ),
    ("whether a second factor is asked for", lambda read: any(one.mfa for one in read.accounts)),
)


def _concepts(read: AccountsFile) -> set[str]:
    return {text.partition(" = ")[0] for text in read.columns}


def told(read: AccountsFile, facts: ListFacts) -> tuple[str, ...]:
    """What a person must know of how the file was read."""
    said = _told_of_a_page(read, facts)
    if read.source is AccountSource.TABLE:
        said.append(f"columns read: {', '.join(read.columns)}")
    if read.dropped:
        said.append(f"dropped, not kept anywhere: {', '.join(read.dropped)}")
    if read.unknown:
        said.append(f"not used: {join(list(read.unknown))}")
    said += rules.assumptions(read.assumed)
    said += _told_of_rows(alike(read.skipped))
    lacking = [words for words, told in _TOLD if not told(read)]
    said += [f"the list does not tell {words}" for words in lacking]
    return tuple(said)


def _told_of_a_page(read: AccountsFile, facts: ListFacts) -> list[str]:
    signs = signs_of_a_page(read, facts)
    if not signs:
        return []
    told = [f"a page, not a whole list: {join(signs)}"]
    # marks in the file itself no word of a person answers; what is only unsure, a count does
    if signs != read.marks:
        told.append("--count N, or --completeness TEXT, says that it is whole")
    return told


def _told_of_rows(skipped: Sequence[str]) -> list[str]:
    """Rows that became no account; a screenful of them, for the page of the review names all."""
    told = list(skipped[:_NAMED])
    if len(skipped) > _NAMED:
        told.append(f"… and {count(len(skipped) - _NAMED, 'row')} more; grcdesk reviews show names them all")
    return told


@dataclass(frozen=True, slots=True)
class DrawnAt:
    """When an export was made."""

    moment: str
    """UTC; of a bare day its first moment."""
    day: date
    """In the desk's zone; a bare day as it was told."""


def pulled(text: str, zone: str, home: str, today: date) -> DrawnAt:
    """When an export was made.

    Args:
        text: as told.
        zone: IANA name for a time that carries none.
        home: IANA name of the desk's zone; empty: the computer's own.
        today: in the desk's zone.

    Raises:
        BadInput: when it cannot be understood.
        Refused: when it lies ahead.
    """
    from grcdesk.importers.reviews.accounts import moment  # noqa: PLC0415

    found = moment(text, zone)
    day = stored_day(found[:10])
    if timed(found):
        day = stored_moment(found).astimezone(clock.find_zone(home) if home else None).date()
    if day > today or (timed(found) and found > clock.stamp(clock.now())):
        raise Refused(f"the list cannot have been pulled on {found[:16]}, which is still to come")
    return DrawnAt(found, day)


def timed(moment: str) -> bool:
    """Whether it is a time and not a bare day."""
    return not moment.endswith("T00:00:00.000Z")


def same_told(known: AccountList, read: AccountsFile, facts: ListFacts) -> bool:
    """Whether reading a list again says nothing that is not there: no other column, word, query, puller or count."""
    told = ((facts.query, known.query), (facts.puller, known.pulled_by), (facts.confirm, known.believed))
    stated = max(read.stated, facts.expected or 0)
    return (
        list(read.columns) == known.columns
        and list(read.assumed) == known.assumed
        and all(clean(given.strip()) in ("", there) for given, there in told)
        and (not facts.completeness.strip() or clean(facts.completeness.strip()) in known.completeness)
        and stated in (0, known.stated)
    )


def as_before(known: AccountList, facts: ListFacts) -> ListFacts:
    """What was told of the same list before, where nothing else is told now."""
    checked = known.completeness.partition("; ")[0]
    return replace(
        facts,
        query=facts.query.strip() or known.query,
        puller=facts.puller.strip() or known.pulled_by,
        completeness=facts.completeness.strip() or ("" if COUNTED in checked else checked),
    )
