"""Method packs: other schools' questions as data, one file each, and their reader."""
