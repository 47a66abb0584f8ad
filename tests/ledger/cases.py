"""Dirt of real exports as data: the bytes of a ledger, and what is read of it, or where and why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Read:
    """A ledger that is read: revenue by customer (``""`` for nobody), and whatever else is counted."""

    name: str
    data: str | bytes
    revenue: Mapping[str, str]
    told: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, object] = field(default_factory=dict)
    profit: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data.encode("utf-8")


@dataclass(frozen=True)
class Refused:
    """A ledger that is refused as a whole: the kind of fault and its line (0: none)."""

    name: str
    data: str | bytes
    key: str
    line: int = 0
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data.encode("utf-8")


@dataclass(frozen=True)
class Bad:
    """A ledger with lines that cannot be read: line, field and kind of each."""

    name: str
    data: str
    faults: tuple[tuple[int, str, str], ...]
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.data.encode("utf-8")


PLAIN = "customer,date,revenue\nA,2026-01-02,100.50\nB,2026-01-03,20\n"
GOOD = {"A": "100.5", "B": "20"}

READ: tuple[Read, ...] = (
    Read("plain", PLAIN, GOOD, counts={"lines": 2, "credits": 0}),
    Read("byte order mark", b"\xef\xbb\xbf" + PLAIN.encode(), GOOD),
    Read("UTF-16 as spreadsheets save Unicode text", PLAIN.replace(",", "\t").encode("utf-16"), GOOD),
    Read("Windows line ends", PLAIN.replace("\n", "\r\n"), GOOD),
    Read("no line end at the end", PLAIN.rstrip("\n"), GOOD),
    Read("semicolons", PLAIN.replace(",", ";"), GOOD),
    Read("tabs", PLAIN.replace(",", "\t"), GOOD),
    Read("bars", PLAIN.replace(",", "|"), GOOD),
    Read(
        "GBK",
        "客户名称,日期,金额\n红旗机械厂,2026-01-02,100\n东海电信,2026-01-03,20\n".encode("gbk"),
        {"红旗机械厂": "100", "东海电信": "20"},
    ),
    Read(
        "GB18030 with a rare character",
        "客户名称,日期,金额\n㐀氏商行,2026-01-02,100\n红旗机械厂与东海电信,2026-01-03,20\n".encode("gb18030"),
        {"㐀氏商行": "100", "红旗机械厂与东海电信": "20"},
        told={"encoding": "gb18030"},
    ),
    Read(
        "Windows-1252",
        "Kunde;Datum;Umsatz\nMüller;02.01.2026;1,50\nGrün;23.01.2026;2\n".encode("cp1252"),
        {"Müller": "1.5", "Grün": "2"},
    ),
    Read("1.234,56", "Kunde;Datum;Umsatz\nA;2026-01-02;1.234,56\nB;2026-01-03;1.000\n", {"A": "1234.56", "B": "1000"}),
    Read(
        "1,234.56",
        'customer,date,revenue\nA,2026-01-02,"1,234.56"\nB,2026-01-03,"1,000"\n',
        {"A": "1234.56", "B": "1000"},
    ),
    Read(
        "commas between thousands alone",
        'customer,date,revenue\nA,2026-01-02,"1,234"\nB,2026-01-03,999\n',
        {"A": "1234", "B": "999"},
    ),
    Read(
        "spaces and apostrophes between thousands",
        "customer;date;revenue\nA;2026-01-02;1 234,50\nB;2026-01-03;1'000\nC;2026-01-03;2 000,5\n",
        {"A": "1234.5", "B": "1000", "C": "2000.5"},
    ),
    Read(
        "three decimals behind four digits, which are no thousands",
        "customer;date;revenue\nA;2026-01-02;1234.567\nB;2026-01-03;5\n",
        {"A": "1234.567", "B": "5"},
    ),
    Read("a decimal mark that is told", "customer;revenue\nA;1.234\n", {"A": "1234"}, told={"decimal": ","}),
    Read(
        "negatives in brackets",
        'customer,date,revenue\nA,2026-01-02,500\nA,2026-01-03,(100.25)\nB,2026-01-03,"(1,000.00)"\n',
        {"A": "399.75", "B": "-1000"},
        counts={"credits": 2},
    ),
    Read(
        "full-width brackets and digits",
        "客户,日期,金额\nA,2026-01-02,（１００）\nB,2026-01-03,５\n",
        {"A": "-100", "B": "5"},
        counts={"credits": 1},
    ),
    Read(
        "trailing minus", "customer,date,revenue\nA,2026-01-02,100.00-\nB,2026-01-03,20.00\n", {"A": "-100", "B": "20"}
    ),
    Read("typographic minus", "customer,date,revenue\nA,2026-01-02,−100\nB,2026-01-03,+20\n", {"A": "-100", "B": "20"}),
    Read(
        "signs of currency",
        'customer,date,revenue\nA,2026-01-02,"¥1,234.50"\nB,2026-01-03,￥20\nC,2026-01-03,-¥5\nD,2026-01-03,¥-5\n',
        {"A": "1234.5", "B": "20", "C": "-5", "D": "-5"},
        counts={"currency": "CNY"},
    ),
    Read(
        "currency behind",
        "客户,日期,金额\nA,2026-01-02,100元\nB,2026-01-03,RMB 20\n",
        {"A": "100", "B": "20"},
        counts={"currency": "CNY"},
    ),
    Read(
        "万 in a cell",
        "客户,日期,金额\nA,2026-01-02,1.5万\nB,2026-01-03,3万元\nC,2026-01-04,800\n",
        {"A": "15000", "B": "30000", "C": "800"},
    ),
    Read(
        "万元 in the heading",
        "客户,日期,金额（万元）\nA,2026-01-02,1.23456789\nB,2026-01-03,3\n",
        {"A": "12345.6789", "B": "30000"},
    ),
    Read(
        "thousands in the heading",
        "customer,date,revenue (k€)\nA,2026-01-02,1.5\nB,2026-01-03,3\n",
        {"A": "1500", "B": "3000"},
    ),
    Read("a total at the end", PLAIN + "合计,,120.50\n", GOOD, counts={"totals": 1}),
    Read(
        "totals between",
        "customer,date,revenue\nA,2026-01-02,100.50\nSubtotal:,,100.50\nB,2026-01-03,20\nGrand Total,,120.50\n",
        GOOD,
        counts={"totals": 2},
    ),
    Read(
        "本月合计 in the column of dates",
        "日期,客户,金额\n2026-01-02,A,100.5\n2026-01-03,B,20\n本月合计,,120.5\n",
        GOOD,
        counts={"totals": 1},
    ),
    Read("a total without a label", PLAIN + ",,120.50\n", GOOD, counts={"totals": 1}),
    Read(
        "a total where there are no dates", "customer,revenue\nA,100.5\nB,20\nTotal,120.5\n", GOOD, counts={"totals": 1}
    ),
    Read(
        "a remark at the end, with fewer cells",
        PLAIN + "制表人：李明\n导出时间 2026-11-20\n",
        GOOD,
        counts={"remarks": 2},
    ),
    Read("titles above the headings", "销售明细表\n单位：江临分公司,,\n\n" + PLAIN, GOOD),
    Read("empty lines and lines of separators", PLAIN.replace("B,", "\n,,\n \nB,"), GOOD),
    Read("lines without a customer", PLAIN + ",2026-01-04,7\nN/A,2026-01-05,3\n-,2026-01-05,1\n", {**GOOD, "": "11"}),
    Read("lines without a customer or dates", "customer,revenue\nA,100.5\nB,20\n,7\n", {**GOOD, "": "7"}),
    Read(
        "a cell with a line end, a quote and a comma",
        'customer,note,date,revenue\nA,"two\nlines, ""both""",2026-01-02,100.5\nB,,2026-01-03,20\n',
        GOOD,
    ),
    Read(
        "a quote within a bare cell",
        'customer,item,date,revenue\nA,12" pipe,2026-01-02,100.5\nB,x,2026-01-03,20\n',
        GOOD,
    ),
    Read(
        "one customer in several spellings",
        "customer,date,revenue\nACME Ltd,2026-01-02,1\nacme ltd ,2026-01-03,2\n"
        "ＡＣＭＥ　Ltd,2026-01-03,4\nACME Ltd,2026-01-04,8\n",
        {"ACME Ltd": "15"},
    ),
    Read(
        "a column named twice, one of them told",
        "customer,date,revenue,revenue\nA,2026-01-02,1,100.5\nB,2026-01-03,2,20\n",
        GOOD,
        told={"revenue": "revenue#2"},
    ),
    Read(
        "headings told",
        "who,when,how much,revenue\nA,2026-01-02,100.5,1\nB,2026-01-03,20,2\n",
        GOOD,
        told={"customer": "who", "revenue": "how much", "date": "when"},
    ),
    Read(
        "D/M/Y",
        "customer,date,revenue\nA,02/01/2026,100.5\nB,23/01/2026,20\n",
        GOOD,
        counts={"first": "2026-01-02", "last": "2026-01-23"},
    ),
    Read(
        "M/D/Y",
        "customer,date,revenue\nA,01/02/2026,100.5\nB,1/23/2026,20\n",
        GOOD,
        counts={"first": "2026-01-02", "last": "2026-01-23"},
    ),
    Read(
        "D/M/Y told",
        "customer,date,revenue\nA,02/01/2026,100.5\nB,03/01/2026,20\n",
        GOOD,
        told={"dates": "dmy"},
        counts={"last": "2026-01-03"},
    ),
    Read(
        "dots in dates",
        "customer,date,revenue\nA,02.01.2026,100.5\nB,03.01.2026,20\n",
        GOOD,
        counts={"last": "2026-01-03"},
    ),
    Read(
        "Y/M/D and 年月日",
        "customer,date,revenue\nA,2026/1/2,100.5\nB,2026年1月3日,20\n",
        GOOD,
        counts={"first": "2026-01-02", "last": "2026-01-03"},
    ),
    Read(
        "年月日 throughout",
        "客户,日期,金额\nA,2026年1月2日,100.5\nB,2026年11月13日,20\n",
        GOOD,
        counts={"last": "2026-11-13"},
    ),
    Read(
        "dates without signs",
        "customer,date,revenue\nA,20260102,100.5\nB,20260103,20\n",
        GOOD,
        counts={"last": "2026-01-03"},
    ),
    Read(
        "dates with times",
        "customer,date,revenue\nA,2026-01-02 10:20:30,100.5\nB,2026-01-03T00:00:00,20\n",
        GOOD,
        counts={"last": "2026-01-03"},
    ),
    Read(
        "D/M/Y with times",
        "customer,date,revenue\nA,02/01/2026 10:20,100.5\nB,23/01/2026 08:00,20\n",
        GOOD,
        counts={"first": "2026-01-02"},
    ),
    Read(
        "serial numbers of a spreadsheet",
        "customer,date,revenue\nA,46024,100.5\nB,46025,20\n",
        GOOD,
        counts={"first": "2026-01-02", "last": "2026-01-03"},
    ),
    Read(
        "months in letters",
        "customer,date,revenue\nA,02-Jan-2026,100.5\nB,3 January 2026,20\n",
        GOOD,
        counts={"last": "2026-01-03"},
    ),
    Read(
        "months alone",
        "customer,month,revenue\nA,2026-01,100.5\nB,2026年2月,20\n",
        GOOD,
        counts={"first": "2026-01-01", "last": "2026-02-01"},
    ),
    Read(
        "a dash for nothing said",
        "customer,date,revenue,cost to serve\nA,2026-01-02,100.5,-\nB,2026-01-03,20,5\n",
        GOOD,
        profit={"A": None},
    ),
    Read(
        "gross profit from the cost of goods",
        "customer,date,revenue,cogs\nA,2026-01-02,100.5,60\nB,2026-01-03,20,\n",
        GOOD,
        profit={"A": "40.5", "B": None},
    ),
    Read(
        "a cost said in one line of two is no cost of the customer's",
        "customer,date,revenue,cost to serve\nA,2026-01-02,100,5\nA,2026-01-03,0.5,-\nB,2026-01-03,20,5\n",
        GOOD,
        profit={"A": None, "B": "5"},
    ),
    Read(
        "the cost of goods in one line of two gives no gross profit",
        "customer,date,revenue,cogs\nA,2026-01-02,100,60\nA,2026-01-03,0.5,\nB,2026-01-03,20,15\n",
        GOOD,
        profit={"A": None, "B": "5"},
    ),
    Read("separators at the end of each line", "customer,date,revenue,\nA,2026-01-02,100.5,\nB,2026-01-03,20,\n", GOOD),
    Read(
        "separators at the end of the lines alone",
        "customer,date,revenue\nA,2026-01-02,100.5,\nB,2026-01-03,20,\n",
        GOOD,
    ),
    Read(
        "a column of currency",
        "customer,date,revenue,currency\nA,2026-01-02,100.5,CNY\nB,2026-01-03,20,人民币\n",
        GOOD,
        counts={"currency": "CNY"},
    ),
    Read(
        "more decimals than money has",
        "customer,date,revenue\nA,2026-01-02,0.30000000000000004\nA,2026-01-02,100.2\nB,2026-01-03,20\n",
        GOOD,
    ),
    Read("the same line twice", PLAIN + "A,2026-01-02,100.50\n", {"A": "201", "B": "20"}),
    Read(
        "the same odd line twice",
        "customer,date,revenue\nA,2026-01-02,(1)\nA,2026-01-02,(1)\nB,2026-01-03,20\n",
        {"A": "-2", "B": "20"},
        counts={"credits": 2},
    ),
    Read("a hint for a spreadsheet above the headings", "sep=;\n" + PLAIN.replace(",", ";"), GOOD),
    Read("a heading of two lines", PLAIN.replace("revenue", '"revenue\n(net)"', 1), GOOD),
    Read("headings alone", "customer,date,revenue\n", {}),
    Read("the last column first", "revenue,customer,date\n(1),A,2026-01-02\n3,A,2026-01-02\nTotal,,\n", {"A": "2"}),
)

