"""Ids made from names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtool.source.naming import ID, LONGEST, id_from


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("红旗机械厂", "hongqi-jixiechang"),
        ("江临红旗机械厂有限责任公司", "jianglin-hongqijixiechang"),
        ("浙江省江临市红旗机械厂", "jianglin-hongqi-jixiechang"),
        ("江临市交通运输局", "jianglin-jiaotong-yunshuju"),
        ("市交通局", "shi-jiaotongju"),
        ("金杉建材集团", "jinshan-jiancai"),
        ("重庆银行股份有限公司", "chongqing-yinhang"),
        ("朝阳区行政服务中心", "chaoyang-xingzheng-fuwuzhongxin"),
        ("绿城", "lvcheng"),
        ("集团", "jituan"),
        ("ABB（中国）有限公司", "abb-zhongguo"),
        ("３Ｍ中国", "3m-zhongguo"),
        ("Meridian Optics GmbH", "meridian-optics"),
        ("O'Reilly & Sons, Inc.", "oreilly-sons"),
        ("Électricité de France S.A.", "electricite-de-france"),
        ("Straße 7", "strasse-7"),
    ],
)
def test_a_name_gives_a_short_id(name: str, ident: str) -> None:
    """Pinyin with the place and the distinguishing characters apart; no legal form, no accents."""
    assert id_from(name) == ident


@pytest.mark.parametrize("name", ["Газпром", "현대", "株式会社トヨタ", "ABB Газ", "—", "''", "🏭", ""])
def test_a_name_in_other_letters_gives_none(name: str) -> None:
    """Half a name would be another name: nothing is made of it."""
    assert id_from(name) is None


@given(st.one_of(st.text(), st.text("红旗机械厂江临市省有限公司集团（） A1'-.")))
def test_what_is_made_is_always_an_id(name: str) -> None:
    """Whatever the name, the result can name a file, or there is none."""
    made = id_from(name)
    assert made is None or (ID.match(made) and len(made) <= LONGEST)
