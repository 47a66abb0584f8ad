"""Fishbones: the head on the right, slanted bones above and below the spine, causes on twigs, whys below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kamtool.render.svg.canvas import Canvas
from kamtool.render.svg.measure import MARKS, PALE, Style, Text, lay, words
from kamtool.render.svg.text import draw_caption
from kamtool.view.blocks import Branch, Tree

_SPINE: Final = "#7b8794"
_BONE: Final = Style(14.0, bold=True)
_CAUSE: Final = Style(13.0, bold=True)
_WHY: Final = 12.0
_ROOM: Final = 232.0
_SLANT: Final = 70.0
_GAP: Final = 34.0
_HEAD: Final = 190.0
_SHORTEST: Final = 90.0


@dataclass(frozen=True, slots=True)
class _Twig:
    """One cause: its own lines, what stands below the twig, and the tone of the twig."""

    cause: Text
    below: tuple[Text, ...]
    branch: Branch

    @property
    def height(self) -> float:
        return self.cause.height + 5 + sum(text.height + 2 for text in self.below) + 12


def draw_fishbone(tree: Tree, width: float) -> Canvas:
    """Each root as a fish with its children as bones; two levels below the bones are drawn."""
    canvas = draw_caption(tree.title, width)
    for root in tree.roots:
        fish = _fish(root)
        canvas.place(fish, 0, canvas.height)
        canvas.height += fish.height
        canvas.width = max(canvas.width, fish.width)
    return canvas


def _fish(root: Branch) -> Canvas:
    """The spine with its head; every other bone hangs below it."""
    upper, lower = root.children[0::2], root.children[1::2]
    above = max((_length(bone) for bone in upper), default=_SHORTEST)
    below = max((_length(bone) for bone in lower), default=0.0)
    step = _ROOM + _GAP
    end = _SLANT + step * max(len(upper), 1) + _GAP / 2
    head = lay(root.name, Style(15.5, "#ffffff", True), _HEAD - 32)
    half = head.height / 2 + 14
    canvas = Canvas(end + _HEAD, above + max(below, half))
    canvas.line([(0, above), (end, above)], _SPINE, 4)
    canvas.rect(end, above - half, _HEAD, 2 * half, MARKS["bad"], radius=12)
    canvas.text(head, end + _HEAD / 2, above - head.height / 2, "middle")
    for at, bone in enumerate(upper):
        canvas.place(_bone(bone, above, False), at * step, 0)
    for at, bone in enumerate(lower):
        canvas.place(_bone(bone, below, True), at * step, above)
    return canvas


def _length(bone: Branch) -> float:
    """How far a bone reaches from the spine."""
    return max(_SHORTEST, _title(bone).height + 30 + sum(twig.height for twig in _twigs(bone)))


def _title(bone: Branch) -> Text:
    return lay(bone.name, _BONE, _ROOM - 40)


def _twigs(bone: Branch) -> list[_Twig]:
    found = []
    for one in bone.children:
        about = " · ".join(cell.text for cell in one.cells if cell.text)
        tone = one.cells[0].tone if one.cells else "plain"
        said = [(about, tone), *((why.name, why.tone) for why in one.children)]
        below = tuple(lay(text, words(tone, _WHY, False), _ROOM - 10) for text, tone in said if text)
        found.append(_Twig(lay(one.name, _CAUSE, _ROOM - 6), below, one))
    return found


def _bone(bone: Branch, length: float, hangs: bool) -> Canvas:
    """One bone of that length, its title at the outer end, its causes in order from top to bottom."""
    twigs, title = _twigs(bone), _title(bone)
    canvas = Canvas(_ROOM + _SLANT, length)
    own = _length(bone)
    box = title.height + 12

    def across(y: float) -> float:
        """How far to the right the bone lies at a height."""
        return _ROOM + _SLANT * ((length - y if hangs else y) / max(length, 1.0))

    outer = own - box if hangs else length - own + box
    canvas.line([(across(outer), outer), (across(0 if hangs else length), 0 if hangs else length)], _SPINE, 2.2)
    y = 14.0 if hangs else outer + 8
    for twig in twigs:
        line = y + twig.cause.height + 3
        left = across(line) - _ROOM
        canvas.text(twig.cause, left, y)
        canvas.line([(left, line), (across(line), line)], MARKS[twig.branch.tone], 1.4)
        place = line + 3
        for text in twig.below:
            place = canvas.text(text, left, place) + 2
        y += twig.height
    top = own - box if hangs else length - own
    wide = title.width + 24
    left = across(outer) + 18 - wide  # to the left, where no other bone has its causes
    canvas.rect(left, top, wide, box, PALE["strong"], _SPINE, 6)
    canvas.text(title, left + wide / 2, top + 6, "middle")
    return canvas
