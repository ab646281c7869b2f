"""NUnit, xUnit.net, Visual Studio: the same words as of JUnit, by the same rule."""

from __future__ import annotations

import re

import pytest

from grcdesk.errors import BadInput
from grcdesk.paths import SAMPLES
from importers.reads import read, write

MAKERS = SAMPLES / "tests"
COUNTED = {  # counted by hand in the files
    "google-test.xml": ("junit", "failed", {"passed": 3, "failed": 1, "skipped": 1}),
    "surefire.xml": ("junit", "passed, 1 flaky, 1 not run", {"passed": 3, "failed": 0, "flaky": 1, "skipped": 1}),
    "playwright.xml": ("junit", "failed", {"passed": 1, "failed": 1, "skipped": 1}),
    "nunit-console.xml": ("nunit", "failed", {"passed": 3, "failed": 1, "error": 1, "skipped": 1}),
    "xunit-v2.xml": ("xunit", "passed, 1 not run", {"passed": 3, "failed": 0, "skipped": 1}),
    "dotnet-test.trx": ("trx", "failed", {"passed": 2, "failed": 1, "skipped": 1}),
}


@pytest.mark.parametrize("sample", COUNTED)
def test_a_sample_of_each_runner_is_known_and_counted(sample):
    report = read(MAKERS / sample)
    assert (report.importer, report.result, report.totals["cases"]) == COUNTED[sample]
    assert str(report.period_to) == "2026-10-12"


def test_every_runner_with_a_sample_is_counted_here():
    assert {path.name for path in MAKERS.iterdir()} == set(COUNTED)


def _nunit(cases: str, said: str = "", suite: str = "") -> str:
    return f'<test-run {said}><test-suite type="TestFixture" name="S" {suite}>{cases}</test-suite></test-run>'


def _nunit2(cases: str, said: str = "") -> str:
    return f'<test-results name="x" {said}><test-suite name="S"><results>{cases}</results></test-suite></test-results>'


def _xunit(tests: str, said: str = "", errors: str = "") -> str:
    return f'<assemblies><assembly name="a.dll" {said}>{errors}<collection>{tests}</collection></assembly></assemblies>'


def _trx(results: str, counters: str = "", outcome: str = "Completed", infos: str = "") -> str:
    return (
        '<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">'
        f'<Results>{results}</Results><ResultSummary outcome="{outcome}"><Counters {counters}/>'
        f"<RunInfos>{infos}</RunInfos></ResultSummary></TestRun>"
    )


def _result(word: str, inner: str = "") -> str:
    return f'<UnitTestResult testName="t" outcome="{word}">{inner}</UnitTestResult>'


_CASE = '<test-case name="a" result="{}"/>'
_PASSED = _CASE.format("Passed")


