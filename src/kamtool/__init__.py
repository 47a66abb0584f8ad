"""Key account management as plain text: plan files, read, checked and shown."""

__version__ = "0.1.0"
