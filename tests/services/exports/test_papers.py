"""Papers that people sign, read back as files: they say what the desk says, and no good word without a record."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from docx import Document

from grcdesk import clock
from grcdesk.errors import BadInput, NotFound, Refused
from grcdesk.schemas.evidence.evidence import EvidenceChange
from grcdesk.schemas.soa.soa import SoaChange
from grcdesk.services.desk.demo import make_demo
from grcdesk.services.evidence.evidence import Artefact
from grcdesk.terms import Confidentiality, EvidenceKind, Via
from grcdesk.terms.documents import DocumentName
from grcdesk.terms.soa import Implementation, InclusionReason, SoaFramework
from helpers.sheets import tab

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ABOUT = {
    DocumentName.VENDOR_MEMO: "VEN-1",
    DocumentName.ACCESS_REVIEW_MEMO: "AR-1",
    DocumentName.SOA: "iso27001",
}
OURS = (*ABOUT, DocumentName.EVIDENCE_INDEX, DocumentName.SYSTEM_DESCRIPTION, DocumentName.RESPONSE_LETTER)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory):
    """Made once, about its audit: these tests read it, and write nothing but files for others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        desk = make_demo(tmp_path_factory.mktemp("sample") / "demo", via=Via.CLI)
        desk.ask_about("ENG-2")
    yield desk
    desk.close()


def written(desk, which: DocumentName, **asked) -> bytes:
    path = desk.paths.exports / "paper.docx"
    return desk.documents.write(
        which, path, about=asked.pop("about", ABOUT.get(which, "")), force=True, **asked
    ).path.read_bytes()


def opened(desk, which: DocumentName, **asked):
    return Document(io.BytesIO(written(desk, which, **asked)))


def lines(report) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for table in report.tables for row in table.rows]


def texts(report) -> str:
    return "\n".join(
        [*(paragraph.text for paragraph in report.paragraphs), *(" ".join(line) for line in lines(report))]
    )


def table(report, *heads: str) -> list[tuple[str, ...]]:
    """The rows of every table with that heading."""
    found = [each for each in report.tables if tuple(c.text for c in each.rows[0].cells[: len(heads)]) == heads]
    assert found, heads
    return [tuple(cell.text for cell in row.cells) for each in found for row in each.rows[1:]]


@pytest.mark.slow(keep=0)
@pytest.mark.parametrize("which", OURS)
def test_each_paper_says_its_dates_and_that_it_is_a_draft_and_comes_out_the_same_twice(demo, which):
    first = written(demo, which)
    assert first == written(demo, which)
    report = Document(io.BytesIO(first))
    said = texts(report)
    assert re.search(r"Judged on 2026-11-\d\d · records as of entry \d+, 2026-11-21 09:00Z", said)
    assert "DRAFT: " in said
    assert "FINAL: " not in said
    assert report.core_properties.title.startswith("DRAFT: ")
    header = " ".join(paragraph.text for paragraph in report.sections[0].header.paragraphs)
    assert "DRAFT" in header
    assert "Change log head (SHA-256)" in said


@pytest.mark.slow
def test_the_statement_holds_every_row_once_and_calls_nothing_applicable_that_nobody_decided(demo):
    for whose in SoaFramework:
        page = demo.soa.page(whose)
        report = opened(demo, DocumentName.SOA, about=whose.value)
        rows = {line[0]: line for line in table(report, "Item", "What it is about", "Applies")}
        assert list(rows) == [row.item for row in page.rows]
        for row in page.rows:
            applies = rows[row.item][2]
            assert applies == ("no" if not row.applicable else "yes" if row.reasons else "open")
        out = {line[0]: line[2] for line in table(report, "Item", "What it is about", "Reason")}
        assert out == {row.item: row.exclusion for row in page.rows if not row.applicable}
        assert "No record says on which risk assessment this statement rests." in texts(report)
        assert "No version was approved so far." in texts(report)


