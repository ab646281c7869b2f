"""JUnit XML of several makers: what is told as passed, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grcdesk.importers.evidence.test_results import junit
from grcdesk.importers.reading.job import ReadingJob
from importers.reads import read, write

GTEST = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="0" disabled="2" errors="0" timestamp="2026-10-05T09:00:00" name="AllTests">
  <testsuite name="Redaction" tests="2" failures="0" disabled="2" skipped="0" errors="0">
    <testcase name="DISABLED_MasksCardNumbers" status="notrun" result="suppressed" time="0" classname="Redaction"/>
    <testcase name="DISABLED_MasksNames" status="notrun" result="suppressed" time="0" classname="Redaction"/>
  </testsuite>
</testsuites>"""
SUREFIRE = """<testsuite name="iso.RerunTest" tests="1" errors="0" skipped="0" failures="0" flakes="1"
  timestamp="2026-10-05T09:00:00">
  <testcase name="rejectsOtherTenant" classname="iso.RerunTest" time="0.2">
    <flakyFailure message="expected 403 but was 200" type="AssertionError"><stackTrace>at 12</stackTrace></flakyFailure>
  </testcase>
</testsuite>"""
RERUN = """<testsuites><testsuite name="redaction" errors="0" failures="0" skipped="0" tests="1">
<testcase classname="t" name="test_masks"><rerun message="AssertionError">answer was: Dear Mrs Example, your card number
ends in 4242</rerun></testcase></testsuite></testsuites>"""


def _suite(cases: str, said: str = "", beside: str = "") -> str:
    return f'<testsuites><testsuite name="s" {said}>{cases}{beside}</testsuite></testsuites>'


def _read(tmp_path, content: str):
    return read(write(tmp_path, "r.xml", content))


@pytest.mark.parametrize(
    ("content", "result"),
    [
        (GTEST, "not counted"),
        (SUREFIRE, "passed, 1 flaky"),
        (RERUN, "passed, 1 flaky"),
        (_suite('<testcase name="a"/>'), "passed"),
        (_suite('<testcase name="a"/><testcase name="b" result="skipped"/>'), "passed, 1 not run"),
        (_suite('<testcase name="a"/><testcase name="b" status="disabled"/>'), "passed, 1 not run"),
        (_suite('<testcase name="a"/><testcase name="b" status="Ignored"/>'), "passed, 1 not run"),
        (_suite('<testcase name="a" status="run" result="completed"/>'), "passed"),
        (_suite('<testcase name="a" status="fail"/>'), "failed"),
        (_suite('<testcase name="a" status="teleported"/>'), "not counted"),
        (_suite('<testcase name="a"><failure/><rerunFailure/></testcase>'), "failed"),
        (_suite('<testcase name="a"><skipped/><error/></testcase>'), "not counted"),
        (_suite('<testcase name="a"/>', "", "<error>did not start</error>"), "not counted"),
        (_suite('<testcase name="a"/>', 'errors="1"'), "not counted"),
        (_suite('<testcase name="a"/>', 'failures="1"'), "not counted"),
        (_suite('<testcase name="a"/>', 'tests="1" skipped="2"'), "not counted"),
        (_suite('<testcase name="a"/>', 'tests="1" flakes="1"'), "passed, 1 flaky"),
        (
            _suite('<testcase name="a"/><testcase name="b"><skipped/></testcase>', 'tests="1" skipped="1"'),
            "passed, 1 not run",
        ),
        ('<testsuites tests="9"><testsuite tests="1"><testcase name="a"/></testsuite></testsuites>', "not counted"),
        ("<testsuites/>", "not counted"),
    ],
)
def test_what_a_file_comes_to(tmp_path, content, result):
    report = _read(tmp_path, content)
    assert (report.importer, report.result) == ("junit", result)


def test_totals_and_elements_at_odds_are_both_named(tmp_path):
    report = _read(tmp_path, _suite('<testcase name="a"/>', 'tests="3" errors="1"'))
    assert "not counted: its suites say 3 tests, 1 stand in it" in report.notes
    assert "not counted: its suites say 1 errors, 0 stand in it" in report.notes


def test_suites_that_count_what_is_nested_and_those_that_do_not_both_agree(tmp_path):
    inner = '<testsuite name="i" tests="1"><testcase name="a"/></testsuite>'
    for outer in (0, 1):
        report = _read(tmp_path, f'<testsuite name="o" tests="{outer}">{inner}</testsuite>')
        assert report.result == "passed"


@pytest.mark.parametrize(
    "text",
    [
        "<rerun>{}</rerun>",
        "<flakyFailure><stackTrace>{}</stackTrace></flakyFailure>",
        "<system-out>{}</system-out>",
        "<properties><property name='answer' value='{}'/></properties>",
        "<properties><property name='answer'>{}</property></properties>",
        "<odd>{}</odd>",
    ],
)
def test_output_of_a_test_is_told_and_not_kept(tmp_path, text):
    said = "Dear Mrs Example"
    report = _read(tmp_path, _suite(f'<testcase name="a">{text.format(said)}</testcase>'))
    assert report.dropped
    assert said not in repr(report)


def test_a_property_of_one_word_is_no_output(tmp_path):
    report = _read(tmp_path, _suite('<properties><property name="java" value="21.0.2"/></properties><testcase/>'))
    assert (report.dropped, report.result) == ((), "passed")


_CASE = st.sampled_from(
    [
        ("passed", "<testcase/>"),
        ("skipped", '<testcase result="suppressed"/>'),
        ("skipped", "<testcase><skipped/></testcase>"),
        ("failed", "<testcase><failure/></testcase>"),
        ("error", "<testcase><error/></testcase>"),
        ("flaky", "<testcase><rerun/></testcase>"),
    ]
)


@given(st.lists(_CASE, max_size=6), st.sampled_from(["", "tests", "failures", "errors", "skipped"]), st.integers(0, 3))
def test_a_plain_pass_needs_cases_that_all_passed_and_totals_that_agree(tmp_path_factory, cases, what, told):
    path = tmp_path_factory.mktemp("x") / "r.xml"
    attribute = f'{what}="{told}"' if what else ""
    path.write_text(_suite("".join(text for _, text in cases), attribute))
    job = ReadingJob(path, path.name, path.stat().st_size)
    junit.read(job)
    job.close()
    ends = [end for end, _ in cases]
    there = {"tests": len(ends), "failures": 0, "errors": 0, "skipped": 0}
    fits = not what or told == there[what]
    assert (job.result == "passed") is (bool(ends) and set(ends) == {"passed"} and fits)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ('outcome="failed"', "failed"),
        ('success="false"', "failed"),
        ('executed="false"', "passed, 1 not run"),
        ('disabled="true"', "passed, 1 not run"),
        ('outcome="maybe"', "not counted"),
        ('success="true" executed="True" skipped="false"', "passed"),
    ],
)
def test_what_attributes_of_a_case_say_of_its_end(tmp_path, said, result):
    cases = f'<testcase name="a" classname="c"/><testcase name="b" classname="c" {said}/>'
    assert _read(tmp_path, _suite(cases)).result == result


def test_a_case_that_testcafe_calls_unstable_is_flaky(tmp_path):
    cases = '<testcase name="a (unstable)" classname="c"/><testcase name="b unstable" classname="c"/>'
    assert _read(tmp_path, _suite(cases)).result == "passed, 1 flaky"
