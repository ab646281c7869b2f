"""What each action does with marked rows, on every screen whose list can be marked. A test holds it complete."""

from __future__ import annotations


def _of(place: str, names: str) -> frozenset[str]:
    return frozenset(f"{place}.{name}" for name in names.split())


FOR_ALL = (
    _of("controls", "status owner due note edit attach action risk tailor override import assess")
    | _of("evidence", "choose aside each")
    | _of("vendors", "edit tier dates")
    | _of("features", "derive confirm")
    | _of("findings", "owner")
    | _of("requests", "status owner due submit told")
    | _of("deviations", "confirm none finding")
    | _of("soa", "reasons implemented owner leave_out edit")
    | _of("review", "keep revoke modify open_again each")
    | _of("snapshots", "compare")
)
"""Done to all that are marked: one question, one change, one undo."""
ONE_BY_ONE = frozenset({"controls.assess", "evidence.each", "review.each"})
"""Of those: what goes through them one after the other, a key each; each is undone by itself."""
HANDED_ON = frozenset({"controls.import", "deviations.finding", "snapshots.compare"}) | ONE_BY_ONE
"""Of those: what makes one new thing of all that are marked, only reads them, or goes through them; a form or a view
names them."""
FOR_ONE = (
    _of("controls", "finding period")
    | _of("evidence", "correct newer untie")
    | _of("vendors", "review request offboard")
    | _of("features", "edit")
    | _of("findings", "do_next respond plan state edit")
    | _of("requests", "evidence edit")
    | _of("review", "done")
)
"""Done to one record, whichever are marked: refused while others than the one under the cursor are."""
FOR_NONE = (
    _of("controls", "register")
    | _of("evidence", "attach read details")
    | _of("vendors", "add import policy")
    | _of("features", "add matrix import cards")
    | _of("findings", "add letter_here")
    | _of("requests", "add import write draft metrics walkthroughs")
    | _of("deviations", "bare sheet")
    | _of("soa", "lacking draft approve versions framework export")
    | _of("review", "check systems load prove file finding send take_back removals memo assign sign reopen")
    | _of("snapshots", "finalise")
    | frozenset({"sync.run"})
)
"""Not about rows, or only looks at the one under the cursor."""
