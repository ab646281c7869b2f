"""How the accounts of a review look in the list, in the strip under it, and in dialogs."""

from __future__ import annotations

from textual.content import Content

from grcdesk.rules.evidence.told import recorded
from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow, RosterRow
from grcdesk.schemas.reviews.reviews import AccountRow, CampaignDetail, SignOffRow, SystemRow
from grcdesk.terms import Status
from grcdesk.terms.reviews import AccountKind, CampaignState, Decision, Verified
from grcdesk.tui.kit.looks import Cell, Glyphs, line, lines, text
from grcdesk.tui.widgets.columns import ListColumn
from grcdesk.wording import STATUS, count, join, word

_LOOK = {
    Decision.KEEP: (Status.IN_PLACE, "success"),
    Decision.REVOKE: (Status.MISSING, "error"),
    Decision.MODIFY: (Status.PARTIAL, "warning"),
}


_GRAVEST = (
    *("leaver", "orphan", "newly_admin", "admin", "no_person", "no_mfa", "role_changed", "mover", "inactive"),
    *("dormant", "never_used", "unknown_status", "new", "joiner"),
)
"""What stands out, in the order it weighs."""


def decision_cell(row: AccountRow, glyphs: Glyphs) -> Cell:
    """Glyph and word of a decision."""
    if row.decision is None:
        return Cell(f"{glyphs.of(STATUS[Status.NOT_ASSESSED])} open", "strong")
    status, tone = _LOOK[row.decision]
    bad = " !" if row.self_review or row.unauthorised or row.verified is Verified.STILL_PRESENT else ""
    return Cell(f"{glyphs.of(STATUS[status])} {row.decision.value}{bad}", tone)


def used(row: AccountRow) -> Cell:
    """When it was last used, as far as known."""
    if row.last_used is not None:
        return Cell(row.last_used.isoformat(), "warning" if "dormant" in row.flags else "")
    return Cell("never", "warning") if "never_used" in row.flags else Cell("-", "muted")


def stands_out(row: AccountRow) -> tuple[str, ...]:
    """What to look at twice, the gravest first: who has left before what lies unused."""
    found = [*row.flags, *(["admin"] if row.admin else []), *([] if row.active else ["inactive"])]
    return tuple(flag.replace("_", " ") for flag in sorted(found, key=_gravity))


def _gravity(flag: str) -> int:
    return _GRAVEST.index(flag) if flag in _GRAVEST else len(_GRAVEST)


def account_columns(glyphs: Glyphs) -> tuple[ListColumn, ...]:
    """The columns of the list."""

    def person(row: AccountRow) -> Cell:
        kind = "" if row.kind is AccountKind.PERSON else f"({word(row.kind)})"
        return Cell(" ".join(part for part in (row.person, kind) if part) or "-", "" if row.person else "muted")

    def odd(row: AccountRow) -> Cell:
        return Cell(", ".join(stands_out(row)), "warning")

    def reason(row: AccountRow) -> Cell:
        return Cell(row.reason or ("" if row.decision else " "), "muted")

    return (
        ListColumn("system", "System", 12, lambda row: Cell(row.system), 5),
        ListColumn("account", "Account", 14, lambda row: Cell(row.account), flex=True),
        ListColumn("person", "Person", 13, person, 4),
        ListColumn("role", "Role", 8, lambda row: Cell(row.role or "-", "" if row.role else "muted"), 3),
        ListColumn("used", "Last used", 10, used, 6),
        ListColumn("odd", "Look twice", 12, odd, 1, flex=True),
        ListColumn("decision", "Decision", 12, lambda row: decision_cell(row, glyphs), badge=True),
        ListColumn("reason", "Reason", 12, reason, 7, flex=True),
    )


def bars_text(detail: CampaignDetail, glyphs: Glyphs) -> Content:
    """What keeps the review from being signed, on one line."""
    bars = detail.tally.blocking
    if not bars:
        signed = detail.sign_offs[-1] if detail.sign_offs else None
        if signed is not None and signed.reopened_on is None:
            odd = f" with {count(len(signed.exceptions), 'exception')}" if signed.exceptions else ""
            said = f"signed{odd} {signed.signed_on} by {signed.name}, {signed.role}; {signed.evidence} proves the slot"
            return line(Cell(said, "warning" if odd else "success"))
        return line(Cell("nothing is in the way: A signs it", "success"))
    told = ", ".join(f"{number:,} {what}" for number, what in bars)
    then = ("; ", Cell("p", "accent"), " takes in a later list") if detail.state is CampaignState.REMOVALS else ()
    return line(glyphs.warn("not to be signed yet: "), told, *then)


def strip_text(row: AccountRow) -> Content:
    """Two lines about the account under the cursor."""
    who = ", ".join(part for part in (row.person, row.mail, word(row.kind), row.role) if part)
    if row.decision is None:
        said = f"to decide: {row.assigned or 'nobody named'}"
    else:
        ticket = f", {row.ticket}" if row.ticket else ""
        proof = f", proof: {word(row.verified)}" if row.verified else ""
        said = f"{row.decision.value} by {row.reviewer} on {row.decided_on}{ticket}{proof}"
    reason = f": {row.reason}" if row.reason else ""
    return lines([line(Cell(f"{row.system}/{row.account}  ", "head"), who), line(Cell(said + reason, "muted"))])


