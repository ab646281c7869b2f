"""The command line says what lacks in the same words."""

from __future__ import annotations


def test_what_lacks_of_the_assessment(on):
    on("controls", "set", "AI-SEC-01", "--status", "missing")
    done = on("lacking", "show", "controls")
    assert done.code == 1
    assert "not to be finalised: 1 gap text, 1 action or risk; 22 not assessed" in done.err
    first = on("lacking", "show", "controls", "--json").json[0]
    assert (first["about"], first["kind"], first["bars"]) == ("AI-SEC-01", "gap_text", True)


def test_an_empty_list_is_no_yes(on):
    done = on("lacking", "show", "requests")
    assert done.code == 0
    assert "no request yet" in done.err


def test_the_first_steps(on):
    done = on("lacking", "start")
    assert "0 of 23 controls" in done.out
    assert "1 of 7 done" in done.err
