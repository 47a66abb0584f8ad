"""Who stands where the format wants one of us or theirs by name: persons, several at once, or a post that signs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kamtool.privacy.leaves import Leaf
from kamtool.privacy.mentions import ADDRESS, surname

# Whoever stands here is a person to us: no name in any letters is left, nor a post or a body that stands for one.
NAMED = frozenset({("plan", "owner"), ("override", "approver"), ("document", "authorised_by")})
# The fields whose values are posts and bodies, by which one is told from a name.
PLACES = frozenset({("stakeholder", "title"), ("stakeholder", "unit"), ("member", "title"), ("member", "role")})
BODY = re.compile(f"(?:[部处司办团科室院局厂会]|{ADDRESS})\\Z")
ENGLISH = (
    "board ceo cfo chief committee coo cto department director finance head it legal manager of office officer"
    " president procurement purchasing sales team the vice vp"
)
POSTS = frozenset(ENGLISH.split())
BETWEEN = re.compile(
    r"(\s{0,9}(?:[、，,;；/&+|（）()]|\b(?:and|und|et)\b)\s{0,9}"
    r"|(?<=[\u3400-\u9fff]{2})\s{1,9}|\s{1,9}(?=[\u3400-\u9fff]{2}))"
)


def posts_in(told: Iterable[Leaf]) -> frozenset[str]:
    """The titles, units and roles that a plan names."""
    return frozenset(leaf.node.text.casefold() for leaf in told if (leaf.section, leaf.key) in PLACES)


def is_post(name: str, posts: Collection[str]) -> bool:
    """Whether it is a post or a body that any text may speak of: 总经理, Sales Director, or one of *posts*."""
    if name.casefold() in posts or BODY.fullmatch(name):
        return True
    return all(word.casefold() in POSTS for word in name.split())


def is_body(name: str) -> bool:
    """Whether what stands for a person is no name by its last word, so that its first sign is no surname: 采购部."""
    last = BODY.search(name)
    return last is not None and len(name[: last.start()]) not in (1, len(surname(name)))
