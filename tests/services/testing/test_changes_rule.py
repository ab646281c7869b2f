"""The rule of `changes list` and the checks of AI-PI-01 and AI-PI-02 say the same of every change, reason by reason."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from grcdesk.engine.engine import default_engine
from grcdesk.engine.tables import EngineCheck
from grcdesk.rules.audits.roles import ROLES
from grcdesk.rules.testing.changes import REPORT, Deployment, Evaluation, ModelChange, judge
from grcdesk.terms.testing import ChangeVerdict
from helpers.check_tables import built_in, made, shipped, table
from services.testing.test_shipped_checks import AS_OF, FIRST, LAST

START = datetime(2026, 3, 1, tzinfo=UTC)
SCORES = [None, Decimal("0.879"), Decimal("0.88"), Decimal("0.95")]


def lists(seed):
    """Small worlds side by side, each with its own commits, so that one run of the engine tries them all."""
    draw = random.Random(seed)  # noqa: S311  no secret
    changes, evaluations, deployments = [], [], []

    def hour(*, gaps=0.1):
        return None if draw.random() < gaps else START + timedelta(hours=draw.randrange(5))

    for world in range(250):
        commits = ["", " ", f"{world}a", f"{world}b", f"{world}b"]

        def commit(commits=commits):
            return draw.choice(commits)

        for number in range(draw.randrange(1, 4)):
            own = commit()
            changes.append(
                ModelChange(
                    *(f"{world}-{number}", own, draw.choice(["", "x", "y", "z"]), draw.choice(["", "x", "y", "z"])),
                    *(hour(), hour(gaps=0.3), hour(gaps=0.3), own if draw.random() < 0.6 else commit()),
                    *(draw.choice(SCORES), draw.choice([None, None, *SCORES])),
                )
            )
        evaluations += [
            Evaluation(f"{world}-{n}", commit(), hour(), *draw.choices(SCORES, k=2), draw.choice([None, True, False]))
            for n in range(draw.randrange(4))
        ]
        deployments += [Deployment(f"{world}-{n}", commit(), hour()) for n in range(draw.randrange(3))]
    return changes, evaluations, deployments


def by_sql(folder, changes, evaluations, deployments):
    """What the checks find: test and key → why; and the keys each test is about."""
    checks, parameters = shipped()
    given = {"model_changes": changes, "evaluations": evaluations, "deployments": deployments}
    on_file = [name for name, rows in given.items() if rows is not None]
    tables = [
        table(
            folder,
            name,
            [
                {key: value or None if value == "" else value for key, value in asdict(row).items()}
                for row in given.get(name) or []
            ],
        )
        for name in ROLES
    ]
    wanted = [check for name, check in checks.items() if name.startswith(("AI-PI-01", "AI-PI-02"))]
    if deployments is None:
        wanted = [check for check in wanted if check.about != "deployments"]
    texts = [EngineCheck(f"{check.test}/{what}", sql) for check in wanted for what, sql in check.texts.items()]
    ran = default_engine().run(
        texts, [*tables, *made(FIRST, LAST, AS_OF)], [*parameters, *built_in(FIRST, LAST, AS_OF, on_file)]
    )
    rows = {one.name: one.rows for one in ran}
    found = {(check.test, row[0]): row[-1] for check in wanted for row in rows[f"{check.test}/deviations"]}
    unlisted = {(REPORT, row[0]): row[-1] for row in rows[f"{REPORT}/undecided"]}
    assert not found.keys() & unlisted.keys()
    return (
        found | unlisted,
        {row[0] for row in rows[f"{REPORT}/items"]},
        {row[0] for row in rows["AI-PI-02.T2/undecided"]},
    )


@pytest.mark.slow(keep=2)
@pytest.mark.parametrize("with_evaluations", [True, False])
@pytest.mark.parametrize("with_deployments", [True, False])
def test_rule_and_checks_say_the_same(tmp_path, with_evaluations, with_deployments):
    changes, evaluations, deployments = lists(7)
    evaluations = evaluations if with_evaluations else None
    deployments = deployments if with_deployments else None
    proofs = judge(changes, evaluations, deployments, Decimal("0.88"))
    told = {
        (test, one.change_id or one.deployment): why.removeprefix(f"deployment {one.deployment}: ")
        for one in proofs
        for test, why in one.reasons
    }
    found, items, ungated = by_sql(tmp_path, changes, evaluations, deployments)
    assert found == told
    proven = {one.change_id for one in proofs if one.verdict is ChangeVerdict.PROVEN}
    assert proven
    assert proven <= items - ungated
    assert {one.change_id for one in proofs if one.verdict is ChangeVerdict.NOT_DEPLOYED}.isdisjoint(items)
    assert len(set(told.values())) >= (11 if with_evaluations else 10), "the worlds hold every reason"


GOOD = ModelChange(
    *("C-1", "abc", "Lin", "Mara", START, START + timedelta(hours=4), START + timedelta(hours=1), "abc", SCORES[3])
)
EARLY = Evaluation("E-1", "abc", START + timedelta(hours=2), SCORES[3])
LIVE = Deployment("D-1", "abc", START + timedelta(hours=4))


def verdict(change=GOOD, evaluations=None, deployments=None):
    return judge([change], evaluations, deployments, Decimal("0.88"))[0]


def test_a_proven_change_has_all_of_it_before_it_went_live():
    for evaluations in (None, [EARLY]):
        for deployments in (None, [LIVE]):
            assert verdict(GOOD, evaluations, deployments).verdict is ChangeVerdict.PROVEN


LATER = START + timedelta(hours=9)


@pytest.mark.parametrize(
    ("change", "evaluations", "deployments", "why"),
    [
        (replace(GOOD, approver="Lin"), None, None, "approved by its author"),
        (replace(GOOD, approved_at=LATER), None, None, "approved after deployment"),
        (replace(GOOD, evaluated_at=LATER), None, None, "evaluated after deployment"),
        (replace(GOOD, eval_commit="abd"), None, None, "another commit was evaluated"),
        (replace(GOOD, score=SCORES[1]), None, None, "score below the limit"),
        (replace(GOOD, threshold=Decimal("0.96")), None, None, "score below the limit"),
        (replace(GOOD, score=None), None, None, "no score: skipped"),
        (replace(GOOD, eval_commit="", evaluated_at=None), None, None, "no evaluation on file"),
        (GOOD, [], None, "the list of evaluations does not have its evaluation"),
        (GOOD, [replace(EARLY, score=SCORES[1])], None, "score below the limit"),
        (GOOD, [replace(EARLY, passed=False)], None, "marked as not passed"),
        (GOOD, [EARLY, replace(EARLY, score=SCORES[1])], None, "score below the limit"),
        (replace(GOOD, evaluated_at=None), [replace(EARLY, finished_at=LATER)], None, "evaluated after deployment"),
        (replace(GOOD, score=SCORES[1]), [replace(EARLY, finished_at=START)], None, "score below the limit"),
        (GOOD, None, [replace(LIVE, deployed_at=START - timedelta(hours=1))], "approved after deployment"),
        (replace(GOOD, deployed_at=None), None, None, "no time of deployment on file"),
        (replace(GOOD, commit="", deployed_at=None), None, [LIVE], "no commit on file"),
    ],
)
def test_for_less_it_is_not_proven(change, evaluations, deployments, why):
    found = verdict(change, evaluations, deployments)
    assert found.verdict is ChangeVerdict.NOT_PROVEN
    assert why in found.why


def test_an_evaluation_after_deployment_heals_nothing():
    failing = replace(GOOD, score=SCORES[1])
    later = Evaluation("E-2", "abc", LATER, SCORES[3], None, passed=True)
    assert (
        verdict(failing, [later]).why == "the list of evaluations does not have its evaluation; score below the limit"
    )
    below = replace(EARLY, score=SCORES[1])
    assert verdict(GOOD, [below, later]).reasons == verdict(GOOD, [below]).reasons
    again = replace(EARLY, eval_id="E-3", finished_at=START + timedelta(hours=3))
    assert verdict(GOOD, [below, again]).verdict is ChangeVerdict.PROVEN, "the last report before deployment decides"


def test_what_the_list_of_deployments_lacks_is_not_live_and_what_no_change_explains_is_named():
    idle = replace(GOOD, deployed_at=None, evaluated_at=None, eval_commit="")
    assert verdict(idle, None, []).verdict is ChangeVerdict.NOT_DEPLOYED
    _, stray = judge([GOOD], None, [LIVE, Deployment("D-9", "zzz", LATER)], Decimal("0.88"))
    assert (stray.change_id, stray.deployment, stray.verdict) == ("", "D-9", ChangeVerdict.NOT_PROVEN)
    assert stray.why == "deployment D-9: no change on file explains it"
