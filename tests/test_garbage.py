"""When garbage is looked for; asked of a fresh interpreter, for what is frozen stays so."""

from __future__ import annotations

import subprocess
import sys

import pytest

_ASK = "import gc; from grcdesk import garbage; {}; print(gc.get_freeze_count() > 0, gc.get_threshold()[0])"


@pytest.mark.parametrize(
    ("calls", "frozen", "least"),
    [
        ("garbage.seldom()", "False", "100000"),
        ("garbage.not_while_opening()", "False", "1000000"),
        ("garbage.not_while_opening(); garbage.opened()", "True", "100000"),
        ("garbage.seldom(); garbage.opened()", "False", "100000"),
    ],
)
def test_what_a_start_made_is_not_looked_through_again(calls: str, frozen: str, least: str):
    code = _ASK.format(calls)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)  # noqa: S603
    assert done.stdout.split() == [frozen, least]
