"""Comments are found where YAML has them, and nowhere else."""

from __future__ import annotations

from kamtool.source.comments import comments
from kamtool.source.parse import parse

TEXT = (
    "# own\nkam: 1  # behind\nname: 'a # b'\nurl: x#y\nquoted: \"c # d\"\r\nlist: [1, 2] # braces\n"
    "block: |\n  # text\nplain: two\n  lines\n  # own again\nlast: x # end"
)


def test_comments_and_nothing_else() -> None:
    """Not within quotes, blocks of text or words; with the line's end left alone."""
    found = [(TEXT[one.start : one.end], one.own) for one in comments(TEXT, parse(TEXT, ""))]
    assert found == [("# own", True), ("# behind", False), ("# braces", False), ("# own again", True), ("# end", False)]


def test_a_file_of_comments_alone() -> None:
    assert [one.own for one in comments("# a\r\n# b", None)] == [True, True]
