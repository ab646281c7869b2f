from __future__ import annotations

import pytest

from grcdesk.reports.workbook.writing.links import leading, outward


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("evidence/AI-SEC-01/list.csv", "external:evidence/AI-SEC-01/list.csv"),
        ("evidence\\list.csv", "external:evidence/list.csv"),
        ("evidence/#a.csv", "external:evidence/%23a.csv"),
    ],
)
def test_what_can_be_followed_is_a_link(target, link):
    assert outward(target) == link


@pytest.mark.parametrize(
    "target",
    [
        *("", "javascript:alert(1)", "file:///etc/passwd", "/etc/passwd", "../../x", "a/../../b", "\\\\host\\share"),
        *("ms-word:ofe|u|x", "C:\\x.exe", "https://" + "x" * 3000, "https://x\ny"),
    ],
)
def test_what_leads_elsewhere_is_none(target):
    assert outward(target) == ""


def test_a_path_beside_the_workbook_has_the_stroke_that_every_program_follows():
    assert leading(outward("evidence/AI-SEC-01/a list.csv"), "a")._target() == "evidence/AI-SEC-01/a%20list.csv"
