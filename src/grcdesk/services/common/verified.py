"""Whether the desk is what its log says, asked quickly before anything leaves the house."""

from __future__ import annotations

from datetime import datetime

from grcdesk import clock
from grcdesk.errors import Damaged
from grcdesk.paths import DeskPaths
from grcdesk.schemas.desk.upkeep import DoctorLine
from grcdesk.schemas.evidence.vault import Thoroughness
from grcdesk.schemas.log.log import QuickLook
from grcdesk.store import database, shape, vault_check
from grcdesk.store.verifying import whole
from grcdesk.store.work import Store
from grcdesk.wording import count

_SHOWN = 20
MARK = "NOT VERIFIED"
"""What stands on the first page of a file of a desk that does not verify."""


def quick(store: Store) -> QuickLook:
    """What came since the desk was found whole last.

    Raises:
        Damaged: when the log cannot be read at all.
    """
    try:
        with store.read() as session:
            return whole.quick(store.paths, session.connection())
    except (Damaged, UnicodeDecodeError) as error:
        raise Damaged(f"the log cannot be read: {error}", hint="grcdesk restore FILE brings a backup back") from error


def mark(store: Store, *, allowed: bool) -> str:
    """What a file says of a desk that does not verify, where somebody said that it may go out; empty: it verifies.

    Raises:
        Damaged: when nobody said so.
    """
    if not allowed:
        require(store, hint="grcdesk log verify names everything; --not-verified hands it out, and the file says so")
        return ""
    try:
        found = quick(store)
    except Damaged as error:
        return f"{MARK}: {error}"
    if found.clean:
        return ""
    first = found.broken[0]
    more = f", and {count(len(found.broken) - 1, 'thing')} more" if len(found.broken) > 1 else ""
    return f"{MARK}: the desk is not what its change log says: {first.where} {first.what}{more}"


def require(store: Store, *, hint: str = "grcdesk log verify names everything that is broken") -> None:
    """Refuse what only a desk that verifies may do.

    Raises:
        Damaged: naming what is broken.
    """
    found = quick(store)
    if found.broken:
        raise Damaged(
            f"the desk is not what its log says: {count(len(found.broken), 'thing')} broken",
            reasons=tuple(f"{one.where}: {one.what}" for one in found.broken[:_SHOWN]),
            hint=hint,
        )


def for_doctor(paths: DeskPaths) -> list[DoctorLine]:
    """A quick look at the log, the records, the schema and the vault, and how old the last full one is.

    Raises:
        DeskError: when the desk cannot be read.
    """
    if shape.check_header(paths) != shape.SCHEMA:
        return [DoctorLine("verified", None, "not looked at", "the next command brings the desk to the shape of today")]
    # read without opening the desk: the doctor is asked where opening fails, and writes nothing
    with database.looking(paths.database) as connection:
        found = whole.quick(paths, connection, keep=False)
        files = vault_check.check(paths, connection, Thoroughness(quick=True), day=clock.today().isoformat())
    broken = (*found.broken, *vault_check.as_broken(files.report))
    told = f"{count(found.entries, 'entry', 'entries')}, no difference"
    if broken:
        told = f"{count(len(broken), 'thing')} broken, first {broken[0].where}: {broken[0].what}"
    lines = [DoctorLine("quick verify", not broken, told, "grcdesk log verify" if broken else "")]
    lines += [DoctorLine("remark", None, f"{one.where}: {one.what}", "") for one in found.remarks]
    return [*lines, DoctorLine("full verify", None, _age(found), "grcdesk log verify")]


def _age(found: QuickLook) -> str:
    if not found.verified_at:
        return "never"
    days = (clock.now() - datetime.fromisoformat(found.verified_at)).days
    when = "today" if days < 1 else f"{count(days, 'day')} ago"
    return f"{when}, {found.verified_at[:10]}: {'whole' if found.verified_clean else 'something was broken'}"
