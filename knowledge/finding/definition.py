"""Tells a sentence that says what something is from one that only mentions it."""

import re

_OPENING = re.compile(r"[\s\"'《(\[-]*")
_CLAUSE_OPENING = re.compile(r"[,:;-][\s\"'《]*$")
# What Chinese sets before a name to say what it is: a kind of thing, or a role.
_THINGS = """
公司 集团 企业 厂商 工作室 团队 机构 组织 协会 平台 网站 模型 产品 工具 软件 应用 功能 技术 系统
计划 项目 活动 大赛 奖项 电影 影片 短片 电视剧 剧集 短剧 动画 节目 纪录片 小说 杂志 歌曲 专辑
游戏 品牌 城市 国家 地区 动物 植物 疾病 药物 名叫 叫做 称作 称为 名为
""".split()
_ROLES = """
大师 导演 编剧 演员 歌手 作家 诗人 画家 艺术家 记者 专家 学者 教授 博士 院士 研究员 院长 校长
主席 主任 部长 总统 总裁 总监 总经理 经理 负责人 创始人 制片人 主播 教练 球员 科学家 工程师 医生
律师 首席执行官 首席财务官 ceo cto cfo
""".split()
_APPOSITION = re.compile(rf"(?:{'|'.join(_THINGS + _ROLES)})[\s\"'《-]*$")
_PREDICATE = re.compile(
    r"[\s\"'》]*(?:\([^()]{0,60}\))?[\s,]*"
    r"(?:[^,。;是]{0,8}是(?:一[个种款家位名部]|个)|是[^否不]|即|指的?是|又称|也称|简称|俗称|别名|原名"
    r"|作为|为[^了何什]|is |are |was )"
)
# What describes it before its name: 某公司出品的短剧《X》, 毕业于某校的 X.
_DESCRIBED = re.compile(
    r"的[^,。;:、的]{1,8}《$|(?:毕业|出身|来自|出生|获得?|有着|担任|作为|身为)[^,。;:]{1,20}的$"
)
# What it sets behind a name: 像…这样的, or the role of somebody there.
_EXAMPLE = re.compile(rf"[\s\"'》]*(?:这样的|{'|'.join(_ROLES)})")
# What is named by them may be any word: 被称作炼丹.
_CALLED = re.compile(r"(?:名叫|叫做?|称[作为]|名为)[\s\"'《]*$")
# A predicate that says what a thing is, and not where, when or why something is so.
_COPULA = re.compile(
    r"[\s\"'》]*(?:\([^()]{0,60}\))?[\s,]*(?:[^,。;是]{0,8}是(?:一[个种款家位名部]|个)"
    r"|是(?![否不在因从对靠以用怎如什])|即(?!将|使|便)|指的?是|又称|也称|简称|俗称|别名|原名|作为|为[一首全]"
    r"|(?:is|are|was) (?:an?|the|one) )"
)
# Before what is described by the way, no more than when it was, or a few words.
_LEADING_IN = re.compile(r"(?:[^,。;:]{0,7}[,:]|[^,。;:]{0,24}[后时],)?[^,。;:]{0,50}")
_LISTED = re.compile(r"[\s\"'》]*[、和与及]")
_WORK = re.compile(r"[剧片影书曲歌戏目画漫艺品志说集][\s\"'-]*《$")
_CLEARLY, _BY_THE_WAY = 0.9, 0.8


def defines(sentence: str, subject: str) -> float:
    """From 0 to 1: how far a folded sentence says what `subject` is.

    `subject` has only letters and digits; what else stands between them in the sentence is passed
    over. 1 is a subject with a predicate at the start ("X 是…"), or behind what it is ("…公司 X").
    """
    place = _find(sentence, subject)
    if place is None:
        return 0.0
    before, after = sentence[: place[0]], place[1]
    leads = _OPENING.fullmatch(before) is not None
    if _PREDICATE.match(sentence, after):
        if leads:
            return 1.0
        return 0.9 if _CLAUSE_OPENING.search(before) else 0.7
    if _APPOSITION.search(before) or _DESCRIBED.search(before):
        return 0.8
    if _EXAMPLE.match(sentence, after):
        return 0.6
    return 0.3 if leads else 0.1


def definition(sentence: str, subject: str, is_term: bool) -> float:
    """As `defines`, but 0 for a sentence that isn't there to say what its subject is.

    A term (`is_term`) is hardly ever what is told by words set before it: 视频模型思维链能力.
    """
    clear = defines(sentence, subject)
    place = _find(sentence, subject)
    if place is None or clear < _BY_THE_WAY:
        return 0.0
    before = sentence[: place[0]]
    if clear >= _CLEARLY:
        return clear if _COPULA.match(sentence, place[1]) else 0.0
    if _CALLED.search(before):
        return clear
    if _LISTED.match(sentence, place[1]):
        return 0.0
    of_work = _WORK.search(before) if before.endswith("《") else True
    return clear if not is_term and of_work and _LEADING_IN.fullmatch(before) else 0.0


def _find(sentence: str, subject: str) -> tuple[int, int] | None:
    at = sentence.find(subject)
    if at >= 0:
        return at, at + len(subject)
    if not all(character in sentence for character in subject):
        return None
    kept = [i for i, character in enumerate(sentence) if character.isalnum()]
    at = "".join(sentence[i] for i in kept).find(subject)
    return None if at < 0 else (kept[at], kept[at + len(subject) - 1] + 1)