@pytest.mark.slow
def test_an_approved_statement_is_final_and_names_its_changes(desk):
    items = [row.item for row in desk.soa.page(SoaFramework.ISO27001).rows]
    why = SoaChange(
        reasons=(InclusionReason.RISK_TREATMENT,),
        implemented=Implementation.PARTLY,
        measures="Policy 4",
        owner="Lin Chen",
    )
    desk.soa.set(items, why)
    desk.soa.approve("Mara Roy", on=date(2026, 11, 2))
    desk.soa.set(items[:1], SoaChange(measures="Policy 5"))
    facts = Artefact(EvidenceKind.REPORT, title="Risk round 2026", as_of=date(2026, 3, 2))
    desk.evidence.add("https://risk.example/2026", facts)
    final = opened(desk, DocumentName.SOA, said={"version": "v1", "basis": "ev-1"})
    assert final.core_properties.title.startswith("FINAL: ")
    said = texts(final)
    assert "FINAL: V1, approved by Mara Roy on 2026-11-02; recorded by Dana Reyes, 2026-11-21 09:00Z" in said
    assert table(final, "Artefact", "Title")[0][:3] == ("EV-1", "Risk round 2026", "2026-03-02")
    assert "Policy 5" not in said, "what came after the approval is no part of it"
    now = opened(desk, DocumentName.SOA)
    assert "DRAFT: not approved as it stands; 1 field differs from V1, which was" in texts(now)
    assert table(now, "Item", "What", "Before") == [(items[0], "measures", "Policy 4", "Policy 5")]
    with pytest.raises(NotFound, match="V9"):
        written(desk, DocumentName.SOA, said={"version": "V9"})
    with pytest.raises(NotFound, match="EV-9"):
        written(desk, DocumentName.SOA, said={"basis": "EV-9"})
    with pytest.raises(BadInput, match="iso9001"):
        written(desk, DocumentName.SOA, about="iso9001")


@pytest.mark.slow
def test_letter_and_markdown_say_the_same(demo):
    report = opened(demo, DocumentName.RESPONSE_LETTER)
    said = texts(report)
    plain = re.sub(r"\\(.)", r"\1", demo.findings.letter())
    for line in plain.splitlines():
        words = line.lstrip("#->* ").removeprefix("DRAFT. ").strip()
        value = words.partition(": ")[2]
        for part in (value,) if line.startswith("- ") and value else (words,):
            assert part.strip().removesuffix(":") in said or part.startswith("Management response"), line
    assert {line[0] for line in table(report, "No", "Finding")} == {row.id for row in demo.findings.list()}
    overdue = [line for line in table(report, "No", "Finding") if line[5].endswith("overdue")]
    judged = date(2026, 11, 21)
    assert len(overdue) == sum(row.next_due is not None and row.next_due < judged for row in demo.findings.list())


def test_nobody_signs_a_letter_while_a_finding_waits(demo):
    signed = {"signer": "Mara Roy", "role": "CEO"}
    with pytest.raises(Refused, match="without a response"):
        written(demo, DocumentName.RESPONSE_LETTER, said=signed)
    with pytest.raises(Refused, match="name and role"):
        written(demo, DocumentName.RESPONSE_LETTER, said={"signer": "Mara Roy"})


def test_a_signed_letter_is_final_and_says_who_entered_it(desk):
    report = opened(desk, DocumentName.RESPONSE_LETTER, said={"signer": "Mara Roy", "role": "CEO", "on": "2026-11-20"})
    said = texts(report)
    assert "FINAL: Signed by Mara Roy, CEO, on 2026-11-20; recorded by Dana Reyes." in said
    assert "That none is on record does not say that there is none." in said
    assert desk.log.list(limit=1)[0].after["signed_by"] == "Mara Roy"


def test_the_index_counts_what_the_register_holds_and_its_manifest_can_be_recounted(desk, tmp_path: Path):
    for number in range(3):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"a,{number}\n")
        desk.evidence.add(file, Artefact(EvidenceKind.EXPORT, as_of=date(2026, 3, 2)), controls=["AI-SEC-01"])
    desk.evidence.set(["EV-1", "EV-2"], EvidenceChange(confidentiality=Confidentiality.AUDITOR))
    report = opened(desk, DocumentName.EVIDENCE_INDEX, said={"contact": "Omar Haddad, omar@acme.example"})
    given = table(report, "Id", "Title", "Kind")
    assert [line[0] for line in given] == ["EV-1", "EV-2"]
    facts = dict(line for line in lines(report) if len(line) == 2)
    hashes = sorted({line[-1] for line in given})
    assert facts["Manifest hash"] == hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()
    assert {row.sha256 for row in desk.evidence.list()} >= set(hashes)
    (kept,) = table(report, "Id", "Title", "Taken in")
    assert kept[0] == "EV-3"
    assert "Labelled internal: it stays in the house until somebody labels it for the auditor (1)" in texts(report)
    assert facts["Artefacts on file"] == str(len(desk.evidence.list()))
    assert facts["Contact"] == "Omar Haddad, omar@acme.example"
    assert "No request of the auditor is on record in this engagement." in texts(report)


