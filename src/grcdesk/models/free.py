"""Which columns hold free text: what somebody typed or a file brought, and may one day have to be erased.

Every text is taken for free unless it stands here. A free text never enters the change log: the log names it by a
salted hash, and the text is kept aside, where it can be erased.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Table, Text

from grcdesk.models.base import WordList

_HASHES = "sha256 source_sha256 rows_sha256 population_sha256 keys_sha256 items_sha256 digest"
_RECORDS = (
    "about agreement campaign catalog control controls criterion document drafted_from engagement evidence feature "
    "finding follows framework frameworks incident parent population proofs reconciliation record remediation "
    "replaced_by request review sample snapshot supersedes test vendor walkthrough"
)
_CODES = "categories for_slot importer integrity kept kind of_check ref result since slot until zone"
PLAIN = frozenset(f"{_HASHES} {_RECORDS} {_CODES}".split())
"""Columns of any table that hold hashes, ids of records, or words the program itself chooses."""
TYPED = frozenset(
    {"agreement.feature", "feature_model.vendor", "model_card.vendor", "package_item.result", "request.ref"}
)
"""As `table.column`: named like an id, but typed."""
_MADE = (
    "account.flags account.from_file account.system account_list.system campaign.holidays campaign_system.proof "
    "check_limit.bound check_limit.warn check_word.meaning request_word.meaning request_word.what "
    "request_list.meaning quiet_statement.weekdays calendar_event.alarms engagement.parameters engagement.plan "
    "test_run.parameters population.columns population.key_column population.key_source feature.data_classes "
    "feature.invokers soa_entry.reasons deviation.found_in deviation.gone_since check_parameter.default "
    "import_report.released test_attribute.over test_attribute.check test_attribute.rest test_attribute.without "
    "auditor_cell.tab auditor_cell.header"
)
MADE = frozenset(_MADE.split())
"""As `table.column`: words, days and numbers that the program reads again, and SQL of catalogs."""
_PLACE = "inspected_at"
"""Ends like a time, but says where."""
OLD = {
    "assessment": frozenset({"note"}),
    "evidence": frozenset({"note"}),
    "incident": frozenset({"happened", "root_cause", "lessons"}),
    "incident_mark": frozenset({"note"}),
}
"""What lines of the first format keep aside. Never changes: their other columns hold the texts themselves."""


def is_free(table: str, column: str) -> bool:
    """Whether a text column of that name holds free text."""
    time = column.endswith("_at") and column != _PLACE
    name = f"{table}.{column}"
    # a column nobody thought of is free: too much is kept out of the log rather than too little
    return name in TYPED or not (time or column in PLAIN or name in MADE)


@cache
def free_columns(table: Table) -> frozenset[str]:
    """The columns of a table that hold free text."""
    return frozenset(
        column.name
        for column in table.columns
        if not column.primary_key and type(column.type) in (Text, WordList) and is_free(table.name, column.name)
    )
