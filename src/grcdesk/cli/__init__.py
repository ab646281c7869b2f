"""The command line: one folder a noun; `frame.tell` owns stderr, `frame.output` stdout, `main` exit codes."""
