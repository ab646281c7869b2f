"""What a check may be made of: kinds of nodes, and of each the parts it may have. Everything else is refused.

The subset gives the same rows on DuckDB, SQLite, PostgreSQL and Spark. Only `validate` loads this file, when there is
something to read: the parser takes a tenth of a second.
"""

from __future__ import annotations

import re

from sqlglot import exp

_TWO = "this expression"
_PARTS: dict[str, str] = {
    # statements
    "Select": "expressions from_ joins where group having order distinct with_",
    "Union": "this expression distinct with_ order",
    "Intersect": "this expression distinct with_ order",
    "Except": "this expression distinct with_ order",
    "Subquery": "this alias",
    "With": "expressions",
    "CTE": "this alias",
    "From": "this",
    "Join": "this on side kind",
    "Where": "this",
    "Group": "expressions",
    "Having": "this",
    "Order": "expressions",
    "Ordered": "this desc nulls_first",
    "Distinct": "expressions",
    "Table": "this alias",
    "TableAlias": "this",
    "Alias": "this alias",
    # names and values
    "Column": "this table",
    "Identifier": "this quoted",
    "Star": "",
    "Literal": "this is_string",
    "Null": "",
    "Boolean": "this",
    "Placeholder": "this",
    "Paren": "this",
    "Tuple": "expressions",
    "Var": "this",
    # conditions
    **dict.fromkeys(["And", "Or", "EQ", "NEQ", "LT", "LTE", "GT", "GTE", "Is"], _TWO),
    "Not": "this",
    "In": "this expressions query",
    "Between": "this low high",
    "Exists": "this",
    # values computed
    **dict.fromkeys(["Add", "Sub", "Mul", "Nullif"], _TWO),
    **dict.fromkeys(["Neg", "Abs", "Length", "Trim", "Sum", "Min", "Max"], "this"),
    "Case": "this ifs default",
    "If": "this true",
    "Coalesce": "this expressions",
    "Cast": "this to",
    "DataType": "this expressions nested",
    "DataTypeParam": "this",
    "Count": "this big_int",
    "DateDiff": "this expression unit date_part_boundary",
    # windows
    "Window": "this partition_by order spec over",
    "WindowSpec": "kind start start_side end end_side",
    "RowNumber": "",
    "Lag": "this offset default",
    "Lead": "this offset default",
}
ALLOWED: dict[type[exp.Expr], frozenset[str]] = {
    getattr(exp, name): frozenset(parts.split()) for name, parts in _PARTS.items()
}
"""Kind of node → the parts it may have."""
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,18})?")
LONG_TEXT = 1000
"""Characters of a text within a check."""
CASTS = {
    "DATE": "DATE",
    "TIMESTAMP": "TIMESTAMP",
    "TIMESTAMPNTZ": "TIMESTAMP",
    "INT": "INT",
    "BIGINT": "BIGINT",
    "DECIMAL": "DECIMAL",
    "TEXT": "TEXT",
    "VARCHAR": "TEXT",
}
"""Types a check may cast to, as the parser calls them, and as they are written."""
FRAMES = frozenset({"ROWS", "UNBOUNDED", "CURRENT ROW", "PRECEDING", "FOLLOWING"})
"""What may bound a window."""
IN_WINDOWS: tuple[type[exp.Expr], ...] = (exp.RowNumber, exp.Lag, exp.Lead, exp.Count, exp.Sum, exp.Min, exp.Max)
ORDERED: tuple[type[exp.Expr], ...] = (exp.RowNumber, exp.Lag, exp.Lead)
"""Functions that mean nothing without an order."""
SAID = {
    "limit": "LIMIT",
    "offset": "OFFSET",
    "into": "INTO",
    "qualify": "QUALIFY",
    "windows": "WINDOW",
    "sample": "SAMPLE",
    "locks": "FOR UPDATE",
    "laterals": "LATERAL",
    "pivots": "PIVOT",
    "using": "USING",
    "db": "a schema before a name",
    "catalog": "a database before a name",
    "version": "AT",
    "when": "AT",
    "recursive": "RECURSIVE",
    "materialized": "MATERIALIZED",
    "columns": "columns behind a table's alias",
    "cube": "CUBE",
    "rollup": "ROLLUP",
    "grouping_sets": "GROUPING SETS",
    "all": "ALL",
    "field": "IN without brackets",
}
"""How a part that is refused is called where its name alone says little."""
CURES = {
    "limit": "leave it out: every deviation counts",
    "offset": "leave it out: every deviation counts",
    "recursive": "write the steps out; days of the period are in period_days(day)",
    "using": "write ON",
    "Like": "compare whole values: = or IN",
    "ILike": "compare whole values: = or IN",
    "Lower": "compare whole values: = or IN",
    "Upper": "compare whole values: = or IN",
    "Div": "multiply the other side instead",
    "Avg": "compare SUM(x) with a number times COUNT(*)",
    "Interval": "DATE_DIFF('second', CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP)) counts seconds",
    "CurrentTimestamp": "use :period_end or :as_of",
    "CurrentDate": "use :as_of",
    "Concat": "hand the values back as columns of their own",
    "DPipe": "hand the values back as columns of their own",
    "TryCast": "write CAST",
    "RANGE": "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
    "GROUPS": "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW",
    "false": "CASE WHEN … THEN … ELSE … END",
}
"""What to write instead, by the part, the kind of node or the word that is refused."""
