"""The words that compare: what joins the things compared, what asks how they differ, and in what.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from .asking import ASKING
from .kinds import KINDS
from .tokens import Token

_DIFFERENCE = next(kind for kind in KINDS if kind.name == "difference")
_DIFFER = f"{_DIFFERENCE.about.pattern}|{_DIFFERENCE.asks.pattern}"
_JOINING_WORDS = frozenset("和 与 跟 同 及 以及 或 或者 还是 比 不如 对比 相比 比起来".split())
_JOINING = re.compile(
    r"、|&|相[较比]于|\bv\.?s\b\.?|\bversus\b|\bpk\b|\band\b|\bor\b|\bthan\b", re.ASCII
)
# These join nothing but what is said to be compared, or to differ.
_JOINING_BESIDE = (
    (re.compile(r"\bcompar", re.ASCII), re.compile(r"\b(?:with|to)\b", re.ASCII)),
    (re.compile(r"\bdiffer", re.ASCII), re.compile(r"\bfrom\b", re.ASCII)),
)
_JOINING_IN_LISTS = re.compile(r"[,;/|+]|\s-\s")
_ONE_OF = r"(?:哪一?[个家款种部边]|谁)(?:会|要)?(?:更|比较|最)?"
_EACH = r"各自?(?![种位地类项个方])|分别|\b(?:each|respectively)\b"
# Stands in place of each thing compared.
THING = "\ufffc"
_WHICH = r"(?:哪一?[个款种家部边]|谁)"
_MORE = r"(?:更|比较|会|要|[先贵好强快多长]|便宜)"
_MAY_COMPARE = re.compile(
    rf"{_DIFFER}|{_EACH}|{_WHICH}|差多少|差几|还是|[比较孰]|不如|\b(?:pk|v\.?s|which|than|or|differ)\b",
    re.ASCII,
)
_COMPARES = re.compile(
    rf"{_DIFFER}|{_EACH}|差多少|差几|比[较起]|相[较比]|孰|\b(?:pk|v\.?s|differ)\b"
    rf"|{THING}\s*(?:比|不如)\s*{THING}(?=.*(?:吗|多少|更|好|贵|便宜|快|强))|{THING}[^{THING}]*\bthan\b"
    # A choice among the things: of nothing else, so no noun may follow.
    rf"|{THING}[\s,]*(?:里面?|中|之[中间]|相?比)?[\s,]*{_WHICH}(?:{_MORE}|最|\w{{1,4}}\W*\Z)"
    rf"|{THING}\s*相?比(?:呢|一比|一下|如何|怎么?样|\W*\Z)"
    rf"|{THING}[\s,]*(?:应该|该)?[选用买挑]{_WHICH}(?:{_MORE}|\W*\Z)"
    rf"|{THING}的\w{{1,4}}[\s,]*{_WHICH}{_MORE}|\A\W*{_WHICH}{_MORE}\w*[\s,:?]*{THING}"
    rf"|{THING}\W*\bwhich (?:one|of (?:the|these) two|is|was|has|costs?)\b"
    rf"|\bwhich (?:one |of the two )?(?:is|was|has|costs?) [^{THING}]*[,:?]\s*{THING}",
)
_ASKS_WHICH = re.compile(rf"[\s,]*{_WHICH}{_MORE}")
# Between names, these ask for a choice too; between other words, for much else.
_CHOOSES = re.compile(
    rf"{THING}\s*,?\s*还是\s*{THING}|\A\W*{THING}\s*,?\s*or\s+{THING}\W*\Z"
    rf"|\b(?:is|are|was|were) {THING} or {THING} (?:more|(?!ever|over|under|after)\w{{3,}}er)\b"
)
# What is said of each of two names is meant once: A好还是B好.
_SAID_TWICE = re.compile(rf"(?<={THING})(\w{{1,6}})(?=\s*还是\s*{THING}+\1)")
# Where a thing is only pointed to, or left out: 它和B, B和它, 跟B比呢.
_JOINS = r"(?:[和与跟同比]|还是|不如|相[较比]于?|比起来?|(?:vs|or|and|than)\b)"
_POINTS = r"(?:它们?|他|她|[这那][个款家部]|(?<![A-Za-z])(?:it|this|that)(?![A-Za-z]))"
_LEFT_OUT = [
    re.compile(pattern)
    for pattern in (
        rf"({_POINTS})\s*{_JOINS}",
        rf"(?:[和与跟同比]|\b(?:or|to|and|than|from|with)\s)\s*({_POINTS})",
        rf"\b(?:is|are|was|were|does|did)\s({_POINTS})(?=.*\b(?:than|compare[ds]?|differ\w*)\b)",
        rf"\A(?:那么?|如果|要是|[\s,])*()(?={_JOINS})",
    )
]
# What stands so before the things asks for another thing.
_ASKS_FOR_ANOTHER = re.compile(
    rf"(?:哪[一两几]?[个款种家部边位些]|谁)(?!{_MORE})[^{THING}]*{THING}"
    rf"|\b(?:who|whose|which (?!(?:one|of the two|is|was|has|costs?)\b))[^{THING}]*{THING}"
    rf"|除了?[^{THING}]*{THING}|\b(?:besides|except|apart from)\b[^{THING}]*{THING}"
)
_NO_THING = re.compile(
    r"(?:[去今前往当同]年|上(?:一|个|一个)?[年月周季代次回]度?|[以之从]前|以往|过去|此前|平时|预期|\d{2,4}年)(?:同期)?"
    r"|(?:[它他她]们?|[那这][个些]?|此|谁|前者|后者|it|its|this|that|these|those|they|them|he|she|him|her|one"
    r"|before|ever|now|then|usual|expected|always|others?)|to \S.*",
    re.ASCII,
)
# Says that something is compared, and nothing of what it is compared in.
_ONLY_COMPARES = re.compile(
    rf"{_DIFFER}|{_ONE_OF}|{_EACH}|比[较起]|相[较比]于?|孰[优劣强弱好坏高低快慢]|比(?:呢|一比|一下|(?=\s*$))|之间|[这那]?[两二俩]者|[这那]?两个|俩|更|差(?=多少|几)|区分"
    r"|优缺点|优势劣势|有(?:什么|啥|何)?(?=\W*$)|点(?=\W*$)"
    r"|\b(?:which|better|worse|between|than|one|is|are|was|were|does|how|differ|released|difference|the|of|in|to|with)\b",
    re.ASCII,
)
_WHO = r"(?:谁|哪一?[个家款种部])(?:更|比较)?"


class Quality(NamedTuple):
    """What things may be compared in: how that is asked of each, and what an answer has."""

    pattern: str
    asks: str
    has: str


_QUALITIES = (
    Quality(
        r"便宜|贵|划算|省钱|价[格钱位]|收费|多少钱"
        r"|\b(?:cheap\w*|expensive|pric\w+|costs?|how much)\b",
        "价格多少钱",
        "价[格钱位]|[单定]价|[卖售]|收费|费用|订阅",
    ),
    Quality(
        rf"{_WHO}[先早晚后]|\A\s*先(?=[发推上出公开])|\b(?:earlier|first|later|older|newer)\b",
        "什么时候",
        "",
    ),
    Quality(rf"{_WHO}[长久]|\blonger\b", "多长时间", ""),
)
# Where a name that nobody knows begins, and where one ends.
_BEFORE = re.compile(
    rf"[,?!;:\"]|\.(?!\d)|{ASKING.pattern}|{_DIFFER}|比[较起]|相[较比]于?|一比|说说|讲讲|聊聊|一下|那么"
    r"|\b(?:what|whats|how|which|is|are|was|were|do|does|did|the|of|between|compare[ds]?|comparing"
    r"|tell|me|about|can|you|please|cheaper|better|in|for|s)\b",
    re.ASCII,
)
_ASKED = re.compile(
    rf"[,?!;:\"]|\.(?!\d)|{ASKING.pattern}|{_DIFFER}|{_ONE_OF}|{_EACH}|孰|[选用买挑]{_WHICH}"
    r"|\b(?:in|for|when|which|what|who|how|is|are|was|were|do|does|did|has|have|had)\b",
    re.ASCII,
)
_BEHIND = re.compile(
    r"[的在更是都有]|之间|[这那]?[两二俩]者|[这那]?两个|俩|比较|(?<=[\u4e00-\u9fff])\s"
    r"|\b(?:on|of|by|at|better|worse|cheaper|both|pric\w+|costs?)\b",
    re.ASCII,
)
# What stands behind the first of two things in English: is it better than, is it different from.
_ENDS = re.compile(
    r"(?:\s*\b(?:released|made|launched|founded|much|any|more \w+|less \w+|better|worse|\w{2,}er"
    r"|differ\w*|compar\w*))+\s*\Z",
    re.ASCII,
)


class Join(NamedTuple):
    """What joins two things, its range of a folded text, and whether it is a mark of lists."""

    text: str
    start: int
    end: int
    is_mark: bool = False


def may_compare(folded: str) -> bool:
    """Whether a folded question may compare things, as far as its words tell."""
    return _MAY_COMPARE.search(folded) is not None


def compares(marked: str, named: bool) -> bool:
    """Whether a question asks how things differ, or which of them it is.

    `marked` is the folded question with THING in place of each; `named`: all of them are names.
    """
    if _ASKS_FOR_ANOTHER.search(marked):
        return False
    return bool(_COMPARES.search(marked) or (named and _CHOOSES.search(marked)))


def left_out(folded: str) -> tuple[int, int] | None:
    """The range of a folded question where a thing that it compares is only pointed to, or left out
    (and the range empty); None where that is nowhere.
    """
    found = (pattern.search(folded) for pattern in _LEFT_OUT)
    return next((match.span(1) for match in found if match), None)


def asks_which(folded: str) -> bool:
    """Whether what stands behind names begins with the question which of them it is."""
    return _ASKS_WHICH.match(folded) is not None


def said_once(masked: str) -> str:
    """The folded question, THING in place of each character of a name, with spaces in place of what
    is said of one name and of the other again.
    """
    return _SAID_TWICE.sub(lambda said: " " * len(said.group()), masked)


def may_be_thing(folded: str) -> bool:
    """Whether folded words may name a thing, rather than point to one or to a time."""
    return _NO_THING.fullmatch(folded.strip()) is None


def joins(folded: str, words: Sequence[Token], inside: Container[int]) -> list[Join]:
    """What may join the things that a folded text compares, in order.

    `words` are its whole words; at the places `inside`, nothing joins.
    """
    found = [Join(*word) for word in words if word.term in _JOINING_WORDS]
    patterns = [_JOINING, *(join for beside, join in _JOINING_BESIDE if beside.search(folded))]
    found += [Join(m.group(), *m.span()) for each in patterns for m in each.finditer(folded)]
    found += [Join(m.group(), *m.span(), True) for m in _JOINING_IN_LISTS.finditer(folded)]
    joined: list[Join] = []
    for join in sorted(found, key=lambda join: join.start):
        if join.start in inside:
            continue
        if joined and not folded[joined[-1].end : join.start].strip():
            joined[-1] = joined[-1]._replace(end=join.end)
        else:
            joined.append(join)
    return joined


def before(folded: str, start: int, end: int) -> int:
    """Where in a range of a folded text the name begins that the range ends with."""
    return max((match.end() for match in _BEFORE.finditer(folded, start, end)), default=start)


def asked_from(folded: str, start: int, end: int) -> int:
    """Where in a range of a folded text something is asked."""
    match = _ASKED.search(folded, start, end)
    return match.start() if match else end


def behind(folded: str, start: int, end: int) -> int:
    """Where in a range of a folded text, of which nothing asks, its first name ends."""
    match = _BEHIND.search(folded, start, end)
    return match.start() if match else end


def aspect(folded: str) -> tuple[str, str]:
    """What things are compared in, as it is asked of each, with a pattern of what an answer has.

    `folded` is what stands beside the things.
    """
    said = folded
    asks, has = [], ""
    for quality in _QUALITIES:
        if re.search(quality.pattern, folded, re.ASCII):
            asks.append(quality.asks)
            has = quality.has
            said = re.sub(quality.pattern, " ", said, flags=re.ASCII)
    return " ".join([*_ONLY_COMPARES.sub(" ", said).split(), *asks]), has


def asks_quality(folded: str) -> bool:
    """Whether a folded text asks for something that things are compared in."""
    return any(re.search(each.pattern, folded, re.ASCII) for each in _QUALITIES)


def ended(folded: str, start: int, end: int) -> int:
    """Where the first of two things ends in a range, without what says how it compares."""
    match = _ENDS.search(folded[start:end])
    return start + match.start() if match and match.start() else end