@pytest.mark.slow
def test_the_index_of_the_sample_names_each_request_and_hands_over_only_what_is_labelled(demo):
    report = opened(demo, DocumentName.EVIDENCE_INDEX)
    facts = dict(line for line in lines(report) if len(line) == 2)
    held = demo.evidence.list()
    labelled = {row.id for row in held if row.confidentiality is Confidentiality.AUDITOR}
    given = {line[0] for line in table(report, "Id", "Title", "Kind")}
    back = {line[0] for line in table(report, "Id", "Title", "Taken in")}
    assert given
    assert given <= labelled
    assert (given | back, given & back) == ({row.id for row in held}, set())
    assert not facts["Manifest hash"].startswith("none")
    listed = {line[0].split()[-1]: line for line in table(report, "Request", "Asked for")}
    requests = {row.id: row for row in demo.requests.list()}
    assert set(listed) == set(requests)
    assert listed["REQ-4"][-1] == f"returned: {requests['REQ-4'].return_reason}"
    assert listed["REQ-7"][-1] == "no reason on record"
    missing = {(line[0], line[2]) for line in table(report, "Control", "Title", "Kind")}
    wanted = {(one.id, kind.value.replace("_", " ")) for one in demo.wanted.list() for kind in one.missing}
    assert missing == wanted


def test_every_sentence_of_the_description_leads_to_an_entry_about_that_record(demo):
    report = opened(demo, DocumentName.SYSTEM_DESCRIPTION)
    rows = table(report, "Sentence", "Records @ entry of the log")
    assert len(rows) > 50
    log = {entry.seq: entry for entry in demo.log.list(limit=0)}
    for sentence, sources in rows:
        assert sources, sentence
        for source in sources.removeprefix("looked at: ").split("; "):
            name, _, at = source.rpartition(" @")
            assert log[int(at)].id == name, source
    heads = [paragraph.text[:3] for paragraph in report.paragraphs if paragraph.text.startswith("DC")]
    assert heads == [f"DC{number}" for number in range(1, 10)]
    counted = table(report, "Part", "About")
    assert sum(int(line[2]) for line in counted) == len(rows)
    absent = [line for line in rows if line[1].startswith("looked at: ")]
    assert sum(int(line[3]) for line in counted) == len(absent)
    assert all("no record" in line[0].lower() or "no vendor record" in line[0].lower() for line in absent)


def test_an_empty_desk_is_described_as_one_and_a_person_approves_the_section(desk):
    report = opened(desk, DocumentName.SYSTEM_DESCRIPTION)
    said = [line[0] for line in table(report, "Sentence", "Records @ entry of the log")]
    assert "No record says that an AI feature is in use inside the engagement." in said
    assert "No record says which systems are inside the engagement." in said
    assert "No record says that a vendor stands as a subservice organisation." in said
    signed = {"signer": "Mara Roy", "role": "CISO"}
    final = texts(opened(desk, DocumentName.SYSTEM_DESCRIPTION, said=signed))
    assert "FINAL: approved by Mara Roy, CISO, on 2026-11-21; recorded by Dana Reyes" in final
    with pytest.raises(Refused, match="name and role"):
        written(desk, DocumentName.SYSTEM_DESCRIPTION, said={"signer": "Mara Roy"})
    with pytest.raises(Refused, match="still to come"):
        written(desk, DocumentName.SYSTEM_DESCRIPTION, said={**signed, "on": "2027-01-01"})


@pytest.mark.slow
def test_the_change_log_shows_no_words_of_the_machine(demo, tmp_path: Path):
    """What the log holds of facts and moments is for programs."""
    told = tab(demo.exports.matrix(tmp_path / "a.xlsx").path, "Change log")[1:]
    shown = [str(value) for row in told for value in row[2:6] if value]
    assert not [one for one in shown if "{" in one or re.search(r"\dT\d\d:|[a-z]_[a-z]|^[a-z]+\.[a-z]+ ", one)]
    frozen = next(row for row in told if row[3] == "facts")
    assert frozen[2] == "vendor review conclude VR-1"
    assert frozen[5].startswith("recorded: agreements, ")
    marked = next(row for row in told if row[3] == "contained at")
    assert marked[5] == "2026-09-16 10:00Z"
