"""Files of access reviews: the memo, the removals list, workbooks for reviewers and back."""

from __future__ import annotations

from pathlib import Path

from grcdesk.errors import NotFound, Refused
from grcdesk.importers.reading.apart.process import JobControl
from grcdesk.schemas.outcomes import FileOutcome, Outcome
from grcdesk.schemas.progress import Stop
from grcdesk.schemas.reviews.files import AnswerDiff, Removal
from grcdesk.services.common.context import Service
from grcdesk.services.common.dates import two_dates
from grcdesk.services.common.handing_out import MarkedIn, Outgoing, hand_out
from grcdesk.services.reviews import answers, kept, reading
from grcdesk.services.reviews import dossier as review_dossier
from grcdesk.services.reviews.account_rulings import Decider
from grcdesk.services.reviews.signing import require_open
from grcdesk.terms import Verb
from grcdesk.terms.reviews import KeptKind
from grcdesk.wording import count, join


class ReviewFiles(Service):
    """Verbs that write and read files of campaigns."""

    def removals(self, campaign: str) -> list[Removal]:
        """Every revoke and modify, with its due day and how far it has come.

        Raises:
            NotFound: when there is no such campaign.
        """
        with self._context.store.read() as session:
            return review_dossier.removals(session, reading.require(session, campaign))

    def removals_csv(self, campaign: str, path: Path | None, *, force: bool = False) -> FileOutcome:
        """The same as a CSV for the ticket system, guarded against formulas. Errors as `memo`."""
        from grcdesk.reports.removals import removals_csv  # noqa: PLC0415

        with self._context.store.read() as session:
            row = reading.require(session, campaign)
            slot, rows = row.slot, review_dossier.removals(session, row)
        target = path or self._place(f"access_review_{slot}_removals.csv")
        going = Outgoing(Verb.EXPORT_REVIEW, target, MarkedIn.CSV)
        return self._hand(going, removals_csv(rows), count(len(rows), "removal"), force=force)

    def reviewers(self, campaign: str) -> list[str]:
        """Everybody who is to decide on an account of the campaign.

        Raises:
            NotFound: when there is no such campaign.
        """
        with self._context.store.read() as session:
            return review_dossier.reviewers_of(session, reading.require(session, campaign))

    def handout(self, campaign: str, reviewer: str, path: Path | None, *, force: bool = False) -> FileOutcome:
        """A workbook for one reviewer: the accounts to decide on, with drop-downs. Errors as `memo`.

        Raises:
            NotFound: when nothing is there for that reviewer to decide.
            Refused: when the campaign is signed.
        """
        from grcdesk.reports.workbook.handout import handout_workbook  # noqa: PLC0415  openpyxl: 226 ms

        with self._context.store.read() as session:
            row = require_open(session, campaign)
            found = review_dossier.handout(
                session, row, reviewer, two_dates(self._context, session, self._context.today())
            )
            if not found.rows:
                known = tuple(review_dossier.reviewers_of(session, row))
                raise NotFound.of(f"reviewer of {row.id}", reviewer, known)
        data, told = handout_workbook(found, paper=self._context.settings.paper)
        target = path or self._place(f"access_review_{found.slot}_{_slug(reviewer)}.xlsx")
        own = (f"own accounts left out, somebody else decides on them: {join(found.left_out)}",)
        notes = (*(own if found.left_out else ()), *told)
        return self._hand(
            Outgoing(Verb.EXPORT_REVIEW, target),
            data,
            f"{count(len(found.rows), 'account')} for {found.reviewer}",
            force=force,
            notes=notes,
        )

    def difference(self, campaign: str, file: Path, *, stop: Stop | None = None) -> AnswerDiff:
        """What a workbook that came back would change. Nothing is stored.

        Raises:
            NotFound: when there is no such campaign.
            BadInput: when it is no such workbook, or a row cannot be understood; every one is named.
            Refused: when it belongs to another campaign, or a reason lacks.
        """
        from grcdesk.importers.reviews.apart import read_answer  # noqa: PLC0415

        answer = read_answer(file, job=JobControl(stop=stop))
        with self._context.store.read() as session:
            row = reading.require(session, campaign)
            return answers.compare(session, row, answer, file.name, self._context.today()).diff

    def take_back(self, campaign: str, file: Path, *, dry_run: bool = False, stop: Stop | None = None) -> Outcome:
        """Take in a workbook that came back: all of it, or nothing. Errors as `difference`.

        Raises:
            Refused: when the campaign is signed.
        """
        from grcdesk.importers.reviews.apart import read_answer  # noqa: PLC0415

        today = self._context.today()
        answer = read_answer(file, job=JobControl(stop=stop))
        with self._context.store.work(Verb.REVIEW_DECIDE, dry_run=dry_run) as work:
            row = require_open(work.session, campaign)
            read = answers.compare(work.session, row, answer, file.name, today)
            ours = kept.FileToKeep(answer.content, KeptKind.WORKBOOK, file.name, rows=len(answer.lines))
            me = self._context.actor
            name = kept.note(work.session, ours, about=row.id, campaign=row.id, by=me)
            done = answers.take(work.session, row, read, file.name, Decider("", today, by=me, file=name))
            if not dry_run:
                kept.store(self._context.paths, [ours])
        return work.outcome(done.sentence, warnings=done.warnings)

    def _place(self, name: str) -> Path:
        return self._context.paths.exports / name

    def _hand(
        self, going: Outgoing, data: bytes, told: str, *, force: bool, notes: tuple[str, ...] = ()
    ) -> FileOutcome:
        done = hand_out(self._store, going, data, force=force)
        return FileOutcome(going.path, done.size, done.sha256, f"{going.path} written, {told}", notes)


def _slug(name: str) -> str:
    kept = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name.strip())
    found = "_".join(part for part in kept.split("_") if part)[:60].lower()
    if not found:
        raise Refused(f"{name!r} makes no file name", hint="name the file: -o FILE")
    return found
