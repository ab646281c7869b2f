"""What is frozen against a few lines that make the same of each row, value by value."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.frozen.sorting import KeySorter
from grcdesk.importers.evidence.sandbox import ReadRequest
from grcdesk.importers.reading import jsons
from grcdesk.importers.reading.many import plain_rows

COLUMNS = ("change_id", "merged_at", "commit", "author", "score", "kind")
"""In the order in which they are frozen."""
KEYS = st.from_regex(r"(?:CHG-[0-9]{1,4}|[0-9]{1,5}|[a-d][0-9]{3}|REL 300\.[0-9])", fullmatch=True)
TIMES = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001
AHEAD = st.sampled_from([None, "Z", "+02:00", " UTC"])
"""What stands behind a time; None: it is blank."""
ROWS = st.fixed_dictionaries(
    {
        "merged_at": st.tuples(TIMES, AHEAD),
        "commit": st.integers(0, 1 << 160).map(lambda number: f"{number:040x}"[:40]),
        "author": st.sampled_from(["Lin Chen", "omar", "Zoë Roy", ""]),
        "score": st.sampled_from(["0.880", "1", "0,91", "93 %", "-0.5", "", "12.25"]),
        "kind": st.sampled_from(["model", "prompt", ""]),
    }
)


def given_(row):
    """A row as a source writes it."""
    at, mark = row["merged_at"]
    return row | {"merged_at": "" if mark is None else f"{at:%Y-%m-%dT%H:%M:%S}{mark}"}


def frozen(row):
    """The same as one line of a population."""
    at, mark = row["merged_at"]
    at = at.replace(tzinfo=UTC) - timedelta(hours=2 if mark == "+02:00" else 0)
    number = row["score"].replace(",", ".")
    number = Decimal(number.rstrip(" %")).scaleb(-2 if "%" in number else 0) if number else None
    said = row | {
        "merged_at": "" if mark is None else f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "score": "" if number is None else f"{number.normalize():f}",
    }
    kept = {name: said[name] for name in COLUMNS if said[name]}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


FORMS = {
    "a.csv": as_csv,
    "a.jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
    "b.jsonl": lambda rows: "\n".join(json.dumps({n: v or None for n, v in row.items()}) for row in rows),
    "a.json": json.dumps,
}


@pytest.mark.slow
@given(
    found=st.dictionaries(KEYS, ROWS, min_size=2, max_size=25),
    order=st.permutations([*COLUMNS]),
    way=st.tuples(st.sampled_from(sorted(FORMS)), st.sampled_from([1, 200, 1 << 17])),
    chance=st.randoms(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
def test_every_row_is_what_it_is_alone(tmp_path, found, order, way, chance):
    form, size = way
    rows = [{"change_id": key} | row for key, row in found.items()]
    shown = [{name: given_(row)[name] for name in order} for row in rows]
    chance.shuffle(shown)
    path, sink, into = tmp_path / form, KeySorter(chunk=900), io.BytesIO()
    path.write_text(FORMS[form](shown), newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "_TOGETHER", size)
        patch.setattr(jsons, "_TOGETHER", size)
        report = evidence_read.read(ReadRequest(str(path), importer="population", role="model_changes"), rows=sink)
        names = sink.finish(into, form)
    expected = [frozen(row) for row in sorted(rows, key=lambda row: row["change_id"].encode())]
    assert into.getvalue().splitlines() == expected
    assert (report.rows, names.rows, report.skipped) == (len(rows), len(rows), 0)
    assert names.rows_sha256 == hashlib.sha256(b"".join(row + b"\n" for row in expected)).hexdigest()
    keys = sorted(found, key=str.encode)
    assert names.population_sha256 == hashlib.sha256("".join(f"{key}\n" for key in keys).encode()).hexdigest()
