"""Blocks and results become text: for a terminal, for a pipe, as Markdown, CSV and JSON."""
