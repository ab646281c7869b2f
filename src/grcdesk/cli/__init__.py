"""The command line: one file per noun; `tell` owns stderr, `output` owns stdout, `main` owns exit codes."""
