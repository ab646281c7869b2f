"""Runs of evaluations and tests: what is cancelled, empty, partial or no number never counts as passed."""

from __future__ import annotations

import json
import zipfile

import pytest

from grcdesk.errors import BadInput
from importers.reads import SAMPLES, read, write

PLAIN = {
    "run": "2f41",
    "commit": "2f41c0de",
    "dataset": {"id": "golden", "version": "7", "cases": 240},
    "score": "0.91",
    "threshold": "0.88",
    "passed": True,
    "model": "provider-a/large",
    "finished": "2026-11-03T14:22:10Z",
}


def result(tmp_path, change: dict, name="eval.json") -> tuple[str, tuple[str, ...]]:
    report = read(write(tmp_path, name, json.dumps(change)))
    return report.result, report.notes


def test_a_plain_report_is_read(tmp_path):
    report = read(write(tmp_path, "eval.json", json.dumps(PLAIN)))
    assert (report.importer, report.result, report.used) == ("evaluation", "passed", 240)
    assert report.facts["dataset"] == "golden"
    assert (report.facts["commit"], report.facts["threshold"]) == ("2f41c0de", "0.88")
    assert str(report.period_to) == "2026-11-03"
    assert report.dropped == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"score": 0.8}, "failed"),
        ({"passed": False}, "failed"),
        ({"score": "NaN"}, "not counted"),
        ({"score": float("nan")}, "not counted"),
        ({"score": None}, "not counted"),
        ({"status": "cancelled"}, "not counted"),
        ({"completed": 3}, "not counted"),
        ({"errors": 2}, "not counted"),
        ({"dataset": {"id": "golden", "cases": 0}}, "not counted"),
        ({"threshold": None, "passed": None}, "not counted"),
        ({"threshold": None}, "passed"),
        ({"scores": {"accuracy": 0.95, "grounded": 0.7}, "threshold": {"accuracy": 0.9, "grounded": 0.8}}, "failed"),
    ],
)
def test_what_a_plain_report_comes_to(tmp_path, change, expected):
    assert result(tmp_path, PLAIN | change)[0] == expected


def test_a_report_that_contradicts_itself_is_told(tmp_path):
    assert "the report says passed, its numbers say not" in result(tmp_path, PLAIN | {"score": 0.5})[1]


def promptfoo(passed=3, failed=0, errors=0, results=None, **outer):
    metrics = {"testPassCount": passed, "testFailCount": failed, "testErrorCount": errors, "score": 2.5}
    ended = [{"success": True}] * passed + [{"success": False, "failureReason": 1}] * failed
    ended += [{"success": False, "failureReason": 2}] * errors
    cases = ended if results is None else results
    stats = {"successes": passed, "failures": failed, "errors": errors}
    inner = {"version": 3, "prompts": [{"provider": "a:b", "metrics": metrics}], "results": cases, "stats": stats}
    return {"evalId": "e1", "results": inner | outer, "shareableUrl": None}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (promptfoo(), "passed"),
        (promptfoo(failed=1), "failed"),
        (promptfoo(errors=1), "not counted"),
        (promptfoo(passed=0), "not counted"),
        (promptfoo(passed=0, failed=2, results=[]), "failed"),
        (promptfoo(results=[]), "not counted"),
        (promptfoo(stats={"successes": 9, "failures": 0, "errors": 0}), "not counted"),
        (promptfoo(version=9), ""),
    ],
)
def test_what_a_promptfoo_report_comes_to(tmp_path, document, expected):
    assert result(tmp_path, document)[0] == expected


def test_promptfoo_of_an_unknown_version_is_kept_unread(tmp_path):
    report = read(write(tmp_path, "e.json", json.dumps(promptfoo(version=9))))
    assert (report.understood, report.used) == (False, 0)
    assert "promptfoo results version 9 is not known here (known: 2, 3): kept unread" in report.notes


def test_promptfoo_by_its_package_is_read_alike(tmp_path):
    inner = promptfoo(failed=2)["results"]
    document = {
        "id": "x",
        "createdAt": 1762180930000,
        "config": {},
        "results": inner["results"],
        "prompts": inner["prompts"],
    }
    report = read(write(tmp_path, "e.json", json.dumps(document)))
    assert (report.importer, report.result, str(report.period_to)) == ("promptfoo", "failed", "2025-11-03")


