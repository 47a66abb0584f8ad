"""The rules of the check as a person reads them: the catalogue by family, and one rule explained with its examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from kamtool.check import FILE_CODES, PROFILE_OF
from kamtool.diagnostic import Diagnostic, Severity, family
from kamtool.rules import CATALOGUE
from kamtool.rules.examples import Example
from kamtool.texts.lookup import Texts, table
from kamtool.view.blocks import Block, Cell, Column, Fact, Facts, Heading, Note, Table, Tone
from kamtool.view.said import said

# The loader's and the comments' codes are errors but for these.
MILD = {"KAM016": Severity.WARNING, "KAM017": Severity.WARNING, "KAM018": Severity.HINT}
TONES: dict[Severity, Tone] = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.HINT: "plain"}
ABOUT = ("title", "why", "clear", "source")
GAP = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of the catalogue; *name* is ``None`` for what the loader itself reports."""

    code: str
    name: str | None
    family: str
    severity: str
    profile: str
    title: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule in words: what it says (the sentences of its variants), why it matters, and what clears it."""

    code: str
    name: str | None
    family: str
    severity: str
    profile: str
    confidence: str | None
    title: str
    says: tuple[str, ...]
    why: tuple[str, ...]
    clear: tuple[str, ...]
    source: str | None
    bad: Example | None
    good: Example | None


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of a plan that must stay as they are; each format has its own way to show them."""

    text: str


def catalogue(texts: Texts) -> tuple[Entry, ...]:
    """Every code there is, in order."""
    names = {one.code: one.name for one in CATALOGUE}
    severities = {**dict.fromkeys(FILE_CODES, Severity.ERROR), **MILD, **{one.code: one.severity for one in CATALOGUE}}
    return tuple(
        Entry(
            code,
            names.get(code),
            family(code),
            severity.word,
            PROFILE_OF.get(code, "basic"),
            texts(f"rules/{family(code)}.{code}.title"),
        )
        for code, severity in sorted(severities.items())
    )


def explained(entry: Entry, examples: Sequence[Example], texts: Texts) -> Explained:
    """A rule with all that there is to say of it; the first failing and the first passing case are its examples."""
    sentences = own_sentences(entry.code, texts)
    rule = next((one for one in CATALOGUE if one.code == entry.code), None)

    def about(word: str) -> tuple[str, ...]:
        return tuple(text for key, text in sentences.items() if key == word or key.startswith(f"{word}_"))

    says = [text for key, text in sentences.items() if key.split("_")[0] not in ABOUT and not key.endswith("_one")]
    return Explained(
        code=entry.code,
        name=entry.name,
        family=entry.family,
        severity=entry.severity,
        profile=entry.profile,
        confidence=rule.confidence if rule else None,
        title=entry.title,
        says=tuple(dict.fromkeys(text for text in says if text.casefold() != entry.title.casefold())),
        why=about("why"),
        clear=about("clear"),
        source=sentences.get("source"),
        bad=next((one for one in examples if one.found), None),
        good=next((one for one in examples if not one.found), None),
    )


def own_sentences(code: str, texts: Texts) -> Mapping[str, str]:
    """The sentences of a rule by key, in the order of their file, with a gap for what a plan fills in."""
    start = f"{code}."
    found = {}
    for key, sentence in table(texts.lang, f"rules/{family(code)}").items():
        if key.startswith(start):
            gaps = {name: GAP for _, name, _, _ in Formatter().parse(sentence) if name}
            found[key.removeprefix(start)] = texts(f"rules/{family(code)}.{key}", **gaps)
    return found


def catalogue_view(entries: Sequence[Entry], texts: Texts) -> tuple[Block, ...]:
    """The blocks of a catalogue, or of a part of it."""
    families = list(dict.fromkeys(one.family for one in entries))
    blocks: list[Block] = [Heading(texts("rule.title"))]
    key = "rule.point" if len(families) > 1 else "rule.point_family" if len(entries) > 1 else "rule.point_one"
    blocks.append(Note(texts(key, count=len(entries), families=len(families)), "strong"))
    columns = tuple(Column(texts(f"rule.{key}")) for key in ("code", "name", "severity", "what"))
    for name in families:
        rows = tuple(row(one, texts) for one in entries if one.family == name)
        title = texts(f"rule.family_{name}")
        blocks += [Heading(title, "" if title.casefold() == name else name, level=2), Table(columns, rows)]
    return (*blocks, Note(texts("rule.more"), "quiet"))


def row(entry: Entry, texts: Texts) -> tuple[Cell, ...]:
    """One code's row."""
    severity = Severity[entry.severity.upper()]
    shown = Cell(texts(f"check.{entry.severity}"), TONES[severity])
    return (Cell(entry.code), Cell(entry.name or ""), shown, Cell(entry.title))


def rule_view(found: Explained, findings: Sequence[Diagnostic], texts: Texts) -> tuple[Block | Code, ...]:
    """The parts of one rule's page; *findings* are what the check finds in the bad example."""
    severity, group = texts(f"check.{found.severity}"), texts(f"rule.family_{found.family}")
    note = " · ".join(word for word in (found.name, group, severity) if word)
    parts: list[Block | Code] = [Heading(f"{found.code} {found.title}", note), Note(found.why[0], "strong")]
    parts.append(Facts(tuple(facts(found, texts))))
    if found.bad is not None:
        parts += [Heading(texts("rule.bad"), found.bad.name, level=2), Code(found.bad.plan)]
        rows = tuple(Fact(place(one), said(one, texts).message, TONES[one.severity]) for one in findings)
        parts += [Facts(rows)] if rows else []
    if found.good is not None:
        parts += [Heading(texts("rule.good"), found.good.name, level=2), Code(found.good.plan)]
    return tuple(parts)


def facts(found: Explained, texts: Texts) -> Iterator[Fact]:
    """What the rule says, what else makes it matter, what clears it, where it comes from."""
    for label, sentences in (("says", found.says), ("why", found.why[1:]), ("clear", found.clear)):
        for at, sentence in enumerate(sentences):
            yield Fact("" if at else texts(f"rule.{label}"), sentence)
    yield Fact(texts("rule.profile"), texts(f"rule.profile_{found.profile}"))
    if found.confidence is not None:
        yield Fact(texts("rule.confidence"), texts(f"rule.confidence_{found.confidence}"))
    if found.source is not None:
        yield Fact(texts("rule.source"), found.source)
    if found.code > "KAM014" and found.code not in MILD:
        yield Fact(texts("rule.silence"), texts("rule.silence_by", code=found.code))


def place(found: Diagnostic) -> str:
    """Line and column of a finding."""
    return f"{found.span.line}:{found.span.column}"
