"""Lists from other systems, and documents about models and data."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from grcdesk.errors import BadInput
from importers.reads import SAMPLES, read, write


def book(path: Path, rows, **more) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name in more.get("sheets", ()):
        made.create_sheet(name)
    made.save(path)
    return path


def test_redactions_are_counted_by_class(tmp_path):
    report = read(
        write(tmp_path, "r.csv", "date,class,count\n2026-11-17,email,412\n2026-11-18,email,8\n2026-11-20,iban,x\n")
    )
    assert (report.importer, report.used, report.totals["redactions"]) == ("redactions", 2, {"email": 420})
    assert report.skips[0].reason == "the count is no whole number"


def test_redactions_may_have_a_column_for_each_class(tmp_path):
    rows = "date;email;iban;remark\n2026-11-17;412;3;x\n2026-11-18;8;0;\n2026-11-19;;;gone\n"
    table = read(write(tmp_path, "r.csv", rows), importer="redactions")
    assert (table.totals["redactions"], table.unknown) == ({"email": 420, "iban": 3}, ("remark",))
    assert [(skip.reason, skip.lines) for skip in table.skips] == [("no column holds a count", "4")]
    events = [{"date": 1781600000, "counts": {"email": 412, "iban": 3}}, {"date": "2026-11-18", "counts": {}}]
    path = write(tmp_path, "r.jsonl", "".join(json.dumps(one) + "\n" for one in events))
    report = read(path, importer="redactions")
    assert (report.totals["redactions"], report.skips[0].lines) == ({"email": 412, "iban": 3}, "2")


def test_a_metric_series_is_summed_up(tmp_path):
    rows = "date,metric,value,n\n2026-06-01,accuracy,0.95,200\n2026-06-02,accuracy,0.96,200\n"
    rows += "2026-06-04,accuracy,0.91,200\n2026-06-04,accuracy,NaN,1\n2026-06-05,accuracy,1.0,0\n"
    report = read(write(tmp_path, "m.csv", rows))
    assert (report.importer, report.used, report.facts["usual step"]) == ("metrics", 3, "daily")
    assert report.facts["accuracy"] == "3 values, first 0.95, last 0.91, lowest 0.91, highest 0.96"
    assert {skip.reason: skip.lines for skip in report.skips} == {
        "measured on nothing: n is 0": "6",
        "the value is no number": "5",
    }
    assert "no value from 2026-06-02 to 2026-06-04, where there is one a day" in report.notes
    weekly = "day;value\n2026-06-01;1\n2026-06-08;1\n2026-06-15;1\n2026-07-06;1\n2026-07-13;1\n"
    assert (
        "no value from 2026-06-15 to 2026-07-06, where one comes every 7 days"
        in read(write(tmp_path, "w.csv", weekly)).notes
    )


def test_values_are_compared_with_the_limits_beside_them(tmp_path):
    rows = "date,metric,value,n,min,max\n2026-06-01,psi,0.3,9,,0.2\n2026-06-02,psi,0.2,9,,0.2\n"
    rows += "2026-06-02,hits,0.8,9,0.9,\n"
    report = read(write(tmp_path, "m.csv", rows))
    assert report.totals["values beyond a limit"] == {"hits": 1, "psi": 1}
    alone = read(write(tmp_path, "n.csv", "date,value,limit\n2026-06-01,0.3,0.2\n"))
    assert alone.totals == {}
    assert "a limit without a direction was not judged: name it lower_limit or upper_limit" in alone.notes


def test_a_key_register_names_its_oldest_key(tmp_path):
    rows = "key_id,created,last_rotated,status\nk1,2025-01-01,2026-03-01,active\nk2,2026-05-01,N/A,active\n"
    rows += "k3,2020-01-01,,revoked\n"
    report = read(write(tmp_path, "k.csv", rows))
    assert (report.importer, report.used) == ("keys", 3)
    assert report.totals["keys"] == {"active": 2, "inactive": 1}
    assert report.facts["oldest key in use since"] == "2026-03-01"


def test_tickets_are_counted_and_not_quoted(tmp_path):
    rows = (
        "key,summary,priority,created,resolved\nT-1,My card 4111 was shown,high,2026-06-01T10:00Z,2026-06-01T12:00Z\n"
    )
    rows += "T-2,x,low,2026-06-02,\nT-2,x,low,2026-06-02,\nT-3,x,low,2026-06-02,2026-06-01\n"
    report = read(write(tmp_path, "t.csv", rows))
    assert (report.importer, report.used, report.duplicates, report.skipped) == ("tickets", 2, 1, 1)
    assert report.totals["tickets"] == {"open": 1, "resolved": 1}
    assert "4111" not in repr(report)


def test_changes_show_who_approved_what(tmp_path):
    changes = [
        {"number": 1, "merged_at": "2026-06-01T10:00:00Z", "user": {"login": "ana"}, "approved_by": "ben"},
        {"number": 2, "merged_at": "2026-06-02T10:00:00Z", "user": {"login": "ana"}, "approved_by": "ana"},
        {
            "number": 3,
            "merged_at": None,
            "created_at": "2026-06-02T10:00:00Z",
            "user": {"login": "ana"},
            "approved_by": "",
        },
    ]
    report = read(write(tmp_path, "prs.json", json.dumps(changes)))
    assert (report.importer, report.totals["changes"]) == ("changes", {"merged": 2, "not merged": 1})
    assert report.totals["approval of merged changes"] == {"by another": 1, "none by another": 1}


def test_pull_requests_are_approved_by_reviews_and_not_by_merging(tmp_path):
    def change(number, **more):
        return {"number": number, "mergedAt": "2026-06-01T10:00:00Z", "author": {"login": "ana"}, "body": "x", **more}

    def review(who, state):
        return {"author": {"login": who}, "state": state}

    changes = [
        change(1, mergedBy={"login": "ben"}, reviews=[review("ben", "COMMENTED"), review("Ana", "APPROVED")]),
        change(2, reviews=[review("ben", "APPROVED")], reviewDecision="APPROVED"),
        change(3, reviews=[]),
    ]
    report = read(write(tmp_path, "prs.json", json.dumps(changes)))
    assert report.totals["approval of merged changes"] == {"by another": 1, "none by another": 2}
    assert report.totals["review decisions of merged changes"] == {"APPROVED": 1}
    assert "body" in report.dropped
    assert report.kept_rows == 3


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_population_of_any_form_counts_its_keys(tmp_path, form):
    rows = [("Ticket ID", "Who"), ("A-1", "x"), ("A-2", "y"), ("A-1", "x"), (None, "z")]
    path = tmp_path / f"p.{form}"
    if form == "csv":
        path.write_text("\n".join(",".join(cell or "" for cell in row) for row in rows))
    elif form == "json":
        path.write_text(json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]))
    else:
        book(path, [*rows[:2], (), *rows[2:]], sheets=("more",))
    with pytest.raises(BadInput, match="no importer knows this file") as error:
        read(path)
    assert error.value.hint.startswith(
        "it has Ticket ID and Who; --as IMPORTER if you know what it is; --as population"
    )
    with pytest.raises(BadInput, match="no column is a key: `Ticket ID` is empty in line"):
        read(path, importer="population")
    report = read(path, importer="population", columns={"key": "Ticket ID"})
    assert (report.importer, report.rows, report.used, report.duplicates) == ("population", 4, 2, 1)
    assert report.facts["key column"] == "Ticket ID"
    assert report.skips[0].reason == "no Ticket ID"
    assert "1 of the rows are the same as another in everything: counted once" in report.notes
    if form == "xlsx":
        assert report.skips[0].lines == "6"
        assert "read from the sheet Sheet, 1 of 2; not read: more" in report.notes


def test_a_workbook_is_known_by_its_columns(tmp_path):
    path = tmp_path / "register.xlsx"
    book(path, [("Key ID", "Last rotated", "Status"), ("K1", "2026-03-01", "active")])
    report = read(path)
    assert (report.importer, report.why) == ("keys", "it has the columns `Key ID` and `Last rotated`")


def test_a_far_cell_costs_nothing(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["id", "when"])
    made.active.append(["A-1", datetime(2026, 6, 1)])  # noqa: DTZ001
    made.active.cell(1_048_576, 16_384, "far")
    made.save(tmp_path / "far.xlsx")
    report = read(tmp_path / "far.xlsx", importer="population")
    assert report.used == 1
    assert "after row 2 come 1,000 empty rows: the sheet ends there for us" in report.notes


def test_a_list_without_keys_asks_for_one(tmp_path):
    path = write(tmp_path, "p.csv", "color,shape\nred,round\n")
    with pytest.raises(BadInput, match="no importer knows this file"):
        read(path)
    with pytest.raises(BadInput, match="no column looks like a key") as told:
        read(path, importer="population")
    assert "its columns are color and shape" in told.value.hint
    assert read(path, importer="population", columns={"key": "shape"}).used == 1


def test_a_manifest_says_what_it_lacks(tmp_path):
    rows = "name: tuning-golden\nversion: '7'\norigin: support tickets 2025\napprover: Dana Reyes\npii_removal: yes\n"
    report = read(write(tmp_path, "m.yaml", rows))
    assert (report.importer, report.facts["name"]) == ("manifest", "tuning-golden")
    assert "the manifest does not say: records, created, sha256, license, purpose" in report.notes


def test_the_language_no_is_norwegian(tmp_path):
    card = "---\nlanguage: no\nlicense: apache-2.0\nbase_model: [a/b, c/d]\nmodel-index:\n- name: x\n  results:\n"
    card += "  - metrics:\n    - {type: acc, value: 0.9}\n---\n# Intended use\n# Limitations\n"
    report = read(write(tmp_path, "card.md", card))
    assert (report.importer, report.totals["language"]) == ("model-card", {"no": 1})
    assert report.totals["base model"] == {"a/b": 1, "c/d": 1}
    assert report.totals["results"] == {"self-reported": 1}
    assert "the card does not say: datasets, training data, evaluation results, barred use" in report.notes


def test_the_real_template_of_a_card_is_read_and_told_to_be_open():
    report = read(SAMPLES / "hf-modelcard-spec.md")
    assert report.importer == "model-card"
    assert "places of its template are still open" in report.notes


def test_a_page_of_a_longer_list_is_told_to_be_one():
    report = read(SAMPLES / "github-actions-artifacts-list.json")
    assert (report.importer, report.used, report.facts["listed in all"]) == ("population", 2, "23,809")
    assert "one page of a longer list: `total_count` says 23,809, 2 stand in it" in report.notes
    assert report.totals["artifacts"] == {"can be fetched": 2, "of a fork": 2}


def test_a_document_over_several_lines_is_read_by_its_list(tmp_path):
    entries = [{"id": 1, "workflow_run": {}, "expired": True}, {"id": 2}, 7]
    path = write(tmp_path, "d.json", json.dumps({"query": "all", "total": 3, "found": entries}, indent=1))
    report = read(path)
    assert (report.rows, report.used, report.skips[0].reason) == (3, 2, "not a record")
    assert any("can no longer be fetched" in note for note in report.notes)


def test_a_first_row_that_is_text_is_not_told_as_names(tmp_path):
    text = "my card number is 4111 and I want it back now please"
    path = write(tmp_path, "t.csv", f"timestamp,actor,action,resource,{text},{text}\n2026-06-01,a,b,c,d,e\n")
    report = read(path)
    assert report.unknown == ("(unnamed)",)
    assert "4111" not in repr(report)


def test_an_approval_taken_back_or_of_a_change_without_an_author_is_none_by_another(tmp_path):
    def review(state: str, who: str) -> dict:
        return {"state": state, "user": {"login": who}}

    approved = review("APPROVED", "b")
    changes = [
        {"user": {"login": "a"}, "reviews": [approved, review("COMMENTED", "b")]},
        {"user": {"login": "a"}, "reviews": [approved, review("CHANGES_REQUESTED", "b")]},
        {"user": {"login": "a"}, "reviews": [approved, review("DISMISSED", "b")]},
        {"user": {"login": "a"}, "reviews": [review("CHANGES_REQUESTED", "b"), approved]},
        {"user": None, "reviews": [approved]},
    ]
    numbered = [{"number": n, "merged_at": "2026-10-01T09:00:00Z", **one} for n, one in enumerate(changes, 1)]
    report = read(write(tmp_path, "changes.json", json.dumps(numbered)))
    assert report.totals["approval of merged changes"] == {
        "by another": 2,
        "none by another": 2,
        "author not known": 1,
    }


def test_a_key_of_a_status_nobody_knows_counts_as_in_use_and_is_told(tmp_path):
    text = "key_id,created,status\nk1,2026-01-01,active\nk2,2025-01-01,parked\nk3,2024-01-01,revoked\n"
    report = read(write(tmp_path, "keys.csv", text))
    assert report.totals["keys"] == {"active": 2, "inactive": 1}
    assert "keys of a status that is not known count as in use: parked" in report.notes


def test_a_credential_report_of_aws_holds_a_row_for_each_access_key(tmp_path):
    heads = [f"access_key_{n}_{what}" for n in (1, 2) for what in ("active", "last_rotated", "last_used_date")]
    rows = ["lin,true,2026-01-02T00:00:00Z,N/A,false,2025-06-01T00:00:00Z,2025-07-01T00:00:00Z", "ana" + ",N/A" * 6]
    report = read(write(tmp_path, "credentials.csv", "\n".join([",".join(["user", *heads]), *rows])))
    assert (report.importer, report.rows, report.used) == ("keys", 2, 2)
    assert report.totals["keys"] == {"active": 1, "inactive": 1}
    assert report.facts["oldest key in use since"] == "2026-01-02"
    assert "1 user without an access key" in report.notes


def test_keys_without_a_date_are_counted_and_the_oldest_is_not_guessed(tmp_path):
    path = write(tmp_path, "k.csv", "key_id,created,state\nk-1,,active\n,2026-01-01,active\n")
    report = read(path, importer="keys")
    assert (report.totals["keys"], report.used) == ({"active": 1, "without a date": 1}, 1)
    assert [(skip.reason, skip.lines) for skip in report.skips] == [("no key", "3")]
    assert "oldest key in use since" not in report.facts
    with pytest.raises(BadInput, match="no field for the created"):
        read(write(tmp_path, "k.csv", "key_id,state\nk-1,active\n"), importer="keys")
    with pytest.raises(BadInput, match="no field for the key"):
        read(write(tmp_path, "k.jsonl", '{"created": "2026-01-01"}\n'), importer="keys")


def test_a_list_without_rows_shows_nothing_where_it_has_no_place_for_them(tmp_path):
    with pytest.raises(BadInput, match="the list is empty, and has no field for the opened"):
        read(write(tmp_path, "t.csv", "ticket_id,severity\n"), importer="tickets")
    assert read(write(tmp_path, "t.csv", "ticket_id,opened\n"), importer="tickets").rows == 0


def test_a_change_without_any_time_is_named(tmp_path):
    report = read(write(tmp_path, "c.csv", "number,merged_at,created_at\n1,,\n2,2026-03-01,\n"), importer="changes")
    assert report.totals["changes"] == {"merged": 1}
    assert [(skip.reason, skip.lines) for skip in report.skips] == [("no time it was opened or merged", "2")]


def test_a_series_without_a_field_it_needs_is_named_row_by_row(tmp_path):
    path = write(
        tmp_path, "m.jsonl", '{"day": "2026-03-01"}\n{"day": "", "value": 1}\n{"day": "2026-03-02", "value": 1}\n'
    )
    report = read(path, importer="metrics")
    assert {(skip.reason, skip.lines) for skip in report.skips} == {
        ("no field for the value", "1"),
        ("no date", "2"),
    }


def test_manifests_in_a_list_are_each_looked_at(tmp_path):
    whole = {
        "name": "tickets",
        "version": "1",
        "origin": "own tickets",
        "license": "ours",
        "purpose": "tuning",
        "records": 1200,
        "created": "2026-03-01",
        "sha256": "ab" * 32,
        "approver": "Lin Chen",
        "pii_removal": "Presidio",
    }
    report = read(write(tmp_path, "m.json", json.dumps([whole, "no manifest", {"name": "chats"}])), importer="manifest")
    assert (report.rows, report.form, report.facts["records"]) == (2, "JSON", "1200")
    assert report.totals["manifests"] == {"complete": 1}
    assert [note for note in report.notes if note.startswith("the manifest does not say: version, origin")]


def test_what_is_no_text_is_no_card(tmp_path):
    with pytest.raises(BadInput, match="is not a text file"):
        read(write(tmp_path, "card.md", b"\xff\xfe\x00\xd8\x00"), importer="model-card")
