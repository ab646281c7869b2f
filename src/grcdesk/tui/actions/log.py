"""Commands of the palette on the change log, and on what is erased for good."""

from __future__ import annotations

from grcdesk.tui.actions.action import ActionSpec

NAMED: tuple[ActionSpec, ...] = (
    (
        "log.verify",
        "",
        "Verify the log",
        "Verify the log, the tables and the vault against each other.",
        "app.do('log.verify')",
    ),
    ("log.export", "", "Export the log…", "Write the change log verbatim as JSON Lines.", "app.do('log.export')"),
    (
        "log.checkpoint",
        "",
        "Write a checkpoint…",
        "Write what the desk holds now in a few lines, for somebody outside to keep.",
        "app.do('log.checkpoint')",
    ),
    ("log.texts", "", "Find a text in the log…", "Find a text by its words, and erase it.", "app.do('log.texts')"),
    (
        "log.erase",
        "",
        "Erase a text…",
        "Erase a text by its hash or its field, with a reason; the chain stays whole.",
        "app.do('log.erase')",
    ),
    (
        "log.finish",
        "",
        "Finish erasing",
        "Go through the files once more, after another program held on to what was erased.",
        "app.do('log.finish')",
    ),
    (
        "vault.erase",
        "",
        "Erase the file of an artefact…",
        "Erase the file of an artefact; its hash stays.",
        "app.do('vault.erase')",
    ),
)
