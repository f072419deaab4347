"""The words that ask, and say nothing of what is asked about: Chinese, English and typed pinyin.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re


def _any_of(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


ASKING = re.compile(
    _any_of(
        """
        什么 是什么 什么是 什么样 什么样的 什么时候 为什么 为何 为啥 何时 何地 何处 何人 何种
        何年 何故 哪 哪些 哪个 哪一 哪一个 哪里 哪儿 哪位 哪种 哪家 哪几 谁 是谁 谁是 啥 几个
        一个 多少 多久 多长 多大 多高 多远 多重 多快 怎 怎么 怎样 怎么样 如何 吗 呢 是否 有没有
        能不能 是不是 会不会 可不可以 到底 究竟 介绍一下 请问 告诉我 想知道 我想知道 有人知道
        """
    )
)
ASKING_PINYIN = re.compile(
    rf"\b(?:{_any_of('shi shei shenme weishenme zenme zenmeyang duoshao naxie nage nali ma ne')})\b"
)
ENGLISH = frozenset(
    """
    what who whom whose which when where why how did does is are was were be been the an of in on
    for and with by from about at it its that this as has have had could would your please tell
    """.split()
)
EMPTY_WORDS = ENGLISH | frozenset(
    """
    的 了 是 做 何 几 吧 么 请 介绍 一共 总共 一下 我 你 您 他 她 它 我们 你们 他们 大家 这个 那个
    你好 您好 谢谢 多谢 早安 晚安 再见
    a to do can will i me you he she we they s hi hello thanks
    """.split()
)
ASKS_TIME = re.compile(
    r"什么时[候间]|何时|何年|哪一?[年天月日]|几[年月号日]|日期|年份|\bwhen\b|what (?:year|date)"
)
ASKS_NUMBER = re.compile(r"多少|几|多[久长大高远重快]|\bhow (?:many|much|long|big|old)\b")
ASKS_REASON = re.compile(r"为什么|为何|为啥|怎么|如何|怎样|原因|\bwhy\b|\bhow\b")
# The group is what a definition is asked of.
_DEFINITIONS = (
    re.compile(r"^(?:什么是|谁是|介绍(?:一下)?|何谓|(?:what|who)(?:'s| is| are| was))(.+)$"),
    re.compile(
        r"^(.+?)(?:是(?:什么|谁|啥|哪)[^,。?]{0,6}|是?做什么的|是?什么意思|的定义是什么|怎么样)\W*$"
    ),
)
QUOTED = re.compile(r'"([^"]{2,80})"')


def defined(folded: str) -> str | None:
    """What a folded question asks the definition of; None where it asks something else."""
    matches = (pattern.search(folded) for pattern in _DEFINITIONS)
    return next((match[1] for match in matches if match), None)


def unquoted(text: str) -> str:
    """The question, not folded, without its quotation marks."""
    return re.sub('["“”„‟«»「」『』＂〝〞]', "", text).strip()
