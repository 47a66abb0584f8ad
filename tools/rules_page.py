"""docs/rules.md: every rule with its reasons, its way out and its examples, from the rules, the texts and the cases."""

from __future__ import annotations

from collections.abc import Iterator

from marks import GENERATED, fence, finish, table

from kamtool.rules import CATALOGUE
from kamtool.rules.examples import examples
from kamtool.texts.lookup import Lang, Texts
from kamtool.view.rule import Entry, Explained, catalogue, explained

CONFIDENCE = {one.code: one.confidence for one in CATALOGUE}
BOTH = (Texts(Lang.EN), Texts(Lang.ZH))


def page() -> str:
    """The whole page."""
    entries = catalogue(BOTH[0])
    titles = {one.code: one.title for one in catalogue(BOTH[1])}
    overview = [
        (
            f"[{one.code}](#{one.code.lower()})",
            one.name or "",
            one.severity,
            CONFIDENCE.get(one.code, "high"),
            one.profile,
            one.title,
            titles[one.code],
        )
        for one in entries
    ]
    families = list(dict.fromkeys(one.family for one in entries))
    return finish(
        [
            GENERATED,
            "",
            "# Rules · 检查规则",
            "",
            "`kam rule CODE` shows one of them. A hint is a question worth asking, not an accusation.",
            "",
            "`kam rule 代码` 看单条规则。hint 是值得去问的问题，不是指责。",
            "",
            *table(("code", "name", "severity", "confidence", "profile", "English", "中文"), overview),
            *(line for family in families for line in family_part(family, entries)),
        ]
    )


def family_part(family: str, entries: tuple[Entry, ...]) -> Iterator[str]:
    """The rules of one family."""
    yield from (f"## {' · '.join(texts(f'rule.family_{family}') for texts in BOTH)}", "")
    for entry in entries:
        if entry.family == family:
            yield from rule_part(entry)


def rule_part(entry: Entry) -> Iterator[str]:
    """One rule."""
    en, zh = (explained(entry, examples(entry.code, texts.lang), texts) for texts in BOTH)
    title = {one.code: one.title for one in catalogue(BOTH[1])}[entry.code]
    yield from (f"### {entry.code}", "", f"**{entry.title} · {title}**", "")
    yield from (" · ".join(word for word in (entry.name, entry.severity, entry.profile) if word), "")
    for found, texts in zip((en, zh), BOTH, strict=True):
        yield from words(found, texts)
    for label, case, same in (("bad", en.bad, zh.bad), ("good", en.good, zh.good)):
        if case is not None and same is not None:
            heading = " · ".join(texts(f"rule.{label}") for texts in BOTH)
            yield from (f"{heading}: {case.name} · {same.name}", "", *fence(case.plan))


def words(found: Explained, texts: Texts) -> Iterator[str]:
    """What a rule says, why it matters and what clears it, in one language."""
    english = texts.lang is Lang.EN
    colon = ":" if english else "："
    yield from ((" " if english else "").join(found.why), "")
    for label, sentences in (("says", found.says), ("clear", found.clear)):
        if sentences:
            yield from (texts(f"rule.{label}") + colon, "", *(f"- {one}" for one in sentences), "")
    if found.source is not None:
        yield from (texts("rule.source") + colon + (" " if english else "") + found.source, "")