REFUSED = (
    Refused("nothing", "", "empty"),
    Refused("NUL", b"customer,date,revenue\nA,2026-01-02,1\nB,2026-01-\x0003,2\n", "nul", 3),
    Refused("one column", "customer\nA\nB\n", "one_column"),
    Refused(
        "a quote never closed",
        'customer,date,revenue\nA,2026-01-02,1\n"B,2026-01-03,2\nC,2026-01-04,3\n',
        "open_quote",
        3,
    ),
    Refused("text behind a quote", 'customer,date,revenue\nA,2026-01-02,1\n"B"x,2026-01-03,2\n', "after_quote", 3),
    Refused(
        "an amount broken at its comma",
        "customer,date,revenue\nA,2026-01-02,100\nB,2026-01-03,1,234.00\n",
        "too_many",
        3,
    ),
    Refused("no headings", "A,2026-01-02,100\nB,2026-01-03,20\n", "no_header", 1),
    Refused("a heading twice", "customer,date,revenue,revenue\nA,2026-01-02,1,2\n", "twice", 1),
    Refused("a told heading twice", "customer,date,sum,sum\nA,2026-01-02,1,2\n", "twice", 1, {"revenue": "sum"}),
    Refused(
        "a told heading that is not there",
        "title\ncustomer,date,revenue\nA,2026-01-02,1\n",
        "no_column_near",
        2,
        {"revenue": "revenues"},
    ),
    Refused("no heading of an amount", "customer,date,remark\nA,2026-01-02,x\n", "which_column", 1),
    Refused("1.234 and no other", "customer;date;revenue\nA;2026-01-02;1.234\nB;2026-01-03;5\n", "which_mark"),
    Refused(
        "both decimal marks", "customer;date;revenue\nA;2026-01-02;1.234,50\nB;2026-01-03;1,234.50\n", "both_marks"
    ),
    Refused("M/D/Y or D/M/Y", "customer,date,revenue\nA,02/01/2026,1\nB,03/04/2026,2\n", "which_order"),
    Refused("M/D/Y and D/M/Y", "customer,date,revenue\nA,13/01/2026,1\nB,01/14/2026,2\n", "both_orders"),
    Refused("two currencies by their signs", "customer,date,revenue\nA,2026-01-02,¥1\nB,2026-01-03,$2\n", "currencies"),
    Refused(
        "two currencies by their column",
        "customer,date,revenue,currency\nA,2026-01-02,1,CNY\nB,2026-01-03,2,USD\n",
        "currencies",
    ),
    Refused("an encoding there is not", PLAIN, "encoding", 0, {"encoding": "klingon"}),
    Refused(
        "another encoding than told",
        "客户,日期,金额\nA,2026-01-02,1\n".encode("gbk"),
        "undecodable",
        1,
        {"encoding": "utf-8"},
    ),
)

