"""How an access review reads on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame import output, tell
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.schemas.reviews import CampaignDetail, ListRow, SignCheck, SystemRow

Lines = list[tuple[str, Any]]


def campaign_facts(found: CampaignDetail) -> Lines:
    """A review as names and values."""
    tally = found.tally
    without = f", without {join([str(day) for day in found.holidays])}" if found.holidays else ""
    decided = f"keep {tally.keep}, revoke {tally.revoke}, modify {tally.modify}"
    lines: Lines = [
        ("review", f"{found.id} for {found.slot} ({found.span})"),
        ("state", word(found.state)),
        ("due", found.due),
        ("decided", f"{tally.decided} of {tally.accounts}: {decided}"),
        ("blocking", ", ".join(f"{number} {what}" for number, what in tally.blocking) or "nothing"),
        ("removals", f"within {count(found.removal_days, 'business day')}{without}"),
    ]
    odd = [f"{number} {name.replace('_', ' ')}" for name, number in found.flags.items()]
    if odd:
        lines.append(("stand out", ", ".join(odd)))
    for one in found.systems:
        lines += _system(one)
    for pace in found.pace:
        most = f", up to {pace.largest} at once" if pace.largest > 1 else ""
        took = f"{count(pace.rows, 'account')} in {pace.minutes} min, {pace.per_minute} a minute"
        lines.append(("pace", f"{pace.reviewer}: {took}{most}"))
    for sign in found.sign_offs:
        again = f", reopened {sign.reopened_on}: {sign.reopen_reason}" if sign.reopened_on else ""
        what = f"{count(sign.rows, 'row')}, {sign.evidence}{again}"
        lines.append(("signed", f"{sign.signed_on} by {sign.name}, {sign.role}: {what}"))
        lines.append(("", f"sha256 {sign.sha256}"))
    return lines


def _system(one: SystemRow) -> Lines:
    who = (one.owner or "no owner") + (f", delegate {one.delegate}" if one.delegate else "")
    lines: Lines = [(one.name, f"{count(one.accounts, 'account')}, {one.open} open; {who}")]
    for what, listed in (("list", one.population), ("proof", one.proof)):
        lines += _list(what, listed) if listed else [("", f"{what}: none")]
    if one.gone:
        lines.append(("", f"gone since the review before: {join(one.gone)}"))
    return lines


def _list(what: str, listed: ListRow) -> Lines:
    rows = f"{count(listed.rows, 'row')}, {count(listed.accounts, 'account')}"
    lines: Lines = [
        ("", f"{what} {listed.id}: {listed.file_name}, {rows}, pulled {listed.pulled_at[:16]}Z"),
        ("", f"  sha256 {listed.sha256}"),
        ("", f"  query: {listed.query or 'not told'}; completeness: {listed.completeness or 'not checked'}"),
    ]
    for name, texts in (("dropped", listed.dropped), ("not used", listed.unknown), ("assumed", listed.assumed)):
        if texts:
            lines.append(("", f"  {name}: {', '.join(texts)}"))
    return lines + [("", f"  {text}") for text in listed.skipped]


def check_document(found: SignCheck) -> dict[str, Any]:
    """The answer for a program, its keys fixed. A system without a list has no account to name: stderr tells it."""
    for system in found.no_population:
        tell.say(f"{system} has no list of accounts")
    named = ("missing", "undecided", "self_reviewed", "unauthorised", "unproven", "still_present")
    return {
        **{name: list(getattr(found, name)) for name in named},
        "late": [{"account": one.account, "business_days": one.business_days} for one in found.late],
        "decisions": dict(found.decisions),
        "signable": found.signable,
    }


def check_told(found: SignCheck) -> None:
    """Everything that speaks against signing, a line each; numbers and notes beside it."""
    for one in found.blocking:
        place = "/".join(part for part in (one.system, one.account) if part)
        output.text(f"{one.kind.replace('_', ' '):<14} {place}  {one.text}")
    for late in found.late:
        took = f"removed after {count(late.business_days, 'business day')}: an exception, no bar"
        output.text(f"{'late':<14} {late.system}/{late.account.removeprefix(late.system + '/')}  {took}")
    for note in found.notes:
        tell.say(note)
    numbers = ", ".join(f"{name} {number}" for name, number in found.decisions.items())
    tell.say(f"{found.campaign}: {numbers}")
    cannot = f"{found.campaign} cannot be signed: {count(len(found.blocking), 'reason')}"
    tell.say(f"{found.campaign} can be signed: grcdesk reviews sign" if found.signable else cannot)
