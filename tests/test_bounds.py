"""A file made of mistakes is told of in bounds: what is listed, what is compared, and what that costs."""

from __future__ import annotations

import datetime as dt

import pytest

from kamtool.check import Selection, check_text
from kamtool.diagnostic import Diagnostic
from kamtool.source.parse import MAX_PROBLEMS
from kamtool.source.suppress import MAX_COMMENTS, suppressions

HEAD = "kam: 1\naccount: {name: x}\n"
MANY = 3 * MAX_PROBLEMS


def found(text: str) -> tuple[Diagnostic, ...]:
    return check_text(text.encode(), dt.date(2026, 11, 23), Selection()).diagnostics


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "".join(f"acount{at}: 1\n" for at in range(MANY)), "KAM008"),
        (HEAD + "".join(f"k{at}:\n" for at in range(MANY)), "KAM008"),
        (HEAD + "stakeholders:\n" + "".join(f"  p{at}: {{influence: hihg}}\n" for at in range(MANY)), "KAM011"),
        (HEAD + "stakeholders:\n" + "".join(f"  p{at}: {{reports_to: nobody}}\n" for at in range(MANY)), "KAM013"),
    ],
)
def test_a_file_of_mistakes_is_cut_and_says_so(text: str, code: str) -> None:
    """The first problems are listed, and one more says that there are others."""
    codes = [one.code for one in found(text)]
    assert codes.count(code) == MAX_PROBLEMS
    assert codes.count("KAM005") == 1
    assert len(codes) == MAX_PROBLEMS + 1


def test_just_as_many_as_are_listed_are_not_cut() -> None:
    """A file with the greatest number of problems that is listed gets all of them and no more."""
    codes = [one.code for one in found(HEAD + "".join(f"k{at}: 1\n" for at in range(MAX_PROBLEMS)))]
    assert codes == ["KAM008"] * MAX_PROBLEMS


def test_a_wrong_id_among_many_names_a_few_that_exist() -> None:
    """Nobody is shown thousands of ids."""
    text = HEAD + "stakeholders:\n" + "".join(f"  p{at}: {{}}\n" for at in range(2_000)) + "  q: {reports_to: zzzzz}\n"
    [one] = [one for one in found(text) if one.code == "KAM013"]
    known = one.params["known"]
    assert isinstance(known, list)
    assert len(known) <= 20


def test_comments_beyond_the_bound_silence_nothing() -> None:
    """What is cut off can only lead to more findings, never to fewer."""
    text = HEAD + "# kam: ignore[KAM101] reason\n" * (MAX_COMMENTS + 5)
    assert len(suppressions(text, None)) == MAX_COMMENTS
