"""Keys: nothing clashes, everything fits, everything is in the help."""

from __future__ import annotations

from collections import Counter

import pytest

from grcdesk.paths import HELP
from grcdesk.tui.actions.registry import ALL, COMMON, EVERYWHERE, LIST, OWN_MEANING, PLACES, at, bindings, keys_page
from grcdesk.tui.audits.detail import EngagementScreen
from grcdesk.tui.audits.list import EngagementsScreen
from grcdesk.tui.catalogs.list import CatalogScreen, CatalogsScreen
from grcdesk.tui.commands import COMMANDS
from grcdesk.tui.controls.action_list import ActionsScreen
from grcdesk.tui.controls.assessing import AssessScreen
from grcdesk.tui.controls.detail import ControlScreen
from grcdesk.tui.controls.list import ControlsScreen
from grcdesk.tui.controls.snapshots import SnapshotsScreen
from grcdesk.tui.coverage.board import CoverageScreen
from grcdesk.tui.coverage.check_list import ChecksScreen
from grcdesk.tui.desk.first_run import FirstRunScreen
from grcdesk.tui.desk.help import HelpScreen
from grcdesk.tui.desk.today import TodayScreen
from grcdesk.tui.due.list import DueScreen
from grcdesk.tui.evidence.list import EvidenceScreen
from grcdesk.tui.features.detail import FeatureScreen
from grcdesk.tui.features.list import FeaturesScreen
from grcdesk.tui.features.matrix import FeatureMatrixScreen
from grcdesk.tui.findings.detail import FindingScreen
from grcdesk.tui.findings.list import FindingsScreen
from grcdesk.tui.frame.base import LAST_KEYS, DeskScreen
from grcdesk.tui.frame.checklists.screen import ChecklistScreen
from grcdesk.tui.frame.palette import offered
from grcdesk.tui.incidents.detail import IncidentScreen
from grcdesk.tui.incidents.list import IncidentsScreen
from grcdesk.tui.lacks.first_steps import FirstStepsScreen
from grcdesk.tui.lacks.list import LacksScreen
from grcdesk.tui.log.list import HistoryScreen
from grcdesk.tui.populations.detail import PopulationScreen
from grcdesk.tui.populations.list import PopulationsScreen
from grcdesk.tui.programme.scope import ScopeScreen
from grcdesk.tui.rehearsal.list import RehearsalScreen
from grcdesk.tui.requests.detail import RequestScreen
from grcdesk.tui.requests.list import RequestsScreen
from grcdesk.tui.requests.walkthrough_detail import WalkthroughScreen
from grcdesk.tui.requests.walkthrough_list import WalkthroughsScreen
from grcdesk.tui.reviews.detail import ReviewScreen
from grcdesk.tui.reviews.list import ReviewsScreen
from grcdesk.tui.samples.detail import SampleScreen
from grcdesk.tui.samples.list import SamplesScreen
from grcdesk.tui.soa.detail import SoaItemScreen
from grcdesk.tui.soa.list import SoaScreen
from grcdesk.tui.testing.changes import ChangesScreen
from grcdesk.tui.testing.deviations import DeviationsScreen
from grcdesk.tui.testing.list import TestsScreen
from grcdesk.tui.testing.sheet import SheetScreen
from grcdesk.tui.vendors.detail import VendorScreen
from grcdesk.tui.vendors.list import VendorsScreen
from grcdesk.tui.widgets.bars import KeyBar
from grcdesk.tui.widgets.table import Table

SCREENS: tuple[type[DeskScreen], ...] = (
    TodayScreen, ControlsScreen, ControlScreen, ActionsScreen, CatalogsScreen, CatalogScreen, HistoryScreen,
    ScopeScreen, SnapshotsScreen, FirstRunScreen, FeaturesScreen, FeatureScreen, FeatureMatrixScreen,
    EvidenceScreen, ChecksScreen, CoverageScreen, DueScreen, VendorsScreen, VendorScreen, ReviewsScreen,
    ReviewScreen, EngagementsScreen, EngagementScreen, SoaScreen, SoaItemScreen, RehearsalScreen, RequestsScreen,
    RequestScreen, WalkthroughsScreen, WalkthroughScreen, FindingsScreen, FindingScreen, IncidentsScreen,
    IncidentScreen, TestsScreen, SheetScreen, ChangesScreen, DeviationsScreen,
    PopulationsScreen, PopulationScreen, SamplesScreen, SampleScreen, HelpScreen, ChecklistScreen,
    AssessScreen,
    LacksScreen, FirstStepsScreen,
)  # fmt: skip


def test_every_screen_is_in_the_registry() -> None:
    assert {screen.PLACE for screen in SCREENS} == set(PLACES)


def test_ids_are_unique() -> None:
    assert [name for name, number in Counter(action.id for action in ALL).items() if number > 1] == []


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_on_a_screen(place: str) -> None:
    keys = [key for where in (place, EVERYWHERE, LIST) for action in at(where) for key in action.keys]
    kept = OWN_MEANING.get(place, frozenset())
    assert {key for key, number in Counter(keys).items() if number > 1} == kept
    assert len(bindings(EVERYWHERE, place)) == len({binding.key for binding in bindings(EVERYWHERE, place)})


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.PLACE)
def test_every_key_has_its_method(screen: type[DeskScreen]) -> None:
    for action in (*at(screen.PLACE), *at(EVERYWHERE)):
        if action.call.startswith("screen."):
            name = action.call.removeprefix("screen.").partition("(")[0]
            assert hasattr(screen, f"action_{name}"), action.id
    for action in at(LIST):
        assert hasattr(Table, f"action_{action.call.partition('(')[0]}"), action.id


def test_every_command_exists_and_is_offered() -> None:
    named = {action.call.split("'")[1] for action in ALL if action.call.startswith("app.do(")}
    assert named == set(COMMANDS)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.PLACE)
def test_key_bar_fits_80_columns_whole_and_60_with_help(screen: type[DeskScreen]) -> None:
    own = (*(a for a in at(screen.PLACE) if a.bar), *(a for a in COMMON if a.id in screen.EXTRA))
    last = tuple(action for action in COMMON if action.id in LAST_KEYS)
    bar = KeyBar(own, last)
    assert len(own) <= 7
    assert bar.shown(78) == [*own, *last]
    assert bar.shown(58)[-3:] == list(last)
    bar.limit = 4
    assert len(bar.shown(58)) == min(4, len(own) + len(last))
    assert [action.id for action in bar.shown(12)][-1] == "app.leave"


def test_letters_of_everywhere_are_never_reused() -> None:
    kept = {"/", ":", "?", "q", "u", "U", "y", "x", "w", "space", "escape", "j", "k", "g", "G"}
    reused = {a.id for place in PLACES for a in at(place) if kept & set(a.keys)}
    assert reused == {"checklist.yes", "review.keep"}, "y answers where rows are answered by y and n"


def test_every_action_is_in_the_palette_of_its_screen() -> None:
    for place in PLACES:
        assert set(at(place)) <= set(offered(place))


def test_keys_page_is_the_one_kept_in_help() -> None:
    assert (HELP / "keys.md").read_text(encoding="utf-8") == keys_page()


def test_every_screen_names_a_help_page_that_exists() -> None:
    for screen in SCREENS:
        assert (HELP / f"{screen.HELP}.md").is_file(), screen.PLACE


def test_bindings_carry_ids_for_keymaps() -> None:
    ids = [binding.id for binding in bindings("controls") if binding.id]
    assert ids == [action.id for action in at("controls")]
