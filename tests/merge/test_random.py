"""Two people change a plan at random: nothing either did is lost, and only what both did is a conflict."""

from __future__ import annotations

from collections import Counter

from hypothesis import event, given

from kamtool.merge import Way, merge
from kamtool.merge.textual import Labels, by_lines
from kamtool.source.comments import comments
from kamtool.source.document import document
from kamtool.source.read import Unreadable
from tests.merge.pairs import Pair, Sum, facts, pairs, settled, together


@given(pairs())
def test_each_sides_changes_are_in_the_result_or_in_a_conflict(pair: Pair) -> None:
    """Reckoned on bare facts: the result is what both changes come to, whichever side settles the conflicts."""
    meant = together(facts(pair.base), facts(pair.ours), facts(pair.theirs))
    made = merge(pair.base.encode(), pair.ours.encode(), pair.theirs.encode(), "x.yaml", Labels())
    text = made.content.decode()
    assert made.way is Way.FACTS
    assert made.clean == (not meant.both), (made.conflicts, meant.both)
    for side, wanted in enumerate((meant.ours, meant.theirs)):
        assert facts(settled(text, side)) == wanted
    count(pair, meant)


@given(pairs(remarks=True))
def test_a_new_remark_is_kept(pair: Pair) -> None:
    """Whoever wrote it; somebody who takes out what was remarked upon makes a conflict."""
    meant = together(facts(pair.base), facts(pair.ours), facts(pair.theirs))
    made = merge(pair.base.encode(), pair.ours.encode(), pair.theirs.encode(), "x.yaml", Labels())
    text = made.content.decode()
    assert made.way is Way.FACTS
    assert not made.clean or not meant.both
    for side in (pair.ours, pair.theirs):
        for remark in ("# ours says", "# theirs says"):
            assert remark in text or remark not in side
    if made.clean:
        assert facts(text) == meant.ours
        assert Counter(remarks(text)) == kept(*(Counter(remarks(one)) for one in (pair.base, pair.ours, pair.theirs)))


@given(pairs())
def test_the_sides_may_change_places(pair: Pair) -> None:
    """The same facts come out, and the same conflicts."""
    one = merge(pair.base.encode(), pair.ours.encode(), pair.theirs.encode(), "x.yaml", Labels())
    other = merge(pair.base.encode(), pair.theirs.encode(), pair.ours.encode(), "x.yaml", Labels())
    assert one.clean == other.clean
    for side in (0, 1):
        assert facts(settled(one.content.decode(), side)) == facts(settled(other.content.decode(), 1 - side))


@given(pairs())
def test_one_sided_changes_are_taken_byte_for_byte(pair: Pair) -> None:
    """Merging with the version both began with gives the other side, as it is."""
    raw = [one.encode() for one in (pair.base, pair.ours, pair.theirs)]
    assert merge(raw[0], raw[1], raw[0], "x.yaml", Labels()).content == raw[1]
    assert merge(raw[0], raw[2], raw[2], "x.yaml", Labels()).content == raw[2]
    assert facts(merge(raw[0], raw[0], raw[2], "x.yaml", Labels()).content.decode()) == facts(pair.theirs)


def remarks(text: str) -> list[str]:
    """What a plan's comments say, word by word."""
    return [
        word.strip()
        for one in comments(text, document(text).root)
        for word in text[one.start : one.end].split("#")
        if "says" in word
    ]


def kept(base: Counter[str], ours: Counter[str], theirs: Counter[str]) -> Counter[str]:
    """The remarks that both sides together have."""
    return ours + theirs - base


def count(pair: Pair, meant: Sum) -> None:
    """What git's own merge makes of the same pair, told by --hypothesis-show-statistics, for docs/merging.md."""
    raw, clean = by_lines(pair.base.encode(), pair.ours.encode(), pair.theirs.encode(), Labels())
    event("one fact changed twice" if meant.both else "facts apart")
    if not meant.both and not clean:
        event("git: needless conflict")
    if clean:
        try:
            right = not meant.both and facts(raw.decode()) == meant.ours
        except (Unreadable, AttributeError, TypeError, KeyError, StopIteration):
            right = False
        event("git: right" if right else "git: wrong without a word")
