"""The one page of a vendor's memo that is signed: the decision on record, each failing point, who signs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import Any

from grcdesk.reports.labels import ids, plain_day, say
from grcdesk.reports.word.document import Strong, Tick, Tinted, WordCell, WordDocument
from grcdesk.reports.word.opening import PaperStanding, signatures
from grcdesk.reports.word.vendor.conclusion import CONCLUSION
from grcdesk.reports.word.vendor.reach import drawn, reach
from grcdesk.rules.evidence.told import recorded
from grcdesk.rules.vendors.frozen import freeze, since
from grcdesk.schemas.vendors.file import Level
from grcdesk.schemas.vendors.memo import VendorMemo
from grcdesk.schemas.vendors.reviews import ReviewRow
from grcdesk.terms.vendors import Method, ReviewStatus
from grcdesk.wording import count, join

_SAID = {term: word for term, (word, _) in CONCLUSION.items()}
_STILL, _NEW, _SETTLED = "then and now", "new since", "settled since"
_NARROW, _WIDE = 22, 40
"""Characters of a line of the two columns that say what a point is, at the size they are printed."""
_LINE = 80
"""Characters of a line of text."""
_HEIGHT = 0.75
"""Centimetres a point has at least, to write a reason."""
_LEAST = 2
"""Lines a point takes however short it is: somebody writes a reason beside it."""
_ROOM = 26
"""Lines of points that leave room for the signatures on one page."""
_ROOM_OF_HOUSE = 9
"""The same on the page of a house."""
_CHART = 11
"""Lines that the chart takes; where there are fewer it stands in the annex alone."""
_Point = tuple[str, str, str]
"""Code, what it is about, why."""
_LONGEST = 300
"""Characters of a text of a person on this page; whole it stands in the annex."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A failing point as it is accepted or excepted: those of one kind and one reason stand together."""

    about: tuple[str, ...]
    why: str
    when: str
    """Whether it failed when the review was concluded, now, or both; empty: nothing was concluded."""

    def lines(self, share: float = 1.0) -> int:
        """How many lines of the page it takes, where so much of the width of a line is left."""
        narrow, wide = int(_NARROW * share), int(_WIDE * share)
        return max(len(self.about_told) // narrow + 1, (len(self.why) + len(self.when)) // wide + 1, _LEAST)

    @property
    def about_told(self) -> str:
        """What it is about."""
        head = _shared(self.about)
        rest = join([one.removeprefix(head).strip() for one in self.about], 6)
        return _short(f"{head}: {rest}" if head else rest)


def _shared(texts: Sequence[str]) -> str:
    """The words all of them begin with; of one alone, none."""
    if len(texts) < 2:  # noqa: PLR2004
        return ""
    columns = zip(*(text.split(" ")[:-1] for text in texts), strict=False)
    return " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns))


def standing(memo: VendorMemo) -> PaperStanding:
    """Final is a memo whose conclusion somebody signed off, while nothing of what it stood on has moved."""
    last = memo.concluded
    if last is None:
        return PaperStanding(False, "no decision recorded")
    open_ = [one.id for one in memo.judged.file.reviews if one.status is ReviewStatus.OPEN]
    if last.frozen is None:
        return PaperStanding(False, f"what {last.id} stood on was not kept")
    # a signature stands under what was on file: once that has moved, it is another paper
    moved = len(since(last.frozen, freeze(memo.judged)))
    reasons = [f"{count(moved, 'thing')} moved since {last.id}"] if moved else []
    reasons += [f"{ids(open_)} is open"] if open_ else []
    reasons += [] if last.approver else [f"nobody signed {last.id} off"]
    if reasons:
        return PaperStanding(False, "; ".join(reasons))
    return PaperStanding(True, f"{last.id} concluded and signed off; nothing has moved since")


def subtitle(memo: VendorMemo) -> str:
    """`Model provider, tier critical · Support assistant · plan Scale, region US`."""
    detail = memo.judged.file.detail
    row = detail.row
    kind = "Model provider" if row.model_provider else "Vendor"
    method = "" if row.method is Method.VENDOR else f", {say(row.method)}"
    uses = join(list(dict.fromkeys(use.name for use in memo.judged.file.uses)), 4)
    where = f"plan {detail.plan or 'not on record'}, region {row.region or 'not on record'}"
    return _short(f"{kind}{method}, tier {say(row.tier)} · {uses or 'no AI feature names it'} · {where}")


def points(memo: VendorMemo) -> list[Failing]:
    """Every failing point, of the day of the conclusion and of today, each said once."""
    now = [(point.code, point.about, point.why) for point in memo.judged.failing]
    last = memo.concluded
    if last is None or last.frozen is None:
        return _grouped([(*one, "") for one in now])
    then = _failing_then(last.frozen)
    # a point is the same when it is about the same; why it fails may be worded with other days by now
    new, still = _parted(now, then)
    gone, _ = _parted(then, now)
    when = ((new, _NEW), (still, _STILL), (gone, _SETTLED))
    return _grouped([(*one, word) for some, word in when for one in some])


def _parted(some: Sequence[_Point], others: Sequence[_Point]) -> tuple[list[_Point], list[_Point]]:
    """Those that are not among the others, and those that are."""
    known = {one[:2] for one in others}
    return [one for one in some if one[:2] not in known], [one for one in some if one[:2] in known]


def _failing_then(frozen: Mapping[str, Any]) -> list[_Point]:
    """What failed on the day of the conclusion, as it was kept with it."""
    return [
        (str(one["id"]).removesuffix(f" {one['about']}"), str(one["about"]), str(one["why"]))
        for one in frozen.get("points", [])
        if one["level"] == Level.FAILS
    ]


def _grouped(found: Sequence[tuple[str, str, str, str]]) -> list[Failing]:
    together: dict[tuple[str, str, str], list[str]] = {}
    for code, about, why, when in found:
        together.setdefault((code, why, when), []).append(about)
    return [Failing(tuple(dict.fromkeys(about)), why, when) for (_, why, when), about in together.items()]


def page(paper: WordDocument, memo: VendorMemo, *, house: bool) -> list[Failing]:
    """The page; gives what of the failing points did not fit on it and follows on the next.

    Args:
        paper: what it is written on.
        memo: what it says.
        house: whether it is printed on the template of a house, whose margins and letters may be wider than ours.
    """
    found = points(memo)
    share = paper.lacks.share if house else 1.0
    room = _ROOM
    if house:
        room = _ROOM_OF_HOUSE - paper.lacks.lines - _told_besides(memo, found, share)
    _decision(paper, memo)
    every = [one for one in found if one.when != _SETTLED]
    fits = _fitting(every, room, share)
    _failing(paper, memo, every, fits)
    settled = list(chain.from_iterable(one.about for one in found if one.when == _SETTLED))
    if settled:
        paper.text(_short(f"Failed when it was concluded, and no longer: {join(settled, 6)}."))
    paper.heading("Their report against our period", 2)
    # where points fill the page, the chart stands in the annex alone
    if sum(one.lines(share) for one in every[:fits]) <= room - _CHART:
        drawn(paper, memo.judged.cover)
    paper.text(reach(memo.judged.cover))
    _signature(paper, memo)
    return every[fits:]


def _failing(paper: WordDocument, memo: VendorMemo, every: Sequence[Failing], fits: int) -> None:
    """The points that fit on the page; what does not fit is told before it is signed."""
    kept = "accept each, or grant an exception with a reason and a day"
    paper.heading(f"Failing points ({len(every)}): {kept}" if every else "Failing points", 2)
    if every[:fits]:
        table(paper, every[:fits])
    elif not every:
        paper.text(f"No failing point among what is on file on {memo.as_of}; section A12 says what was looked at.")
    if every[fits:]:
        rest = count(len(every) - fits, "failing point") + (" more" if fits else "")
        paper.text(f"{rest} on the next page: accept or except them there; this signature covers them.", "Note")


def _told_besides(memo: VendorMemo, found: Sequence[Failing], share: float) -> int:
    """Lines of what only some memos say: on which conditions, what was settled, that it is ticked anew."""
    last = memo.concluded
    if last is None:
        return 0
    texts = [_short(last.conditions)] if last.conditions else []
    texts += [_SETTLED] if any(one.when == _SETTLED for one in found) else []
    texts += [_STILL] if not _stands(memo, last) else []
    return sum(len(text) // int(_LINE * share) + 2 for text in texts)


def _fitting(every: Sequence[Failing], room: int, share: float) -> int:
    for number, one in enumerate(every):
        room -= one.lines(share)
        if room < 0:
            return number
    return len(every)


def table(paper: WordDocument, rows: Sequence[Failing]) -> None:
    """Points to accept or to except, with room to write."""
    paper.table(
        ("Point", "What is on file", "Accept", "Except", "Reason, until when"),
        (3.9, 6.3, 1.2, 1.2, 4.4),
        [
            (one.about_told, _on_file(one), Tick(f"Accept: {one.about_told}"), Tick(f"Except: {one.about_told}"), "")
            for one in rows
        ],
        caption="Failing points",
        height=_HEIGHT,
    )


def _on_file(one: Failing) -> str:
    return f"{_short(one.why)} ({one.when})" if one.when else _short(one.why)


def _decision(paper: WordDocument, memo: VendorMemo) -> None:
    last = memo.concluded
    if last is None or last.conclusion is None:
        paper.decision((Strong("No decision recorded."), " The boxes below are ticked by whoever signs."))
        return
    kept = recorded(last.reviewer, last.concluded_on, last.recorded_by, last.recorded_at)
    by = f"{last.reviewer} on {plain_day(last.concluded_on)} ({last.id})" + (f"; {kept}" if kept else "")
    conditions = f" On these conditions: {_short(last.conditions)}" if last.conditions else ""
    paper.decision((Strong(f"On record: {_SAID[last.conclusion]}."), f" By {by}.{conditions}"))


def _signature(paper: WordDocument, memo: VendorMemo) -> None:
    last = memo.concluded
    paper.heading("Signature", 2)
    moved = last is not None and not _stands(memo, last)
    said = last.conclusion if last and not moved else None
    paper.ticks("Decision", list(_SAID.values()), ticked=_SAID.get(said, "") if said else "")
    if moved:
        kept = last is not None and last.frozen is not None
        why = "What is on file has moved since the decision on record" if kept else "What it stood on was not kept"
        paper.text(f"{why}: it is ticked anew by whoever signs.")
    signatures(paper, list(_signers(memo, last)))


def _stands(memo: VendorMemo, last: ReviewRow) -> bool:
    """Whether nothing has moved since, as far as was kept."""
    return last.frozen is not None and not since(last.frozen, freeze(memo.judged))


def _signers(memo: VendorMemo, last: ReviewRow | None) -> Iterator[tuple[str, WordCell, str, WordCell]]:
    going = next((one for one in memo.judged.file.reviews if one.status is ReviewStatus.OPEN), None)
    if last is not None:
        yield ("Prepared by", last.reviewer, plain_day(last.concluded_on), _kept(last))
        approver: WordCell = last.approver or Tinted("nobody on record", "StatusOpen")
        yield ("Approved by", approver, "", last.id if last.approver else "not yet")
    else:
        yield ("Prepared by", going.reviewer if going else "", "", f"{going.id} is open" if going else "not yet")
        yield ("Approved by", "", "", "not yet")
    yield ("Owner with us", memo.judged.file.detail.row.owner or Tinted("nobody on record", "StatusOpen"), "", "")


def _kept(one: ReviewRow) -> str:
    at = f", {one.recorded_at[:16].replace('T', ' ')}Z" if one.recorded_at else ""
    return f"{one.recorded_by or 'not recorded by whom'}{at}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 30]}… (whole in the annex)"
