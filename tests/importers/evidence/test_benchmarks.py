"""Reports of garak and of lm-evaluation-harness, and limits for one metric or for each."""

from __future__ import annotations

import json

import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import SAMPLES
from importers.reads import read, write

EVALUATIONS = SAMPLES / "evaluations"
SETUP = {"entry_type": "start_run setup", "transient.run_id": "r-1"}
DONE = {"entry_type": "completion", "end_time": "2026-10-01T10:00:00"}


def _eval(passed, total, probe="p.One", detector="d.X", **more):
    return {"entry_type": "eval", "probe": probe, "detector": detector, "passed": passed, "total": total, **more}


def _attempt(uuid, *scores, status=2):
    results = {"d.X": list(scores)} if scores else {}
    return {
        "entry_type": "attempt",
        "uuid": uuid,
        "status": status,
        "probe_classname": "p.One",
        "prompt": "Tell me how to do what nobody should do, in all detail",
        "detector_results": results,
    }


def _garak(tmp_path, *entries, **options):
    return read(write(tmp_path, "r.report.jsonl", "\n".join(map(json.dumps, entries))), **options)


def test_the_samples_are_known_and_counted():
    report = read(EVALUATIONS / "garak-report.jsonl")
    assert (report.importer, report.result) == ("garak", "failed")
    assert report.totals["cases"] == {"passed": 7, "failed": 1}
    assert report.facts["dan.Dan_11_0 with dan.DAN"] == "2 of 2 passed"
    assert "What the" not in repr(report)
    hits = read(EVALUATIONS / "garak-hitlog.jsonl")
    assert (hits.importer, hits.result, hits.totals["cases"]) == ("garak", "failed", {"passed": 0, "failed": 1})
    scores = read(EVALUATIONS / "lm-eval-results.json")
    assert (scores.importer, scores.result, scores.used) == ("lm-eval", "complete", 1000)
    assert scores.facts["claims_language acc"] == "0.88"


@pytest.mark.parametrize(
    ("entries", "limit", "result"),
    [
        ([SETUP, _eval(2, 2), DONE], None, "passed"),
        ([SETUP, _eval(1, 2), DONE], None, "failed"),
        ([SETUP, _eval(19, 20), DONE], 0.9, "passed, 19 of 20, limit 0.9"),
        ([SETUP, _eval(19, 20), _eval(1, 2, "p.Two"), DONE], 0.9, "failed, 20 of 22, limit 0.9"),
        ([SETUP, _eval(2, 2)], None, "not counted"),
        ([SETUP, _eval(2, 2), _attempt("a", status=1), DONE], None, "not counted"),
        ([SETUP, _attempt("a"), DONE], None, "not counted"),
        ([SETUP, _attempt("a", 0.0, 0.0), _eval(2, 2), DONE], None, "passed"),
        ([SETUP, _attempt("a", 0.0, 1.0, 0.0), _eval(2, 2), DONE], None, "not counted"),
        ([SETUP, _eval(3, 2), DONE], None, "not counted"),
        ([SETUP, _eval(2, 2, fails=1), DONE], None, "not counted"),
        ([SETUP, _eval(2, 2, nones=1), DONE], None, "not counted"),
        ([SETUP, DONE], None, "not counted"),
        ([SETUP, _eval(2, 2), {"entry_type": "digest", "meta": {}, "eval": {}}], None, "passed"),
        ([SETUP, _eval(1, 4, fails=1, nones=2), DONE], None, "failed"),
        (
            [SETUP, {"entry_type": "eval", "probe": "p", "detector": "d", "fails": 0, "total_evaluated": 4}, DONE],
            None,
            "passed",
        ),
    ],
)
def test_what_a_report_of_garak_comes_to(tmp_path, entries, limit, result):
    report = _garak(tmp_path, *entries, limit=limit)
    assert (report.importer, report.result) == ("garak", result)
    assert "nobody should do" not in repr(report)


def test_a_digest_alone_is_no_report(tmp_path):
    with pytest.raises(BadInput, match="digest of a garak run alone"):
        _garak(tmp_path, {"entry_type": "digest", "meta": {}, "eval": {}})


def test_a_line_that_cannot_be_read_keeps_it_from_counting(tmp_path):
    path = write(tmp_path, "r.jsonl", "\n".join([json.dumps(SETUP), "{", json.dumps(_eval(2, 2)), json.dumps(DONE)]))
    assert read(path).result == "not counted"


