"""Options that several commands on access reviews take."""

from __future__ import annotations

import click

from grcdesk.cli.frame.run import complete

CAMPAIGN = click.argument("campaign", metavar="ID", shell_complete=complete("campaign"))
