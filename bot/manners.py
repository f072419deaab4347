"""Greetings, thanks and how to ask: what is said to the bot, and isn't a question."""

import re
import unicodedata
from typing import Final, Literal

import opencc

Manner = Literal["greeting", "thanks", "goodbye", "how"]

# All words are folded: Simplified, half width, lower case, no accents, 你 for 您 and 妳.
# (a|b) and ? choose; _ is where a phrase may have spaces or signs.
# A message that says several things has the first manner of these.
_WORDS: Final[dict[Manner, str]] = {
    # Nothing that points at an answer ("what is this", 那怎么用) stands here.
    "how": """
        (怎么|怎样|如何|咋)使?(用|玩|问|提问|问问题|搜) 点用 用法 使用(方法|说明|帮助) 说明书? 菜单
        帮助 帮帮我 你是?(谁|啥|什么|什么人|哪位) 你是(干嘛|干啥|干什么|做啥|做什么)的 你系边个
        你叫(啥|什么)(名字)? 你的名字(是什么)? (这|你)是什么机器人
        你是(不是)?(真人|人|机器人|人工智能|ai)(吗|嘛|么)? 你是谁(做|开发|创造)的
        你都?(会|能|可以)(帮我)?(做|干|回答|查|搜)?(点|些)?(啥|什么|嘛|哪些)(问题|事|事情)?
        你(知道|懂)(点|些)?(啥|什么) 你有(啥|什么|哪些)(用|用处|功能)
        (能|可以|该|应该)问你?(点|些)?(啥|什么|哪些)(问题)? 介绍(一?下)?你自己 自我介绍(一下)?
        (有|问|请教)你?一?个问题 (能|可以)问你?一?个?问题(吗|嘛|么)? 想?问(问|一下)
        help help_me (how_to|how_do_i|how_can_i)_(use_this|use_you|use)
        (how_to|how_do_i|how_can_i)_ask_(you|questions|a_question)? how_(does_this|do_you)_work
        what_(can|do)_you_do what_can_you_(answer|do_for_me|help_with|help_me_with)
        what_do_you_know what_(can|should)_i_ask can_i_ask_(you)?_(something|a_question)
        (who|what)_are_you who_(made|built|created)_you (what_is|what_s)_your_name
        what_(is|s)_this_bot what_bot_is_this are_you_(ai|an_ai|real|human|a_human|a_bot|a_robot)
        introduce_yourself tell_me_about_yourself menu start commands
        ni_shi_(shei|shui) ni_(hui|neng_zuo|neng_gan|ke_yi_zuo)_shen_me zen_me_(yong|wen) bang_zhu
        """,
    # 晚安 takes leave, though an evening in Taiwan may open with it.
    "goodbye": """
        再见 再会 拜 拜拜 掰掰 回见 回头见 下次见 明天见 改天(聊|见) 晚安 好梦 早点(睡|休息)
        先(走|忙|撤) 88 886
        bye bye_bye good_bye farewell ciao cya see_(you|ya|u) see_(you|ya|u)_(later|soon|tomorrow)
        good_night take_care have_a_(nice|good|great)_(day|evening|night|weekend)
        zai_jian bai_bai wan_an
        """,
    "greeting": """
        你们?好吗? (大家|各位|朋友们?|同学们?|老师|小?助手|小?机器人|出处)好 哈(喽|啰|罗) 嗨
        嘿 喂 安安 在 在(吗|么|嘛|不在) 有(人|谁)在?(吗|么|嘛) 有人在 早 早安 早晨 午安
        (早上|上午|中午|下午|晚上|周末)好 好久不见 初次见面 幸会 很?高兴认识你 最近好吗 吃了(吗|没)
        (新年|春节|元旦|中秋|国庆|圣诞|生日|节日|周末)节?(快乐|愉快) 恭喜发财 过年好
        hi hello hey hiya hallo helo yo howdy greetings good_(morning|afternoon|evening|day)
        morning evening what_s_up wassup how_are_(you|u) how_are_you_(doing|today) how_s_it_going
        how_do_you_do (nice|pleased|glad)_to_meet_you is_(anyone|anybody|somebody)_(here|there)
        are_you_there happy_new_year merry_christmas
        ni_hao nin_hao ni_hao_(ma|a|ya) zai_ma zao_an zao_shang_hao wan_shang_hao da_jia_hao
        """,
    "thanks": """
        谢 谢谢 多谢 感谢 感恩 唔该 (十分|非常|万分|太|很)感谢 3q 辛苦 劳烦 打扰 不好意思 抱歉
        (谢谢|多谢|感谢)你?们?的?(回答|解答|帮助|帮忙|分享) 爱你
        好 好的 好滴 好哒 好嘞 好der 那(好|行|谢谢) 行 可以 对 是 是的 对的 没错 嗯 恩 哦 噢 喔 ok的
        收到 明白 了解 懂 我(懂|知道|明白) 知道 原来如此 原来是这样 没事 没问题 没有 不用 不必 算
        学到 受教 (太|真|好|很|挺|非常|超)?(棒|赞|厉害|有用|有帮助) (太|真|很|非常)好 牛逼 不错 给力
        哇 哈 哈哈 呵呵 嘻嘻 笑死 66 233
        thx thanks tks thnx thank_(you|u) thank_(you|u)_(so|very)_much thanks_a_lot thanks_so_much
        many_thanks (thanks|thank_you)_for_(your|the)_(help|answer) cheers sorry excuse_me
        ok okok okay yes yep yeah sure fine alright all_right got_it i_see understood noted
        no_problem no_thanks never_mind oh good very_good nice great awesome amazing cool excellent
        good_job well_done (that_s|very)_(great|nice) love_(it|you) lol lmao haha hehe hh yyds
        xie_xie xie_xie_ni duo_xie gan_xie hao_de
        """,
}
_SIGNS: Final[dict[Manner, str]] = {
    "how": "🤔 🆘",
    "goodbye": "",
    "greeting": "👋",
    "thanks": """
        👍 👌 🙏 👏 🙌 🤝 ✌ ✅ ✔ 💪 🫡 🫶 ❤ 💕 💖 💗 💙 💚 💛 🧡 💜 🌹 🌸 💐 🎉 🎊 💯 🔥 ⭐ 🌟 ☺
        😀 😃 😄 😁 😆 😂 🤣 😊 🙂 😉 😍 🥰 😘 🤗 😎 😇 🥳 :) :-) :d ^_^ ^^ <3
        """,
}
_ADDRESSED: Final = """
    你 你们 大家 各位 亲 亲爱的 朋友们? 同学们? 老师 小?助手 小?助理 这?个?(小?机器人|bot) 出处
    chuchu bot chatbot robot there everyone everybody all guys friends? bro sir
    """
