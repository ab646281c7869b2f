"""`grcdesk export DOCUMENT`: a command for each document of the list."""

from __future__ import annotations

from typing import Any

import click

from grcdesk.cli.exports.options import DocumentOptions, document_options, said_option, summary, write_document
from grcdesk.cli.frame.group import verb
from grcdesk.cli.frame.kinds import TermKind
from grcdesk.cli.frame.run import complete
from grcdesk.terms.documents import DOCUMENTS, About, DocumentName
from grcdesk.terms.soa import SoaFramework

_EXAMPLES: dict[DocumentName, tuple[str, ...]] = {
    DocumentName.BOARD_SUMMARY: (
        "grcdesk export board-summary -o board.docx --decision 'Agree that the period starts on 2027-02-01'",
        "grcdesk export board-summary --template house.dotx --pdf",
    ),
    DocumentName.GAP_REPORT: ("grcdesk export gap-report -o gap.docx", "grcdesk export gap-report -o gap.pdf"),
    DocumentName.VENDOR_MEMO: (
        "grcdesk export vendor-memo 'Example Models' -o memo.docx",
        "grcdesk export vendor-memo VEN-1 --as-of 2026-11-21 --force",
    ),
    DocumentName.ACCESS_REVIEW_MEMO: ("grcdesk export access-review-memo AR-1 -o memo.docx",),
    DocumentName.SOA: ("grcdesk export soa iso27001 -o soa.docx",),
    DocumentName.EVIDENCE_INDEX: ("grcdesk export evidence-index -o index.docx",),
    DocumentName.SYSTEM_DESCRIPTION: ("grcdesk export system-description -o section.docx",),
    DocumentName.RESPONSE_LETTER: (
        "grcdesk export response-letter -o letter.docx --signer 'Mara Roy' --role 'Chief executive'",
    ),
}


def _argument(about: About) -> click.Argument | None:
    if about is About.ENGAGEMENT:
        return None
    if about is About.FRAMEWORK:
        return click.Argument(["about"], metavar="[FRAMEWORK]", required=False, type=TermKind(SoaFramework))
    return click.Argument(["about"], metavar=about.value.upper(), required=True, shell_complete=complete(about.value))


def command(which: DocumentName) -> click.Command:
    """The command that writes one document."""
    kind = DOCUMENTS[which]

    def write(*, options: DocumentOptions, about: str | None = None, **said: Any) -> None:
        write_document(which, about or "", options, **said)

    write.__doc__ = summary(which)
    made = document_options(write)
    if kind.assessment:
        made = click.option("--final", is_flag=True, help="Call it final: refused while anything stands against that.")(
            made
        )
    for field in reversed(kind.said):
        made = said_option(field)(made)
    done: click.Command = verb(which.value, *_EXAMPLES[which])(made)
    argument = _argument(kind.about)
    if argument is not None:
        done.params.insert(0, argument)
    return done


def add_to(noun: click.Group) -> None:
    """All of them."""
    for which in DOCUMENTS:
        noun.add_command(command(which))
