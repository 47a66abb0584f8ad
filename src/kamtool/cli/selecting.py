"""What to check by: the team's configuration, and what the call says instead."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from kamtool.analysis.ages import PERSONAL, PERSONAL_DAYS, Kind
from kamtool.check import PROFILES, Selection, UnknownSelector, prefix, selection
from kamtool.cli.errors import UsageError
from kamtool.cli.session import Session
from kamtool.config import Config
from kamtool.diagnostic import Severity
from kamtool.rules.limits import Limits
from kamtool.rules.rule import Profile
from kamtool.rules.words import LISTS, UnknownWord, Words
from kamtool.rules.words import words as changed_words


def choose(session: Session, select: str | None, ignore: str | None, profile: str | None = None) -> Selection:
    """What to check by: the configuration, with the options in place of its own lists. Raises UsageError."""
    own = configured(session.config)
    try:
        asked = selection(words(select or ""), words(ignore or ""))
    except UnknownSelector as error:
        raise UsageError("selector_near" if error.near else "selector", given=error.given, near=error.near) from None
    return own._replace(
        select=own.select if select is None else asked.select,
        ignore=own.ignore if ignore is None else asked.ignore,
        profile=profile_of(profile or session.config.profile),
    )


def configured(config: Config) -> Selection:
    """What the team checks by. Raises UsageError for a rule or a threshold there is not."""
    try:
        return Selection(
            select=tuple(map(prefix, config.select)),
            ignore=tuple(map(prefix, config.ignore)),
            severities=severities(config.severity),
            limits=limits(config),
            words=word_lists(config),
            overrides=tuple(
                (
                    config.pattern(path),
                    Selection(ignore=tuple(map(prefix, one.ignore)), severities=severities(one.severity)),
                )
                for one in config.overrides
                for path in one.paths
            ),
        )
    except UnknownSelector as error:
        raise wrong(config, "selector", error.given, error.near) from None


def wrong(config: Config, kind: str, key: str, near: str) -> UsageError:
    """A setting that names something there is not."""
    return UsageError(f"config_{kind}_near" if near else f"config_{kind}", file=config.place(key), key=key, near=near)


def profile_of(word: str) -> Profile:
    """A profile by its name. Raises UsageError."""
    found = next((one for one in PROFILES if one == word), None)
    if found is None:
        raise UsageError("profile", given=word)
    return found


def severities(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, Severity | None], ...]:
    """Severities by beginnings of codes, ``None`` for off."""
    levels = {one.word: one for one in Severity}
    return tuple((prefix(word), levels.get(level)) for word, level in pairs)


def limits(config: Config) -> Limits:
    """The thresholds, as the team set them. Raises UsageError for one there is not."""
    known = Limits._fields
    for name, _ in config.thresholds:
        if name not in known:
            raise wrong(config, "threshold", name, "".join(get_close_matches(name, known, n=1)))
    found = Limits(**dict(config.thresholds))
    set_here = {name for name, _ in config.thresholds}
    for warn in (name for name in known if name.endswith("_warn")):
        error = warn.removesuffix("_warn") + "_error"
        if getattr(found, warn) > getattr(found, error):
            key, other = (warn, error) if warn in set_here else (error, warn)
            raise wrong(config, "ages" if key == warn else "ages_error", key, other)
    for error in (f"{kind}_error" for kind in Kind if kind in PERSONAL):
        if getattr(found, error) > PERSONAL_DAYS:
            raise wrong(config, "ages_person", error, "")
    return found


def word_lists(config: Config) -> Words:
    """The words that compliance looks for, as the team wants them. Raises UsageError for one that is on no list."""
    try:
        return changed_words(config.words)
    except UnknownWord as error:
        near = "".join(get_close_matches(error.word, LISTS[error.name], n=1))
        raise wrong(config, "listed", error.word, near) from None


def words(text: str) -> list[str]:
    """Selectors separated by commas."""
    return [word for word in text.replace("，", ",").split(",") if word.strip()]


def threshold(word: str) -> int:
    """The severity from which the exit code is 1. Raises UsageError."""
    levels = {one.word: int(one) for one in Severity} | {"never": len(Severity) + 1}
    if word not in levels:
        raise UsageError("fail_on", given=word)
    return levels[word]
