"""Which project may train, as an export of our account shows it; a setting nobody tells is unknown, never off."""

from __future__ import annotations

import pytest

from grcdesk.errors import BadInput
from grcdesk.importers.vendors.settings import read_projects
from grcdesk.terms.vendors import Training
from importers.reads import write

OFF, ON, UNKNOWN = Training.OFF, Training.ON, Training.UNKNOWN


@pytest.mark.parametrize(
    ("head", "values", "found"),
    [
        ("Project,Data sharing", ("Disabled", "enabled", ""), (OFF, ON, UNKNOWN)),
        ("Workspace,Opted out", ("yes", "no", "-"), (OFF, ON, UNKNOWN)),
        ("Name,Training", ("opted out", "Opted in", "unknown"), (OFF, ON, UNKNOWN)),
    ],
)
def test_on_and_off_in_words_of_either_column(tmp_path, head, values, found):
    rows = "".join(f"p{place},{value}\n" for place, value in enumerate(values))
    read = read_projects(write(tmp_path, "s.csv", f"{head}\n{rows}"), columns={})
    assert tuple(one.training for one in read.projects) == found


def test_told_columns_go_before_headings(tmp_path):
    text = "id,Label,Training,Opt-out,Data residency\n1,chat,on,TRUE,EU\n"
    read = read_projects(write(tmp_path, "s.csv", text), columns={"name": "Label", "opted_out": "Opt-out"})
    (one,) = read.projects
    assert (one.name, one.training, one.region) == ("chat", OFF, "EU")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Project,Training\na,perhaps\n,off\nb,off\nB,on\n", "3"),
        ("Project,Spend\na,1\n", "no column tells"),
        ("Project,Training\n", "cannot be read whole"),
    ],
)
def test_what_cannot_be_told_is_named_and_nothing_is_guessed(tmp_path, text, told):
    with pytest.raises(BadInput) as wrong:
        read_projects(write(tmp_path, "s.csv", text), columns={})
    assert told in wrong.value.message or len(wrong.value.reasons) == int(told)


def test_a_meaning_nobody_knows_is_refused_with_those_there_are(tmp_path):
    path = write(tmp_path, "s.csv", "Project,training\na,on\n")
    with pytest.raises(BadInput, match="a column cannot mean 'xyz'") as refused:
        read_projects(path, columns={"xyz": "Project"})
    assert refused.value.hint == "known are name, training, opted_out, region"


def test_an_empty_column_leaves_out_what_it_was_told_for(tmp_path):
    path = write(tmp_path, "s.csv", "project,data_sharing,opted_out,region\nx,on,yes,EU\n")
    (both,) = read_projects(path, columns={}).projects
    assert (both.training, both.region) == (Training.OFF, "EU")
    (one,) = read_projects(path, columns={"opted_out": "", "region": ""}).projects
    assert (one.training, one.region) == (Training.ON, "")
