from __future__ import annotations

import os
import tomllib

import pytest

from grcdesk.errors import BadSettings, Unwritable
from grcdesk.paths import DeskPaths
from grcdesk.settings import KEYS, Settings, load, write_desk_settings


@pytest.fixture(autouse=True)
def clean_machine(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith("GRCDESK_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("grcdesk.settings.user_settings", lambda: tmp_path / "config" / "config.toml")


@pytest.fixture
def paths(tmp_path):
    return DeskPaths(tmp_path / "desk")


def test_nothing_anywhere_gives_the_defaults():
    loaded = load()
    assert loaded.settings == Settings()
    assert set(loaded.origins.values()) == {"default"}
    assert tuple(loaded.origins) == KEYS


def test_flag_goes_before_environment_before_desk_before_user(paths, tmp_path, monkeypatch):
    user = tmp_path / "config" / "config.toml"
    user.parent.mkdir()
    user.write_text('theme = "user"\nglyphs = "ascii"\nmail = "u@x"\nname = "User"\n', encoding="utf-8")
    paths.root.mkdir()
    paths.settings.write_text('theme = "desk"\nmail = "d@x"\nname = "Desk"\n', encoding="utf-8")
    monkeypatch.setenv("GRCDESK_MAIL", "e@x")
    monkeypatch.setenv("GRCDESK_NAME", "Env")
    loaded = load(paths, {"name": "Flag"})
    found = loaded.settings
    assert (found.name, found.mail, found.theme, found.glyphs) == ("Flag", "e@x", "desk", "ascii")
    assert loaded.origins["name"] == "flag"
    assert loaded.origins["mail"] == "GRCDESK_MAIL"
    assert loaded.origins["theme"] == str(paths.settings)
    assert loaded.origins["glyphs"] == str(user)
    assert loaded.origins["animations"] == "default"


def test_unknown_key_names_file_key_and_nearest(paths):
    paths.root.mkdir()
    paths.settings.write_text('theem = "dark"\n', encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        load(paths)
    assert str(paths.settings) in str(caught.value)
    assert "'theem'" in str(caught.value)
    assert caught.value.hint == "did you mean 'theme'?"
    assert caught.value.exit_code == 2


def test_unknown_variable_is_refused_with_the_nearest(monkeypatch):
    monkeypatch.setenv("GRCDESK_THEEM", "x")
    with pytest.raises(BadSettings, match="GRCDESK_THEEM") as caught:
        load()
    assert "GRCDESK_THEME" in caught.value.hint


def test_the_desk_variable_is_a_place_and_no_setting(monkeypatch):
    monkeypatch.setenv("GRCDESK_DESK", "/somewhere")
    assert load().settings == Settings()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("theme = 3", "in quotes"),
        ('glyphs = "emoji"', "unicode or ascii"),
        ('animations = "maybe"', "true or false"),
        ("check_seconds = 0", "from 1 to 3600"),
        ('check_seconds = "soon"', "from 1 to 3600"),
        ("check_memory = 1.5", "from 64 to 1048576"),
        ("check_memory = true", "from 64 to 1048576"),
        ('name = "a\\nb"', "remove it"),
        ("[name]\nfirst = 1", "in quotes"),
        ("theme = ", "TOML"),
    ],
)
def test_impossible_values_say_what_to_write(paths, line, says):
    paths.root.mkdir()
    paths.settings.write_text(line, encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        load(paths)
    assert says in caught.value.hint
    assert str(paths.settings) in str(caught.value)


def test_a_file_that_is_no_text_is_named(paths):
    paths.root.mkdir()
    paths.settings.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSettings, match=r"grcdesk\.toml"):
        load(paths)


@pytest.mark.parametrize(("text", "value"), [("1", True), ("Yes", True), ("off", False), ("false", False)])
def test_animations_reads_words_from_the_environment(monkeypatch, text, value):
    monkeypatch.setenv("GRCDESK_ANIMATIONS", text)
    assert load().settings.animations is value


def test_numbers_are_read_from_files_and_from_the_environment(paths, monkeypatch):
    paths.root.mkdir()
    paths.settings.write_text("check_seconds = 30\ncheck_memory = 2048\n", encoding="utf-8")
    monkeypatch.setenv("GRCDESK_CHECK_MEMORY", "512")
    found = load(paths).settings
    assert (found.check_seconds, found.check_memory) == (30, 512)


def test_what_is_written_is_read_again(paths):
    settings = Settings(
        name='Dana "AI" \\ Co \x7f ünïcode', mail="d@x", animations=True, glyphs="ascii", check_seconds=30
    )
    write_desk_settings(paths, settings)
    assert load(paths).settings == settings
    assert [path.name for path in paths.root.iterdir()] == ["grcdesk.toml"]


def test_defaults_stay_commented_so_the_user_file_can_decide(paths):
    write_desk_settings(paths, Settings(name="Dana"))
    assert set(tomllib.loads(paths.settings.read_text(encoding="utf-8"))) == {"name"}
    assert "# theme = " in paths.settings.read_text(encoding="utf-8")


def test_a_place_that_takes_no_file_is_unwritable(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Unwritable, match="cannot write"):
        write_desk_settings(DeskPaths(tmp_path / "file"), Settings())
