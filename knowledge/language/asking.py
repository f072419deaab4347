"""The words that ask, and say nothing of what is asked about: Chinese, English and typed pinyin.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re


def _any_of(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


# What is pointed at, one by one: 那位, 这部.
_POINTED = "[那这](?:位|场|次|部|支|款|家(?!伙)|段|句|本|首|条|批|套|项|座|台|件|届|集|期|季|名)"
ASKING = re.compile(
    _POINTED
    + "|"
    + _any_of(
        """
        什么意思 是什么意思 啥意思 是啥意思 什么 是什么 什么是 什么样 什么样的 什么时候 为什么 为何
        为啥 何地 何种 何年 何故 哪 哪些 哪个 哪一 哪一个 哪里 哪儿 哪位 哪种 哪家 哪几 谁 是谁 谁是
        啥 几个 一个 多少 多久 多长 多远 多快 怎 怎么 怎样 怎么样 如何 吗 呢 是否 有没有
        能不能 是不是 会不会 可不可以 到底 究竟 介绍一下 请问 告诉我 想知道 我想知道 有人知道
        """
    )
)
_PINYIN = """
    shi shei shui shenme weishenme zenme zenmeyang duoshao naxie nage nali nar najia zai ma ne le de
"""
ASKING_PINYIN = re.compile(rf"\b(?:{_any_of(_PINYIN)})\b")
ENGLISH = frozenset(
    """
    what who whom whose which when where why how did does is are was were be been the an of in on
    for and with by from about at it its that this as has have had could would your please tell
    """.split()
)
ENGLISH_EMPTY = ENGLISH | frozenset(
    """
    a to do can will i me my you he him his she her we us our they them their there here these
    those or but if than then so such not no yes into onto over after before between during until
    while any some all more most much many few very just also too only even still yet both each
    other another same own again ever never being having doing done am whats whos wheres hows
    dont doesnt isn't aren't wasn't don't doesn't didn't can't won't should may might must shall
    let's let get gets got gotten came went gone took taken gave given saw seen kept put through
    against under out up down off sb sth one's sb's sth's one oneself etc s t re ve ll d
    """.split()
)
EMPTY_WORDS = ENGLISH_EMPTY | frozenset(
    """
    的 了 是 做 何 几 吧 么 请 介绍 一共 总共 一下 我 你 您 他 她 它 我们 你们 他们 大家 这个
    那个 咋 啥 嘛 呀 啊 哦 噢 哈 呗 哎 嗯 喔 呃 想问 下 问下 问问 求 求问 知道 东西 那 这 那些
    这些 个 有没有人 有人 讲讲 说说 聊聊 到底 究竟 具体 大概 来着 你好 您好 大家好 各位 新来 报到
    签到 早上好 下午好 晚上好 群友 大佬 收工 下班 谢谢 多谢 早安 晚安 再见
    hi hello thanks 前者 后者 它们 她们 他俩 她俩 它俩 这俩 两者 二者
    """.split()
)
# The group is what a definition is asked of.
_DEFINITIONS = (
    re.compile(
        r"^\W*(?:请问|想问下?|问下)?(?:什么是|什么叫|啥是|啥叫|谁是|何谓|所谓的?"
        r"|请?(?:介绍|讲讲|说说|讲|聊聊)(?:一?下)?"
        r"|(?:what|who)(?:'s| is| are| was)|(?:tell me |something )?about)"
        r"(.+?)(?:这个人|是什么|是谁)?\W*$"
    ),
    re.compile(
        r"^(.+?)(?:到底|究竟)?(?:"
        r"指?的?(?:是|算)个?(?:什么|谁|啥|哪|指什么|指谁|指啥)[^,。?]{0,6}"
        r"|是?(?:做|干)(?:什么|啥|嘛)的?|是?什么意思|是干嘛用?的|的定义是什么|怎么样|咋样"
        r"|什么(?:背景|来头|东西|身份)|啥(?:来头|背景|东西)|是?何方神圣|何许人也?|这个?人"
        r")\W*$"
    ),
)
# A question to whom it asks, about them perhaps.
TO_BOT = re.compile(r"[你您]|\b(?:you|your)\b")
QUOTED = re.compile(r'"([^"]{2,80})"')


def defined(folded: str) -> tuple[int, int] | None:
    """The range of a folded question that it asks the definition of; None where it asks else."""
    matches = (pattern.search(folded) for pattern in _DEFINITIONS)
    return next((match.span(1) for match in matches if match), None)


def is_english(folded: str) -> bool:
    """Whether a folded question is in English, names aside."""
    return not ENGLISH.isdisjoint(re.findall("[a-z]+", folded))


def unquoted(text: str) -> str:
    """The question, not folded, without its quotation marks."""
    return re.sub('["“”„‟«»「」『』＂〝〞]', "", text).strip()


# Words that say little wherever they stand.
LIGHT_WORDS = frozenset(
    """
    现在 目前 当前 最近 如今 后来 以后 之后 以前 之前 当时 今天 已经 已 正在 在 于 从 到 向 往 对
    对于 关于 把 被 给 让 跟 和 与 及 同 或 或者 但 但是 而 而且 并 并且 如果 那么 因为 所以 就
    都 也 还 又 再 才 只 只是 很 太 最 更 比较 非常 特别 真 真的 挺 好 能 能够 可 可以 会 要 想
    应该 需要 得 地 着 过 来 去 上 里 中 内 外 前 后 有 没 没有 不 不是 无 别 里面 之间 一 一种
    一些 每 各 该 此 其 其中 自己 别人 人家 所有 全部 整个 这种 那种 这样 那样 一样 样 种 次 回
    时 时候 方面 情况 出 出来 起来 开始 进行 用 用来 搞 弄 干 整 拿 说 看 觉得 认为 以及 等 最后
    到现在 至今 一直 总 共 约 左右 差不多 几乎 主要 真正 其实 居然 突然 直接 这么 这么多 那么多
    多么 如此 竟然 做到 拿到 得到 一块 一块儿 一起 原来 原本 当初 当年 那边 这边 那会儿 那时 期间
    老是 只要 只有 是不是 背后
    """.split()
)
