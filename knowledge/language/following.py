"""The words of a question that point to what was asked before, or leave it out.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re

_POINTS = (
    r"(?:(?<![其吉])[它他她]们?|[这那][个款家部](?:产品|公司|模型|工具|软件)?"
    r"|(?<![a-z])(?:it|they|this|that)(?=\W|\Z)(?! (?:year|month|week|time|one)))"
)
_JOINS = r"(?:[和与跟同]|比(?![较一如方赛])|还是|不如|相[较比]于?|比起来?|(?:vs|versus|or|than)\b)"
# Where a thing that is compared is only pointed to, or left out: 它和B, B和它, 跟B比呢.
_LEFT_OUT = [
    re.compile(pattern)
    for pattern in (
        rf"({_POINTS})\s*{_JOINS}",
        rf"(?:[和与跟同比]|\b(?:or|to|and|than|from|with|compare)\s)\s*({_POINTS})",
        r"[和与跟](之)(?=相?比)",
        rf"\b(?:is|are|was|were|does|did)\s({_POINTS})(?=.*\b(?:than|compare[ds]?|differ\w*)\b)",
        rf"\A(?:那么?|如果|要是|[\s,])*()(?={_JOINS}|有\S{{1,12}}?[好强快贵便]\S?[吗么嘛])",
        r"\A(?:and |but |so )?()(?=(?:compared (?:to|with)|[a-z]{2,}er than)\b)",
    )
]
# What a question is asked of anew: 那X呢.
ANOTHER = re.compile(r"\A\W*(?:那么?|换成|and|what about|how about)|呢\W*\Z")
# The first and the last of what was compared, in either script.
_NO_NOUN = r"(?!\s+(?!(?:is|was|or|and|has|have|costs?|made|than|better|cheaper)\b)[a-z])"
_FORMER = re.compile(rf"前者|\bthe former\b{_NO_NOUN}", re.IGNORECASE)
_LATTER = re.compile(rf"[后後]者|\bthe latter\b{_NO_NOUN}", re.IGNORECASE)
# What is pointed to was named before.
POINTING = re.compile(
    r"[它他她这那]|\b(?:its?|they|their|them|this|that|these|those|he|his|him|she|her)\b"
)
# What begins so has no subject of its own: 什么时候上线的.
SUBJECTLESS = re.compile(r"\A\W*是?(?:什么时候|何时|哪一?年|几时|多久|多少|在?哪[里儿]|谁)(?!是)")
# A question of its own, however short.
ASKS_WHAT_IT_MEANS = re.compile(r"\A\W*(?:什么是|什么叫|啥是|啥叫|何谓)|(?:什么|啥)意思\W*\Z")
# Chinese in a row, or a Latin word; what has a digit may be a version.
WORD = re.compile(r"[a-z.\d]*\d[a-z.\d]*|[a-z]+|[^\W\d_a-z]+")


def one_of(folded: str) -> int | None:
    """Which one of the things compared before a folded question points to, as a place in their
    list.
    """
    former, latter = _FORMER.search(folded), _LATTER.search(folded)
    if bool(former) == bool(latter):
        return None
    return 0 if former else -1


def points_to_one(folded: str) -> bool:
    """Whether a folded question speaks of one or both of what was compared (前者, 后者)."""
    return bool(_FORMER.search(folded) or _LATTER.search(folded))


def named(question: str, former: str = "", latter: str = "") -> tuple[str, tuple[int, ...]]:
    """A question, not folded, with names in place of 前者 and 后者, and which of them it has."""
    told = tuple(
        place for place, words in ((0, _FORMER), (-1, _LATTER)) if former and words.search(question)
    )
    text = _FORMER.sub(lambda _: f" {former} ", question) if former else question
    return _LATTER.sub(lambda _: f" {latter} ", text) if latter else text, told


def left_out(folded: str) -> tuple[int, int] | None:
    """The range of a folded question where something that it compares is only pointed to, or left
    out (and the range empty); None where that is nowhere.
    """
    found = (pattern.search(folded) for pattern in _LEFT_OUT)
    return next((match.span(1) for match in found if match), None)
