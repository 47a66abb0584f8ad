"""What a leader reads of tiers, capacity, team and registrations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, MINIMAL, ROOT, Result, kam, put

NAMES = ("tiers", "capacity", "team", "registrations")


def ask(name: str, *words: str, lang: str = "en", cwd: Path | None = None) -> Result:
    place = {} if cwd is None else {"cwd": cwd}
    return kam("portfolio", name, *AS_OF, "--lang", lang, *words, **place)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plain(name: str, lang: str) -> None:
    found = ask(name, "-f", "plain", lang=lang)
    assert (found.code, found.err) == (0, "")
    golden(f"portfolio_{name}/all.{lang}.txt", found.out)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_owner_explained(name: str, lang: str) -> None:
    golden(
        f"portfolio_{name}/owner.{lang}.txt", ask(name, "--owner", "何静", "--explain", "-f", "plain", lang=lang).out
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", ["md", "csv", "json"])
def test_other_formats(name: str, format_: str) -> None:
    golden(f"portfolio_{name}/all.{format_}", ask(name, "-f", format_, lang="zh").out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tiers_as_a_picture(lang: str) -> None:
    golden(f"portfolio_tiers/all.{lang}.svg", ask("tiers", "-f", "svg", lang=lang).out)


def test_tiers_with_a_ledger() -> None:
    found = ask("tiers", "--ledger", "accounts/ledger/sales.csv", "-f", "plain", lang="zh")
    assert found.code == 0
    golden("portfolio_tiers/ledger.zh.txt", found.out)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_bare_plan_is_no_zero(name: str, lang: str, tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    found = ask(name, "-f", "plain", lang=lang, cwd=tmp_path)
    assert (found.code, found.err) == (0, "")
    assert not re.search(r"\b0%", found.out)


@pytest.mark.parametrize("name", NAMES)
def test_a_broken_plan_is_named_and_left_out(name: str, tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    put(tmp_path, "torn.yaml", "kam: 1\naccount: [\n")
    found = ask(name, "-f", "plain", cwd=tmp_path)
    assert found.code == 0
    assert "torn.yaml:" in found.err


@pytest.mark.parametrize("name", NAMES)
def test_an_owner_nobody_knows_is_refused(name: str) -> None:
    found = ask(name, "--owner", "没有这个人")
    assert (found.code, found.out) == (2, "")
    assert "李明" in found.err


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_it_is_for_the_customer(name: str) -> None:
    assert ask(name, "--audience", "customer").code == 2


@pytest.mark.parametrize("table", ["tiers", "capacity"])
def test_a_setting_there_is_not_is_refused_with_its_line(table: str, tmp_path: Path) -> None:
    put(tmp_path, "hongqi.yaml", MINIMAL)
    (tmp_path / "kam.toml").write_text(f"[{table}]\nmargin_hihg = 3\n", encoding="utf-8")
    found = ask(table, cwd=tmp_path)
    assert found.code == 2
    assert "kam.toml:2" in found.err


def test_an_account_is_placed_alike_whoever_is_asked_for() -> None:
    every = json.loads(ask("tiers", "-f", "json").out)["placed"]
    one = json.loads(ask("tiers", "hongqi", "-f", "json").out)["placed"]
    assert one == [each for each in every if each["id"] == "hongqi"]


def test_units_make_a_key_account_where_the_team_says_so(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", MINIMAL + "  type: soe\n  installed_base: 牵引车 1,210 台，我方 46 台\n")
    (tmp_path / "kam.toml").write_text("[tiers]\nunits_soe = 50\n", encoding="utf-8")
    worth = json.loads(ask("tiers", "-f", "json", cwd=tmp_path).out)["placed"][0]["worth"]
    assert [(one["count"], one["level"]) for one in worth if one["about"] == "object"] == [(1210, "high")]


def team(count: int) -> str:
    graded = "{name: %s, competence: {knowledge: {value: 2, date: 2026-01-01, evidence: seen}}}"
    rows = "".join(f"  m{at}: {graded % f'Person{at}'}\n" for at in range(count))
    return f"{MINIMAL}team:\n{rows}"


def test_two_people_are_no_sum_and_three_are_not_named(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", team(2))
    assert json.loads(ask("team", "-f", "json", cwd=tmp_path).out)["skills"] == []
    put(tmp_path, "a.yaml", team(3))
    for format_ in ("plain", "json", "csv", "md"):
        out = ask("team", "-f", format_, cwd=tmp_path).out
        assert "Person" not in out
        assert "seen" not in out
    assert json.loads(ask("team", "-f", "json", cwd=tmp_path).out)["skills"][0]["median"] == 2


def test_one_project_in_two_plans_of_one_customer_is_one_conflict(tmp_path: Path) -> None:
    deal = (
        "opportunities:\n  d: {name: 更新, status: open}\nregistrations:\n  - {opportunity: d, dealer: %s, date: %s}\n"
    )
    put(tmp_path, "a.yaml", MINIMAL + deal % ("东店", "2026-03-01"))
    put(
        tmp_path,
        "b.yaml",
        MINIMAL.replace("name", "aliases: [红旗机械厂]\n  name").replace("name: 红旗机械厂", "name: 红机")
        + deal % ("西店", "2026-02-01"),
    )
    shown = json.loads(ask("registrations", "-f", "json", cwd=tmp_path).out)["projects"]
    assert [(len(one["claims"]), len(one["plans"]), one["first"]) for one in shown] == [
        (2, 2, {"dealer": None, "ground": "unknown"})
    ]


def test_no_sum_is_made_over_some_accounts_only(tmp_path: Path) -> None:
    """Two sums whose plans differ by one would tell by their difference what one person is graded."""
    put(tmp_path, "a.yaml", team(3))
    put(tmp_path, "b.yaml", team(4))
    for format_ in ("plain", "json"):
        found = ask("team", "a", "-f", format_, cwd=tmp_path)
        assert (found.code, found.out) == (2, "")
        assert "--owner NAME" in found.err
    assert ask("team", "a", "--owner", "Person1", cwd=tmp_path).code == 0


def test_the_dealer_that_goes_first_is_not_one_of_the_others() -> None:
    """The winner was told with those who have to be told; and when it runs out first, that is said."""
    words = " ".join(ask("registrations", "jiaotong", "-f", "plain").out.split())
    assert (
        "tell 城西店. The registration of 城东店 ends on 2026-11-28: renew it first, or 城西店 will be next." in words
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nobody_is_called_free_by_hours_that_are_a_part_only(lang: str, tmp_path: Path) -> None:
    """A headline said that all was well while no plan had hours."""
    visit = "visits: [{date: 2026-11-02, channel: visit, with: []}]\n"
    for name in ("李明", "何静"):
        put(tmp_path, f"{name}.yaml", MINIMAL.replace("kam: 1\n", f"kam: 1\nowner: {name}\n") + visit)
    out = ask("capacity", "-f", "plain", lang=lang, cwd=tmp_path).out
    assert {"en": "only a part of the hours is on file", "zh": "没记全"}[lang] in " ".join(out.split())


@pytest.mark.parametrize("name", NAMES)
def test_plans_none_of_which_can_be_read_are_no_empty_portfolio(name: str, tmp_path: Path) -> None:
    put(tmp_path, "torn.yaml", "kam: 1\naccount: [\n")
    found = ask(name, cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "torn.yaml:" in found.err


def test_an_amount_alone_asks_for_others_to_compare_with(tmp_path: Path) -> None:
    """One account has nothing to be compared with; its profit was asked for though it stood there."""
    put(tmp_path, "hongqi.yaml", (ROOT / "accounts" / "hongqi.yaml").read_text(encoding="utf-8"))
    words = " ".join(ask("tiers", "-f", "plain", cwd=tmp_path).out.split())
    assert "find out the figures of two more accounts at least, to compare with" in words
    assert "what serving it costs" not in words


def test_no_blank_stands_before_a_comma() -> None:
    """A ledger's profit has no year, and left a gap where it would stand."""
    out = ask("tiers", "--ledger", "accounts/ledger/sales.csv", "-f", "plain").out
    assert " ," not in out


