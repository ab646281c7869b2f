"""What the AI inventory is asked for from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grcdesk.schemas.features.features import CardRow
from grcdesk.tui.dialogs.lines import LinesDialog
from grcdesk.tui.frame.empties import keyed
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
            LinesDialog(
                count(len(found), "model card"),
                rows or [text(keyed("None yet: {feature.card} on a feature writes one."))],
            )
        )

    app.ask_first(app.screen, "cards", lambda desk: desk.features.cards(), tell)


def derive_all(app: Shell) -> None:
    """Derive the controls of every feature."""
    app.with_desk("deriving", lambda desk: desk.features.derive())