def test_probes_have_limits_of_their_own(tmp_path):
    entries = [SETUP, _eval(1, 2), _eval(4, 4, "p.Two"), DONE]
    assert _garak(tmp_path, *entries, limits={"p.One": 0.5}).result == "passed, 5 of 6, limits of the map"
    assert _garak(tmp_path, *entries, limits={"p.One": 0.6}).result == "failed, limits of the map"
    assert _garak(tmp_path, *entries, limits={"p.Two": 0.6}).result == "failed, 5 of 6, limits of the map"
    with pytest.raises(BadInput, match=r"no metric 'p.Three'"):
        _garak(tmp_path, *entries, limits={"p.Three": 0.5})


def _results(tmp_path, change=None, **options):
    document = json.loads((EVALUATIONS / "lm-eval-results.json").read_text())
    (change or (lambda _: None))(document)
    return read(write(tmp_path, "results_1.json", json.dumps(document)), **options)


def test_a_limit_for_all_needs_one_metric(tmp_path):
    with pytest.raises(BadInput, match="several metrics: acc, acc_norm"):
        _results(tmp_path, limit=0.8)

    def one_metric(document):
        document["results"]["claims_triage"].pop("acc_norm,none")

    assert _results(tmp_path, one_metric, limit=0.8).result == "passed, 2 of 2 scores, limit 0.8"
    assert _results(tmp_path, one_metric, limit=0.9).result == "failed, 1 of 2 scores, limit 0.9"
    assert _results(tmp_path, limits={"acc": 0.8}).result == "passed, 2 of 2 scores, limits of the map"
    assert _results(tmp_path, limits={"claims_triage acc": 0.95}).result == "failed, 0 of 1 scores, limits of the map"


def test_of_some_metrics_less_is_better(tmp_path):
    def perplexity(document):
        document["results"] = {"words": {"perplexity,none": 12.5}}
        document["higher_is_better"] = {"words": {"perplexity": False}}

    assert _results(tmp_path, perplexity, limits={"perplexity": 20}).result.startswith("passed")
    assert _results(tmp_path, perplexity, limits={"perplexity": 10}).result.startswith("failed")


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["n-samples"]["claims_triage"].update(effective=100),
        lambda document: document["config"].update(limit=100),
        lambda document: document["results"]["claims_triage"].update({"acc,none": float("nan")}),
        lambda document: document.update(results={}),
    ],
)
def test_a_run_in_part_counts_for_nothing(tmp_path, change):
    assert _results(tmp_path, change, limits={}).result == "not counted"


def test_scores_of_other_evaluations_have_limits_of_their_own(tmp_path):
    plain = {"dataset": "d", "cases": 4, "scores": {"accuracy": 0.9, "tone": 0.6}}
    path = write(tmp_path, "e.json", json.dumps(plain))
    assert read(path, limits={"accuracy": 0.9, "tone": 0.5}).result == "passed"
    assert read(path, limits={"accuracy": 0.9, "tone": 0.7}).result == "failed"
    metric = {"name": "F", "threshold": 0.5, "success": True, "score": 0.9}
    cases = [{"name": "a", "success": True, "metricsData": [metric]}] * 3
    cases += [{"name": "b", "success": False, "metricsData": [metric | {"success": False}]}]
    path = write(tmp_path, "d.json", json.dumps({"testCases": cases}))
    assert read(path, limits={"F": 0.75}).result == "passed, 1 of 1 scores, limits of the map"
    assert read(path, limits={"F": 0.8}).result == "failed, 0 of 1 scores, limits of the map"


def test_outputs_that_could_not_be_judged_keep_a_garak_run_from_counting(tmp_path):
    report = _garak(tmp_path, SETUP, _eval(9, 10, nones=2), DONE, limits={"p.One": 0.8})
    assert report.result == "not counted"
    assert "not counted: 2 outputs could not be judged" in report.notes


def test_an_lm_eval_run_says_how_many_samples_it_ran(tmp_path):
    results = {"results": {"task": {"acc,none": 0.9}}}
    old = read(write(tmp_path, "r.json", json.dumps(results)), importer="lm-eval")
    assert "it does not say how many samples were run: a version before 0.4.2" in old.notes
    none = results | {"n-samples": {"task": {"original": 5, "effective": 0}}}
    report = read(write(tmp_path, "r.json", json.dumps(none)), importer="lm-eval")
    assert (report.result, report.skipped) == ("not counted", 5)
    assert "not counted: no sample was run" in report.notes
