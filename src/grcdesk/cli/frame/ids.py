"""Ids a shell asks for while a command is typed, found without click: an answer must stand before the next key."""

from __future__ import annotations

from collections.abc import Mapping

COMPLETE = "_GRCDESK_COMPLETE"
IDS = {
    "audits show": "engagement",
    "audits use": "engagement",
    "audits set": "engagement",
    "audits close": "engagement",
    "reviews accounts": "campaign",
    "reviews assign": "campaign",
    "reviews check": "campaign",
    "reviews decide": "campaign",
    "reviews drop": "campaign",
    "reviews export": "campaign",
    "reviews import": "campaign",
    "reviews load": "campaign",
    "export access-review-memo": "campaign",
    "reviews memo": "campaign",
    "reviews prove": "campaign",
    "reviews removals": "campaign",
    "reviews reopen": "campaign",
    "reviews show": "campaign",
    "reviews sign": "campaign",
    "audits rehearsals": "rehearsal",
    "catalogs diff": "catalog",
    "catalogs show": "catalog",
    "catalogs update": "catalog",
    "controls tailor": "control ...",
    "controls set": "control ...",
    "controls show": "control",
    "evidence erase": "evidence",
    "evidence link": "evidence ...",
    "evidence open": "evidence",
    "evidence sample": "evidence",
    "evidence place": "evidence ...",
    "evidence reject": "evidence ...",
    "evidence set": "evidence ...",
    "evidence report": "evidence",
    "evidence show": "evidence",
    "evidence suggest": "evidence ...",
    "evidence supersede": "evidence",
    "evidence unlink": "evidence ...",
    "evidence wanted": "control ...",
    "export vendor-memo": "vendor",
    "features confirm": "feature ...",
    "features derive": "feature ...",
    "features model add": "feature",
    "features model drop": "feature-model",
    "features prompt add": "feature",
    "features prompt drop": "feature-prompt",
    "features set": "feature ...",
    "features show": "feature",
    "findings accept": "finding",
    "findings close": "finding",
    "findings fix": "finding",
    "findings items": "finding",
    "findings milestone add": "finding",
    "findings milestone done": "remediation",
    "findings milestone drop": "remediation",
    "findings milestone list": "finding",
    "findings milestone move": "remediation",
    "findings milestone reassign": "remediation",
    "findings move": "finding",
    "findings reopen": "finding",
    "findings respond": "finding",
    "findings set": "finding ...",
    "findings show": "finding",
    "findings verify": "finding",
    "incidents action add": "incident",
    "incidents action done": "remediation",
    "incidents action drop": "remediation",
    "incidents action list": "incident",
    "incidents action move": "remediation",
    "incidents action reassign": "remediation",
    "incidents close": "incident",
    "incidents mark": "incident",
    "incidents notice": "incident",
    "incidents reopen": "incident",
    "incidents set": "incident ...",
    "incidents show": "incident",
    "incidents touched": "incident",
    "incidents untouched": "incident-entity",
    "gap actions add": "control ...",
    "gap actions close": "action",
    "gap actions move": "action",
    "gap compare": "snapshot snapshot",
    "gap risks accept": "control ...",
    "gap risks end": "risk",
    "log undo": "batch",
    "deviations confirm": "deviation ...",
    "deviations show": "deviation",
    "populations check": "population",
    "populations drop": "population",
    "populations explain": "population",
    "populations export": "population",
    "populations reconcile": "population",
    "populations show": "population",
    "quiet add": "control ...",
    "quiet drop": "quiet",
    "samples drop": "sample",
    "samples redraw": "sample",
    "samples show": "sample",
    "requests evidence": "request evidence ...",
    "requests set": "request ...",
    "requests show": "request",
    "requests submit": "request ...",
    "requests told": "request ...",
    "scope declare": "criterion",
    "scope override": "control ...",
    "scope withdraw": "criterion",
    "tests sheet": "control",
    "soa set": "soa-item ...",
    "soa show": "soa-item",
    "vendors agreement add": "vendor",
    "vendors agreement set": "agreement",
    "vendors clause set": "agreement",
    "vendors contact add": "vendor",
    "vendors contact drop": "contact",
    "vendors doc add": "vendor",
    "vendors expect add": "vendor",
    "vendors expect answer": "expected",
    "vendors offboard": "vendor",
    "vendors package ask": "vendor",
    "vendors package set": "vendor",
    "vendors package show": "vendor",
    "vendors points": "vendor",
    "vendors project import": "vendor",
    "vendors project set": "vendor",
    "vendors report review": "vendor_document",
    "vendors review answer": "vendor_review",
    "vendors review conclude": "vendor_review",
    "vendors review drop": "vendor_review",
    "vendors review show": "vendor_review",
    "vendors review start": "vendor",
    "vendors set": "vendor ...",
    "vendors show": "vendor",
    "vendors subprocessor import": "vendor",
    "vendors subprocessor add": "vendor",
    "vendors subprocessor decide": "subprocessor",
    "views drop": "view",
    "walkthroughs add": "control ...",
    "walkthroughs answer": "walkthrough",
    "walkthroughs differ": "walkthrough",
    "walkthroughs record": "walkthrough",
    "walkthroughs set": "walkthrough ...",
    "walkthroughs settle": "difference",
    "walkthroughs show": "walkthrough",
}
"""Command → the kinds of id its first arguments are; `...` when the last may be given many times."""
_FORMS = {"bash_complete": "plain,{}\n", "zsh_complete": "plain\n{}\n_\n", "fish_complete": "plain,{}\n"}
"""How the script of each shell reads a candidate."""
_DEEPEST = 3


def answer(environ: Mapping[str, str]) -> str | None:
    """What to print for a shell that asks for ids, in its own form; None when it asks for nothing of that kind."""
    form = _FORMS.get(environ.get(COMPLETE, ""))
    found = candidates(environ) if form else None
    return None if form is None or found is None else "".join(form.format(name) for name in found)


def candidates(environ: Mapping[str, str]) -> list[str] | None:
    """The ids a shell asks for; None when it asks for something else, or in a way only click can take apart."""
    line, place = environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", "")
    if any(sign in line + place for sign in "'\"\\#"):
        return None
    words = line.split()
    if environ[COMPLETE].startswith("fish"):
        given, begun = words[1:], place  # fish gives the word itself, and also as the last of the words
        if begun and given[-1:] == [begun]:
            given.pop()
    else:
        at = int(place)
        given, begun = words[1:at], "".join(words[at : at + 1])
    if any(word.startswith("-") for word in (*given, begun)):
        return None
    kind = _kind(given)
    return ids(kind, None, begun) if kind else None


def _kind(given: list[str]) -> str:
    """What kind of id comes after those words; empty when none does."""
    for depth in range(2, _DEEPEST + 1):
        kinds = IDS.get(" ".join(given[:depth]), "").split()
        place = len(given) - depth
        if kinds and place >= 0:
            if kinds[-1] == "...":
                return kinds[min(place, len(kinds) - 2)]
            return kinds[place] if place < len(kinds) else ""
    return ""


def ids(kind: str, desk: str | None, begun: str) -> list[str]:
    """Ids of the desk that begin so, capitals or not; none when there is no desk to ask."""
    from grcdesk.errors import DeskError  # noqa: PLC0415
    from grcdesk.paths import locate_desk  # noqa: PLC0415
    from grcdesk.services.desk import completion as desk_completion  # noqa: PLC0415

    try:
        paths = locate_desk(desk)
        found = desk_completion.ids(paths, kind) if paths else []
    except (DeskError, OSError):
        return []
    return [name for name in found if name.casefold().startswith(begun.casefold())]
