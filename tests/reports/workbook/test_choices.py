"""A drop-down names a list there is: in a workbook without it Excel finds the file damaged."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from grcdesk.paths import DeskPaths
from grcdesk.services.desk.opening import open_desk
from grcdesk.terms import Via


@pytest.fixture
def written(full_root, tmp_path):
    desk = open_desk(DeskPaths(full_root), via=Via.CLI)
    yield [desk.exports.matrix(tmp_path / "m.xlsx").path, desk.audits.export(tmp_path / "a.xlsx").path]
    desk.close()


@pytest.mark.slow
def test_every_list_and_name_a_rule_speaks_of_is_in_the_workbook(written):
    for path in written:
        book = load_workbook(path)
        rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        wanted = {rule.formula1 for rule in rules if not rule.formula1.startswith('"')}
        live = [rule for sheet in book for reach in sheet.conditional_formatting for rule in reach.rules]
        assert wanted
        assert wanted <= set(book.defined_names)
        assert any("judged_on" in rule.formula[0] for rule in live if rule.formula)
        assert "judged_on" in book.defined_names
