"""A timer that asks every morning what is due: printed, never installed."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from xml.sax.saxutils import escape

from grcdesk import settings
from grcdesk.cli.frame import output, tell
from grcdesk.cli.frame.run import opened
from grcdesk.errors import BadInput, did_you_mean

SYSTEMS = ("systemd", "launchd", "cron")
_SYSTEMD = """\
# ~/.config/systemd/user/grcdesk-due.service
[Unit]
Description=What is due in grcdesk

[Service]
Type=oneshot
ExecStart={command}

# ~/.config/systemd/user/grcdesk-due.timer
[Unit]
Description=Ask every morning what is due in grcdesk

[Timer]
OnCalendar=*-*-* 07:30:00
# a morning on which the computer was off is made up for
Persistent=true

[Install]
WantedBy=timers.target
"""
_LAUNCHD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- ~/Library/LaunchAgents/grcdesk.due.plist -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>grcdesk.due</string>
  <key>ProgramArguments</key>
  <array>
{command}
  </array>
  <key>StartCalendarInterval</key>
  <dict><key>Hour</key><integer>7</integer><key>Minute</key><integer>30</integer></dict>
</dict>
</plist>
"""
_CRON = """\
# crontab -e
30 7 * * * {command}
"""
_NEXT = {
    "systemd": "save the two files, then: systemctl --user enable --now grcdesk-due.timer",
    "launchd": "save the file, then: launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/grcdesk.due.plist",
    "cron": "add the line with: crontab -e",
}


def printed(system: str) -> None:
    """Print the timer of a system for the open desk, and on stderr what to do with it.

    Raises:
        BadInput: when the system is unknown.
    """
    chosen = _default() if system == "auto" else system.casefold()
    if chosen not in SYSTEMS:
        hint = did_you_mean(system, SYSTEMS) or f"one of {', '.join(SYSTEMS)}"
        raise BadInput(f"--install-timer: unknown {system!r}", hint=hint)
    with opened() as desk:
        what = "--notify" if settings.notify(desk.paths).channels else "--check"
        words = [_program(), "--desk", str(desk.paths.root.resolve()), "--no-input", "due", what]
    output.text(timer(chosen, words))
    tell.say(f"nothing was installed; {_NEXT[chosen]}")


def timer(system: str, words: list[str]) -> str:
    """The text of a timer that runs these words, quoted as the system wants it."""
    if system == "launchd":
        return _LAUNCHD.format(command="\n".join(f"    <string>{escape(word)}</string>" for word in words)).rstrip("\n")
    if system == "systemd":
        return _SYSTEMD.format(command=" ".join(_unit(word) for word in words)).rstrip("\n")
    # to cron an unescaped % ends the command
    return _CRON.format(command=shlex.join(words).replace("%", r"\%")).rstrip("\n")


def _unit(word: str) -> str:
    """A word as systemd reads it: % and $ are its own, the rest like C."""
    plain = word.replace("%", "%%").replace("$", "$$")
    if plain.replace("/", "").replace("-", "").replace("_", "").replace(".", "").isalnum():
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _default() -> str:
    if sys.platform == "darwin":
        return "launchd"
    return "systemd" if os.path.isdir("/run/systemd/system") else "cron"  # noqa: PTH112  asked once, no path is kept


def _program() -> str:
    return shutil.which("grcdesk") or sys.argv[0]
