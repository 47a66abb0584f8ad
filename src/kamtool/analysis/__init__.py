"""What a plan tells: pure functions from a plan (and a day) to frozen results; no clock, no files, no sentences."""
