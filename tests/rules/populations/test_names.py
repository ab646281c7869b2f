import pytest

from grcdesk.errors import BadInput
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.populations import names


def test_every_alias_is_of_a_column_that_a_role_has():
    columns = {column.name for role in ROLES.values() for column in role.columns}
    assert set(names.ALIASES) == columns
    assert columns >= names.PEOPLE | names.HASHES
    assert set(ROLES) > names.REGISTERS


def test_no_alias_of_a_column_is_the_name_of_another_of_the_same_role():
    """Else one list would fill two columns with the same values."""
    for role in ROLES.values():
        mine = {column.name for column in role.columns}
        taken = {alias for column in mine for alias in names.ALIASES[column].split() if alias in mine}
        assert taken == set(), role.name


@pytest.mark.parametrize("name", ["Model-Changes", "model_changes", " model_changes "])
def test_a_name_is_written_as_a_table_is(name):
    assert names.checked_name(name) == "model_changes"


@pytest.mark.parametrize("name", ["", "1st", "a b", "period_days", "x" * 61, 'a"; --'])
def test_what_cannot_be_a_table_is_no_name(name):
    with pytest.raises(BadInput, match="cannot name"):
        names.checked_name(name)


def test_a_name_like_a_role_is_asked_about():
    assert "model_changes" in names.near_role("model_change")
    assert names.near_role("model_changes") == ""
    assert names.near_role("zebras") == ""


def test_columns_come_back_as_they_were_written():
    columns = ROLES["model_changes"].columns
    assert names.read(names.written(columns)) == columns
    assert names.lacking(ROLES["model_changes"], columns[:2]) == tuple(column.name for column in columns[2:])
