"""Values put into a template are read back exactly as they were given (reliability, row 23)."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kamtool.diagnostic import Path
from kamtool.load import load_bytes
from kamtool.source.read import HIDDEN
from kamtool.source.scaffold import TEMPLATES, scaffold, template

NAUGHTY = [
    "yes", "no", "012", "1e3", "~", "null", "a: b", "a #b", "#a", "- a", "-", "? a", "!a", "&a", "*a", "|", ">", "%a",
    "@a", "`a", '"', "'", "it's", 'say "no"', "\\", "a\\n", "{a}", "[a]", "a, b", ":", "<<", "---", "...", "2026-01-05",
    "红旗：机械", "红旗\u3000厂", "🏭", "👩\u200d🔧", "e\u0301", "a\tb", " a ", "{{x}}", "$schema",
    "../docs/plan.schema.json", "#en a #zh b",
]  # fmt: skip
SIGN = st.characters(exclude_categories=["Cs"]).filter(lambda sign: sign != "\n" and not HIDDEN.match(sign))
TEXT = st.one_of(
    st.sampled_from(NAUGHTY), st.text(SIGN, min_size=1), st.text("-:#'\"\\ ,[]{}&*!|>%@`~ayn01", min_size=1)
)


@pytest.mark.parametrize("name", TEMPLATES)
@given(text=TEXT, industry=TEXT, owner=TEXT, lang=st.sampled_from(["en", "zh"]))
@example(text="../docs/plan.schema.json", industry="#en a #zh b", owner="yes", lang="zh")
def test_values_come_back_as_they_went_in(name: str, text: str, industry: str, owner: str, lang: str) -> None:
    """Quotes, colons, signs, YAML's own words, emoji: nothing changes and nothing breaks."""
    values: dict[Path, str] = {("account", "name"): text, ("account", "industry"): industry, ("owner",): owner}
    made = scaffold(template(name), lang, values, "plan.schema.json")
    loaded = load_bytes(made.encode(), "plan.yaml")
    assert loaded.diagnostics == ()
    assert loaded.plan is not None
    account = loaded.plan.account
    assert (account.name, account.industry, loaded.plan.owner) == (text, industry, owner)


def test_nothing_but_the_values_changes() -> None:
    """The rest of the template, comments too, stays as it is."""
    before = scaffold(template("soe"), "zh", {}, "s.json").splitlines()
    after = scaffold(template("soe"), "zh", {("owner",): "李明"}, "s.json").splitlines()
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        ("owner:  # 客户经理", "owner: 李明  # 客户经理")
    ]


def test_a_place_that_the_template_lacks_is_an_error() -> None:
    """A value is never dropped in silence."""
    with pytest.raises(ValueError, match="no"):
        scaffold(template("minimal"), "en", {("account", "tier"): "A"}, "s.json")
