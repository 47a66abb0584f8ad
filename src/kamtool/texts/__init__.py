"""Every sentence and every word for people, in two languages: TOML files, and the way from a key to a sentence."""
