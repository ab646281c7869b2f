"""Lists in every form become the same rows; what cannot be read is named, what is text is not kept."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.importers.evidence.sandbox import ReadRequest
from importers.planting import plants
from importers.reads import read, write

ROWS = [
    {"change_id": f"CHG-{number:04}", "merged_at": f"2026-03-{number % 28 + 1:02}T10:00:00Z", "author": "Lin Chen",
     "approver": ("OMAR HADDAD", "omar haddad", "Omar Haddad", "Ada Okafor")[number % 4], "score": f"0.{80 + number}",
     "commit": f"{number:040x}", "team": ("core", "apps")[number % 2]}
    for number in range(1, 13)
]  # fmt: skip


def table(rows=ROWS, split=","):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=split)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def lines(rows=ROWS):
    return "".join(json.dumps(row) + "\n" for row in rows)


def book(rows=ROWS):
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row in (list(rows[0]), *(list(row.values()) for row in rows)):
        made.active.append(row)
    made.save(out)
    return out.getvalue()


@pytest.fixture
def frozen(tmp_path):
    """Freezes a content under a name: the report, what names its rows, and the rows."""

    def freeze(name, content, role="model_changes", **options):
        path = write(tmp_path, name, content)
        sink, into = KeySorter(), io.BytesIO()
        report = _read(path, sink, importer="population", role=role, **options)
        found = sink.finish(into, name)
        return report, found, [json.loads(line) for line in into.getvalue().splitlines()]

    return freeze


def _read(path, sink, **options):
    return evidence_read.read(ReadRequest(str(path), **options), rows=sink)


FORMS = {
    "a.csv": table(),
    "b.csv": table(ROWS[::-1]),
    "c.tsv": table(split="\t"),
    "d.jsonl": lines(ROWS[5:] + ROWS[:5]),
    "e.json": json.dumps(ROWS),
    "f.json": json.dumps({"total_count": len(ROWS), "items": ROWS}),
    "g.xlsx": book(),
    "h.csv": table([{**row, "body": f"A person wrote {row['author']} a letter about it."} for row in ROWS]),
    "i.jsonl": lines([dict(reversed(row.items())) for row in ROWS]),
}


def test_form_order_and_text_beside_change_nothing(frozen):
    found = {name: frozen(name, content)[1] for name, content in FORMS.items()}
    assert len({(one.population_sha256, one.rows_sha256, one.rows) for one in found.values()}) == 1


def test_rows_are_kept_in_the_order_of_keys_by_the_kinds_of_their_columns(frozen):
    report, _, rows = frozen("a.csv", table())
    assert [row["change_id"] for row in rows] == sorted(row["change_id"] for row in ROWS)
    assert list(rows[0]) == ["change_id", "merged_at", "commit", "author", "approver", "score", "team"]
    assert report.kinds == {
        "change_id": "text", "merged_at": "time", "commit": "text", "author": "text", "approver": "text",
        "score": "number", "team": "text",
    }  # fmt: skip
    assert rows[9]["score"] == "0.9"


def test_one_person_is_not_two_because_of_a_capital(frozen):
    _, _, rows = frozen("a.csv", table())
    assert {row["approver"] for row in rows} == {"Omar Haddad", "Ada Okafor"}


def test_text_is_named_and_not_kept(frozen):
    report, _, rows = frozen("h.csv", FORMS["h.csv"])
    assert report.dropped_counts == {"body": 12}
    assert "letter" not in json.dumps(rows)
    assert frozen("a.csv", table())[0].dropped == ()


@pytest.mark.parametrize("place", range(0, 70, 3))
def test_a_sentence_planted_anywhere_is_kept_nowhere(frozen, place):
    sentence = "please call qzxqzx back about her invoice"
    found = list(plants("release-population.csv", sentence))
    _, data = found[place % len(found)]
    told = ""
    try:
        report, _, rows = frozen("planted.csv", data, columns={"key": "release_id"})
        told = f"{report!r} {json.dumps(rows)}"
        assert report.dropped
    except BadInput as error:
        told = f"{error} {error.hint}"
    assert told
    assert "qzxqzx" not in told


def test_a_row_without_its_key_or_that_cannot_be_read_is_named_by_line(frozen):
    rows = [dict(row) for row in ROWS]
    rows[0]["change_id"] = ""
    rows[1]["merged_at"] = "yesterday"
    rows[2]["score"] = "1,234"
    rows[3]["change_id"] = "please call her back about the invoice"
    report, found, kept = frozen("a.csv", table(rows))
    assert (found.rows, len(kept), report.skipped) == (8, 8, 4)
    assert {(one.lines, one.reason) for one in report.skips} == {
        ("2", "no change_id"),
        ("3", "`merged_at`: the time is written in no form that is known"),
        ("4", "`score`: a number that can be read in two ways: write it with a point"),
        ("5", "its change_id reads as text"),
    }


def test_a_day_among_times_is_its_first_moment_where_the_engagement_is_and_is_told(frozen):
    rows = [{**ROWS[0], "merged_at": "2026-03-01"}, {**ROWS[1], "merged_at": "2026-03-02 10:00"}]
    report, _, kept = frozen("a.csv", table(rows), home="Europe/Berlin", zone="Europe/Berlin")
    assert [row["merged_at"] for row in kept] == ["2026-02-28T23:00:00Z", "2026-03-02T09:00:00Z"]
    assert any("`merged_at`: 1 day without an hour" in note for note in report.notes)
    assert report.zone == "Europe/Berlin"
    assert [str(report.period_from), str(report.period_to)] == ["2026-03-01", "2026-03-02"]


GITHUB = [
    {"number": 7, "user": {"login": "Lin"}, "merged_at": "2026-03-01T10:00:00Z", "merge_commit_sha": "ABCDEF12",
     "reviews": [{"state": "APPROVED", "user": {"login": "omar"}}, {"state": "COMMENTED", "user": {"login": "ada"}}],
     "body": "We changed the prompt because a customer complained."},
]  # fmt: skip


def test_usual_names_are_matched(frozen):
    _, _, rows = frozen("prs.json", json.dumps(GITHUB))
    assert rows == [
        {
            "change_id": "7",
            "merged_at": "2026-03-01T10:00:00Z",
            "commit": "abcdef12",
            "author": "Lin",
            "approver": "omar",
        }
    ]


def test_a_map_says_what_is_what_and_what_words_mean(frozen):
    content = "Nr;Wann;Ja\nA-1;01.03.2026 10:00;bestanden\nA-2;02.03.2026 10:00;nein\n"
    columns = {"eval_id": "Nr", "started_at": "Wann", "passed": "Ja"}
    words = {"passed": {"bestanden": "true", "nein": "no"}}
    _, _, rows = frozen("e.csv", content, "evaluations", columns=columns, words=words, zone="UTC")
    assert [row["passed"] for row in rows] == [True, False]
    assert rows[0]["started_at"] == "2026-03-01T10:00:00Z"
    with pytest.raises(BadInput, match="no column 'Wo', which the map names for `started_at`"):
        frozen("e.csv", content, "evaluations", columns={**columns, "started_at": "Wo"})


def test_a_usual_name_that_holds_another_kind_is_a_column_of_its_own(frozen):
    content = "change_id,approved,limit\nA-1,yes,0.9\nA-2,no,0.8\n"
    report, _, rows = frozen("c.csv", content)
    assert report.kinds == {"change_id": "text", "threshold": "number", "approved": "flag"}
    assert rows[0] == {"change_id": "A-1", "threshold": "0.9", "approved": True}


def test_several_columns_may_be_the_key(frozen):
    content = "day,store,records\n2026-03-01,eu,5\n2026-03-01,us,6\n"
    _, _, rows = frozen("d.csv", content, "prompt_log_days", columns={"key": "day,store"})
    assert rows[0] == {"key": "2026-03-01,eu", "day": "2026-03-01", "store": "eu", "records": "5"}
    with pytest.raises(BadInput, match="lines 2 and 3 have the same one"):
        frozen("d.csv", content, "prompt_log_days")


def test_a_name_of_its_own_keeps_its_columns_and_their_kinds_are_measured(frozen):
    content = "Ticket ID,opened,hours,urgent,state\nT-1,2026-03-01,4,yes,open\nT-2,2026-03-02,5.5,no,open\n"
    report, _, rows = frozen("t.csv", content, "tickets")
    assert report.kinds == {
        "Ticket ID": "text", "hours": "number", "opened": "date", "state": "text", "urgent": "flag",
    }  # fmt: skip
    assert rows[0] == {"Ticket ID": "T-1", "hours": "4", "opened": "2026-03-01", "state": "open", "urgent": True}
    assert "the key is `Ticket ID`, by its name" in report.notes


def test_without_a_key_nothing_is_frozen(frozen):
    with pytest.raises(BadInput, match="no column is known to be the key") as error:
        frozen("x.csv", "who,when\na,b\n")
    assert "its columns are who and when" in error.value.hint
    with pytest.raises(BadInput, match="it has no column Nr"):
        frozen("x.csv", "who,when\na,b\n", columns={"key": "Nr"})
    with pytest.raises(BadInput, match="2 rows, none usable: 2 have no who"):
        frozen("x.csv", "who,when\n,b\n,c\n", columns={"key": "who"})


@pytest.mark.parametrize(
    ("name", "content", "columns"),
    [("e.csv", "change_id,merged_at\n", {}), ("e.json", "[]", {"key": "change_id"})],
)
def test_an_empty_list_is_a_population_of_nothing(frozen, name, content, columns):
    report, found, rows = frozen(name, content, columns=columns)
    assert (found.rows, rows, report.heading) == (0, [], True)


def test_a_page_of_a_list_is_told(frozen):
    report, _, _ = frozen("p.json", json.dumps({"has_more": True, "data": ROWS}))
    assert report.page == ("`has_more` says that more follow",)


def test_it_is_read_as_before_where_nothing_is_frozen(tmp_path):
    report = read(write(tmp_path, "a.csv", table()), importer="population")
    assert (report.used, report.kinds) == (12, {})
