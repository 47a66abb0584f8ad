"""How much was found, in words."""

from __future__ import annotations

from kamtool.analysis.overview import Counts
from kamtool.texts.lookup import Texts


def counts(found: Counts, texts: Texts) -> str:
    """``1 error, 3 warnings``; what is zero is left out."""
    numbers = (("errors", found.errors), ("warnings", found.warnings), ("hints", found.questions))
    return texts.join(
        texts(f"check.{word}_one") if count == 1 else texts(f"check.{word}", count=count)
        for word, count in numbers
        if count
    )
