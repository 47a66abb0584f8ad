"""Plan files to diagnostics: load, run the rules, locate, silence, sort."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatch
from functools import lru_cache
from typing import NamedTuple

from kamtool.analysis.portfolio import entry, facts_of
from kamtool.analysis.upto import Stood, upto
from kamtool.canon import other_words
from kamtool.diagnostic import FAMILIES, Diagnostic, Severity, is_broken
from kamtool.load import Loaded, load_bytes, unread
from kamtool.rules import CATALOGUE, PORTFOLIO, RULES, Rule
from kamtool.rules.limits import Limits
from kamtool.rules.notice import gate, gated
from kamtool.rules.rule import DEFAULTS, OUR_WORDS, WORDS, Case, Profile
from kamtool.rules.words import Words
from kamtool.source.digest import digest
from kamtool.source.node import locate, mark_of
from kamtool.source.read import Unreadable, read_bytes

PARALLEL_FROM, LARGEST_PART = 200, 250  # files
STDIN = "-"


class UnknownSelector(Exception):
    """A code or family that selects nothing; carries what was given and what was probably meant."""

    def __init__(self, given: str, near: str) -> None:
        super().__init__(given)
        self.given = given
        self.near = near


class Checked(NamedTuple):
    """What one file gave; *mark* is the digest of what was read, empty when nothing could be.

    *facts* are what the rules over all plans need of it (``kamtool.analysis.portfolio``), when they were asked for.
    """

    file: str
    diagnostics: tuple[Diagnostic, ...]
    silenced: int = 0
    mark: bytes = b""
    facts: bytes = b""


# Codes of the loader and of the suppression comments; the rest are the rules'.
PROFILES: tuple[Profile, ...] = ("basic", "standard", "strict")
PROFILE_OF: Mapping[str, Profile] = {**{one.code: one.profile for one in CATALOGUE}, "KAM018": "strict"}
FILE_CODES = tuple(f"KAM{number:03}" for number in (*range(1, 15), 16, 17, 18))
ALL_CODES = frozenset((*FILE_CODES, *(one.code for one in CATALOGUE)))
TOGETHER = frozenset(one.code for one in PORTFOLIO)  # found by a second pass over all plans


class Selection(NamedTuple):
    """Which rules run and how serious they are: a profile, then *select* and *ignore* (beginnings of codes).

    *severities* are pairs of a beginning of codes and the severity its findings get, ``None`` for off; the last that
    fits holds. *overrides* do the same for the files whose absolute path a pattern fits.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile = "standard"
    severities: tuple[tuple[str, Severity | None], ...] = ()
    limits: Limits = DEFAULTS
    words: Words = OUR_WORDS
    overrides: tuple[tuple[str, Selection], ...] = ()

    def has(self, code: str) -> bool:
        """Whether to report *code*; what keeps a file from being read is always reported."""
        if is_broken(code):
            return True
        if (self.ignore and code.startswith(self.ignore)) or self.severity(code, Severity.ERROR) is None:
            return False
        if self.select:
            return code.startswith(self.select)
        return PROFILES.index(PROFILE_OF.get(code, "basic")) <= PROFILES.index(self.profile)

    def severity(self, code: str, own: Severity) -> Severity | None:
        """The severity of a finding that has *own*; ``None`` when its rule is off."""
        return next((given for start, given in reversed(self.severities) if code.startswith(start)), own)

    def for_file(self, file: str) -> Selection:
        """What holds for one file."""
        found, place = self, os.path.abspath(file) if self.overrides else ""
        for pattern, more in self.overrides:
            if fnmatch(place, pattern):
                ignore, severities = (*found.ignore, *more.ignore), (*found.severities, *more.severities)
                found = found._replace(ignore=ignore, severities=severities)
        return found


def selection(select: Iterable[str], ignore: Iterable[str]) -> Selection:
    """Selectors as people write them: ``KAM102``, ``KAM1``, ``people``. Raises UnknownSelector."""
    return Selection(tuple(map(prefix, select)), tuple(map(prefix, ignore)))


def prefix(word: str) -> str:
    """The beginning of the codes that a selector means."""
    by_name = {name: f"KAM{digit}" for digit, name in FAMILIES.items()} | {one.name: one.code for one in CATALOGUE}
    found = by_name.get(word.strip().casefold(), word.strip().upper())
    codes = [*FILE_CODES, *(one.code for one in CATALOGUE)]
    if found.startswith("KAM") and any(code.startswith(found) for code in codes):
        return found
    near = get_close_matches(word.casefold(), [*by_name, *(code.casefold() for code in codes)], n=1)
    raise UnknownSelector(word, near[0].upper() if near and near[0].startswith("kam") else "".join(near))


@lru_cache(maxsize=32)
def reported(chosen: Selection) -> frozenset[str]:
    """The codes a selection reports, worked out once for all files."""
    return frozenset(code for code in (*FILE_CODES, *PROFILE_OF) if chosen.has(code))


def asked(chosen: Selection) -> bool:
    """Whether any rule over all plans is chosen."""
    return not TOGETHER.isdisjoint(reported(chosen))