def test_the_real_promptfoo_report():
    report = read(SAMPLES / "promptfoo-french-greeting-output.json")
    assert (report.result, report.totals["cases"]) == ("failed", {"failed": 1, "passed": 0})
    told = {name.rpartition(".")[2] for name in report.dropped}
    assert {"prompt", "response", "renderedGradingPrompt", "reason"} <= told
    assert any("may be public" in note for note in report.notes)
    assert "Bonjour" not in repr(report)


def test_real_inspect_logs_count_for_nothing():
    popular = read(SAMPLES / "inspect-popularity.json")
    assert (popular.result, popular.rows, popular.used) == ("not counted", 100, 3)
    assert "not counted: the run is cancelled" in popular.notes
    assert popular.facts["match accuracy"] == "0.666667"
    nan = read(SAMPLES / "inspect-log_with_nan.json")
    assert nan.result == "not counted"
    assert nan.facts["model_graded_fact accuracy"] == "no number"
    assert nan.dropped == ()
    packed = read(SAMPLES / "inspect-log_formats.eval")
    assert (packed.result, packed.used, packed.form) == ("not counted", 1, "inspect_ai log, .eval")
    assert "samples" in packed.dropped


def inspect(**change):
    found = {
        "version": 2,
        "status": "success",
        "eval": {"task": "t", "created": "2026-05-01T00:00:00Z", "dataset": {"samples": 5}, "config": {"epochs": 2}},
        "results": {
            "total_samples": 10,
            "completed_samples": 10,
            "scores": [{"name": "m", "metrics": {"a": {"value": 1}}}],
        },
    }
    return found | change


def test_names_of_scores_that_are_text_are_not_kept(tmp_path):
    scores = [{"name": "my card was shown to all of them", "metrics": {"and then it was gone for good": {"value": 1}}}]
    report = read(write(tmp_path, "i.json", json.dumps(inspect(results={"scores": scores}))))
    assert report.facts["(unnamed) (unnamed)"] == "1"
    assert "card" not in repr(report)


def test_a_whole_inspect_log_is_complete_and_no_more(tmp_path):
    assert result(tmp_path, inspect())[0] == "complete"
    assert result(tmp_path, inspect(status="started"))[0] == "not counted"
    assert result(tmp_path, inspect(results=None))[0] == "not counted"
    assert result(tmp_path, inspect(version=7))[0] == ""


@pytest.mark.parametrize("bad", ["../header.json", "/etc/header.json", "C:\\header.json", "HEADER.JSON"])
def test_an_archive_that_plays_tricks_is_refused(tmp_path, bad):
    path = tmp_path / "log.eval"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("header.json", json.dumps(inspect()))
        archive.writestr(bad, "{}")
    with pytest.raises(BadInput, match="names no honest archive has") as error:
        read(path)
    assert error.value.reasons


def deepeval(*cases, **rest):
    return {"testFile": "test_x.py", "testCases": list(cases), **rest}


def case(success=True, **metric):
    held = {"name": "faithful", "score": 0.9, "threshold": 0.5, "success": success} | metric
    return {"name": "c", "input": "secret question", "actualOutput": "x y", "success": success, "metricsData": [held]}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (deepeval(case(), case()), "passed"),
        (deepeval(case(), case(success=False)), "failed"),
        (deepeval(case(), case() | {"success": None}), "not counted"),
        (deepeval(case(), case(error="timeout")), "not counted"),
        (deepeval(case(), case(score=float("nan"))), "not counted"),
        (deepeval(case(), case(success=False) | {"flaky": True}), "passed, 1 flaky"),
        (deepeval(case() | {"flaky": True}), "not counted"),
        (deepeval(), "not counted"),
        (deepeval(case(), testPassed=2), "not counted"),
        ({"testRunData": deepeval(case())}, "passed"),
    ],
)
def test_what_a_deepeval_run_comes_to(tmp_path, document, expected):
    report = read(write(tmp_path, ".latest_test_run.json", json.dumps(document)))
    assert (report.importer, report.result) == ("deepeval", expected)
    assert "secret question" not in repr(report)


