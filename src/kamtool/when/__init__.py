"""Dates and periods as people say them, in English and Chinese."""
