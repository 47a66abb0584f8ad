"""What to write when an output's encoding lacks a sign: a look-alike as wide as it, where there is one."""

from __future__ import annotations

# Sign by sign, what may stand for it, best first.
_LOOK_ALIKES: dict[str, str] = {
    **dict.fromkeys("─━╌┄–—−‐‑‒", "-"),
    **dict.fromkeys("│┃┆", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **dict.fromkeys("═≡", "="),
    **dict.fromkeys("╳✕✖⨯", "×x"),
    **dict.fromkeys("█■▉▊▓", "#"),
    **dict.fromkeys("▋▌▍▒▅▆", "="),
    **dict.fromkeys("▁▂", "_"),
    "▃": "-",
    "▇": "#",
    **dict.fromkeys("▎▏░", "-"),
    **dict.fromkeys("□▢", "."),
    **dict.fromkeys("→▶▸►⇒", ">"),
    **dict.fromkeys("←◀◂◄⇐", "<"),
    **dict.fromkeys("↑▲△", "^"),
    **dict.fromkeys("↓▼▽", "v"),
    **dict.fromkeys("●◆★", "*"),
    **dict.fromkeys("○◇☆", "o"),
    **dict.fromkeys("·•‧", "·-"),
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’‚′", "'"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", " "),
    "†": "‡^",
    "✓": "√",
    "✔": "√",
    "✗": "×",
    "✘": "×",
    "×": "x",
    "≈": "~",
    "∞": "8",
}
# Those whose look-alike takes more than one letter; the full-width ones keep their two cells.
_LONGER: dict[str, str] = {
    "…": "...",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "±": "+/-",
    "✓": "[y]",
    "✔": "[y]",
    "√": "[y]",
    "✗": "[n]",
    "✘": "[n]",
    "⇄": "<>",
    "\u3000": "  ",
    **{chr(code + 0xFEE0): f"{chr(code)} " for code in range(0x21, 0x7F)},
    **dict(zip("，。、；：？！", (", ", ". ", ", ", "; ", ": ", "? ", "! "), strict=True)),
    **dict(zip("（《「『【〈", (" (", " <", ' "', ' "', " [", " <"), strict=True)),
    **dict(zip("）》」』】〉", (") ", "> ", '" ', '" ', "] ", "> "), strict=True)),
}


def fit(text: str, encoding: str) -> str:
    """*text* as a stream of this *encoding* can carry it; what has no look-alike becomes a backslash escape."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fit_sign(sign, encoding) for sign in text)
    except LookupError:
        return fit(text, "ascii")
    return text


def _fit_sign(sign: str, encoding: str) -> str:
    candidates: list[str] = [sign, *_LOOK_ALIKES.get(sign, ""), _LONGER.get(sign, sign)]
    for candidate in candidates:
        if _carries(encoding, candidate):
            return candidate
    return str(sign.encode("ascii", "backslashreplace"), "ascii")


def _carries(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
