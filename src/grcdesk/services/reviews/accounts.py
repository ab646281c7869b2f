"""The accounts of an access review: taking in lists, deciding, proving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from grcdesk.errors import Refused
from grcdesk.models.reviews import AccountList, Campaign, CampaignSystem, RosterPerson
from grcdesk.schemas.accounts import AccountsFile
from grcdesk.schemas.keys import Keys
from grcdesk.schemas.outcomes import Outcome
from grcdesk.schemas.progress import Progress, Stop
from grcdesk.schemas.reviews import AccountRow, ListFacts, Ruling
from grcdesk.services.common import column_maps
from grcdesk.services.common.context import Service
from grcdesk.services.reviews import account_keys, account_lists, account_rulings, reading, roster, ruling_files, sync
from grcdesk.services.reviews.signing import require_open
from grcdesk.terms import Verb
from grcdesk.terms.reviews import CampaignPhase, ListPurpose
from grcdesk.wording import count


class Accounts(Service):
    """Verbs on the accounts of campaigns."""

    def keys(self, campaign: str, where: str = "", *, sort: str = "") -> Keys:
        """Ids of the accounts a filter leaves, in order.

        Raises:
            NotFound: when there is no such campaign.
            FilterError: when the filter cannot be understood.
        """
        with self._store.read() as session:
            row = reading.require(session, campaign)
            return account_keys.keys(session, row.id, where, sort, self._today(), me=self._store.signer.name)

    def rows(self, keys: Sequence[str]) -> list[AccountRow]:
        """Those accounts in that order."""
        with self._store.read() as session:
            return reading.account_rows(session, keys)

    def load(
        self, campaign: str, system: str, file: Path, facts: ListFacts, *, dry_run: bool = False,
        progress: Progress | None = None, stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Take in the list of accounts of a system, to be reviewed. The same list again changes nothing.

        Args:
            campaign: id or slot.
            system: its name.
            file: the export.
            facts: when and how it was made.
            dry_run: say what would be read; change nothing.
            progress: called with done and total.
            stop: asked often; true ends it, and nothing is changed.

        Raises:
            NotFound: when there is no such campaign or system.
            BadInput: when the file, its columns or the time cannot be understood.
            Refused: when the campaign is signed, a decided account would vanish, or it was stopped.
        """
        with self._store.work(Verb.REVIEW_LOAD, dry_run=dry_run) as work:
            row, one = self._place(work.session, campaign, system)
            read, at = self._read(work.session, one, file, facts)
            known = work.session.get(AccountList, one.population) if one.population else None
            if known is not None and (known.sha256, known.pulled_at) == (read.sha256, at):
                said = f"{file.name} is the list of {one.name} already"
            else:
                kept = account_lists.add_list(
                    work.session, row, one, read, facts, name=file.name, pulled_at=at, purpose=ListPurpose.REVIEW
                )
                numbers, rows = account_lists.take_population(work.session, row, one, read, _heeding(progress, stop))
                one.population = kept.id
                column_maps.remember(work.session, one.name, facts.columns, facts.zone)
                sync.flag_rows(work.session, row, one, rows, at[:10])
                work.session.flush()
                sync.refresh_reviewers(work.session, row)
                sync.refresh_proofs(work.session, [one])
                said = _said(one.name, read, numbers)
        return replace(work.outcome(said, warnings=account_lists.told(read)), changed=(one.population,))

    def prove(self, campaign: str, system: str, file: Path, facts: ListFacts, *, dry_run: bool = False) -> Outcome:
        """Take in a later list of a system and see which removals it proves. Accounts still there are named.

        Raises:
            NotFound, BadInput: as `load`.
            Refused: when the campaign is signed, or the system has no list to compare with.
        """
        with self._store.work(Verb.REVIEW_PROVE, dry_run=dry_run) as work:
            row, one = self._place(work.session, campaign, system)
            read, at = self._read(work.session, one, file, facts)
            account_rulings.require_later(work.session, one, at)
            kept = account_lists.add_list(
                work.session, row, one, read, facts, name=file.name, pulled_at=at, purpose=ListPurpose.PROOF
            )
            one.proof = kept.id
            column_maps.remember(work.session, one.name, facts.columns, facts.zone)
            work.session.flush()
            sync.refresh_proofs(work.session, [one])
            work.session.flush()
            said, still = account_rulings.shown(work.session, row, one)
        return replace(work.outcome(said, warnings=(*still, *account_lists.told(read))), changed=(one.proof,))

    def roster(self, file: Path, *, columns: dict[str, str] | None = None, dry_run: bool = False) -> Outcome:
        """Take in the list of people (joiners, movers, leavers); it replaces the one before. Open campaigns follow it.

        Raises:
            BadInput: when the file or its columns cannot be understood.
        """
        from grcdesk.importers.reviews.roster import read_roster  # noqa: PLC0415

        with self._store.work(Verb.REVIEW_ROSTER, dry_run=dry_run) as work:
            read = read_roster(file, columns=columns or {})
            numbers = roster.take(work.session, read)
            work.session.flush()
            for row in work.session.scalars(select(Campaign).where(col(Campaign.phase) != CampaignPhase.SIGNED)):
                sync.refresh_flags(work.session, row, reading.systems_of(work.session, row.id))
                sync.refresh_reviewers(work.session, row)
            total = len(work.session.scalars(select(col(RosterPerson.id))).all())
            moved = f"{numbers[0]} new, {numbers[1]} changed, {numbers[2]} gone"
            said = f"{count(total, 'person', 'people')} on the roster: {moved}"
        return replace(work.outcome(said, warnings=roster.told(read)), changed=())

    def decide(self, campaign: str, accounts: Sequence[str], ruling: Ruling, *, system: str = "") -> Outcome:
        """Decide on accounts: by id, alias, or `system/id`.

        Args:
            campaign: id or slot.
            accounts: which; keeping more than a page of them at once is refused.
            ruling: the decision. Without a reviewer it is the person at the desk, who cannot decide on himself.
            system: only accounts of that system.

        Raises:
            NotFound: when an account does not exist.
            BadInput: when a name fits several.
            Refused: when a reason lacks, the campaign is signed, or the reviewer would decide on himself.
        """
        with self._store.work(Verb.REVIEW_DECIDE, ruling.reason) as work:
            row = require_open(work.session, campaign)
            found = account_rulings.find(work.session, row.id, accounts, system)
            me = (self._store.signer.name, self._context.settings.mail)
            done = account_rulings.decide(work.session, row, found, ruling, me=me, today=self._today())
        return work.outcome(done.sentence, warnings=done.warnings)

    def decide_file(
        self, campaign: str, file: Path, *, dry_run: bool = False, progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Outcome:  # fmt: skip
        """Take in decisions made elsewhere, one line an account, with the columns of `importers.reviews.rulings`.

        The file is the reviewer's whole list of a system it names: accounts it leaves out count as missing.
        Progress is called with done and total; when `stop` answers true, it ends and nothing is changed.

        Raises:
            BadInput: naming every line that cannot be understood or names an unknown account; nothing is changed.
            Refused: when the campaign is signed, reasons lack (every one is listed), or it was stopped.
        """
        from grcdesk.importers.reviews.rulings import read_rulings  # noqa: PLC0415

        with self._store.work(Verb.REVIEW_DECIDE, dry_run=dry_run) as work:
            row = require_open(work.session, campaign)
            lines = read_rulings(file)
            step = _heeding(progress, stop)
            done = ruling_files.take_file(work.session, row, lines, file.name, self._today(), progress=step)
        return work.outcome(done.sentence, warnings=done.warnings)

    def _place(self, session: Session, campaign: str, system: str) -> tuple[Campaign, CampaignSystem]:
        row = require_open(session, campaign)
        return row, reading.require_system(session, row.id, system)

    def _read(self, session: Session, system: CampaignSystem, file: Path, facts: ListFacts) -> tuple[AccountsFile, str]:
        from grcdesk.importers.reviews.accounts import read_accounts  # noqa: PLC0415

        columns, zone = column_maps.remembered(session, system.name)
        used = facts.zone or zone
        read = read_accounts(file, columns=dict(facts.columns) or columns, zone=used)
        return read, account_lists.pulled(facts.pulled_at, used, self._today())


def _heeding(progress: Progress | None, stop: Stop | None) -> Progress:
    """Tells how far it is, unless it is to stop: leaving the unit of work so takes everything back."""

    def step(done: int, total: int) -> None:
        if stop and stop():
            raise Refused("stopped: nothing was changed", hint="run it again to take all of it")
        if progress:
            progress(done, total)

    return step


def _said(system: str, read: AccountsFile, numbers: tuple[int, int, int]) -> str:
    added, changed, gone = numbers
    parts = [f"{added} new"] if changed or gone else []
    parts += [f"{changed} changed"] if changed else []
    parts += [f"{gone} gone"] if gone else []
    told = f" ({', '.join(parts)})" if parts else ""
    skipped = f", {count(len(read.skipped), 'row')} not used" if read.skipped else ""
    return f"{system}: {count(len(read.accounts), 'account')} from {count(read.rows, 'row')}{skipped}{told}"
