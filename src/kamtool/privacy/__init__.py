"""What a plan says of people: pseudonyms for sharing it, one person's data to hand out, and its erasure."""
