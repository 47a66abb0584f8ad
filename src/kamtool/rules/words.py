"""The words that must not stand in a plan: of bribery, and of a tender's secrets, in both languages (methods.md C).

A team adds words of its own and takes ours away under ``[words.bribery]`` and ``[words.tender]`` in kam.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kamtool.config import WordChanges
from kamtool.diagnostic import Path
from kamtool.model.base import Section

# The name by which a team takes a word away, and what is looked for, also with a blank inside (红 包). The characters
# ruled out around a Chinese word are of a neighbour that borrows half of it: 退回|扣款, 大红|包装, 记账|外包.
BRIBERY: Mapping[str, str] = {
    "回扣": "(?:(?<![退追返收撤驳要拿])回扣|回扣(?!款|税|除(?!了)))(?![件押环板])"
    "|回 扣(?![款除件押环板减分税费留罚缴])",
    "好处费": "好处 ?费(?![时力劲])",
    "红包": "(?:(?<!分)红包|红包(?![含干]))(?![括裹邮围]|装(?![在进满到了着入信]|好(?!看)|的是|.?[百千万张]))"
    "|红 包(?![装括裹邮围含干间厢车机房月年])",
    "购物卡": "购物 ?卡(?![顿死住车])",
    "帐外": "(?<![台对结记查销挂转])(?<![已除未款]到)[帐账]外(?![包币汇籍聘派商联])",
    "kickback": r"\bkick[- ]?backs?\b(?! (?:and relax|at|against)\b)",
    "bribe": r"\bbrib(?:e[sd]?|ing)\b",
    "under the table": r"\bunder[- ]the[- ]table\b",
}
# What a bidder must not know or hold. Our own bottom price and a tender's published limit are no secrets.
TENDER: Mapping[str, str] = {
    "标底": "(?<![目指商鼠图非达投])(?:标底(?![稿气色部层座图]|线(?!索)|数(?![字额据值目])|盘(?!子))"
    "|标 底(?![稿气色部层座图线数盘下片板]))",
    "评委名单": "(?:评委|评标专家|评标委员会成员)名单",
    "底价": "(?:客户|甲方|对方|对手|招标方|采购方|竞争对手)的?(?:投标)?底价",
    "标书": "(?:对手|竞争对手|竞品|别家)的?(?:标书|投标文件|投标报价)",
    "reserve price": r"\breserve price\b",
    "list of evaluators": r"\b(?:(?:names|list) of (?:the )?(?:evaluators|judges|evaluation committee)"
    r"|(?:evaluators?|judges)['’]{1,2}s? (?:names|list)|(?:evaluator|evaluation committee) (?:names|list))\b",
    "rival bid": r"\b(?:rival|competitor)"
    r"(?:(?:(?:['’]{1,2}s|s['’]{1,2}) (?:bid|tender)s?|s? (?:bid|tender) (?:document|file|price)s?)\b"
    r"(?! (?:team|manager|desk|office|department|staff|people|bond|date|deadline|strategy|process|effort)s?\b)"
    r"|s? (?:bid|tender)s?:?(?: (?:is|was|of|at|around|about|only)){0,3} ?(?:"
    r"(?:[¥￥$€£]|\b(?:rmb|cny|usd|eur)) ?\d|\b\d{1,9}(?:[.,]\d| ?(?:[万亿元]|(?:k|m|mn|bn|million|thousand|yuan)\b))"
    r"|\b(?!(?:19|20)\d\d\b)\d{3,12}\b))",
}
# One of these stands in whatever is looked for; to look for them first costs a tenth.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "回扣": ("回扣", "回 扣"),
    "好处费": ("好处费", "好处 费"),
    "红包": ("红包", "红 包"),
    "购物卡": ("购物",),
    "帐外": ("帐外", "账外"),
    "kickback": ("kickback", "kick-back", "kick back"),
    "bribe": ("brib",),
    "标底": ("标底", "标 底"),
    "评委名单": ("名单",),
    "标书": ("标书", "投标文件", "投标报价"),
    "under the table": ("under",),
    "reserve price": ("reserve",),
    "list of evaluators": ("evaluator", "judges", "committee"),
    "rival bid": (" bid", " tender"),
}
LISTS: Mapping[str, Mapping[str, str]] = {"bribery": BRIBERY, "tender": TENDER}
# What stands before a word that is refused or forbidden, and what behind it takes that back: “no kickback, no deal”.
# Not after a word that makes it a threat, a delay or a question: 不能不给, 年前先不给, 谁不收.
BEFORE = (
    r"(?:(?:拒绝?|禁止?|严禁|杜绝)(?:接?收受?|接受|送|给|拿|发|索取|索要|提供)?"
    r"|(?<![能得会可非谁先还时次前再年])不(?:许|准|得|能|可以?|让|会)?(?:接?收受?|接受|送|给|要|拿|发|索取|索要|提供))"
    r"(?:任何|一切|供应商的?)*\Z"
    r"|(?:\b(?:no|never|not|cannot|nor|refus(?:e|es|ed|ing)|reject(?:s|ed)?|forbid(?:s|den)?|bans?|banned|prohibit(?:s|ed)?|zero)"
    r"|n['’]t) (?:(?:to|takes?|taking|accept(?:s|ing)?|pay(?:s|ing)?|gives?|giving|offer(?:s|ing)?|receive"
    r"|be|been|any|all|a|the|such|kinds?|forms?|sorts?|of) )*\Z"
)
BEHIND = (
    r"(?:的话)?[，,、\s]*(?:就|便|则|根本|别想|休想|免谈|没戏|没门|没法|难)"
    r"|(?:的话)?(?:不|没|[办过拿谈进签]不|哪)"
    r"|(?:的话)?[，,、\s]*不(?:签|办|批|验|付|下单|盖|放|过|见|让|谈|理|买|合作)"
    r"|(?:的话)?[，,、；;\s]*(?:只(?!看|谈|比|凭)|要(?!求|按|走|靠|签|守)|(?:但是?|改|而)[只要收拿给得想可能送])"
    r"|\w*[,;:]? *(?:no|below|under|less|unless|until|without|or|means|before|after|yet|now|last|by|this|from|via"
    r"|through|in cash|use|instead|but|only|just|rather)\b"
)
AND = r"[、/和或及与跟]|,? (?:and|or) (?:a |any )?"
WINDOW = 60  # characters on either side of a sign; none of our patterns reaches further


class UnknownWord(Exception):
    """A word to take away that the list does not have; carries the list's name and the word."""

    def __init__(self, name: str, word: str) -> None:
        super().__init__(word)
        self.name = name
        self.word = word


