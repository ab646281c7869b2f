"""Two hundred sentences, each planted in every place of every evidence list: nothing of them is kept."""

from __future__ import annotations

import json
import random
from dataclasses import asdict

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.evidence import read as evidence_read
from grcdesk.importers.evidence.sandbox import ReadRequest
from importers.planting import HOSTS, NAMED, plants

_TEXT = (
    "the a customer said that her invoice was wrong and asked us to call back at five about the late parcel please "
    "summarise what happened with this contract before friday my address is next to old mill we promised"
)
_PLAIN = _TEXT.split()


def sentences(number: int = 200) -> list[tuple[str, str]]:
    """Sentences with a word in each that stands nowhere else."""
    made = random.Random(20261127)  # noqa: S311  the same sentences in every run
    found = []
    for place in range(number):
        rare = "".join(made.choices("bcdfghjklmnpqrstvwxz", k=9))
        words = [made.choice(_PLAIN) for _ in range(made.randint(3, 14))]
        words.insert(made.randrange(len(words)), rare)
        text = " ".join(words)
        found.append((rare, (text, f"{text}.", text.capitalize(), f"Call me, {rare}", f"call me at {rare}")[place % 5]))
    return found


SENTENCES = sentences()


class Rows:
    """Takes the bytes of rows."""

    def __init__(self):
        self.data = b""

    def write(self, data):
        self.data += data

    def restart(self):
        self.data = b""


@pytest.mark.slow
@pytest.mark.parametrize("host", HOSTS)
def test_a_sentence_planted_anywhere_is_kept_nowhere(host, tmp_path):
    path = tmp_path / host
    places = sum(1 for _ in plants(host, "x"))
    start = list(HOSTS).index(host)
    kept = []
    for number in range(max(places, 200 // len(HOSTS) + 1)):
        rare, sentence = SENTENCES[(start * 11 + number) % len(SENTENCES)]
        where, data = next(one for place, one in enumerate(plants(host, sentence)) if place == number % places)
        path.write_bytes(data)
        rows = Rows()
        try:
            report = evidence_read.read(ReadRequest(str(path), importer=NAMED.get(host, "")), rows=rows)
        except BadInput as error:
            if rare in f"{error} {error.hint}":
                kept.append((where, sentence, "the message"))
            continue
        told = json.dumps(asdict(report), default=str, ensure_ascii=False)
        places_of = {"the report": rare in told, "the rows": rare.encode() in rows.data, "the file": not report.dropped}
        kept += [(where, sentence, place) for place, there in places_of.items() if there]
    assert kept == []


NO_ROWS = {"evaluation-report.json", "inspect-log.json"}
"""Reports that hold totals and no cases."""


@pytest.mark.parametrize("host", HOSTS)
def test_every_used_row_is_kept_and_the_same_source_gives_the_same_rows(host):
    found = []
    for _ in range(2):
        rows = Rows()
        name = NAMED.get(host, "")
        if host == "gateway-old-format.csv":
            columns = {"time": "decided_at", "action": "verdict_code"}
            words = {"action": {"P": "allow", "M": "redact"}}
            request = ReadRequest(str(HOSTS[host]), importer="gateway", columns=columns, words=words)
        else:
            request = ReadRequest(str(HOSTS[host]), importer=name)
        report = evidence_read.read(request, rows=rows)
        found.append(rows.data)
    lines = [json.loads(line) for line in found[0].splitlines()]
    assert found[0] == found[1]
    assert report.kept_rows == len(lines) == (0 if host in NO_ROWS else report.used)
    assert len({line["line"] for line in lines}) == len(lines)
    assert set().union(*lines) - {"line"} == set(report.fields)