YEARS = "economics: [{year: 2025, revenue: 1000, gross_profit: 300, cost_to_serve: 100%s}]"


def with_years(folder: Path, name: str, years: str, rest: str = "") -> None:
    put(folder, f"{name}.yaml", f"kam: 1\nowner: 李明\naccount: {{name: {name}, tier: B, {years}}}\n{rest}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_amounts_of_which_no_plan_says_the_currency_are_in_that_of_the_others(lang: str, tmp_path: Path) -> None:
    """What named none was told to be in another currency than the others, and not placed."""
    for name, more in (("a", ", currency: CNY"), ("b", ", currency: CNY"), ("c", "")):
        with_years(tmp_path, name, YEARS % more)
    deal = "opportunities: {d: {value: {amount: 9, currency: USD}}}\n"
    with_years(tmp_path, "d", YEARS % "", deal)
    shown = json.loads(ask("tiers", "-f", "json", cwd=tmp_path).out)
    reasons = {one["id"]: one["worth"][0]["reason"] for one in shown["placed"]}
    assert reasons == {"a": "amount", "b": "amount", "c": "amount", "d": "other_currency"}
    assert (shown["of"], shown["taken"], shown["taken_as"]) == (3, ["c"], "CNY")
    words = {"en": "taken as CNY: no currency named in c", "zh": "按 CNY 算：c 没写币种"}
    assert words[lang] in " ".join(ask("tiers", "-f", "plain", lang=lang, cwd=tmp_path).out.split())


def test_a_deal_that_came_later_still_names_the_currency_of_the_figures(tmp_path: Path) -> None:
    """As of a day before their deals, some plans had a currency and others none."""
    for name, opened in (("a", "2024-01-01"), ("b", "2026-10-01"), ("c", "2026-10-01")):
        deal = f"opportunities: {{d: {{opened: {opened}, value: {{amount: 9, currency: CNY}}}}}}\n"
        with_years(tmp_path, name, YEARS % "", deal)
    call = ("portfolio", "tiers", "--as-of", "2026-06-01", "-f", "json")
    shown = json.loads(kam(*call, cwd=tmp_path).out)
    assert (shown["of"], shown["currency"], shown["taken"]) == (3, "CNY", [])


def test_a_cell_of_an_index_or_an_amount_holds_no_count(tmp_path: Path) -> None:
    """The number of people known, or of deals, stood in the column of the index, and of the money."""
    people = "stakeholders: {a: {influence: high, attitude: accept}, b: {influence: high}, c: {influence: high}}\n"
    deals = "opportunities: {x: {value: {amount: 1, currency: CNY}}, y: {value: {amount: 1, currency: EUR}}}\n"
    with_years(tmp_path, "a", YEARS % "", people + deals)
    titles, row = (line.split(",") for line in ask("tiers", "-f", "csv", cwd=tmp_path).out.splitlines())
    found = dict(zip(titles, row, strict=True))
    assert (found["support"], found["support: level"]) == ("", "unknown")
    assert (found["open"], found["open: level"]) == ("", "unknown")
    assert found["profit"] == "200"


@pytest.mark.parametrize(
    ("years", "asked", "growth"),
    [
        ("{year: 2024, revenue: 0}, {year: 2025, revenue: 5, gross_profit: 1}",
         "First find out what serving it cost in 2025; whether", "no growth over a year without revenue"),
        ("{year: 2025, revenue: 5, cost_to_serve: 1}",
         "First find out its gross profit in 2025; its revenue in 2024; whether", "revenue in 2024 unknown"),
        ("{year: 2024, revenue: 5}",
         "First find out what serving it costs in a year, and its gross profit; its revenue in 2025; whether",
         "revenue in 2025 unknown"),
        ("{year: 2024, revenue: 5, currency: EUR}, {year: 2025, revenue: 5, gross_profit: 1, currency: CNY}",
         "in 2025; its revenue of both years in one currency; whether", "is in two currencies"),
        ("{year: 2025, gross_profit: 1}",
         "First find out what serving it cost in 2025; its revenue in 2025; the revenue of two full years; whether",
         "two full years of revenue are needed"),
    ],
)  # fmt: skip
def test_only_what_is_missing_is_asked_for(years: str, asked: str, growth: str, tmp_path: Path) -> None:
    """Gross profit, revenue and two full years were asked for where only the cost to serve was missing."""
    with_years(tmp_path, "a", f"economics: [{years}]")
    words = " ".join(ask("tiers", "--explain", "-f", "plain", cwd=tmp_path).out.split())
    assert asked in words
    assert growth in words


def test_an_hour_over_a_floor_of_hours_is_told_as_the_most_and_advises_nothing(tmp_path: Path) -> None:
    """A year's profit by the one hour of one call stood there as exact, and came first of what pays."""
    call = "visits: [{date: 2026-09-01, channel: call, with: []}]\n"
    team = "team: {m: {name: 李明, hours: 100}}\n"
    with_years(tmp_path, "a", YEARS % "", call + team)
    with_years(tmp_path, "b", YEARS.replace("300", "50") % "", call)
    with_years(tmp_path, "c", YEARS % ", hours: 110")
    out = " ".join(ask("capacity", "-f", "plain", cwd=tmp_path).out.split())
    assert "a B 1+ 150 at most 200" in out
    assert "b B 1+ 150 < 0" in out
    assert "First c: profit an hour 2." in out
    assert "Then" not in out
    assert "a: only its contacts are counted, so nobody can say what it brings an hour" in out
    rows = [line.split(",") for line in ask("capacity", "-f", "csv", cwd=tmp_path).out.splitlines()]
    at = rows[0].index("profit an hour")
    assert {row[4]: row[at] for row in rows[1:]} == {"a": "", "b": "", "c": "1.82"}


def test_what_has_no_owner_has_no_hours_either(tmp_path: Path) -> None:
    """The csv said that nobody has 1,200 hours."""
    put(tmp_path, "a.yaml", MINIMAL)
    _, row = ask("capacity", "-f", "csv", cwd=tmp_path).out.splitlines()
    assert row.startswith(",,,a,")
    (nobody,) = json.loads(ask("capacity", "-f", "json", cwd=tmp_path).out)["managers"]
    assert (nobody["name"], nobody["available"], nobody["assumed"]) == (None, None, False)
    assert "What has no owner takes 0 hours a year" in ask("capacity", "-f", "plain", cwd=tmp_path).out
