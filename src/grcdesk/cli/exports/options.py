"""Options that every document takes, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grcdesk.cli.frame.answer import file_to_stdout, refuse_both, show_file
from grcdesk.cli.frame.kinds import DAY, as_json
from grcdesk.cli.frame.run import complete, opened, unlogged
from grcdesk.terms.documents import DOCUMENTS, DocumentName, Paper, SaidField, SaidKind

if TYPE_CHECKING:
    from grcdesk.schemas.outcomes import FileOutcome

Function = TypeVar("Function", bound=Callable[..., Any])
_PDF = ".pdf"


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """What was said of a document on the command line."""

    file: str | None
    as_of: date | None
    force: bool
    template: Path | None
    pdf: bool
    paper: Paper | None
    as_json: bool


def document_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """-o, --as-of, --force, --template, --pdf, --paper and --json; the command gets them as `options`."""

    @wraps(function)
    def given(*, paper: str | None, template: Path | None, **said: Any) -> Any:
        own = {name: said.pop(name) for name in ("file", "as_of", "force", "pdf", "as_json")}
        options = DocumentOptions(template=template, paper=Paper(paper) if paper else None, **own)
        return function(options=options, **said)

    for option in reversed(
        (
            click.option(
                "-o",
                "--output",
                "file",
                metavar="FILE",
                help="Where to; - is stdout; one that ends in .pdf is a PDF alone. Default: the desk's exports folder.",
            ),
            click.option(
                "--as-of",
                metavar="DATE",
                type=DAY,
                help="The day dates are judged on; default: today. For the records of then: grcdesk --at.",
            ),
            click.option("--force", is_flag=True, help="Replace an existing file."),
            click.option(
                "--template",
                metavar="FILE",
                type=click.Path(path_type=Path),
                help="A .docx or .dotx of your house: its logo, fonts, styles and header are kept.",
            ),
            click.option("--pdf", is_flag=True, help="A PDF beside it, where LibreOffice is installed."),
            click.option(
                "--paper",
                type=click.Choice([str(one) for one in Paper]),
                help="Size of the page; default: the setting `paper`.",
            ),
            unlogged,
            as_json,
        )
    ):
        given = option(given)
    return given


def said_option(field: SaidField) -> Callable[[Function], Function]:
    """What is asked for one document alone."""
    kinds: dict[SaidKind, Any] = {SaidKind.DAY: DAY}
    metavars = {SaidKind.DAY: "DATE", SaidKind.PERSON: "NAME"}
    offers = complete("person") if field.kind is SaidKind.PERSON else None
    return click.option(
        f"--{field.name}",
        metavar=metavars.get(field.kind, "TEXT"),
        type=kinds.get(field.kind),
        shell_complete=offers,
        help=field.hint[:1].upper() + field.hint[1:] + ".",
    )


def write_document(
    which: DocumentName, about: str, options: DocumentOptions, *, final: bool = False, **said: Any
) -> None:
    """Write it and say so, or hand its bytes to standard output."""
    told = {name: "" if value is None else str(value) for name, value in said.items()}
    refuse_both(options.file, as_json=options.as_json)
    with opened() as desk:

        def write(path: Path | None, *, force: bool = False, pdf: bool = False) -> FileOutcome:
            return desk.documents.write(
                which,
                path,
                about=about,
                as_of=options.as_of,
                force=force,
                template=options.template,
                paper=options.paper,
                pdf=pdf,
                final=final,
                said=told,
            )

        if options.file == "-":
            file_to_stdout(write, f"{which}{_PDF if options.pdf else '.docx'}")
            return
        done = write(Path(options.file) if options.file else None, force=options.force, pdf=options.pdf)
    show_file(done, as_json=options.as_json)


def summary(which: DocumentName) -> str:
    """The help of its command."""
    return f"{DOCUMENTS[which].title}, as Word or PDF. {DOCUMENTS[which].told}."
