"""One line about a contact with the customer, read by a closed grammar (docs/logging.md)."""
