"""How an access review reads on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from grcdesk.cli.frame import output, tell
from grcdesk.rules.evidence.told import recorded
from grcdesk.rules.reviews.remarks import verdict
from grcdesk.wording import count, join, word

if TYPE_CHECKING:
    from grcdesk.schemas.reviews.checks import SignCheck
    from grcdesk.schemas.reviews.lists import KeptFileRow, ListRow, RosterRow
    from grcdesk.schemas.reviews.reviews import CampaignDetail, Pace, SignOffRow, SystemRow

Lines = list[tuple[str, Any]]


def campaign_facts(found: CampaignDetail) -> Lines:
    """A review as names and values."""
    tally = found.tally
    without = f", without {join([str(day) for day in found.holidays])}" if found.holidays else ""
    decided = f"keep {tally.keep}, revoke {tally.revoke}, modify {tally.modify}"
    lines: Lines = [
        ("review", f"{found.id} for {found.slot} ({found.span})"),
        ("state", word(found.state)),
        ("began", _began(found)),
        ("due", found.due),
        ("decided", f"{tally.decided} of {tally.accounts}: {decided}"),
        ("blocking", _listed(tally.blocking) or "nothing"),
        ("removals", f"within {count(found.removal_days, 'business day')}{without}"),
    ]
    if found.flags:
        lines.append(("stand out", _listed((number, name.replace("_", " ")) for name, number in found.flags.items())))
    if found.roster:
        lines += _roster(found.roster)
    for one in found.systems:
        lines += _system(one)
    lines += [("pace", _pace(one)) for one in found.pace]
    for sign in found.sign_offs:
        lines += _signature(sign)
    return lines


def _listed(counts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{number} {what}" for number, what in counts)


def _pace(one: Pace) -> str:
    """How fast somebody decided: hundreds in a minute were not looked at one by one."""
    most = f", up to {one.largest} at once" if one.largest > 1 else ""
    return f"{one.reviewer}: {count(one.rows, 'account')} in {one.minutes} min, {one.per_minute} a minute{most}"


def _signature(sign: SignOffRow) -> Lines:
    """Who signed what and when, whether it was opened again, and what was signed as an exception."""
    again = f", reopened {sign.reopened_on}: {sign.reopen_reason}" if sign.reopened_on else ""
    what = f"{count(sign.rows, 'row')}, {sign.evidence}{again}"
    kept = recorded(sign.name, sign.signed_on, sign.recorded_by, sign.recorded_at)
    by = f"{sign.signed_on} by {sign.name}, {sign.role}" + (f"; {kept}" if kept else "")
    lines: Lines = [(word(sign.verdict), f"{by}: {what}"), ("", f"sha256 of the rows {sign.sha256}")]
    return lines + [("exception", text) for text in sign.exceptions]


def _began(found: CampaignDetail) -> str:
    kept = recorded("", found.started, "", found.opened_at)
    return f"{found.started}; {kept} by {found.opened_by}" if kept else f"{found.started}"


def _system(one: SystemRow) -> Lines:
    who = (one.owner or "no owner") + (f", delegate {one.delegate}" if one.delegate else "")
    lines: Lines = [(one.name, f"{count(one.accounts, 'account')}, {one.open} open; {who}")]
    for what, listed in (("list", one.population), ("proof", one.proof)):
        lines += _list(what, listed) if listed else [("", f"{what}: none")]
    if one.gone:
        lines.append(("", f"gone since the review before: {join(one.gone)}"))
    return lines


def _roster(one: RosterRow) -> Lines:
    drawn = f"drawn {one.pulled_on or 'on a day that is not told'} by {one.pulled_by or 'nobody named'}"
    return [
        ("people", f"{one.id}: {one.file_name} from {one.source or 'a source that is not told'}, {drawn}"),
        ("", f"  {count(one.people, 'person', 'people')}, {one.gone} gone since the list before; sha256 {one.sha256}"),
        ("", f"  taken in by {one.loaded_by}, {one.loaded_at[:16]}Z"),
        *[("", f"  {text}") for text in _kept(one.kept)],
    ]


def _kept(files: tuple[KeptFileRow, ...]) -> list[str]:
    """What lies in the vault, and whether it is the file as it came."""
    same = "as it came"
    return [
        f"kept {one.id}: {same if one.sha256 == one.source_sha256 else 'its rows'}, sha256 {one.sha256}"
        for one in files
    ]


def _list(what: str, listed: ListRow) -> Lines:
    rows = f"{count(listed.rows, 'row')}, {count(listed.accounts, 'account')}"
    drawn = f"pulled {listed.pulled_at[:16]}Z by {listed.pulled_by or 'nobody named'}"
    lines: Lines = [
        ("", f"{what} {listed.id}: {listed.file_name}, {rows}, {drawn}"),
        ("", f"  sha256 {listed.sha256}"),
        ("", f"  query: {listed.query or 'not told'}; completeness: {listed.completeness or 'not checked'}"),
    ]
    below = [*_kept(listed.kept), *_wholeness(listed)]
    for name, texts in (("dropped", listed.dropped), ("not used", listed.unknown), ("assumed", listed.assumed)):
        if texts:
            below.append(f"{name}: {', '.join(texts)}")
    return lines + [("", f"  {text}") for text in (*below, *listed.skipped)]


def _wholeness(listed: ListRow) -> Iterator[str]:
    """What speaks against its being the whole list, and who took it for whole all the same."""
    if listed.doubt:
        yield listed.doubt
    elif listed.marks:
        yield f"a page, not a whole list: {join(listed.marks)}"
    if listed.believed:
        yield f"taken for whole by {listed.believed_by}: {listed.believed}"


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
        "verdict": verdict(found.exceptions).value,
        "exceptions": [
            {"kind": one.kind.value, "system": one.system, "account": one.account, "text": one.text}
            for one in found.exceptions
        ],
    }


def check_told(found: SignCheck) -> None:
    """Everything that speaks against signing, a line each; numbers and notes beside it."""
    for one in found.blocking:
        place = "/".join(part for part in (one.system, one.account) if part)
        output.text(f"{one.kind.replace('_', ' '):<14} {place}  {one.text}")
    for odd in found.exceptions:
        place = "/".join(part for part in (odd.system, odd.account) if part)
        output.text(f"{odd.kind.value.replace('_', ' '):<14} {place}  {odd.text}: an exception, no bar")
    numbers = ", ".join(f"{name} {number}" for name, number in found.decisions.items())
    tell.say(f"{found.campaign}: {numbers}")
    cannot = f"{found.campaign} cannot be signed: {count(len(found.blocking), 'reason')}"
    odd_ones = count(len(found.exceptions), "exception")
    with_them = f" with {odd_ones}" if found.exceptions else ""
    tell.say(f"{found.campaign} can be signed{with_them}: grcdesk reviews sign" if found.signable else cannot)