def facts_text(row: AccountRow) -> list[Content]:
    """Everything about one account."""
    facts = [
        ("Person", row.person),
        ("Mail", row.mail),
        ("Kind", word(row.kind)),
        ("Role", row.role + (" (admin)" if row.admin else "")),
        ("Status", row.status or ("active" if row.active else "inactive")),
        ("Last used", used(row).text),
        ("2nd factor", row.mfa.value if row.mfa else "not told"),
        ("Look twice", ", ".join(stands_out(row))),
        ("To decide", row.assigned),
        ("Decision", word(row.decision) if row.decision else "open"),
        ("Reviewer", row.reviewer + (", whose account it is" if row.self_review else "")),
        ("Decided on", str(row.decided_on or "")),
        ("Reason", row.reason),
        ("Ticket", row.ticket),
        ("Done on", str(row.done_on or "")),
        ("Proof", word(row.verified) if row.verified else ""),
    ]
    if row.unauthorised:
        facts.append(("Warning", f"{row.reviewer} is neither owner nor delegate"))
    return [line(Cell(f"{name:<12}", "muted"), value or "-") for name, value in facts]


def campaign_text(detail: CampaignDetail) -> list[Content]:
    """Systems, lists, what stands out, pace, signatures."""
    rows: list[Content] = []
    odd = [f"{number:,} {name.replace('_', ' ')}" for name, number in detail.flags.items()]
    if odd:
        rows += [line(Cell("Look twice: ", "head"), ", ".join(odd)), text("")]
    rows += _roster(detail.roster)
    for one in detail.systems:
        rows += _system(one)
    for pace in detail.pace:
        most = f", up to {pace.largest} at once" if pace.largest > 1 else ""
        rows.append(
            line(
                Cell("Pace  ", "head"),
                f"{pace.reviewer}: {pace.rows} in {pace.minutes} min, {pace.per_minute} a minute{most}",
            )
        )
    for sign in detail.sign_offs:
        rows += _sign_off(sign)
    return rows


def _system(one: SystemRow) -> list[Content]:
    """A system with its lists: whose it is, how far it is, and who is gone from it."""
    who = (one.owner or "no owner") + (f", delegate {one.delegate}" if one.delegate else "")
    rows = [line(Cell(one.name, "head"), f"  {count(one.accounts, 'account')}, {one.open:,} open; {who}")]
    for what, listed in (("list", one.population), ("proof", one.proof)):
        if listed:
            rows += _list(what, listed)
        else:
            rows.append(line(Cell(f"  {what}: none", "warning" if what == "list" else "muted")))
    if one.gone:
        rows.append(line(f"  gone since the review before: {join(one.gone)}"))
    return rows


def _sign_off(sign: SignOffRow) -> list[Content]:
    """A signature, the exceptions that were signed with it, and whether the review was opened again."""
    rows = [line(Cell("Signed  ", "head"), f"{_signed(sign)}: {sign.rows} rows, {sign.evidence}")]
    rows += [line(Cell(f"  exception: {one}", "warning")) for one in sign.exceptions]
    if sign.reopened_on:
        again = f"  reopened {sign.reopened_on} by {sign.reopened_by}: {sign.reopen_reason}"
        rows.append(line(Cell(again, "warning")))
    return rows


def _signed(sign: SignOffRow) -> str:
    odd = f"with {count(len(sign.exceptions), 'exception')} on " if sign.exceptions else ""
    kept = recorded(sign.name, sign.signed_on, sign.recorded_by, sign.recorded_at)
    return f"{odd}{sign.signed_on} by {sign.name}, {sign.role}" + (f"; {kept}" if kept else "")


def _roster(one: RosterRow | None) -> list[Content]:
    if one is None:
        return [line(Cell("People  ", "head"), Cell("no list with its source and day", "warning"))]
    drawn = f"{one.pulled_on or 'day not told'}, {one.source or 'source not told'}"
    told = f"{one.id}: {one.file_name}, {count(one.people, 'person', 'people')}, drawn {drawn}"
    return [line(Cell("People  ", "head"), told), *_kept(one.kept)]


def _kept(files: tuple[KeptFileRow, ...]) -> list[Content]:
    return [line(Cell(f"    kept {one.id}: ", "muted"), f"{one.file_name}, sha256 {one.sha256[:16]}…") for one in files]


def _list(what: str, listed: ListRow) -> list[Content]:
    rows = [
        line(f"  {what} {listed.id}: {listed.file_name}, {count(listed.rows, 'row')}, pulled {listed.pulled_at[:16]}Z")
    ]
    told = (
        ("pulled by", listed.pulled_by or "nobody named"),
        ("query", listed.query or "not told"),
        ("a page", join(listed.marks)),
        ("proof", listed.doubt),
        ("complete", listed.completeness or "not checked"),
        ("dropped", ", ".join(listed.dropped)),
        ("not used", ", ".join(listed.unknown)),
        ("assumed", ", ".join(listed.assumed)),
    )
    rows += [line(Cell(f"    {name}: ", "muted"), value) for name, value in told if value]
    return [*rows, *_kept(listed.kept), *(line(Cell(f"    {one}", "warning")) for one in listed.skipped)]
