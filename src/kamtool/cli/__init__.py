"""The command line: one file a command, the table of commands, and the one boundary where errors become exit codes."""