@dataclass(frozen=True)
class WordList:
    """What to look for in texts: a pattern, and the *signs* one of which stands in whatever it finds."""

    pattern: str
    signs: tuple[str, ...]
    window: int = WINDOW

    @cached_property
    def search(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed."""
        return re.compile(self.pattern or r"(?!)", re.IGNORECASE)

    def speaks(self, lowered: str) -> bool:
        """Whether a file's text, in small letters, may say these words; folded lines are read as one."""
        if "\\" in lowered:  # an escape may hide any word
            return True
        here = [sign for sign in self.signs if sign in lowered]
        folded = " ".join(lowered.split()) if here else ""
        return any(
            self.search.search(folded, max(0, at - self.window), at + self.window)
            for sign in here
            for at in places(folded, sign)
        )


@dataclass(frozen=True)
class Words:
    """Both lists, as the team wants them."""

    bribery: WordList
    tender: WordList


def words(changes: Sequence[WordChanges] = ()) -> Words:
    """The lists after a team's changes. Raises UnknownWord."""
    told = {one.name: (one.add, one.remove) for one in changes}
    return Words(*(word_list(name, *told.get(name, ((), ()))) for name in LISTS))


@lru_cache(maxsize=32)
def word_list(name: str, add: tuple[str, ...], remove: tuple[str, ...]) -> WordList:
    """One list. Raises UnknownWord."""
    own = dict(LISTS[name])
    for word in remove:
        if own.pop(word, None) is None:
            raise UnknownWord(name, word)
    added = [" ".join(word.lower().split()) for word in add]
    signs = [sign for word in own for sign in SIGNS.get(word, (word,))]
    pattern = "|".join([*own.values(), *map(literal, added)])
    return WordList(pattern, (*signs, *added), max([WINDOW, *(len(word) + 1 for word in added)]))


def is_refusal(listed: WordList, text: str) -> bool:
    """Whether wherever a text says such a word it says that it is refused or forbidden."""
    folded = " ".join(text.split())
    last = None
    for one in listed.search.finditer(folded):
        listed_on = last is not None and re.fullmatch(AND, folded[last : one.start()], re.IGNORECASE)
        if not listed_on and not re.search(BEFORE, folded[: one.start()], re.IGNORECASE):
            return False
        if re.match(BEHIND, folded[one.end() :], re.IGNORECASE):
            return False
        last = one.end()
    return last is not None


def literal(word: str) -> str:
    """A word of the team's: as it stands, a Latin one not within another word."""
    start = r"\b" if word[0].isascii() and word[0].isalnum() else ""
    end = r"\b" if word[-1].isascii() and word[-1].isalnum() else ""
    return start + re.escape(word) + end


def places(text: str, sign: str) -> Iterator[int]:
    """Where a sign stands in a text."""
    at = text.find(sign)
    while at != -1:
        yield at
        at = text.find(sign, at + 1)


def strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a section, with its path as the file writes it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Section):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from strings(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(str(key), (*path, str(key)))
            yield from strings(one, (*path, str(key)))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from strings(one, (*path, at))
