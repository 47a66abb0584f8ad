"""Merges that a person can read: what becomes of facts, comments, judgements, ids, lists."""

from __future__ import annotations

import pytest

from kamtool.diagnostic import Diagnostic
from kamtool.merge import Outcome, Way, merge
from kamtool.merge.textual import Labels
from tests.merge.test_git import PLAN


def merged(ours: str, theirs: str, base: str = PLAN) -> Outcome:
    """The outcome of three texts."""
    return merge(base.encode(), ours.encode(), theirs.encode(), "x.yaml", Labels())


def clean(ours: str, theirs: str, base: str = PLAN) -> str:
    """The text of a merge without conflicts, by facts."""
    made = merged(ours, theirs, base)
    assert (made.way, made.clean, made.conflicts) == (Way.FACTS, True, ())
    return made.content.decode()


def test_comments_come_along_and_both_sides_stay() -> None:
    """Above an entry, behind a value, and where both wrote one."""
    ours = PLAN.replace("    title: 处长\n", "    # ours above\n    title: 处长  # ours\n")
    theirs = PLAN.replace("    title: 处长\n", "    # theirs above\n    title: 处长  # theirs\n")
    wanted = "    # ours above\n    # theirs above\n    title: 处长  # ours  # theirs\n"
    assert clean(ours, theirs) == PLAN.replace("    title: 处长\n", wanted)
    assert clean(ours, theirs.replace("处长  #", "主任  #")) == PLAN.replace(
        "    title: 处长\n", wanted.replace("处长", "主任")
    )


def test_a_new_entry_comes_with_its_comments_and_layout() -> None:
    """At our indentation, behind the entry it stood behind."""
    new = "  # met at the fair\n  li:\n      name:  '李四'   # our age\n      roles: [ user ]\n"
    theirs = PLAN.replace("  zhang:", f"{new}  zhang:")
    ours = PLAN.replace("stakeholders:\n", "stakeholders:   # people\n").replace("title: 处长\n", "title: 主任\n")
    assert clean(ours, theirs) == ours.replace("  zhang:", f"{new}  zhang:")


def test_a_judgement_is_one_fact() -> None:
    """Two judge anew: a conflict, though the lines differ; one judges, the other writes it in the long form: none."""
    ours = PLAN.replace("attitude: resist", "attitude: {value: doubt, date: 2026-11-20, source: us}")
    theirs = PLAN.replace("attitude: resist", "attitude: {value: resist, date: 2026-11-21, source: customer}")
    made = merged(ours, theirs)
    assert made.conflicts == (("stakeholders", "song", "attitude"),)
    assert clean(ours, PLAN.replace("attitude: resist", "attitude: {value: resist}")) == ours


def test_evidence_that_two_people_heard_is_all_kept() -> None:
    """As long as neither judged anew."""
    base = PLAN.replace("attitude: resist", "attitude: {value: resist, evidence: [x]}")
    ours, theirs = base.replace("[x]", "[x, ours]"), base.replace("[x]", "[x, theirs]")
    assert clean(ours, theirs, base) == base.replace("[x]", "[x, ours, theirs]")


def test_taken_out_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    """Either way round; taken out by one alone it goes."""
    gone = PLAN.replace("  zhang: {name: 张伟, title: 副处长, reports_to: song}\n", "")
    made = merged(gone, PLAN.replace("副处长", "处长助理"))
    assert made.conflicts == (("stakeholders", "zhang"),)
    assert "<<<<<<< ours\n=======\n  zhang: {name: 张伟, title: 处长助理, reports_to: song}\n>>>>>>> theirs\n" in (
        made.content.decode()
    )
    assert merged(PLAN.replace("副处长", "处长助理"), gone).conflicts == made.conflicts
    assert clean(gone, PLAN.replace("问预算", "问")) == gone.replace("问预算", "问")


def test_taken_out_by_one_and_named_by_the_other_is_a_conflict() -> None:
    """Else the merged plan would name nobody."""
    gone = PLAN.replace("  zhang: {name: 张伟, title: 副处长, reports_to: song}\n", "")
    made = merged(gone, PLAN.replace("with: [song]", "with: [song, zhang]"))
    assert made.conflicts == (("stakeholders", "zhang"),)


CREW = """\
kam: 1
account: {name: 红旗机械厂}
team: {li: {name: 李明}, wang: {name: 王芳}}
competitors: {norval: {name: Norval}, haoche: {name: 豪车}}
opportunities: {cars: {incumbent: norval}, vans: {}}
actions: [{id: a1, what: 问预算, who: li, opportunity: cars}, {id: a2, what: 报价}]
swot: [{kind: threat, text: 降价, action: a1}]
"""


@pytest.mark.parametrize(
    ("entry", "named", "conflict"),
    [
        (", wang: {name: 王芳}", ("who: li", "who: wang"), ("team", "wang")),
        (", haoche: {name: 豪车}", ("incumbent: norval", "incumbent: haoche"), ("competitors", "haoche")),
        (", vans: {}", ("opportunity: cars", "opportunity: vans"), ("opportunities", "vans")),
        (", {id: a2, what: 报价}", ("action: a1", "action: a2"), ("actions", "[a2]")),
    ],
    ids=["colleague", "rival", "deal", "action"],
)
def test_whatever_one_takes_out_and_the_other_names_is_a_conflict(
    entry: str, named: tuple[str, str], conflict: tuple[str, str]
) -> None:
    """Marked where it stands, not told as a fault at the end; either way round."""
    gone, naming = CREW.replace(entry, ""), CREW.replace(*named)
    assert gone != CREW != naming
    for ours, theirs in ((gone, naming), (naming, gone)):
        made = merged(ours, theirs, CREW)
        assert (made.way, made.clean, made.conflicts, made.faults) == (Way.FACTS, False, (conflict,), ())


