"""What was known on a day: nothing that came later, and a day set back wins no better word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grcdesk.rules.vendors.file import judge
from grcdesk.rules.vendors.known import known_on, worse
from grcdesk.schemas.vendors.file import VendorFile
from grcdesk.terms.vendors import DocumentKind, Objection, PackageItem, PackageStatus
from reports import vendor_records as records

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
DAY = timedelta(days=1)


@st.composite
def files(draw) -> VendorFile:
    """The provider with every date of its papers moved."""
    file = records.provider()
    documents = tuple(replace(one, issued=draw(st.none() | DAYS)) for one in file.documents)
    return replace(
        file,
        documents=documents,
        reports=tuple(replace(one, reviewed_on=draw(DAYS)) for one in file.reports),
        projects=tuple(replace(one, as_of=draw(DAYS)) for one in file.projects),
        subprocessors=tuple(
            replace(one, announced=draw(DAYS), decision=Objection.ACCEPTED, decided_by="Dana", decided_on=draw(DAYS))
            for one in file.subprocessors
        ),
        agreements=tuple(
            replace(
                one,
                signed_by_us=draw(st.none() | DAYS),
                ended=draw(st.none() | DAYS),
                clauses=tuple(replace(read, reviewed_on=draw(DAYS)) for read in one.clauses),
            )
            for one in file.agreements
        ),
    )


@given(files(), DAYS)
def test_nothing_that_came_later_is_in_it(file, day):
    then = known_on(file, day)
    told = [
        *(one.issued for one in then.documents),
        *(one.covers_to for one in then.documents if one.kind is DocumentKind.SOC2_TYPE2),
        *(one.reviewed_on for one in then.reports),
        *(one.as_of for one in then.projects),
        *(step for one in then.subprocessors for step in (one.announced, one.decided_on, one.removed)),
        *(step for one in then.agreements for step in (one.signed_by_us, one.signed_by_them, one.ended)),
        *(read.reviewed_on for one in then.agreements for read in one.clauses),
    ]
    assert all(step <= day for step in told if step is not None)
    assert known_on(then, day) == then
    assert known_on(file, date.max) == file


@given(files(), DAYS)
def test_a_day_set_back_makes_no_failing_point_go_away(file, day):
    """Whoever dates a conclusion back still answers for all that fails now, and for all that failed then."""
    now, then = judge(file, day), judge(known_on(file, day), day)
    blocking = worse(now, then)
    assert {f"{one.about}: {one.why}" for one in now.failing} <= set(blocking)
    abouts = {line.split(": ")[0] for line in blocking}
    assert {one.about for one in then.failing} <= abouts


def test_a_paper_that_replaced_another_later_leaves_the_older_in_force():
    old = records.document("DOC-1", DocumentKind.ISO27001, issued=date(2026, 1, 5), replaced_by="DOC-2")
    new = records.document("DOC-2", DocumentKind.ISO27001, issued=date(2026, 6, 5))
    file = replace(records.provider(), documents=(old, new))
    assert [one.replaced_by for one in known_on(file, date(2026, 3, 1)).documents] == [""]
    assert [one.replaced_by for one in known_on(file, date(2026, 6, 5)).documents] == ["DOC-2", ""]


def test_an_item_whose_paper_came_later_was_not_there():
    (said,) = records.provider().package
    have = replace(said, item=PackageItem.ISO27001, status=PackageStatus.HAVE, document="DOC-9", asked_on=None)
    paper = records.document("DOC-9", DocumentKind.ISO27001, issued=date(2026, 6, 5))
    file = replace(records.provider(), documents=(paper,), package=(have,))
    (before,) = known_on(file, date(2026, 6, 4)).package
    assert (before.status, before.document) == (PackageStatus.NOT_ASKED, "")
    assert known_on(file, date(2026, 6, 5)).package == (have,)
    asked = replace(have, status=PackageStatus.REQUESTED, asked_on=date(2026, 6, 5), document="")
    (before,) = known_on(replace(file, package=(asked,)), date(2026, 6, 4)).package
    assert (before.status, before.asked_on) == (PackageStatus.NOT_ASKED, None)


def test_what_came_on_the_day_itself_was_known_on_it():
    file = records.provider()
    day = min(one.signed_by_us for one in file.agreements if one.signed_by_us is not None)
    assert day in {one.signed_by_us for one in known_on(file, day).agreements}
    assert day not in {one.signed_by_us for one in known_on(file, day - DAY).agreements}


SEEN = date(2026, 8, 1)
FILE = records.provider()


def test_a_report_that_was_read_later_was_not_read_then():
    read = FILE.reports[0].reviewed_on
    assert known_on(FILE, read).reports
    assert not known_on(FILE, read - DAY).reports
    late = replace(FILE, documents=tuple(replace(one, issued=read + 9 * DAY) for one in FILE.documents))
    assert not known_on(late, read).reports, "nobody can have read what had not come"


def test_what_was_decided_later_was_open_then():
    one = replace(FILE.subprocessors[0], decision=Objection.ACCEPTED, decided_on=SEEN, announced=SEEN - DAY)
    made = replace(FILE, subprocessors=(one,))
    assert known_on(made, SEEN).subprocessors[0].decision is Objection.ACCEPTED
    assert known_on(made, SEEN - DAY).subprocessors[0].decision is Objection.OPEN
    assert known_on(made, SEEN - 2 * DAY).subprocessors == ()


def test_an_agreement_is_known_from_its_first_signature_and_without_the_document_that_came_later():
    one = records.agreement(signed_by_us=SEEN, signed_by_them=SEEN + DAY)
    made = replace(FILE, agreements=(one,), documents=(replace(FILE.documents[1], issued=SEEN + DAY),))
    assert known_on(made, SEEN - DAY).agreements == ()
    (then,) = known_on(made, SEEN).agreements
    assert (then.signed_by_us, then.signed_by_them, then.document, then.sha256) == (SEEN, None, "", "")
    (later,) = known_on(made, SEEN + DAY).agreements
    assert (later.signed_by_them, later.document) == (SEEN + DAY, "DOC-2")
    bare = replace(made, agreements=(replace(one, signed_by_us=None, signed_by_them=None),))
    assert known_on(bare, date(2020, 1, 1)).agreements, "what carries no day of its own stays"


def test_what_somebody_wrote_of_an_item_later_was_not_written_then():
    item = replace(FILE.package[0], reviewed_by="Tom L", reviewed_on=SEEN, result="read")
    made = replace(FILE, package=(item,))
    assert known_on(made, SEEN).package[0].result == "read"
    then = known_on(made, SEEN - DAY).package[0]
    assert (then.reviewed_by, then.reviewed_on, then.result) == ("", None, "")
