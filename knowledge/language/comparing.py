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
_JOINING_WORDS = frozenset("和 与 跟 同 及 以及 或 或者 还是 比 对比 相比 比起来".split())
# What says that one is more than the other, and whether it does is asked.
_SURPASSES = "不如|比不上|比得上|赶得?上|优于|强于|胜过|超过"
_GOOD = "好用|好|强|快|贵|便宜|厉害|划算"
_JOINING = re.compile(
    rf"、|&|相[较比]于?|{_SURPASSES}|没?有(?=\S{{1,12}}?(?:{_GOOD})[吗么嘛吧])"
    r"|\bv\.?s\b\.?|\bversus\b|\bpk\b|\band\b|\bor(?![a-z])"
    r"|(?<!more )\bthan\b|\bmore than\b(?! (?:an?|just|\d))",
    re.ASCII,
)
# These join nothing but what is said to be compared, or to differ.
_JOINING_BESIDE = (
    (re.compile(r"\bcompar", re.ASCII), re.compile(r"\b(?:with|to)\b", re.ASCII)),
    (re.compile(r"\bdiffer", re.ASCII), re.compile(r"\bfrom\b", re.ASCII)),
    (re.compile(r"\bdiff\b|\bbetween\b", re.ASCII), re.compile(r"\bn\b", re.ASCII)),
)
_IN_NAMES = re.compile(r"[和与跟同及或比、&,;/|+]|\b(?:and|or|vs|versus|than)\b", re.I | re.ASCII)
_JOINING_IN_LISTS = re.compile(r"[,;/|+]|\s-\s")
_ONE_OF = r"(?:哪一?[个家款种部边]|谁)(?:会|要)?(?:更|比较|最)?"
_EACH = r"各自?(?![种位地类项个方])|分别|\b(?:each|respectively)\b"
# Stands in place of each thing compared.
THING = "\ufffc"
_WHICH = r"(?:哪一?[个款种家部边]|谁)"
_MORE = (
    r"(?:更|比较|要|便宜|厉害|划算|[先贵强久低]|会(?![员议])|好(?!莱)|快(?!手)|多(?![模个种名位家])"
    r"|长(?!片)|高(?![校清])|大(?![学型模])|小(?![说组]))"
)
_MAY_COMPARE = re.compile(
    rf"{_DIFFER}|{_EACH}|{_WHICH}|{_SURPASSES}|还是|那个|一样|相同|异同|优缺点"
    rf"|没?有\S{{1,12}}?(?:{_GOOD})[吗么嘛吧]|[比较孰差选]"
    r"|\b(?:pk|v\.?s|versus|which|than|or|diff|differ|between)(?![a-z])",
    re.ASCII,
)
_COMPARES = re.compile(
    rf"{_DIFFER}|{_EACH}|差多少|差几|差距|什么差\W*\Z|差在|异同|优缺点|比[较起]|相[较比]|孰"
    rf"|\b(?:pk|v\.?s|versus|differ|diff)\b"
    rf"|{THING}\s*(?:是不是|是否|会不会|有没有)?\s*(?:比|{_SURPASSES})\s*{THING}(?=.*(?:[吗呢没嘛吧]|多少|更|{_GOOD}))"
    rf"|{THING}\s*没?有\s*{THING}(?=\s*(?:那么|这么)?(?:{_GOOD})[吗么嘛吧])"
    rf"|{THING}\s*(?:差不多|一样|相同|相似)(?:[吗么嘛吧不]|\W*\Z)|{THING}\s*对比\W*\Z"
    rf"|{THING}[^{THING}]*\bthan\b"
    # A choice among the things: of nothing else, so no noun may follow.
    rf"|{THING}[\s,]*(?:里面?|中|之[中间]|相?比)?[\s,]*{_WHICH}(?:{_MORE}|最|\w{{1,4}}\W*\Z)"
    rf"|{THING}[\s,]*那个(?:更|比较|{_GOOD})"
    rf"|{THING}\s*相?比(?:呢|一比|一下|如何|怎么?样|\W*\Z)"
    rf"|{THING}[\s,]*(?:之间|里面?|中)?(?:我们?|咱们?|你)?(?:应?该|要)?"
    rf"(?:(?:怎么|如何)选|[选用买挑]{_WHICH}(?:{_MORE}|\W*\Z))"
    rf"|{THING}的\w{{1,4}}[\s,]*{_WHICH}{_MORE}|\A\W*{_WHICH}{_MORE}\w*[\s,:?]*{THING}"
    rf"|{THING}\W*\bwhich (?:one|of (?:the|these) two|is|was|has|costs?|better|[a-z]{{3,}}er)\b"
    rf"|\bwhich (?:one |of the two )?(?:is|was|has|costs?) [^{THING}]*[,:?]\s*{THING}"
    rf"|\b(?:choos|decid|pick)\w* between\b"
)
_ASKS_WHICH = re.compile(
    rf"[\s,]*(?:有什么|的)?(?:{_DIFFER}|{_WHICH}{_MORE}|对比|比较\W*\Z|which\b)"
)
# Between names, these ask for a choice too; between other words, for much else.
_CHOOSES = re.compile(
    rf"{THING}\s*,?\s*还是\s*{THING}|\A\W*{THING}\s*,?\s*or\s*{THING}\W*\Z"
    rf"|\b(?:use|try|get|buy|choose|pick|prefer|rather)\s+{THING} or {THING}"
    rf"|\bor\s+{THING}\s+(?:better|cheaper|faster|easier)\b"
    rf"|\b(?:is|are|was|were) {THING} or {THING} (?:more|(?!ever|over|under|after)\w{{3,}}er)\b"
)
# What is said of each of two names is meant once: A好还是B好, A的价格和B的价格.
_SAID_TWICE = re.compile(
    rf"(?<={THING})(?:(\w{{1,6}})(?=\s*还是\s*{THING}+\1)|(?:{_GOOD})(?=\s*还是\s*{THING})"
    rf"|(的\w{{1,6}})(?=\s*(?:[和与跟比]|不如)\s*{THING}+\2)"
    rf"|\s+(better|cheaper|faster|easier)(?=\s+or\s+{THING}+\s+\3))"
)
# What stands so before the things asks for another thing.
_ASKS_FOR_ANOTHER = re.compile(
    rf"(?:哪[一两几]?[个款种家部边位些]|谁)(?!{_MORE})[^{THING}]*{THING}"
    rf"|\b(?:who|whose|which (?!(?:one|of the two|is|was|has|costs?)\b))[^{THING}]*{THING}"
    rf"|除了?[^{THING}]*{THING}|\b(?:besides|except|apart from)\b[^{THING}]*{THING}"
)
_NO_THING = re.compile(
    r"(?:[去今前往当同]年|上(?:一|个|一个)?[年月周季代次回]度?|[以之从]前|以往|过去|此前|平时|预期)(?:同期)?"
    r"|\S*前|\S*(?:季度|年[初中底末]|同期)|\d[\d.,]*\s*(?:[^a-z\d]\S*|[a-z]*illion\b.*)?"
    r"|(?:[它他她你您我咱]们?|[那这][个些]?|(?:[那这该][个款家部]?)?(?:产品|公司|模型|工具|软件)|此|之|谁|前者|后者"
    r"|同行|同类\S*|其[他它余]\S*|别[的人家]\S*|竞品|对手)"
    r"|(?:(?:the )?(?:former|latter)|it|its|this|that|these|those|they|them|he|she|him|her|one"
    r"|you|me|us|i"
    r"|before|ever|now|then|usual|expected|always|others?|(?:this|last|next) \w+)|to \S.*",
    re.ASCII,
)
# Says that something is compared, and nothing of what it is compared in.
_ONLY_COMPARES = re.compile(
    rf"{_DIFFER}|{_ONE_OF}|{_EACH}|比[较起]|相[较比]于?|孰[优劣强弱好坏高低快慢]|比(?:呢|一比|一下|(?=\s*$))|之间|[这那]?[两二三俩][者个款家种]|俩|更|差(?=多少|几|不多|距|在)|区分"
    rf"|{_SURPASSES}|那个(?=更|比较|{_GOOD})|异同|差距(?:有多大)?|差不多|一样|相同|怎么选|应?该?选|对比"
    rf"|没?有(?=\s*(?:{_GOOD})[吗么嘛吧])|(?:{_GOOD}|[高低])(?=[吗么嘛吧啊呀]|在哪|\s*$)|^\s*的"
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
        r"便宜|(?<![宝可珍昂名])贵(?![州阳公宾族重人])|划算|省钱|价[格钱位]|收费|多少钱"
        r"|\b(?:cheap\w*|expensive|pric\w+|costs?|how much)\b",
        "价格多少钱",
        "价[格钱位]|[单定]价|[卖售]|收费|费用|订阅",
    ),
    Quality(
        rf"{_WHO}[先早晚后]|\A\s*先(?=[发推上出公开])|\b(?:earlier|first|later|older|newer)\b",
        "什么时候",
        "",
    ),
    Quality(
        r"(?:谁|哪一?家(?:公司)?)(?:做|开发|推出|发布|研发|出品)的?"
        r"|\bwho (?:made|makes|built|developed)\b",
        "是哪家公司的",
        "",
    ),
    Quality(rf"{_WHO}[长久]|\blonger\b", "多长时间", ""),
)
# Where a name that nobody knows begins, and where one ends.
_BEFORE = re.compile(
    rf"[,?!;:\"]|\.(?!\d)|{ASKING.pattern}|{_DIFFER}|比[较起]|相[较比]于?|一比|说说|讲讲|聊聊|一下|那么"
    r"|\b(?:what|whats|how|which|is|are|was|were|do|does|did|the|of|between|compare[ds]?|comparing"
    r"|tell|me|about|can|you|please|cheaper|better|in|for|should|i|use|choose|choosing|pick)\b"
    r"|what's|i'm",
    re.ASCII,
)
_ASKED = re.compile(
    rf"[,?!;:\"]|\.(?!\d)|{ASKING.pattern}|{_DIFFER}|{_ONE_OF}|{_EACH}|孰|[选用买挑]{_WHICH}"
    r"|\b(?:in|for|when|which|what|who|how|is|are|was|were|do|does|did|has|have|had)\b",
    re.ASCII,
)
_BEHIND = re.compile(
    r"[的在更是都有]|之间|[这那]?[两二三俩][者个款家种]|俩|比较|那个|(?<=[\u4e00-\u9fff])\s"
    rf"|(?:{_GOOD}|[高低多少大小])(?=多少|[多很了吗呢么嘛吧啊呀]|\s|\Z)"
    r"|\b(?:on|of|by|at|better|worse|cheaper|both|pric\w+|costs?)\b",
    re.ASCII,
)
# A word behind the first of two things that says how it compares: is it better than, 是不是比.
_ENDS = re.compile(
    r"\s*(?:是不是|是否|会不会|有没有|真的|到底|究竟|[会能])\s*\Z"
    r"|\s*\b(?:released|made|launched|founded|much|any|be|(?:more|less) \w+|better|worse"
    r"|[a-z]{2,}er|differ\w*|compar\w*)\s*\Z",
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


def said_of_each(aspect: str) -> str:
    """What an aspect asks of each thing, beside what `aspect` puts in place of other words."""
    return ASKING.sub(" ", re.sub("|".join(each.asks for each in _QUALITIES), " ", aspect))


def beside_quality(folded: str) -> tuple[str, bool]:
    """What a folded text says beside that things are compared, and in what; and whether it asks for
    something that they are compared in.
    """
    said = folded
    for each in _QUALITIES:
        said = re.sub(each.pattern, " ", said, flags=re.ASCII)
    return ASKING.sub(" ", _ONLY_COMPARES.sub(" ", said)), said != folded


def ended(folded: str, start: int, end: int) -> int:
    """Where the first of two things ends in a range, without what says how it compares."""
    while (match := _ENDS.search(folded, start, end)) and match.start() > start:
        end = match.start()
    return end


def may_join(name: str) -> bool:
    """Whether a name has in it what joins things: it is read as one in quotation marks alone."""
    return _IN_NAMES.search(name) is not None