JUNIT = """<?xml version="1.0"?><testsuites>
<testsuite name="guardrails" tests="{tests}" timestamp="2026-06-01T10:00:00Z">
<testcase name="a"/><testcase name="b">{inner}</testcase></testsuite></testsuites>"""


@pytest.mark.parametrize(
    ("inner", "tests", "expected"),
    [
        ("", 2, "passed"),
        ('<failure message="m">secret text</failure>', 2, "failed"),
        ("<error/>", 2, "not counted"),
        ("<skipped/>", 2, "passed, 1 not run"),
        ("", 3, "not counted"),
    ],
)
def test_what_a_junit_file_comes_to(tmp_path, inner, tests, expected):
    report = read(write(tmp_path, "r.xml", JUNIT.format(inner=inner, tests=tests)))
    assert (report.importer, report.result, report.rows) == ("junit", expected, 2)
    assert "secret text" not in repr(report)
    assert str(report.period_to) == "2026-06-01"


def test_xml_that_plays_tricks_or_is_cut_off_is_refused(tmp_path):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><testsuite>&c;</testsuite>'
    with pytest.raises(BadInput, match="DTD or entities"):
        read(write(tmp_path, "bomb.xml", bomb))
    with pytest.raises(BadInput, match="not well-formed"):
        read(write(tmp_path, "cut.xml", "<testsuite><testcase name='a'/>"))
    with pytest.raises(BadInput, match="nested too deep"):
        read(write(tmp_path, "deep.xml", "<testsuite>" + "<a>" * 5000))


def test_a_limit_that_a_person_states_is_told_and_held(tmp_path):
    path = write(tmp_path, "e.json", json.dumps(promptfoo(passed=19, failed=1)))
    report = read(path)
    assert report.result == "failed"
    assert "every case has to pass unless a person states which share must: --limit 0.9" in report.notes
    report = read(path, limit=0.9)
    assert (report.result, report.facts["limit"]) == ("passed, 19 of 20, limit 0.9", "0.9, stated at the import")
    assert read(path, limit=0.96).result == "failed, 19 of 20, limit 0.96"
    with pytest.raises(BadInput, match="90 is no share of cases"):
        read(path, limit=90)


def test_a_limit_stands_beside_none_of_the_report_itself(tmp_path):
    with pytest.raises(BadInput, match="holds a threshold of its own"):
        read(write(tmp_path, "eval.json", json.dumps(PLAIN)), limit=0.5)
    bare = PLAIN | {"threshold": None, "passed": None}
    path = write(tmp_path, "eval.json", json.dumps(bare))
    assert [read(path, limit=limit).result for limit in (0.9, 0.92)] == ["passed", "failed"]
    log = write(tmp_path, "i.json", json.dumps(inspect()))
    assert [read(log, limit=limit).result for limit in (1, 1.5)] == ["passed", "failed"]
    with pytest.raises(BadInput, match="junit takes no limit"):
        read(write(tmp_path, "r.xml", JUNIT.format(inner="", tests=2)), limit=0.9)


def test_an_error_is_no_failure_and_a_count_that_disagrees_counts_for_nothing(tmp_path):
    document = promptfoo(passed=1, errors=1)
    assert result(tmp_path, document)[0] == "not counted"
    document["results"]["results"][1] = {"success": True, "failureReason": 0}
    found, notes = result(tmp_path, document)
    assert found == "not counted"
    told = "it counts 1 passed, 0 failed, 1 in error, its 2 results are 2 passed, 0 failed, 0 in error"
    assert f"not counted: {told}" in notes


def test_an_older_file_of_promptfoo_without_the_id_of_its_run_is_known(tmp_path):
    stats = {"successes": 1, "failures": 0}
    inside = {"version": 2, "timestamp": "2026-10-05T10:00:00Z", "results": [{"success": True}], "stats": stats}
    report = read(write(tmp_path, "p.json", json.dumps({"results": inside, "config": {}, "shareableUrl": None})))
    assert (report.importer, report.result, report.used) == ("promptfoo", "passed", 1)


