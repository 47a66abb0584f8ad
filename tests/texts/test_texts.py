"""The words of kamtool: the same keys in both languages, the same placeholders, and each language's own manners."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import kamtool.model
from kamtool.model.term import Term, words
from kamtool.texts import summaries
from kamtool.texts.lookup import HERE, Lang, Texts, close_up, list_name, table, terms

FILES = sorted(file.relative_to(HERE / "en").with_suffix("").as_posix() for file in (HERE / "en").rglob("*.toml"))
HAN = r"[\u3400-\u9fff]"
CODE = re.compile(r"`[^`]*`")
EMOJI = re.compile("[\u2600-\u26ff\u2705\u274c\u2728\u2757\U0001f000-\U0001faff]")


def placeholders(sentence: str) -> set[str]:
    """The names a sentence wants filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def sentences(lang: Lang) -> Iterator[tuple[str, str]]:
    """Every sentence of one language, with where it stands."""
    for file in FILES:
        for key, sentence in table(lang, file).items():
            yield f"{file}.{key}", sentence
    at = list(Lang).index(lang)
    for name in ("GROUPS", "SUMMARIES", "HELP"):
        for key, pair in getattr(summaries, name).items():
            if isinstance(pair[at], str):
                yield f"summaries.{name}.{key}", pair[at]


def lists() -> list[type[Term]]:
    """Every closed list, of the model and of the rest."""
    for module in walk_packages(kamtool.model.__path__, "kamtool.model."):
        import_module(module.name)
    return sorted(Term.__subclasses__(), key=lambda one: one.__name__)


def test_both_languages_have_the_same_files() -> None:
    """A file for one language alone is a KeyError in the other."""
    zh = sorted(file.relative_to(HERE / "zh").with_suffix("").as_posix() for file in (HERE / "zh").rglob("*.toml"))
    assert zh == FILES


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_sentences(file: str) -> None:
    """Key by key, with the same placeholders."""
    en, zh = table(Lang.EN, file), table(Lang.ZH, file)
    assert set(en) == set(zh)
    for key in en:
        spared = {"count"} if key.endswith("_one") else set()  # "1 plan" and {count} 份 are both right
        assert placeholders(en[key]) - spared == placeholders(zh[key]) - spared, key


@pytest.mark.parametrize("lang", list(Lang))
def test_no_sentence_is_empty_or_shouts(lang: Lang) -> None:
    """No exclamation marks, no emoji, nothing that cannot be seen."""
    for key, sentence in sentences(lang):
        assert sentence.strip(), key
        bare = CODE.sub("", sentence)
        assert "！" not in bare, key
        assert not re.search("!", bare), key
        assert not EMOJI.search(sentence), key
        assert not re.search("[\u200b\u202a-\u202e\u00ad]", sentence), key


def test_chinese_sentences_use_chinese_punctuation() -> None:
    """After a Chinese sign no half-width comma, colon, semicolon, mark or bracket; in backticks is code."""
    wrong = {
        key: sentence
        for key, sentence in sentences(Lang.ZH)
        if not key.endswith(".examples")
        and re.search(rf"(?:{HAN}|[`}}”』》）】])[?;()]|{HAN}[,:]|[,:;?(]{HAN}", CODE.sub("`", sentence))
    }
    assert wrong == {}


def test_chinese_sentences_do_not_guess_at_a_persons_sex() -> None:
    """People of the plan are named, not called 他 or 她; idioms such as 其他 are no people."""
    found = {
        key: sentence
        for key, sentence in sentences(Lang.ZH)
        if re.search("她|(?<!其)他(?!人|们)", sentence) and "{" in sentence
    }
    assert found == {}


def test_english_sentences_hold_no_chinese_but_names_of_the_field() -> None:
    """A Chinese term may stand in quotes of the field (正处长, a source, an example of input), not as prose."""
    allowed = re.compile(r"\.(source|why|clear\w*|examples|about)$|^(options|errors|help|schema|summaries)|^rules/")
    found = {key: one for key, one in sentences(Lang.EN) if re.search(HAN, one) and not allowed.search(key)}
    assert found == {}


@pytest.mark.parametrize("listed", lists(), ids=lambda one: one.__name__)
def test_every_listed_value_has_its_words(listed: type[Term]) -> None:
    """Each member has a row with an English and a Chinese label, and no row lacks its member."""
    rows = terms()[list_name(listed)]
    assert set(rows) == {one.value for one in listed}
    for labels in rows.values():
        assert len(labels) >= 2
        assert re.search(HAN, labels[1]) or labels[1] in {"A", "B", "C"}


