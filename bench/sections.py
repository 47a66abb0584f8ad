"""The sections of a generated plan, as lines of text written the way people write them."""

from __future__ import annotations

import datetime as dt
import json
import random

from words import DOING, FAMILY, FIRST, GIVEN, LAST, NOTES, OFFERS, PLACES, RIVALS, SAID, TITLES, TRADES, UNITS

AS_OF = dt.date(2026, 11, 23)
ROLES = {"head": "decider, user, influencer", "ally": "buyer, user, recommender, gatekeeper, influencer"}
OTHER_ROLES = ["user", "influencer", "recommender", "gatekeeper"]
STAGES = [
    ("intent", "collect"),
    ("research", "analyse"),
    ("shortlist", "act"),
    ("evaluation", "follow_up"),
    ("decision", "negotiate"),
]
CRITERIA = (
    "project", "business_profile", "financial_condition", "access_to_funds", "compelling_event", "formal_criteria",
    "solution_fit", "resources", "current_relationship", "unique_value", "inside_support", "executive_credibility",
    "cultural_fit", "informal_criteria", "political_alignment", "short_revenue", "future_revenue", "strategic_value",
)  # fmt: skip


class Writer:
    """The lines of one plan, and the chance that shapes them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[str] = []
        self.size = 0

    def add(self, *lines: str) -> None:
        self.lines += lines
        self.size += sum(len(line.encode()) + 1 for line in lines)

    def one(self, words: list[str]) -> str:
        return text(self.rng.choice(words))

    def day(self, newest: int, oldest: int) -> str:
        """A day between so many days before the reference date."""
        return str(AS_OF - dt.timedelta(days=self.rng.randint(newest, oldest)))

    def ahead(self, days: int) -> str:
        return str(AS_OF + dt.timedelta(days=self.rng.randint(1, days)))

    def name(self) -> str:
        if self.rng.random() < 0.7:
            return self.rng.choice(FAMILY) + self.rng.choice(GIVEN)
        return f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)}"


def text(words: str) -> str:
    """A text as a person would write it: in quotes only where YAML needs them."""
    needs = ": " in words or " #" in words or words[0] in "#&*!|>%@`'\"[{-?"
    return json.dumps(words, ensure_ascii=False) if needs else words


def inside(words: str) -> str:
    """A text as it must stand between brackets, where a comma ends it."""
    return json.dumps(words, ensure_ascii=False) if "," in words else text(words)


def account(out: Writer) -> None:
    rng = out.rng
    industry, kind = rng.choice(TRADES)
    place = rng.choice(PLACES)
    # Each customer is one of its own, none is of tier A, nobody has too many: the rules over all plans find nothing.
    number = rng.randrange(10**8)
    name = f"{place} {kind} {number}" if kind.isascii() else f"{place}{kind}{number}"
    out.add("# yaml-language-server: $schema=../docs/plan.schema.json", rng.choice(NOTES))
    out.add(
        "kam: 1", f"owner: {out.name()} {number % 2_000}", f"reviewed: 2026-11-{rng.randint(10, 20)}", "", "account:"
    )
    out.add(
        f"  name: {name}", f"  type: {rng.choice(['private', 'foreign', '民企', '外企'])}", f"  industry: {industry}"
    )
    out.add(f"  tier: {rng.choice('BBC')}", f"  updated: {out.day(5, 90)}", f"  business: {out.one(SAID)}")
    out.add(
        f"  legal_name: {name}", "  address: 北郊路 18 号", "  scale: 1,200 人", f"  installed_base: {out.one(SAID)}"
    )
    out.add(
        "  procurement: 100 万以上公开招标，以下三家比价", "  units: {using: 车队, buying: 采购部, support: Finance}"
    )
    out.add("  payment_terms: 验收后 90 天", "  economics:")
    revenue = rng.randint(8, 90) * 100_000
    for year in (2024, 2025):
        out.add(
            f"    - {{year: {year}, revenue: {revenue}, gross_profit: {revenue // 5}, cost_to_serve: {revenue // 25}}}"
        )
    out.add("", "competitors:", "  status_quo: {name: 维持现状}")
    for key, rival in zip(("r1", "r2"), rng.sample(RIVALS, 2), strict=True):
        out.add(f"  {key}: {{name: {rival}, strengths: [{inside(rng.choice(SAID))}], weaknesses: [service network]}}")


def stakeholders(out: Writer, people: list[str], wanted: int) -> None:
    out.add("", "stakeholders:")
    for at, key in enumerate(people):
        if out.size > 0.5 * wanted and at > 2:
            del people[at:]
            return
        person(out, key, people[:at])


def person(out: Writer, key: str, above: list[str]) -> None:
    rng, first = out.rng, key in ("head", "ally")
    out.add(f"  {key}:", f"    name: {out.name()}", f"    title: {rng.choice(TITLES)}")
    out.add(f"    unit: {UNITS[0] if key == 'head' else UNITS[1] if key == 'ally' else rng.choice(UNITS)}")
    if above:
        out.add(f"    reports_to: {'head' if rng.random() < 0.5 else rng.choice(above)}")
    out.add(f"    roles: [{ROLES.get(key) or rng.choice(OTHER_ROLES)}]")
    out.add(f"    influence: {'high' if first else rng.choice(['medium', 'low', 'low'])}")
    if key == "head":
        out.add("    authority:", "      claim: decides", "      evidence:")
        for proof in ("observed_decision", "signed_before"):
            out.add(f"        - {{kind: {proof}, date: {out.day(40, 200)}, note: {inside(rng.choice(SAID))}}}")
    attitude = "accept" if first else "indifferent" if key == "p01" else rng.choice(["accept", "doubt", "indifferent"])
    out.add("    attitude:", f"      value: {attitude}", f"      date: {out.day(5, 60)}")
    out.add("      source: customer", f"      evidence: {out.one(SAID)}")
    if first or attitude == "accept" or rng.random() < 0.5:
        need = rng.choice(["security", "achievement", "esteem", "成就", "安全"])
        out.add(
            "    needs:",
            f"      personal: {{{need}: {'unmet' if attitude == 'indifferent' else 'met'}}}",
            "      organization: {profit_cost: met, performance: unknown}",
        )
    if rng.random() < 0.5:
        out.add("    style:", f"      assertiveness: {rng.randint(1, 4)}", f"      responsiveness: {rng.randint(1, 4)}")
        out.add(
            "      observed:",
            *(f"        - {{date: {out.day(5, 300)}, behaviour: {inside(rng.choice(SAID))}}}" for _ in "ab"),
        )
    stage = "trust" if key == "ally" else rng.choice(["acquaintance", "engagement"])
    out.add("    relationship:", f"      value: {stage}", "      evidence:")
    for newest, oldest in ((5, 60), (70, 170))[: 2 if first else 1]:
        out.add(f"        - date: {out.day(newest, oldest)}", f"          behaviour: {out.one(SAID)}")
        out.add("          initiated_by: customer", f"          shows: {stage}")
    out.add(f"    privacy: {{basis: consent, notice_on: {out.day(100, 300)}, expires: {out.ahead(300)}}}")


def lines(out: Writer, people: list[str]) -> None:
    """Informal lines between people, and who of ours covers whom."""
    rng = out.rng
    out.add("", "relations:")
    for one in people[1:8]:
        kind = rng.choice(["influences", "trusts", "works_with", "conflicts"])
        out.add(f"  - {{from: {one}, to: head, kind: {kind}, strength: {rng.choice(['strong', 'weak'])}}}")
    out.add("", "team:")
    for key, role in (("am", "account_manager"), ("service", "service")):
        out.add(f"  {key}:", f"    name: {out.name()}", f"    role: {role}", "    covers:")
        out.add(*(f"      {one}: {{now: engagement}}" for one in people[key == "service" :][::2]))


def deal(out: Writer, deep: bool) -> None:
    """The one deal; a deep one has criteria, qualification and radar."""
    rng = out.rng
    out.add("", "opportunities:", "  main-2027:", f"    name: {rng.choice(OFFERS)} 2027", "    status: open")
    stage, step = rng.choice(STAGES if deep else STAGES[:2])
    out.add(
        f"    stage: {stage}",
        f"    stage_since: {out.day(5, 25)}",
        f"    step: {step}",
        f"    opened: {out.day(60, 200)}",
    )
    amount = rng.choice(["2400000", "240万", '"1,800,000"', "1.2亿"])
    out.add(f"    value: {{amount: {amount}, currency: CNY, probability: 0.{rng.randint(2, 7)}}}")
    out.add(f"    close: {{date: {out.ahead(90)}, moved_from: [2026-10-31]}}", "    compelling_event:")
    out.add(
        "      value: yes",
        f"      date: {out.day(20, 60)}",
        f"      by: {out.ahead(120)}",
        f"      evidence: {out.one(SAID)}",
        f"      consequence: {out.one(SAID)}",
    )
    out.add(f"    budget: {{value: planned, source: customer, date: {out.day(10, 50)}}}")
    out.add(
        "    decision: {kind: programmed, level: middle, mode: group, rule: scoring, milestones: [{name: 评标, "
        "date: 2026-12-19}]}",
        "    strategy: {kind: flanking, reason: total cost is new to their criteria}",
        "    competitors: [r1, status_quo]",
    )
    out.add(
        "    needs:", f"      - {{text: {inside(rng.choice(SAID))}, layer: specific, state: demand, source: customer}}"
    )
    out.add(
        "    close_plan:", f"      - {{what: {inside(rng.choice(DOING))}, by: us, owner: am, due: {out.ahead(40)}}}"
    )
    if not deep:
        return
    out.add("    criteria:")
    for name in ("安全", "total cost", "服务响应"):
        scores = f"us: {rng.randint(2, 5)}, r1: {rng.randint(2, 5)}"
        out.add(f"      - {{name: {name}, weight: {rng.randint(1, 3)}, scores: {{{scores}}}, rated_by: customer}}")
    out.add("    qualification:")
    out.add("      r1: {project: yes, solution_fit: unknown, inside_support: no}", "      us:")
    for at, criterion in enumerate(CRITERIA):
        out.add(
            f"        {criterion}:",
            f"          value: {'no' if at == 7 else 'yes'}",
            f"          date: {out.day(5, 60)}",
        )
        out.add("          source: customer", f"          evidence: {out.one(SAID)}")
    axes = ("company_brand", "product_brand", "market_share", "relationship", "technology", "commercial", "service")
    out.add(
        "    radar:",
        f"      r1: {{{', '.join(f'{axis}: {rng.randint(3, 5)}' for axis in axes)}}}",
        "      us:",
        *(f"        {axis}: {{value: {rng.randint(1, 3)}, rated_by: customer}}" for axis in axes),
    )


def visits(out: Writer, people: list[str], wanted: int) -> None:
    """The contacts, oldest last, until the plan is about as long as wanted."""
    out.add("", "visits:")
    days = 2
    while out.size < 0.85 * wanted or days < 20:
        rng, day = out.rng, AS_OF - dt.timedelta(days=days)
        who = ["head", "ally"] if days < 20 else rng.sample(people, min(2, len(people)))
        out.add(
            f"  - date: {day}",
            f"    channel: {rng.choice(['visit', 'call', 'meeting'])}",
            f"    with: [{', '.join(who)}]",
        )
        out.add(
            "    by: [am]",
            f"    purpose: {out.one(DOING)}",
            "    facts:",
            *(f"      - {out.one(SAID)}" for _ in "abc"[: rng.randint(1, 3)]),
        )
        if days < 20:
            step = f"date: {out.ahead(20)}, proposed_by: customer, accepted: true"
            out.add(f"    next: {{what: {inside(rng.choice(DOING))}, {step}}}")
        else:
            out.add(f"    outcome: {out.one(SAID)}")
        days += rng.randint(7, 16)


def promises(out: Writer, people: list[str], wanted: int) -> None:
    out.add("", "promises:")
    for _ in range(2 + wanted // 8_000):
        kept = f"made: {out.day(30, 60)}, due: {out.ahead(30)}"
        out.add(f"  - {{by: us, to: {out.rng.choice(people)}, what: {inside(out.rng.choice(DOING))}, {kept}}}")


def actions(out: Writer, people: list[str], wanted: int) -> None:
    out.add("", "actions:")
    for number in range(2 + wanted // 6_000):
        what = inside(out.rng.choice(DOING))
        out.add(
            f"  - {{id: a{number}, what: {what}, who: am, about: [{out.rng.choice(people)}], due: {out.ahead(60)}}}"
        )


def issues(out: Writer, people: list[str], wanted: int) -> None:
    opened = AS_OF - dt.timedelta(days=out.rng.randint(60, 200))
    out.add(
        "",
        "issues:",
        f"  - opened: {opened}",
        f"    what: {out.one(SAID)}",
        "    severity: minor",
        "    owner: service",
    )
    out.add(f"    acknowledged: {opened}", f"    fixed: {opened + dt.timedelta(days=4)}", "    satisfied: true")


def swot(out: Writer, people: list[str], wanted: int) -> None:
    out.add("", "swot:")
    for kind in ("strength", "weakness", "opportunity", "threat"):
        out.add(
            f"  - kind: {kind}", f"    text: {out.one(SAID)}", "    factor: service", f"    evidence: {out.one(SAID)}"
        )


def funnel(out: Writer, people: list[str], wanted: int) -> None:
    count = out.rng.randint(1_000, 3_000)
    out.add("", "funnel:", "  - period: 2026", "    territory: 华东")
    for name, share in (("market_capacity", 1), ("contacted", 4), ("retained", 9), ("followed_up", 15), ("won", 30)):
        out.add(f"    {name}: {count // share}")
    out.add(f"    redeveloped: {count // 60}")
