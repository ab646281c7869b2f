"""A choice made in the app changes one line of the user's own file and nothing else."""

from __future__ import annotations

import tomllib

import pytest

from grcdesk import own_settings, settings
from grcdesk.errors import BadSettings
from grcdesk.paths import user_settings


def write(text: str) -> None:
    user_settings().parent.mkdir(parents=True, exist_ok=True)
    user_settings().write_text(text, encoding="utf-8")


def test_without_a_file_one_is_made() -> None:
    path = own_settings.keep("theme", "dracula")
    assert path == user_settings()
    assert settings.load().settings.theme == "dracula"


def test_the_line_is_changed_and_comments_and_tables_stay() -> None:
    write('# mine\nname = "Lee Chen"  # me\ntheme = "gruvbox"\n\n[keys]\n"log.undo" = "ctrl+z"\n')
    own_settings.keep("theme", "monokai")
    assert user_settings().read_text() == (
        '# mine\nname = "Lee Chen"  # me\ntheme = "monokai"\n\n[keys]\n"log.undo" = "ctrl+z"\n'
    )


def test_a_new_key_stands_above_the_tables() -> None:
    write('name = "Lee Chen"\n[keys]\n"log.undo" = "ctrl+z"\n')
    own_settings.keep("glyphs", "ascii")
    found = tomllib.loads(user_settings().read_text())
    assert found == {"name": "Lee Chen", "glyphs": "ascii", "keys": {"log.undo": "ctrl+z"}}


@pytest.mark.parametrize("text", ["theme = \n", 'theme = """\ngruvbox"""\n', "unknown = 1\n"])
def test_a_file_that_cannot_be_changed_by_one_line_stays_as_it_is(text: str) -> None:
    write(text)
    with pytest.raises(BadSettings):
        own_settings.keep("theme", "dracula")
    assert user_settings().read_text() == text
