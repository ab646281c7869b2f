"""Forms about artefacts: attaching, placing, correcting, setting aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.errors import BadInput
from grcdesk.schemas.controls.controls import ControlRow
from grcdesk.schemas.evidence.evidence import Artefact, EvidenceDetail, EvidenceRow, Suggestion
from grcdesk.terms import CollectorMethod, EvidenceKind
from grcdesk.text import is_link
from grcdesk.tui.dialogs.ask import Ask
from grcdesk.tui.dialogs.files import Files
from grcdesk.tui.dialogs.find import Find
from grcdesk.tui.dialogs.form import Form
from grcdesk.tui.dialogs.kinds import CONTROLS, DAY, DAYS, term
from grcdesk.tui.dialogs.pick import Choice, Pick
from grcdesk.tui.dialogs.values import one_of, optional_date
from grcdesk.tui.frame.bulk import Deed, act_on
from grcdesk.tui.kit.drafts import Texts
from grcdesk.wording import join

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import Outcome
    from grcdesk.services.desk.desk import Desk
    from grcdesk.tui.frame.shell import Shell

_OTHER = "another"


def attach(
    app: Shell,
    sources: Sequence[str | Path],
    controls: Sequence[str] = (),
    *,
    kind: str = "",
    period: str = "",
    as_of: str = "",
) -> None:
    """Say what the files or links show, then take them in."""
    names = join([source if isinstance(source, str) else source.name for source in sources], 3)

    fields = [
        Ask("kind", "Kind", kind, needed=True, kind=term(EvidenceKind)),
        Ask("as_of", "As of", as_of, "the day it shows; or the days:", kind=DAY),
        Ask("period", "Period", period, kind=DAYS),
        Ask("performed_on", "Performed on", "", "the day the work it shows was done", kind=DAY),
        Ask(
            "controls",
            "Controls",
            " ".join(controls),
            "empty: it waits to be placed",
            kind=CONTROLS,
        ),
        Ask("title", "Title", "", "empty: the name of the file"),
        Ask("source", "Source", "", "the system or person it comes from"),
        Ask("query", "Query", "", "the exact command, query or filters"),
        Ask("method", "Method", kind=term(CollectorMethod)),
    ]

    def take(answer: tuple[Artefact, list[str]] | None) -> None:
        if answer is None:
            return
        facts, behind = answer
        app.with_job(
            "taking in",
            lambda desk, job: desk.evidence.add(
                list(sources), facts, controls=behind, progress=job.progress, stop=job.stop
            ),
            lambda outcome: app.show_new(outcome.changed),
        )

    app.push_screen(Form(f"Attach {names}", fields, _facts, verb="takes it in"), take)


def _facts(texts: Texts) -> tuple[Artefact, list[str]]:
    """What the form says of the artefact, and its controls."""
    start, _, end = texts["period"].partition("..")
    method = one_of(texts["method"], tuple(CollectorMethod), "method")
    facts = Artefact(
        kind=EvidenceKind(one_of(texts["kind"].replace("-", "_"), tuple(EvidenceKind), "kind")),
        title=texts["title"],
        as_of=optional_date(texts["as_of"]),
        period_from=optional_date(start.strip()),
        period_to=optional_date(end.strip()),
        performed_on=optional_date(texts["performed_on"]),
        source=texts["source"],
        query=texts["query"],
        method=CollectorMethod(method) if method else None,
    )
    return facts, texts["controls"].replace(",", " ").split()


def pick_and_attach(
    app: Shell, controls: Sequence[str] = (), *, kind: str = "", period: str = "", as_of: str = ""
) -> None:
    """Ask whether a file or a link, and attach it."""

    def chosen(what: str | None) -> None:
        if what == "file":
            browse(
                app,
                "Attach which file?",
                lambda paths: attach(app, paths, controls, kind=kind, period=period, as_of=as_of),
            )
        elif what == "link":
            fields = [Ask("url", "Link", "", "https://...; its content is not preserved", needed=True)]
            app.push_screen(
                Form("Attach a link", fields, _url),
                lambda url: attach(app, [url], controls, kind=kind, period=period, as_of=as_of) if url else None,
            )

    choices = [Choice("file", "a file, or a folder of files", "f"), Choice("link", "a link; a date is needed", "l")]
    app.push_screen(Pick("Attach what?", choices), chosen)


def _url(texts: Texts) -> str:
    if not is_link(texts["url"]):
        raise BadInput(f"{texts['url']!r} is no link", hint="https://...")
    return texts["url"]


def browse(app: Shell, title: str, then: Callable[[tuple[Path, ...]], None]) -> None:
    """Pick files, beginning where the last ones came from."""

    def picked(paths: tuple[Path, ...] | None) -> None:
        if paths:
            app.last_folder = paths[0].parent
            then(paths)

    app.push_screen(Files(title, app.last_folder), picked)


# what stands behind what


def choose_controls(app: Shell, rows: Sequence[EvidenceRow], suggested: Sequence[Suggestion] = ()) -> None:
    """Find a control, then place artefacts that wait, and tie the others to it as well."""

    def found(controls: Sequence[ControlRow]) -> None:
        order = {one.control: place for place, one in enumerate(suggested)}
        ranked = sorted(controls, key=lambda row: order.get(row.id, len(order)))
        choices = [Choice(row.id, f"{row.id}  {row.title}", tone="strong" if row.id in order else "") for row in ranked]
        title = f"Which control does {join([row.id for row in rows], 3)} stand behind?"
        app.push_screen(Find(title, choices), lambda control: tie(app, rows, control) if control else None)

    app.ask_first(app.screen, "controls", lambda desk: desk.controls.rows(desk.controls.keys()), found)


def tie(app: Shell, rows: Sequence[EvidenceRow], control: str) -> None:
    """Place those that wait, or tie all of them to one more control: one change, one undo."""
    names = [row.id for row in rows]

    def change(desk: Desk, dry: bool) -> Outcome:
        # `place` is for what waits; where one of them stands behind a control already, all are tied to one more
        tie_to = desk.evidence.link if any(row.controls for row in rows) else desk.evidence.place
        return tie_to(names, controls=[control], dry_run=dry)

    act_on(app, names, Deed("placing", f"Tie to {control}:", "artefact", change))


def place(app: Shell, detail: EvidenceDetail) -> None:
    """Place on the suggestion; several are offered, and without one a control is chosen."""
    row, offered = detail.row, detail.suggestions

    def picked(control: str | None) -> None:
        if control == _OTHER:
            choose_controls(app, [row], offered)
        elif control is not None:
            tie(app, [row], control)

    if not offered:
        choose_controls(app, [row])
    elif len(offered) == 1:
        picked(offered[0].control)
    else:
        choices = [Choice(one.control, f"{one.control}  {one.reason}") for one in offered]
        app.push_screen(Pick(f"Place {row.id} where?", [*choices, Choice(_OTHER, "another control", "c")]), picked)


def untie(app: Shell, row: EvidenceRow) -> None:
    """Untie from one of its controls."""
    if not row.controls:
        app.tell(f"{row.id} stands behind no control")
        return
    app.push_screen(
        Pick(f"Untie {row.id} from which control?", [Choice(control, control) for control in row.controls]),
        lambda control: (
            app.with_desk("untying", lambda desk: desk.evidence.unlink([row.id], controls=[control]))
            if control
            else None
        ),
    )