@pytest.mark.parametrize("odd", [{"failureReason": 2, "error": "x"}, {"gradingResult": {"pass": False}}])
def test_a_success_of_promptfoo_that_tells_of_a_failure_is_not_counted(tmp_path, odd):
    stats = {"successes": 2, "failures": 0, "errors": 0}
    cases = [{"success": True, "failureReason": 0, "gradingResult": {"pass": True}}, {"success": True, **odd}]
    inside = {"version": 3, "timestamp": "2026-10-05T10:00:00Z", "results": cases, "stats": stats}
    report = read(write(tmp_path, "p.json", json.dumps({"evalId": "e", "results": inside, "config": {}})))
    assert (report.result, report.used) == ("not counted", 2)


def packed(path, **members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_json", ".json"), content)
    return path


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"results": {**inspect()["results"], "completed_samples": 8}}, "8 of 10 samples were completed"),
        ({"results": {**inspect()["results"], "total_samples": 0, "completed_samples": 0}}, "no sample was completed"),
        ({"results": {**inspect()["results"], "scores": []}}, "it holds no score"),
        ({"results": []}, "it holds no results"),
    ],
)
def test_an_inspect_log_that_is_not_whole_says_what_it_lacks(tmp_path, change, note):
    word, notes = result(tmp_path, inspect(**change))
    assert word == "not counted"
    assert f"not counted: {note}" in notes


def test_an_inspect_log_of_the_first_version_does_not_say_how_many_were_completed(tmp_path):
    old = {"scorer": {"name": "match"}, "metrics": {"accuracy": {"value": 0.5}}}
    report = read(write(tmp_path, "i.json", json.dumps(inspect(version=1, results=old))))
    assert (report.result, report.used, report.facts["match accuracy"]) == ("complete", 5, "0.5")
    assert "a log of version 1 does not say how many samples were completed" in report.notes


def test_scores_of_an_inspect_log_are_held_against_limits_of_a_map(tmp_path):
    two = {**inspect()["results"], "scores": [{"name": "m", "metrics": {"a": {"value": 1}, "b": {"value": 0.4}}}]}
    path = write(tmp_path, "i.json", json.dumps(inspect(results=two)))
    assert read(path, limits={"a": 0.9}).result == "passed, 1 of 1 scores, limits of the map"
    assert read(path, limits={"a": 0.9, "b": 0.9}).result == "failed, 1 of 2 scores, limits of the map"
    with pytest.raises(BadInput, match="it holds 2 scores, and a limit is for one"):
        read(path, limit=0.9)


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"other_json": "{}"}, "it has no header"),
        ({"header_json": "{"}, "header.json in it is not valid JSON"),
        ({"header_json": "[]"}, "header.json in it is no header"),
    ],
)
def test_an_inspect_archive_without_a_header_is_refused(tmp_path, members, told):
    with pytest.raises(BadInput, match=told):
        read(packed(tmp_path / "log.eval", **members), importer="inspect")


def test_an_inspect_run_that_never_ended_is_read_from_its_journal(tmp_path):
    begun = inspect()
    del begun["status"], begun["results"]
    path = packed(tmp_path / "log.eval", _journal__start_json=json.dumps(begun))
    report = read(path, importer="inspect")
    assert report.result == "not counted"
    assert {"the run never wrote its header: it was not finished", "not counted: the run is started"} <= {*report.notes}


def test_a_list_is_no_log_and_no_report(tmp_path):
    path = write(tmp_path, "x.json", "[1]")
    with pytest.raises(BadInput, match="is no log of inspect_ai"):
        read(path, importer="inspect")
    with pytest.raises(BadInput, match="is a list, not a report"):
        read(path, importer="evaluation")
    with pytest.raises(BadInput, match="holds no results of lm-evaluation-harness"):
        read(path, importer="lm-eval")
    with pytest.raises(BadInput, match="is no SARIF: it holds no `runs`"):
        read(write(tmp_path, "x.sarif", "{}"), importer="findings")


def test_promptfoo_takes_one_limit_for_all_of_its_cases(tmp_path):
    with pytest.raises(BadInput, match="takes one limit"):
        read(write(tmp_path, "p.json", json.dumps(promptfoo())), importer="promptfoo", limits={"a": 0.9})
