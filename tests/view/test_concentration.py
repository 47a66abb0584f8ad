"""What a person reads of ``kam portfolio concentration``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.golden import golden
from tests.kam import AS_OF, ROOT, kam

SALES = ("--ledger", "accounts/ledger/sales.csv")
CALL = ("portfolio", "concentration", *AS_OF)
PLANS = ("hongqi", "huadong-telecom", "jiaotong", "jinshan", "laochen", "meridian")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with six of the example plans and the example ledger: examples to come change nothing here."""
    folder = tmp_path / "accounts"
    shutil.copytree(ROOT / "accounts" / "ledger", folder / "ledger")
    for name in PLANS:
        shutil.copy(ROOT / "accounts" / f"{name}.yaml", folder)
    return tmp_path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_ledger(lang: str, place: Path) -> None:
    found = kam(*CALL, *SALES, "--lang", lang, "-f", "plain", cwd=place)
    assert found.code == 0
    golden(f"portfolio_concentration/ledger.{lang}.txt", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_plans(lang: str, place: Path) -> None:
    found = kam(*CALL, "--lang", lang, "-f", "plain", cwd=place)
    assert (found.code, found.err) == (0, "")
    golden(f"portfolio_concentration/plans.{lang}.txt", found.out)


@pytest.mark.parametrize("format_", ["md", "csv", "json", "svg"])
def test_other_formats(format_: str, place: Path) -> None:
    found = kam(*CALL, *SALES, "--period", "2026", "--lang", "zh", "-f", format_, cwd=place)
    golden(f"portfolio_concentration/2026.zh.{format_}", found.out)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_to_rank_says_where_figures_come_from(lang: str) -> None:
    found = kam(*CALL, "laochen", "--lang", lang, "-f", "plain")
    assert found.code == 0
    assert "account.economics" in found.out
    assert "--ledger" in found.out


def test_revenue_alone_hides_who_takes_away() -> None:
    """The same customers by revenue: nobody is below, and the sentence is another one."""
    found = kam(*CALL, *SALES, "--by", "revenue", "--lang", "en", "-f", "plain").out
    assert "who takes it away" not in found
    assert "to bring 80%" in found


def test_a_command_to_copy_holds_a_name_as_one_word(tmp_path: Path) -> None:
    """Whatever a customer is called, nothing of it runs."""
    (tmp_path / "sales.csv").write_text("customer,date,revenue\nA; rm -rf ~,2026-01-02,9\n", encoding="utf-8")
    found = kam(*CALL, "--ledger", "sales.csv", "--lang", "en", "-f", "plain", cwd=tmp_path).out
    assert "`kam plan new 'A; rm -rf ~'`" in " ".join(found.split())


@pytest.mark.parametrize(("lang", "said"), [("en", "too few to speak of"), ("zh", "谈不上集中")])
def test_two_customers_are_not_concentrated(lang: str, said: str, tmp_path: Path) -> None:
    """It said that 1 of 1 customers brings 100 %, and that it takes 1 to bring 80 %."""
    for rows in ("A,2026-01-02,9\n", "A,2026-01-02,9\nB,2026-01-03,1\n"):
        (tmp_path / "sales.csv").write_text(f"customer,date,revenue\n{rows}", encoding="utf-8")
        assert said in kam(*CALL, "--ledger", "sales.csv", "--lang", lang, "-f", "plain", cwd=tmp_path).out


def test_a_ledger_without_a_line_does_not_send_the_reader_for_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text("customer,date,revenue\n", encoding="utf-8")
    found = kam(*CALL, "--ledger", "sales.csv", "--lang", "en", "-f", "plain", cwd=tmp_path).out
    assert "--period" in found
    assert "--ledger" not in found


def test_the_price_asked_for_ends_the_loss(place: Path) -> None:
    """14.5 % was told as 14 %, which leaves a loss of 2,000."""
    shutil.copy(ROOT / "accounts" / "meridian.yaml", place / "accounts")
    found = " ".join(kam(*CALL, "--lang", "en", "-f", "plain", cwd=place).out.split())
    assert "raise prices by 15%" in found
    assert "hand it to a dealer" not in found


def test_without_a_folder_of_plans_it_says_how_to_begin(tmp_path: Path) -> None:
    found = kam(*CALL, "--lang", "en", cwd=tmp_path)
    assert (found.code, found.out) == (2, "")
    assert "kam plan new" in found.err
