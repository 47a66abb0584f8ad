"""What CI systems read: one module a format, each from the same diagnostics in words."""