@pytest.mark.parametrize(
    ("content", "result"),
    [
        (_nunit(_PASSED), "passed"),
        (_nunit(_PASSED + _CASE.format("Skipped")), "passed, 1 not run"),
        (_nunit(_CASE.format("Skipped")), "not counted"),
        (_nunit(_PASSED + _CASE.format("Inconclusive")), "not counted"),
        (_nunit(_PASSED + _CASE.format("Warning")), "not counted"),
        (_nunit(_PASSED + _CASE.format("Splendid")), "not counted"),
        (_nunit('<test-case name="a"/>'), "not counted"),
        (_nunit(_PASSED + '<test-case result="Failed" label="Error"/>'), "not counted"),
        (_nunit(_PASSED + _CASE.format("Failed")), "failed"),
        (_nunit('<test-case result="Passed"><failure/></test-case>'), "failed"),
        (_nunit(_PASSED, 'total="2"'), "not counted"),
        (_nunit(_PASSED, 'failed="1"'), "not counted"),
        (_nunit(_PASSED, "", 'site="SetUp"'), "not counted"),
        (_nunit(_PASSED, 'label="Cancelled"'), "not counted"),
        (f'<test-suite type="TestFixture" total="1">{_PASSED}</test-suite>', "passed"),
        (_nunit2('<test-case executed="True" result="Success"/>', 'total="1" not-run="0"'), "passed"),
        (_nunit2('<test-case executed="True" success="True"/>'), "passed"),
        (_nunit2('<test-case executed="True"/>'), "passed"),
        (_nunit2('<test-case executed="True"><failure/></test-case>'), "failed"),
        (_nunit2('<test-case executed="True" success="Turue"/>'), "not counted"),
        (_nunit2('<test-case executed="True" success="True"/><test-case executed="False"/>'), "passed, 1 not run"),
        (_nunit2('<test-case executed="True" success="True"/>', 'failures="1"'), "not counted"),
        (_xunit('<test result="Pass"/>'), "passed"),
        (_xunit('<test result="Pass"/><test result="NotRun"/>'), "passed, 1 not run"),
        (_xunit('<test result="Pass"/><test result="Well"/>'), "not counted"),
        (_xunit('<test result="Fail"/>'), "failed"),
        (_xunit('<test result="Pass"/>', 'errors="1"'), "not counted"),
        (_xunit('<test result="Pass"/>', "", "<errors><error/></errors>"), "not counted"),
        (_xunit('<test result="Pass"/>', 'total="3"'), "not counted"),
        (_trx(_result("Passed")), "passed"),
        (_trx(_result("Passed") + _result("NotExecuted")), "passed, 1 not run"),
        (_trx(_result("Passed") + _result("Inconclusive")), "not counted"),
        (_trx(_result("Passed") + '<UnitTestResult testName="t"/>'), "not counted"),
        (_trx(_result("Passed") + _result("Teleported")), "not counted"),
        (_trx(_result("Failed"), 'total="1" failed="1"', "Failed"), "failed"),
        (_trx(_result("Passed"), 'total="2"'), "not counted"),
        (_trx(_result("Passed"), "", "Failed"), "not counted"),
        (_trx(_result("Passed"), "", "Aborted"), "not counted"),
        (_trx(_result("Passed"), "", "Completed", '<RunInfo outcome="Error"/>'), "not counted"),
        (
            _trx(
                _result("Failed", f"<InnerResults>{_result('Passed')}{_result('Failed')}</InnerResults>"),
                'total="1" failed="1"',
            ),
            "failed",
        ),
    ],
)
def test_what_a_file_comes_to(tmp_path, content, result):
    assert read(write(tmp_path, "r.xml", content)).result == result


def test_output_of_a_test_is_told_and_not_kept(tmp_path):
    said = "Dear Mrs Example, thank you for writing to us"
    for content in (
        _nunit(f'<test-case result="Failed"><failure><message>{said}</message></failure></test-case>'),
        _xunit(f'<test result="Fail"><failure><message>{said}</message></failure></test>'),
        _trx(_result("Failed", f"<Output><StdOut>{said}</StdOut></Output>")),
    ):
        report = read(write(tmp_path, "r.xml", content))
        assert report.dropped
        assert said not in repr(report)


def test_text_between_two_elements_is_told(tmp_path):
    content = _xunit('<test result="Pass"/>Dear Mrs Example, thank you for writing to us<test result="Pass"/>')
    assert any("between elements" in name for name in read(write(tmp_path, "r.xml", content)).dropped)


def test_another_importer_says_that_it_is_none_of_its_own(tmp_path):
    with pytest.raises(BadInput, match=re.escape("is XML, but no NUnit XML")):
        read(write(tmp_path, "r.xml", "<testsuites/>"), importer="nunit")


def test_comments_beside_the_results_are_told_wherever_they_stand(tmp_path):
    whole = _nunit(_PASSED)
    for place in ("", "x" * ((1 << 20) - 3)):
        report = read(
            write(tmp_path, "r.xml", whole + f"<!--{place}--><!-- what a customer said -->"), importer="nunit"
        )
        assert "(comments)" in report.dropped
    assert "(comments)" not in read(write(tmp_path, "r.xml", whole), importer="nunit").dropped


def test_attributes_of_many_elements_are_measured_block_by_block(tmp_path):
    text = "please call me back at once, it was not me"
    many = "".join(f'<test-case result="Passed" name="c{n}" remark="{text}"/>' for n in range(3000))
    report = read(write(tmp_path, "r.xml", _nunit(many)), importer="nunit")
    assert report.dropped_counts["test-case.remark"] == 3000
