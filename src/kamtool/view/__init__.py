"""What a person reads: results and texts become blocks; no layout, no colour codes, no files."""
