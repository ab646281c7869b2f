"""The least a lazy click group of 13 commands costs."""

from __future__ import annotations

import click

NAMES = tuple(f"command{number}" for number in range(13))


class Lazy(click.Group):
    """Knows names and short helps; loads a command when it is called."""

    def list_commands(self, _context):
        return list(NAMES)

    def get_command(self, _context, name):
        return click.Command(name, help="Do something.") if name in NAMES else None


@click.group(cls=Lazy)
def main():
    """A program of thirteen commands."""


if __name__ == "__main__":
    main()
