"""What a kind of artefact shows of a control."""

from __future__ import annotations

import pytest

from grcdesk.importers.catalogs.catalogs import read_catalog
from grcdesk.paths import CATALOGS
from grcdesk.rules.evidence.shows import shown, usual
from grcdesk.terms import EvidenceKind, Frequency, Shows

COVERING = {Shows.RUN, Shows.SPAN, Shows.RECORD, Shows.STATE}


def test_every_kind_has_a_usual_meaning_and_papers_cover_nothing():
    papers = (EvidenceKind.POLICY, EvidenceKind.DOCUMENT, EvidenceKind.INVENTORY, EvidenceKind.CODE_REF)
    assert not {usual(kind) for kind in (*papers, EvidenceKind.TICKET, EvidenceKind.POPULATION)} & COVERING
    assert {usual(kind) for kind in EvidenceKind} == set(Shows)


def test_the_catalog_has_the_word():
    wanted = {EvidenceKind.LOG_EXPORT: Shows.RUN, EvidenceKind.SIGN_OFF: None}
    assert shown(EvidenceKind.LOG_EXPORT, wanted, Frequency.QUARTERLY) is Shows.RUN
    assert shown(EvidenceKind.SIGN_OFF, wanted, Frequency.QUARTERLY) is Shows.RUN


@pytest.mark.parametrize("frequency", list(Frequency))
@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_what_a_catalog_does_not_ask_for_shows_nothing_but_a_record_of_changes_or_a_population(kind, frequency):
    found = shown(kind, {EvidenceKind.REPORT: Shows.RUN}, frequency)
    if kind is EvidenceKind.REPORT:
        assert found is Shows.RUN
    elif found is not None:
        assert (kind, frequency, found) in {
            (EvidenceKind.CHANGE_RECORD, Frequency.CONTINUOUS, Shows.RECORD),
            (EvidenceKind.POPULATION, Frequency.EVENT, Shows.POPULATION),
        }


def test_a_log_of_an_importer_that_serves_the_control_stands_for_the_log_it_asks_for():
    wanted = {EvidenceKind.POLICY: Shows.DESIGN, EvidenceKind.REDACTION_LOG: Shows.SPAN}
    ask = (EvidenceKind.LOG_EXPORT, wanted, Frequency.CONTINUOUS)
    assert shown(*ask) is None
    assert shown(*ask, serves=True) is Shows.SPAN
    assert shown(EvidenceKind.TICKET, wanted, Frequency.CONTINUOUS, serves=True) is None
    assert shown(EvidenceKind.LOG_EXPORT, {EvidenceKind.POLICY: None}, Frequency.CONTINUOUS, serves=True) is None


def test_the_shipped_catalogs_say_what_each_kind_shows():
    files = [read_catalog(CATALOGS / "controls" / f"{name}.yaml").data for name in ("ai-soc2", "ai-ext")]
    said = {
        (one.id, row.kind): (row.shows, row.mandatory)
        for file in files
        for one in file.controls
        for row in one.evidence
    }
    assert len(said) == 118
    assert said["AI-SEC-01", EvidenceKind.POPULATION] == (Shows.POPULATION, False)
    assert said["AI-SEC-01", EvidenceKind.LOG_EXPORT] == (Shows.RUN, True)
    assert said["AI-AVL-04", EvidenceKind.LOG_EXPORT] == (Shows.RECORD, True)
    assert said["AI-PRIV-04", EvidenceKind.REPORT] == (Shows.RUN, True)


def test_what_each_kind_usually_shows():
    by = {shows: {kind for kind in EvidenceKind if usual(kind) is shows} for shows in Shows}
    assert by[Shows.RUN] == {EvidenceKind.EVAL_REPORT, EvidenceKind.SIGN_OFF, EvidenceKind.TEST_RECORD}
    assert by[Shows.SPAN] == {EvidenceKind.LOG_EXPORT, EvidenceKind.METRIC_SERIES, EvidenceKind.REDACTION_LOG}
    assert by[Shows.STATE] == {
        *(EvidenceKind.CONFIG_SNAPSHOT, EvidenceKind.CONTRACT, EvidenceKind.QUERY_RESULT, EvidenceKind.SCREENSHOT),
    }
    assert by[Shows.RECORD] == {EvidenceKind.CHANGE_RECORD}
    assert by[Shows.POPULATION] == {EvidenceKind.POPULATION}
    assert by[Shows.DESIGN] == {
        *(EvidenceKind.CODE_REF, EvidenceKind.DOCUMENT, EvidenceKind.INVENTORY, EvidenceKind.MANIFEST),
        EvidenceKind.POLICY,
    }


def test_a_log_of_another_use_shows_nothing_though_its_kind_is_asked_for():
    wanted = {EvidenceKind.LOG_EXPORT: Shows.SPAN}
    assert shown(EvidenceKind.LOG_EXPORT, wanted, Frequency.CONTINUOUS, serves=False) is None
    assert shown(EvidenceKind.LOG_EXPORT, wanted, Frequency.CONTINUOUS, serves=None) is Shows.SPAN


def test_a_control_whose_catalog_asks_for_nothing_takes_each_kind_for_what_it_usually_shows():
    for kind in EvidenceKind:
        assert shown(kind, {}, Frequency.QUARTERLY) is usual(kind)


def test_a_wanted_log_of_which_the_catalog_says_nothing_shows_what_logs_usually_do():
    wanted = {EvidenceKind.REDACTION_LOG: None}
    assert shown(EvidenceKind.LOG_EXPORT, wanted, Frequency.CONTINUOUS, serves=True) is Shows.SPAN


def test_every_control_of_events_takes_a_population_and_every_continuous_one_a_record_of_changes():
    wanted = {EvidenceKind.REPORT: Shows.RUN}
    assert shown(EvidenceKind.POPULATION, wanted, Frequency.EVENT) is Shows.POPULATION
    assert shown(EvidenceKind.CHANGE_RECORD, wanted, Frequency.CONTINUOUS) is Shows.RECORD
