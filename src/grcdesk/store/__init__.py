"""The only room that knows the database: engine, unit of work, journal, undo, filters as SQL, vault, migrations."""
