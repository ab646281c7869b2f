"""The program's entry: the tree of commands, and the one place where errors become words and exit codes.

0 done · 1 refused, not found, or something was found to mend · 2 usage, filter or settings · 3 desk missing, locked
or newer · 4 something is due · 5 integrity · 70 our bug · 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import click

from grcdesk.cli.door import open_app
from grcdesk.cli.frame import tell
from grcdesk.cli.frame.group import Lazy
from grcdesk.cli.frame.ids import COMPLETE
from grcdesk.cli.frame.run import Invocation, current
from grcdesk.cli.frame.streams import has_terminal, safe_streams
from grcdesk.errors import BadInput, DeskError, Refused, Unwritable

INTERRUPTED = 130
USAGE = 2
BUG = 70

NOUNS = {
    "init": ("desk.init:init", "Make a new desk."),
    "demo": ("desk.demo:demo", "Make the desk of a sample company."),
    "help": ("desk.help:help_", "Read about a subject."),
    "find": ("desk.find:find", "Records of every kind, by id or words."),
    "audits": ("audits.audits:audits", "Engagements: what is audited, over which days, how far it is."),
    "populations": ("populations.populations:populations", "Lists frozen as what happened."),
    "samples": ("samples.samples:samples", "Items drawn from populations, and drawn again."),
    "tests": ("testing.testing:tests", "Tests of controls: run, recorded, concluded."),
    "changes": ("testing.changes:changes", "Change to proof: approval, evaluation, deployment."),
    "deviations": ("testing.deviations:deviations", "Items that failed a test, and what people say."),
    "requests": ("requests.requests:requests", "What the auditor asks for, our answers, his word."),
    "walkthroughs": ("requests.walkthroughs:walkthroughs", "Controls followed end to end, with questions."),
    "scope": ("programme.scope:scope", "Categories, period, systems, exclusions."),
    "controls": ("controls.controls:controls", "List, show and set controls."),
    "gap": ("controls.gap:gap", "Summary, finalising, snapshots, actions, risks."),
    "evidence": ("evidence.evidence:evidence", "Artefacts behind the controls."),
    "reviews": ("reviews.reviews:reviews", "Access reviews: lists, decisions, proofs, signatures."),
    "coverage": ("coverage.coverage:coverage", "Which days and slots of the period have evidence."),
    "quiet": ("coverage.quiet:quiet", "Days on which a control had nothing to do."),
    "checks": ("coverage.checks:checks", "Limits that are watched: logs, keys, escalations, metrics."),
    "findings": ("findings.findings:findings", "Findings, responses, remediation, and the response letter."),
    "incidents": ("incidents.incidents:incidents", "Incidents and exercises, with their times and lessons."),
    "due": ("due.due:due", "Everything that is due, in one place."),
    "lacking": ("readiness.readiness:lacking", "What keeps work from being done, place by place."),
    "features": ("features.features:features", "AI features and which controls they need."),
    "vendors": ("vendors.vendors:vendors", "Third parties, their papers and reviews."),
    "soa": ("soa.approval:soa", "Statement of Applicability, ISO 27001 and 42001."),
    "views": ("programme.views:views", "Filters kept by name."),
    "export": ("exports.exports:export", "Control matrix, documents, work plans, registers."),
    "import": ("returned.returned:import_", "Take control matrices and work plans back."),
    "package": ("packages.packages:package", "Everything for the auditor in one folder, checked without us."),
    "log": ("log.log:log", "Read, verify, undo, export the change log."),
    "catalogs": ("catalogs.catalogs:catalogs", "Frameworks, controls and mappings."),
    "remembered": ("remembered.remembered:remembered", "What was told of lists: columns, words, days."),
    "backup": ("desk.upkeep:backup", "Copy the desk into one file."),
    "restore": ("desk.upkeep:restore", "Bring a desk back from a backup."),
    "doctor": ("desk.upkeep:doctor", "Settings, versions and state, with origins."),
    "completion": ("desk.completion:completion", "Print a completion script."),
}
OF_TODAY = ("init", "demo", "backup", "restore", "doctor", "completion")
"""Nouns that have no past."""
AT = "Answer from the desk as it stood on that day, or after that entry of the log; judged on that day unless --as-of."
SECTIONS = {
    "Begin": ("init", "demo", "help", "find"),
    "Assess": (
        *("scope", "features", "controls", "gap", "evidence", "reviews", "coverage", "quiet", "checks", "vendors"),
        *("due", "lacking", "views"),
    ),
    "Audit": (
        *("audits", "requests", "walkthroughs", "populations", "samples", "tests", "changes", "deviations"),
        *("findings", "incidents", "soa"),
    ),
    "Hand over and prove": ("export", "import", "package", "log"),
    "Look after": ("catalogs", "remembered", "backup", "restore", "doctor", "completion"),
}
EXAMPLES = (
    "grcdesk                                   opens the terminal app",
    "grcdesk init acme --organisation 'Acme AI'",
    "grcdesk controls list --where 'status:missing,partial sort:due'",
    "grcdesk controls set AI-SEC-01 --status partial --gap 'No rotation of keys' --owner 'Dana Reyes'",
    "grcdesk export matrix -o matrix.xlsx",
)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from grcdesk import __version__  # noqa: PLC0415
        from grcdesk.cli.frame import output  # noqa: PLC0415

        output.write(f"grcdesk {__version__}\n")
        context.exit(0)


@click.group(
    "grcdesk",
    cls=Lazy,
    nouns=NOUNS,
    sections=SECTIONS,
    examples=EXAMPLES,
    invoke_without_command=True,
    epilog="Exit codes: 0 done, 1 refused or found wanting, 2 usage, 3 no desk or locked, 4 due, 5 integrity, 70 bug.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@click.option("--at", metavar="DAY|ENTRY", help=AT)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal while the app is open.")
@click.pass_context
def root(context: click.Context, *, at: str | None, no_mouse: bool) -> None:
    """Bring AI features under a SOC 2 / ISO 27001 programme: assess controls, keep proof, hand over a workbook."""
    if at is not None:
        _look_back(at, context.invoked_subcommand)
    if context.invoked_subcommand is None:
        _open_app(context, mouse=not no_mouse)


def _look_back(at: str, noun: str | None) -> None:
    """The desk is opened as it stood.

    Raises:
        BadInput: for an empty text.
        Refused: for a command that is not about what a desk holds.
    """
    if not at.strip():
        raise BadInput("--at: no moment is named", hint="write a day as 2026-01-31, or the position of an entry as 412")
    if noun in OF_TODAY:
        raise Refused(f"{noun} works on the desk of today, not as it stood", hint="leave --at out")
    run = current()
    run.at, run.say, run.progress = at, tell.say, tell.progress("entries read:")


def _open_app(context: click.Context, *, mouse: bool) -> None:
    """The terminal app on a terminal; elsewhere the help, on stderr, as an error."""
    if not has_terminal():
        click.echo(context.get_help(), err=True)
        context.exit(USAGE)
    from grcdesk.paths import locate_desk  # noqa: PLC0415

    said = current()
    context.exit(open_app(locate_desk(said.desk), mouse=mouse, at=said.at or "", engagement=said.engagement or ""))


def call(arguments: list[str]) -> int:
    """Run one command line and return its exit code. Errors are told on stderr."""
    run = Invocation()
    try:
        with root.make_context("grcdesk", arguments, obj=run) as context:
            root.invoke(context)
        if run.beyond:
            tell.say(f"{run.beyond} stored dates or numbers lie out of bounds, read as the nearest within: see doctor")
    except click.exceptions.Exit as done:
        return _looked(run, done.exit_code)
    except click.UsageError as error:
        _usage(error)
        return USAGE
    except DeskError as error:
        tell.problem(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort, EOFError):
        tell.say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        found = _explained(error, run)
        if found is None:
            raise
        tell.problem(found)
        return found.exit_code
    return _looked(run, 0)


def _looked(run: Invocation, code: int) -> int:
    """The exit code, once it was told which records could not be read as they are stored."""
    if run.store is not None:
        for notice in run.store.notices:
            tell.say(notice)
    damage = run.store.damage() if run.store is not None else None
    if damage is None:
        return code
    tell.problem(damage)
    return damage.exit_code


def _explained(error: Exception, run: Invocation) -> DeskError | None:
    """The error as one a person can act on, when it is not a bug. One of stdout has no file, and goes further up."""
    if run.store is None or (isinstance(error, OSError) and error.filename is None):
        return None
    from grcdesk.services.desk.failing import explained  # noqa: PLC0415  only when something failed

    return explained(error, run.store)


def main() -> None:
    """Run the program and leave with its exit code."""
    safe_streams()
    try:
        if COMPLETE in os.environ:
            from click.shell_completion import shell_complete  # noqa: PLC0415  only while the shell completes

            sys.exit(shell_complete(root, {"obj": Invocation()}, "grcdesk", COMPLETE, os.environ[COMPLETE]))
        code = call(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader has enough; what the command did is done
        _drop_stdout()
        code = 0
    except Exception as error:  # noqa: BLE001  the one net of the command line
        if isinstance(error, OSError) and error.errno is not None:  # stdout, as it is emptied
            _drop_stdout()
            tell.problem(Unwritable.of(f"cannot write or read {error.filename or 'stdout'}", error))
            code = Unwritable.exit_code
        else:
            tell.crash(error)
            code = BUG
    sys.exit(code)


def _drop_stdout() -> None:
    """What is left in the buffer goes nowhere, so that leaving does not fail over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.UsageError) -> None:
    """Click's message as our line, and where to read how it is done."""
    if error.ctx is not None and isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help(), err=True)  # a noun without a verb: what it can do, in its lines
        return
    near = getattr(error, "possibilities", None)
    message = error.message if near else error.format_message()
    path = error.ctx.command_path if error.ctx else "grcdesk"
    message = message[:1].lower() + message[1:].rstrip(".")
    tell.say(message)
    if isinstance(error, click.NoSuchOption) and error.option_name == "--at":
        tell.say("write it before the noun: grcdesk --at 2026-03-31 controls list")
        return
    tell.say(f"did you mean {' or '.join(near)}?" if near else f"{path} --help shows how")
