"""What the AI inventory is asked for from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from grcdesk.paths import typed_path
from grcdesk.schemas.features import CardRow
from grcdesk.schemas.outcomes import Outcome
from grcdesk.tui.dialogs.form import Ask, Form
from grcdesk.tui.dialogs.lines import LinesDialog, Preview
from grcdesk.tui.frame.ask import look_long
from grcdesk.tui.kit.looks import Cell, line, text
from grcdesk.wording import count, join

if TYPE_CHECKING:
    from grcdesk.tui.frame.shell import Shell


def cards(app: Shell) -> None:
    """All model cards, and what each leaves out."""

    def tell(found: Sequence[CardRow]) -> None:
        rows = []
        for row in found:
            lacks = join(list(row.lacking))
            rows += [
                line(
                    Cell(f"{row.id}  ", "head"),
                    f"{row.facts.model} {row.facts.version}",
                    Cell(f"  {' '.join(row.features)}", "muted"),
                ),
                line(Cell(f"  lacks {lacks}", "warning") if lacks else Cell("  complete", "success")),
            ]
        app.push_screen(
            LinesDialog(count(len(found), "model card"), rows or [text("None yet: b on a feature writes one.")])
        )

    app.jobs.ask(app.screen, "cards", lambda desk: desk.features.cards(), tell)


def import_file(app: Shell) -> None:
    """Show what a file would bring, then bring it."""

    def picked(file: Path | None) -> None:
        if file is not None:
            look_long(
                app, "reading",
                lambda desk, job: (desk.features.import_(file, dry_run=True, stop=job.stop), file), tell,
            )  # fmt: skip

    def tell(answer: tuple[Outcome, Path]) -> None:
        told, file = answer
        rows = [text(told.sentence), *(line(Cell(one, "warning")) for one in told.warnings)]
        app.push_screen(
            Preview(f"Import {file.name}?", rows, "imports"),
            lambda yes: (
                app.with_job("import", lambda desk, job: desk.features.import_(file, stop=job.stop)) if yes else None
            ),
        )

    fields = [Ask("path", "File", "", "YAML, or CycloneDX as JSON", needed=True)]
    app.push_screen(
        Form("Import AI features", fields, lambda texts: typed_path(texts["path"]), verb="reads it"), picked
    )


def derive_all(app: Shell) -> None:
    """Derive the controls of every feature."""
    app.with_desk("deriving", lambda desk: desk.features.derive())