@pytest.mark.parametrize("listed", lists(), ids=lambda one: one.__name__)
def test_no_word_means_two_values_of_one_list(listed: type[Term]) -> None:
    """Labels, aliases and canonical words of a list are told apart, whatever their case."""
    said: dict[str, str] = {one.value.casefold(): one.value for one in listed}
    for name, labels in terms()[list_name(listed)].items():
        for word in labels:
            assert said.setdefault(word.casefold(), name) == name, word


@pytest.mark.parametrize("listed", lists(), ids=lambda one: one.__name__)
def test_every_word_is_read_as_its_value(listed: type[Term]) -> None:
    """In any case, and with blank space round it."""
    for word, member in words(listed).items():
        assert listed.read(word) is member
        assert listed.read(f" {word.upper()} ") is member


def test_no_row_of_terms_is_left_over() -> None:
    """Every list of the file is a list of the code."""
    names = {list_name(one) for one in lists()}
    from enum import StrEnum

    for module in walk_packages(kamtool.__path__, "kamtool."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    pending: list[type] = [StrEnum]
    while pending:
        one = pending.pop()
        names.add(list_name(one))
        pending += one.__subclasses__()
    assert set(terms()) - names <= {"severity"}


def test_values_are_put_into_words() -> None:
    """Enums by their label, lists joined as each language joins, dates and numbers in full."""
    import datetime as dt
    from decimal import Decimal

    from kamtool.model.values import Attitude, Role

    for lang, label, both in ((Lang.EN, "resist", "decider, buyer"), (Lang.ZH, "抵触", "决策人、采购者")):
        texts = Texts(lang)
        assert texts.show(Attitude.RESIST) == label
        assert texts.show((Role.DECIDER, Role.BUYER)) == both
        assert texts.show(dt.date(2026, 11, 23)) == "2026-11-23"
        assert texts.show(Decimal("1E+6")) == "1000000"
        assert texts.show(Decimal("1234567.891")) == "1234567.891"


def test_a_chinese_sentence_closes_up_round_chinese_values() -> None:
    """The spaces round a placeholder are for values that are not Chinese."""
    texts = Texts(Lang.ZH)
    assert texts("errors.missing", name="NAME") == "缺 NAME"
    assert texts("errors.no_plans", folder="accounts").startswith("accounts 里没有计划")
    assert texts("errors.no_plans", folder="客户").startswith("客户里没有计划")
    assert texts("errors.no_account", given="x", folder="accounts", known=["a", "b"]).endswith("a、b")


def test_braces_in_a_value_are_not_filled_in() -> None:
    """A value is put in once; what it holds is never a placeholder."""
    for lang in Lang:
        assert "{given}{0}{known}" in Texts(lang)("errors.no_path", given="{given}{0}{known}")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_key_that_the_code_names_exists(lang: Lang) -> None:
    """A key written out in the source as ``texts("file.key")`` or ``UsageError("key")`` has its sentence."""
    home = Path(kamtool.__file__ or "").parent
    texts = Texts(lang)
    asked = set()
    for file in home.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        asked |= set(re.findall(r'\btexts\("([a-z_]+\.[a-z_.]+)"', source))
        asked |= {f"errors.{key}" for key in re.findall(r'UsageError\(\s*"([a-z_]+)"', source)}
        asked |= {f"options.{key}" for key in re.findall(r'\b(?:Option|Argument)\([^)]*help="([a-z_]+)"', source)}
    assert len(asked) > 40
    assert {key for key in asked if not texts.has(key)} == set()


@pytest.mark.parametrize("file", sorted((HERE / "zh").rglob("*.toml")), ids=lambda one: one.stem)
def test_placeholders_stand_apart_from_chinese(file: Path) -> None:
    """So that a name in Latin letters does too; between Chinese the lookup closes the gap."""
    glued = r"[\u4e00-\u9fff]\{\w+\}(?!\})|(?<!\{)\{\w+\}[\u4e00-\u9fff]"
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if re.search(glued, line)] == []


def test_an_empty_value_leaves_no_gap_in_chinese() -> None:
    assert close_up("回访 {who} 两次", {"who": ""}) == "回访{who}两次"