BAD = (
    Bad("a percentage", PLAIN + "C,2026-01-04,12%\n", ((4, "revenue", "percent"),)),
    Bad("rounded by a spreadsheet", PLAIN + "C,2026-01-04,1.23E+07\n", ((4, "revenue", "rounded"),)),
    Bad("an error of a spreadsheet", PLAIN + "C,2026-01-04,#REF!\n", ((4, "revenue", "spreadsheet"),)),
    Bad("words", PLAIN + "C,2026-01-04,see below\n", ((4, "revenue", "no_number"),)),
    Bad("an underscore, which engines read", PLAIN + "C,2026-01-04,1_000\n", ((4, "revenue", "no_number"),)),
    Bad(
        "two signs",
        PLAIN + "C,2026-01-04,-(5)\nD,2026-01-04,(-5)\n",
        ((4, "revenue", "no_number"), (5, "revenue", "signs")),
    ),
    Bad("groups of two", PLAIN + 'C,2026-01-04,"1,00,000.00"\n', ((4, "revenue", "groups"),)),
    Bad("a telephone number", PLAIN + "C,2026-01-04,1380000000000000\n", ((4, "revenue", "large"),)),
    Bad("a day there is not", PLAIN + "C,2026-02-30,1\n", ((4, "date", "no_day"),)),
    Bad("a year nobody sold in", PLAIN + "C,0026-02-03,1\n", ((4, "date", "no_day"),)),
    Bad(
        "another order",
        "customer,date,revenue\nA,02/01/2026,1\nB,23/01/2026,2\nC,01/24/2026,3\n",
        ((4, "date", "no_day"),),
        {"dates": "dmy"},
    ),
    Bad("no date", PLAIN + "C,,5\n", ((4, "date", "no_date"),)),
    Bad("no date and no customer", PLAIN + ",,5\n", ((4, "date", "no_date"),)),
    Bad(
        "a line number behind a cell of two lines",
        'customer,date,revenue\n"A\nB",2026-01-02,1\nC,2026-01-04,x\n',
        ((4, "revenue", "no_number"),),
    ),
    Bad(
        "a cost that is none",
        "customer,date,revenue,cost\nA,2026-01-02,1,abc\nB,2026-01-02,1,2\n",
        ((2, "cost_of_goods", "no_number"),),
    ),
    Bad("a control character", PLAIN + "C\x1f,2026-01-04,(1)\n", ((4, "customer", "separator"),)),
)
