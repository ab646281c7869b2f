"""Files handed to a screen: dragged into the terminal, they become evidence."""

from __future__ import annotations

from pathlib import Path

from textual import events

from grcdesk.tui.frame.lacking import LackingScreen
from grcdesk.wording import join


class TakingScreen(LackingScreen):
    """A screen that takes in files."""

    def on_paste(self, event: events.Paste) -> None:
        """Files dragged into the terminal arrive as their paths."""
        from grcdesk.tui.kit.pasted import paths_in  # noqa: PLC0415

        found = paths_in(event.text)
        if found and self.desk_app.at:
            self.desk_app.tell("the desk is shown as it stood: nothing is taken in there", "warning")
        elif found and self.desk_app.desk is not None:
            event.stop()
            self.take_in(found)

    def take_in(self, paths: tuple[Path, ...]) -> None:
        """Files handed to this screen become evidence: read by an importer, or attached as they are."""
        from grcdesk.tui.dialogs.pick import Choice, Pick  # noqa: PLC0415

        app, controls = self.desk_app, self.controls_meant()

        def chosen(answer: str | None) -> None:
            if answer == "import":
                app.import_files(paths, controls=controls)
            elif answer == "attach":
                app.attach_files(paths, controls)

        choices = [
            Choice("import", "import: read what is in it, and keep it", "i"),
            Choice("attach", "attach: keep it as it is, and say what it shows", "a"),
        ]
        behind = f" for {' '.join(controls)}" if controls else ""
        app.push_screen(Pick(f"{join([path.name for path in paths], 3)}{behind}", choices), chosen)

    def controls_meant(self) -> tuple[str, ...]:
        """The controls that files handed to this screen stand behind."""
        return ()
