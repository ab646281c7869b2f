"""What the accounts of an access review can be filtered and sorted by."""

from __future__ import annotations

from grcdesk.rules.filters.fields import Field, FieldKind, registry, words
from grcdesk.terms.reviews import AccountFlag, AccountKind, Decision, Verified

STATES = (
    "undecided", "decided", "missing", "unproven", "self", "unauthorised", "admin", "inactive", "mine",
    *(flag.value for flag in AccountFlag),
)  # fmt: skip
ACCOUNT_FIELDS = registry(
    Field("system", FieldKind.TEXT, "System", 13, 2, help="the system it belongs to"),
    Field("account", FieldKind.TEXT, "Account", 18, 0, aliases=("id",), help="its id"),
    Field("person", FieldKind.TEXT, "Person", 14, 3, help="whose it is, as the list says"),
    Field("mail", FieldKind.TEXT, "Mail", 18, 9, help="mail address"),
    Field("role", FieldKind.TEXT, "Role", 12, 4, help="role or rights, as the list words them"),
    Field("kind", FieldKind.ENUM, "Kind", 8, 7, words(AccountKind), help="person, guest, service, api_key, tool, root"),
    Field("used", FieldKind.DATE, "Last used", 10, 5, aliases=("last_used",), help="when it was last used"),
    Field("decision", FieldKind.ENUM, "Decision", 10, 0, words(Decision), help="keep, revoke, modify; none: open"),
    Field("decided", FieldKind.DATE, "Decided", 10, 8, help="when it was decided"),
    Field("assigned", FieldKind.TEXT, "To decide", 12, 8, help="who is to decide"),
    Field("reviewer", FieldKind.TEXT, "Reviewer", 12, 8, help="who decided"),
    Field("reason", FieldKind.TEXT, "Reason", 22, 6, help="why"),
    Field("ticket", FieldKind.TEXT, "Ticket", 10, 8, help="ticket of the removal"),
    Field("done", FieldKind.DATE, "Done", 10, 8, help="when the removal was done"),
    Field("proof", FieldKind.ENUM, "Proof", 10, 7, words(Verified), help="what the later list shows"),
    Field("is", FieldKind.FLAG, "Is", words=tuple((state,) for state in STATES), help="what stands out"),
    Field("text", FieldKind.TEXT, "Text", aliases=("search",), help="what the list shows, mail or ticket (bare words)"),
)
"""Fields of an account under review."""
