"""The least a Textual app costs: one line; with an argument, that module imported in a thread after it."""

from __future__ import annotations

import importlib
import sys

from textual.app import App
from textual.widgets import Static


class Minimal(App):
    def compose(self):
        yield Static("First frame", id="line")

    def on_mount(self):
        if sys.argv[1:]:
            self.call_after_refresh(self.run_worker, self.load, thread=True)

    def load(self):
        importlib.import_module(sys.argv[1])
        self.call_from_thread(self.query_one("#line", Static).update, "Data shown")


if __name__ == "__main__":
    Minimal().run()
