"""The one filter language of lists, `--where` and saved views.

```
status:missing,partial  tsc:CC6  -owner:none  due:<30d  evidence:none  is:overdue  "model change"  sort:due,-status
```
`field:value[,value]` any of · a leading `-` not · `<` `<=` `>` `>=` `a..b` for dates and counts · `none` and `any` ·
bare words and quoted phrases search the text · all terms must hold.
"""

from __future__ import annotations

from grcdesk.rules.filters.complete import complete, last_word
from grcdesk.rules.filters.match import Getter, arrange, fold, item_within, match
from grcdesk.rules.filters.parse import parse
from grcdesk.rules.filters.tree import (
    Anything,
    Between,
    Compare,
    Equals,
    Filter,
    FilterError,
    FilterTerm,
    Nothing,
    Sort,
    Test,
    unparse,
)

__all__ = [
    "Anything",
    "Between",
    "Compare",
    "Equals",
    "Filter",
    "FilterError",
    "FilterTerm",
    "Getter",
    "Nothing",
    "Sort",
    "Test",
    "arrange",
    "complete",
    "fold",
    "item_within",
    "last_word",
    "match",
    "parse",
    "unparse",
]