# Said beside the rest, and nothing by themselves.
_BESIDE: Final = """
    请 请问 麻烦 劳驾 (教|告诉)我 我 我?想知道 一下 了 啦 啊 呀 呢 吧 嘛 哈 哟 唷 咯 啰 喽 噜
    诶 欸 哎 呐 耶 捏 嘞 咧 please pls plz
    """
# Blank are signs, other emoji and mentions, but no quotation mark or title's bracket: who sets
# those asks for just these words.
_BLANK: Final = r"""@\w+|[^\w"“”„«»「」『』《》〈〉]|_"""
_THRICE: Final = re.compile(r"(.{1,4}?)\1{2,}")
_SIMPLIFIED: Final = opencc.OpenCC("t2s")
# What questions are known by; folded as the words above.
_ASKS: Final = re.compile(
    """[?？]|[吗嘛呢么]|什|谁|哪|多少|几[个年月日天集部条位家名次倍岁元万亿米种座项]|多[久长大高远贵快]"""
    """|怎|如何|为何|为啥|有啥|是啥|是不是|是否|有没有|能不能|会不会|介绍|解释"""
    r"""|\b(who|what|when|where|why|which|whose|how|is|are|was|were|do|does|did|can|could|will)\b"""
)
_YOU: Final = str.maketrans("""您妳祢甚""", """你你你什""")


def manner_of(text: str) -> Manner | None:
    """What a message is that asks nothing of the articles; None for what is to be searched.

    A kind word of any sort ("ok", 👍, 哈哈) is "thanks". A message of signs alone, or of nothing,
    is "how": who sends "???" doesn't know how to go on. A name of the bot alone is searched.
    """
    folded = _folded(text)
    if _PHRASE.sub("", folded):
        return None
    said = {match.lastgroup for match in _PHRASE.finditer(folded)}
    if "address" in said and said.isdisjoint(_WORDS):
        return None
    return next((manner for manner in _WORDS if manner in said), "how")


def is_question(text: str) -> bool:
    """Whether a message reads as a question, rather than as something said."""
    return _ASKS.search(_folded(text)) is not None


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    simplified: str = _SIMPLIFIED.convert(bare)
    return _THRICE.sub(r"\1\1", simplified.translate(_YOU))


def _any_of(words: str, signs: str = "") -> str:
    patterns = sorted(map(_pattern, words.split()), key=len, reverse=True)
    return "|".join(patterns + [re.escape(sign) for sign in signs.split()])


def _pattern(word: str) -> str:
    """A word's regular expression; a Latin one ends a word, which may be drawn out (hii)."""
    pattern = word.replace("(", "(?:").replace("_", r"[\W_]*")
    if not word.isascii():
        return pattern
    drawn_out = f"{word[-1]}?" if word[-1].isalpha() else ""
    return f"{pattern}{drawn_out}(?![a-z0-9])"


# One phrase after another, and no way back: a long message takes no longer than its length.
_PHRASE: Final = re.compile(
    "|".join(
        [
            *(f"(?P<{m}>{_any_of(words, _SIGNS[m])})" for m, words in _WORDS.items()),
            f"(?P<address>{_any_of(_ADDRESSED)})",
            _any_of(_BESIDE),
            _BLANK,
        ]
    )
)
