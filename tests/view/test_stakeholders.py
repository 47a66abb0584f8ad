"""What a person reads of ``kam stakeholders``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, kam, put

ACCOUNTS = sorted(file.stem for file in (ROOT / "accounts").glob("*.yaml"))


@pytest.mark.parametrize("account", ["hongqi", "huadong-telecom", "laochen"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(account: str, lang: str) -> None:
    found = kam("stakeholders", account, *AS_OF, "--lang", lang, "--format", "plain")
    assert (found.code, found.err) == (0, "")
    golden(f"stakeholders/{account}.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["table", "md", "json", "csv", "mermaid", "dot", "svg"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_other_formats(format_: str, lang: str) -> None:
    golden(
        f"stakeholders/hongqi.{lang}.{format_}",
        kam("stakeholders", "hongqi", *AS_OF, "--lang", lang, "-f", format_).out,
    )


def test_explain_and_drill() -> None:
    found = kam("stakeholders", "hongqi", *AS_OF, "-f", "plain", "--explain", "--without", "周师傅", "--lang", "zh")
    golden("stakeholders/hongqi.drill.zh.txt", found.out)


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("format_", ["plain", "table", "md", "csv", "svg"])
def test_nobody_is_left_out(account: str, format_: str) -> None:
    """Every name of the plan stands in every format."""
    import json

    names = [one["name"] for one in json.loads(kam("stakeholders", account, *AS_OF, "-f", "json").out)["people"]]
    shown = "".join(kam("stakeholders", account, *AS_OF, "-f", format_).out.split())
    assert names
    assert [name for name in names if "".join(name.split()) not in shown] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_plan_is_told_what_to_write_first(lang: str) -> None:
    found = kam("stakeholders", "-", *AS_OF, "--lang", lang, "-f", "plain", stdin=MINIMAL.encode())
    assert (found.code, "stakeholders:" in found.out) == (0, True)


def test_an_unknown_person_is_told_who_there_is() -> None:
    found = kam("stakeholders", "hongqi", *AS_OF, "--without", "nobody")
    assert found.code == 2
    assert "song" in found.err


def test_an_unknown_deal_is_told_which_there_are() -> None:
    found = kam("stakeholders", "hongqi/nothing", *AS_OF)
    assert found.code == 2
    assert "fleet-2026" in found.err


LEAVING = """\
kam: 1
account: {name: 测试厂}
stakeholders:
  li: {name: 李强, roles: [decider], attitude: accept, left: 2026-12-15}
  he: {name: 何平, roles: [buyer]}
opportunities: {carts: {name: 叉车, status: open, stage: evaluation}}
visits: [{date: 2026-11-20, with: [li]}]
"""


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "李强 2026-12-15 要走：谁接手？"), ("en", "李强 leaves on 2026-12-15: who takes over?")]
)
def test_who_is_about_to_leave_is_named(tmp_path: Path, lang: str, said: str) -> None:
    put(tmp_path, "t.yaml", LEAVING)
    line = ("stakeholders", "t", "--lang", lang, "-f", "md")
    assert said in kam(*line, *AS_OF, cwd=tmp_path).out
    assert said not in kam(*line, "--as-of", "2026-12-15", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("lang", "decides", "touch", "nothing"),
    [
        ("zh", "计划里没有第二个拍板的人", "再没人跟我们来往", "结构上没有缺口"),
        ("en", "nobody else is known to decide", "nobody left who is in touch with us", "nothing structural"),
    ],
)
def test_without_the_decider_nobody_decides(tmp_path: Path, lang: str, decides: str, touch: str, nothing: str) -> None:
    """Nor is anybody in touch where they alone were; what hangs on whoever decides is no news on the map itself."""
    put(tmp_path, "t.yaml", LEAVING)
    line = ("stakeholders", "t", *AS_OF, "--lang", lang, "-f", "md")
    drill = kam(*line, "--without", "li", cwd=tmp_path).out
    assert decides in drill
    assert touch in drill
    assert nothing not in drill
    other = kam(*line, "--without", "he", cwd=tmp_path).out
    assert decides not in other
    assert touch not in other
    put(tmp_path, "t.yaml", LEAVING.replace("with: [li]", "with: [li, he]"))
    drill = kam(*line, "--without", "li", cwd=tmp_path).out
    assert decides in drill
    assert touch not in drill
    assert decides not in kam(*line, cwd=tmp_path).out


@pytest.mark.parametrize(("lang", "said"), [("en", "方志远 ──▶ 王工 trusted"), ("zh", "方志远 ──▶ 王工 得其信任")])
def test_a_line_of_trust_is_read_the_right_way_round(tmp_path: Path, lang: str, said: str) -> None:
    """王工 trusts 方志远, who therefore sways him: with the bare word the line said that it was the other way."""
    people = "stakeholders: {fang: {name: 方志远}, wang: {name: 王工}}\n"
    put(tmp_path, "a.yaml", MINIMAL + people + "relations: [{from: wang, to: fang, kind: trusts}]\n")
    assert said in kam("stakeholders", "a", *AS_OF, "--lang", lang, "-f", "plain", cwd=tmp_path).out