def check_loaded(loaded: Loaded, as_of: dt.date, chosen: Selection, rules: Sequence[Rule] = RULES) -> Checked:
    """What there is to say of a loaded file on that day."""
    found = list(loaded.diagnostics)
    chosen = chosen.for_file(loaded.file)
    codes = reported(chosen)
    if loaded.plan is not None:
        stood, text = upto(loaded.plan, as_of), loaded.source.text
        case = Case(stood.plan, as_of, text, chosen.limits, chosen.words)
        whole = case if stood.plan is loaded.plan else Case(loaded.plan, as_of, text, chosen.limits, chosen.words)
        for rule in rules:
            if rule.code in codes:
                found += run(rule, whole, loaded, Stood(loaded.plan)) if rule.whole else run(rule, case, loaded, stood)
        if whole.bribery or whole.tender:
            found = quiet(found, whole, loaded)
    if "KAM018" in codes:
        found += other_words(loaded)
    left, silenced = unsilenced(found, loaded, as_of, chosen)
    shown = [finished(one, chosen, loaded) for one in left if one.code in codes]
    return Checked(loaded.file, tuple(sorted(shown, key=lambda one: one.key)), silenced)


def quiet(found: Iterable[Diagnostic], case: Case, loaded: Loaded) -> list[Diagnostic]:
    """The diagnostics without a word of bribery or of a tender's secrets: in no sentence and in no source line."""
    spans = [locate(loaded.root, path) for path, _ in (*case.bribery, *case.tender)]
    lines = {line for span in spans for line in range(span.line, span.end_line + 1)}
    patterns = (case.words.bribery.search, case.words.tender.search)

    def said(value: object) -> object:
        if isinstance(value, list | tuple):
            return [said(one) for one in value]
        return "…" if isinstance(value, str) and any(one.search(value) for one in patterns) else value

    return [
        one._replace(hide=one.hide or one.span.line in lines, params={key: said(v) for key, v in one.params.items()})
        for one in found
    ]


def unsilenced(
    found: list[Diagnostic], loaded: Loaded, as_of: dt.date, chosen: Selection
) -> tuple[list[Diagnostic], int]:
    """The findings that no comment of the file silences, and how many one did."""
    if loaded.root is None or "ignore" not in loaded.source.text:
        return found, 0
    from kamtool.source.suppress import apply, suppressions  # few files have such comments

    def ran(code: str) -> bool:
        return is_broken(code) or (loaded.plan is not None and chosen.has(code) and code not in TOGETHER)

    comments = suppressions(loaded.source.text, loaded.root)
    return apply(found, comments, loaded.file, as_of, ran, ALL_CODES) if comments else (found, 0)


def finished(found: Diagnostic, chosen: Selection, loaded: Loaded) -> Diagnostic:
    """A diagnostic with the severity the team gave it and its name by ids."""
    given = None if is_broken(found.code) else chosen.severity(found.code, found.severity)
    severity = given or found.severity
    place = mark_of(loaded.root, found.path) if found.path else str(sorted(found.params.items()))
    name = f"{loaded.id}:{found.code}:{found.variant}"
    of = tuple(sorted({f"{name}:{one}" for one in found.of}))
    return found._replace(severity=severity, mark=f"{name}:{place}", of=of)


def run(rule: Rule, case: Case, loaded: Loaded, stood: Stood) -> Iterator[Diagnostic]:
    """One rule's findings at their places in the file."""
    for found in rule.check(case):
        path = stood.path(found.path)
        bound = gate(rule.code, path, case.noticed)
        yield Diagnostic(
            rule.code,
            gated(rule.severity if found.severity is None else found.severity, bound),
            loaded.file,
            locate(loaded.root, path, found.on_key),
            path,
            found.params,
            found.variant,
            hide=found.variant == WORDS,
            confidence=rule.sure(found.variant),
            of=tuple(mark_of(loaded.root, stood.path(one)) for one in found.of),
            gate=bound,
        )


def check_files(files: Sequence[str], as_of: dt.date, chosen: Selection, together: bool = False) -> list[Checked]:
    """Check files one after the other, or on two processes when there are many; in the order given.

    With *together* each result has what the rules over all plans need.
    """
    if len(files) < PARALLEL_FROM or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return check_some(files, as_of, chosen, together)
    import multiprocessing

    workers = min(os.cpu_count() or 1, 8)
    size = min(LARGEST_PART, -(-len(files) // (workers * 16)))  # the last ones to finish should not be long alone
    parts = [(files[at : at + size], as_of, chosen, together) for at in range(0, len(files), size)]
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        return [one for some in pool.starmap(check_some, parts) for one in some]


def check_some(files: Sequence[str], as_of: dt.date, chosen: Selection, together: bool = False) -> list[Checked]:
    """Check files in this process. Plans hold no cycles, so the collector has nothing to find among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [check_file(file, as_of, chosen, together) for file in files]
    finally:
        if collecting:
            gc.enable()


def check_file(file: str, as_of: dt.date, chosen: Selection, together: bool = False) -> Checked:
    """Check one file, with a digest of the very bytes that were checked."""
    try:
        raw = read_bytes(file)
    except Unreadable as error:
        return check_loaded(unread(file, error), as_of, chosen)
    loaded = load_bytes(raw, file)
    facts = facts_from(loaded) if together else b""
    return check_loaded(loaded, as_of, chosen)._replace(mark=digest(raw), facts=facts)


def facts_from(loaded: Loaded) -> bytes:
    """What the rules over all plans need of one; nothing of a file that is no plan."""
    return b"" if loaded.plan is None else facts_of(entry(loaded.plan, loaded.id, loaded.file))


def check_text(raw: bytes, as_of: dt.date, chosen: Selection) -> Checked:
    """Check what came on standard input."""
    return check_loaded(load_bytes(raw, STDIN), as_of, chosen)
