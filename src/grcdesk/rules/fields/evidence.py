"""What artefacts can be filtered and sorted by."""

from __future__ import annotations

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.terms import CollectorMethod, Confidentiality, EvidenceKind

EVIDENCE_FIELDS = registry(
    Field("id", FieldKind.TEXT, "ID", 8, 0, help="evidence id"),
    Field("title", FieldKind.TEXT, "Title", 26, 1, aliases=("name",), help="words of the title"),
    Field("kind", FieldKind.ENUM, "Kind", 15, 2, words(EvidenceKind), help="what it is: report, log_export"),
    Field("dated", FieldKind.DATE, "Dated", 10, 1, aliases=("date", "day"), help="the last day it shows"),
    Field("from", FieldKind.DATE, "From", 10, 9, aliases=("first",), help="the first day it shows"),
    Field("performed", FieldKind.DATE, "Performed", 10, 10, aliases=("performed_on",), help="when the work was done"),
    Field("collected", FieldKind.DATE, "Collected", 10, 11, help="day it was taken from its source, in UTC"),
    Field("valid", FieldKind.DATE, "Valid to", 10, 8, aliases=("valid_until",), help="until when it is valid"),
    Field("control", FieldKind.LIST, "Controls", 11, 3, aliases=("controls",), help="controls it stands behind"),
    Field("test", FieldKind.LIST, "Tests", 13, 12, aliases=("tests",), help="tests it answers"),
    Field("vendor", FieldKind.LIST, "Vendor", 8, 12, aliases=("vendors",), help="vendors whose file it belongs to"),
    Field("source", FieldKind.TEXT, "Source", 18, 4, help="where it comes from"),
    Field("query", FieldKind.TEXT, "Query", 18, 13, help="how it was drawn from there"),
    Field("file", FieldKind.TEXT, "File", 18, 6, aliases=("link", "url"), help="name of its file, or its link"),
    Field("slot", FieldKind.TEXT, "Slot", 22, 14, help="the slot it is for"),
    Field("method", FieldKind.ENUM, "Method", 10, 15, words(CollectorMethod), help="how it was taken, strongest first"),
    Field(
        "confidentiality",
        FieldKind.ENUM,
        "For",
        8,
        16,
        words(Confidentiality),
        aliases=("label",),
        help="who may be handed it",
    ),
    Field("by", FieldKind.TEXT, "By", 12, 17, aliases=("collected_by",), help="who took, provided or checked it"),
    Field("importer", FieldKind.TEXT, "Importer", 10, 18, help="the importer that read it"),
    Field("result", FieldKind.TEXT, "Result", 11, 5, help="of a run: passed, failed, not counted"),
    Field("size", FieldKind.COUNT, "Size", 8, 7, help="bytes"),
    Field("sha", FieldKind.TEXT, "SHA-256", 8, 19, aliases=("sha256", "hash"), help="hash of its bytes"),
    Field(
        "is",
        FieldKind.FLAG,
        "Is",
        words=(
            ("unplaced", "open"),
            ("placed",),
            ("stale", "old"),
            ("rejected",),
            ("superseded",),
            ("population",),
            ("interim",),
            ("unpreserved", "linked"),
            ("damaged", "broken"),
            ("erased",),
            ("stated",),
        ),
        help="unplaced: behind no control and in no vendor's file; stale: past its valid-until, or of more than a "
        "year ago; interim: a population that lacks what makes it final; unpreserved: a link; damaged: its bytes were "
        "modified or missing when they were last looked at; erased: a person erased its file; stated: "
        "shows a run on a person's word",
    ),
    Field(
        "text",
        FieldKind.TEXT,
        "Text",
        aliases=("search",),
        help="what the list shows, file, link or query (bare words)",
    ),
)
"""Fields of an artefact."""