def test_an_id_that_one_side_renamed_is_the_same_person() -> None:
    """The other side's changes and new references go to the new id."""
    ours = PLAN.replace("zhang", "zhang-wei")
    theirs = PLAN.replace("副处长", "处长助理").replace("with: [song]", "with: [song, zhang]")
    wanted = ours.replace("副处长", "处长助理").replace("with: [song]", "with: [song, zhang-wei]")
    assert clean(ours, theirs) == wanted
    assert clean(theirs, ours) == wanted
    both = merged(ours, PLAN.replace("zhang", "zw"))
    assert (both.way, both.clean) == (Way.IRREGULAR, False)


def test_both_added_one_id_with_other_facts() -> None:
    """A conflict by field: what only one of them wrote is taken."""
    ours = PLAN.replace("visits:\n", "  - {id: a2, what: ours, about: [song]}\nvisits:\n")
    theirs = PLAN.replace("visits:\n", "  - {id: a2, what: theirs, due: 2026-12-01}\nvisits:\n")
    made = merged(ours, theirs)
    assert made.conflicts == (("actions", "[a2]", "what"),)
    told = made.content.decode()
    assert "- {id: a2, what: ours, about: [song], due: 2026-12-01}\n" in told
    assert "- {id: a2, what: theirs, about: [song], due: 2026-12-01}\n" in told


def test_both_wrote_down_the_same_visit() -> None:
    """Same day, same people: one visit, with what both heard; other people: two visits."""
    ours = PLAN + "  - {date: 2026-11-20, with: [zhang], facts: [ours]}\n"
    theirs = PLAN + "  - {date: 2026-11-20, with: [zhang], facts: [theirs], channel: call}\n"
    wanted = PLAN + "  - {date: 2026-11-20, with: [zhang], facts: [ours, theirs], channel: call}\n"
    assert clean(ours, theirs) == wanted
    other = theirs.replace("2026-11-20, with: [zhang]", "2026-11-20, with: [song]")
    assert clean(ours, other).count("2026-11-20") == 2


def test_layout_alone_is_no_change() -> None:
    """One side writes canonical words and braces as lines, the other changes the facts in them."""
    theirs = PLAN.replace(
        "  zhang: {name: 张伟, title: 副处长, reports_to: song}\n",
        "  zhang:\n    reports_to: song\n    name: 张伟\n    title: 副处长\n",
    )
    ours = PLAN.replace("副处长", "处长助理").replace("resist", "抵触")
    wanted = "{reports_to: song, name: 张大伟, title: 处长助理}"
    assert clean(ours, theirs.replace("name: 张伟", "name: 张大伟")) == ours.replace(
        "{name: 张伟, title: 处长助理, reports_to: song}", wanted
    )
    assert clean(ours, PLAN.replace("attitude: resist", "attitude: doubt")) == ours.replace("抵触", "doubt")


def test_texts_of_several_lines_are_merged_by_line() -> None:
    """As git would, where the lines do not meet."""
    base = PLAN.replace("    title: 处长\n", "    note: |\n      one\n      two\n      three\n      four\n      five\n")
    ours, theirs = base.replace("one\n", "ONE\n"), base.replace("five\n", "FIVE\n")
    assert clean(ours, theirs, base) == ours.replace("five\n", "FIVE\n")
    assert merged(ours, base.replace("one\n", "eins\n"), base).conflicts == (("stakeholders", "song", "note"),)


def test_line_breaks_of_both_kinds_stay_where_they_are() -> None:
    """In a file that has both."""
    ours = PLAN.replace("title: 处长\n", "title: 主任\r\n").replace("kam: 1\n", "kam: 1\r\n")
    told = clean(ours, PLAN.replace("问预算", "问"))
    assert told.replace("\r\n", "\n") == ours.replace("\r\n", "\n").replace("问预算", "问")
    assert "kam: 1\r\naccount:\n" in told
    assert "title: 主任\r\n    attitude" in told


def test_a_plan_that_only_both_together_break_is_told() -> None:
    """Each side fine, the sum not: not clean, and the fault is named."""
    base = PLAN.replace("  zhang: {name: 张伟, title: 副处长, reports_to: song}\n", "")
    g3 = base.replace(
        "    title: 处长\n", "    privacy: {basis: consent, consent_ref: C1, purpose: x}\n    title: 处长\n"
    )
    ours = g3.replace("    title: 处长\n", "    personal: {family: 已婚}\n    title: 处长\n")
    made = merged(ours, g3.replace("consent_ref: C1, ", ""), g3)
    assert made.way is Way.FACTS
    assert not made.clean
    assert [one.code for one in made.faults if isinstance(one, Diagnostic)] == ["KAM008"]


def test_another_promise_in_the_place_of_one_is_another() -> None:
    """One side replaces it by one to the same person on the same day, the other keeps it: nothing is mixed."""
    base = PLAN + "promises:\n  - {by: us, to: song, what: 每公里成本对比表, due: 2026-11-28}\n"
    ours = base.replace("每公里成本对比表", "车库参观")
    made = merged(ours, base.replace("due: 2026-11-28}", "due: 2026-11-28, kept: 2026-11-20}"), base)
    assert made.conflicts == (("promises", "[us]"),)
    assert "what: 车库参观, due: 2026-11-28}" in made.content.decode()
    reworded = base.replace("每公里成本对比表", "每公里成本的对比表")
    told = clean(reworded, base.replace("due: 2026-11-28}", "due: 2026-11-28, kept: 2026-11-20}"), base)
    assert told == reworded.replace("due: 2026-11-28}", "due: 2026-11-28, kept: 2026-11-20}")
