"""Everything that knows SQLite and its driver. Others ask `store.database`; to complete a word, `store.peek`."""
