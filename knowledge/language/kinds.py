"""The kinds of answers: how a question asks for one, and how a sentence that has it looks.

All patterns are for folded text: Simplified, half width, lower case.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

_DIGITS = r"\d[\d,.]*\s?[十百千万亿]*"
_COUNT = rf"(?:{_DIGITS}|[一二两三四五六七八九十百千万亿半]+)\s?(?:多|余|来)?"
# What only looks as if it asked: 几乎, 几率; 好几个, 这几年, 没多少.
_NO_SOME = "(?<![茶好十没哪这那近前])(?<!过去)(?<!未来)"
_SEVERAL = f"{_NO_SOME}几(?![乎何率近经许])"
_HOW_MANY = "(?<![没或])多少(?!有[点些])"
# 多大 is asked of what isn't very much (许多大学), and is followed by no word (多重宇宙).
_EFFECTS = ("影响", "差距", "作用", "意义", "冲击", "变化", "压力")
_VERY = "(?<![很许最更太众诸])" + "".join(f"(?<!{word})(?<!{word}有)" for word in _EFFECTS)
_BEHIND_A_SIZE = r"(?=[的了呢啊呀吗才]|[^\u4e00-\u9fff]|$)|(?:年纪|岁数?|规模|面积|尺寸|距离)"
_MONEY = (
    "价[格钱]|收入|营收|流水|进账|赚|卖|挣|花费|成本|预算|票房|奖金|融资|估值|薪"
    "|费用|收费|付费|贵|便宜"
)
_MONEY_IN_ENGLISH = (
    r"\b(?:price|cost|revenue|earn|pay|paid|spen[dt]|worth|money|budget|fund\w*|rais\w+|prize"
    r"|gross)"
)
_SIZES_IN_ENGLISH = "long|big|old|large|fast|heavy|tall|high|wide|hot|deep|far"
_NOT_BY_MONEY = "weigh|improve|increase|grow|drop|fall|reduce|faster|cheaper|better|more|less"
_CURRENCY = "元|美[元金]|人民币|新?台币|[日欧韩加澳]元|英镑|港[元币]"
_SUM = (
    rf"{_COUNT}(?:{_CURRENCY}|块)|[$¥€£]\s?\d"
    r"|(?:票房|奖金|融资|估值|预算|收入|营收|成本|薪)[^,。;]{0,8}\d[\d.]*\s?[万亿]"
)
_NO_DATE = r"(?<!\d)(?!\d{4}年|[\d一二三四五六七八九十]+月|\d+日(?![游内后间]))"
_PEOPLE = (
    "用户|观众|粉丝|会员|订户|团队|队|员工|编剧|演员|成员|选手|学生|读者|玩家|创作者|艺人|嘉宾|评委"
    "|志愿者"
)
_PEOPLE_IN_ENGLISH = (
    "users|members|teams|staff|employees|viewers|subscribers|followers|fans|students|actors"
    "|writers|customers|creators|players|visitors|artists"
)
_AUXILIARY = "did|does|do|is|are|was|were|will|would|can|could|should|has|have|had"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方"
    "俞任袁柳鲍史唐费岑薛雷贺倪汤罗毕郝安常乐于傅齐康伍余顾孟黄穆萧尹姚邵汪毛狄戴宋庞熊纪舒屈项"
    "祝董梁杜阮蓝闵季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应丁邓洪包左石崔龚程邢"
    "裴陆翁荀甄曲封侯全叶司黎白蒲卓乔闻翟谭劳姬申冉桑桂牛边尚温庄晏柴瞿阎连习艾向古易廖耿匡文广"
    "欧沃关游岳缪席"
)
_SPEAKS = (
    "表示|说|认为|指出|介绍|称|告诉|坦言|透露|解释|回忆|创立|创办|担任|执导|领衔|主演|夺冠"
    "|以|则|也|在"
)
_ROLES = (
    "创始人|创办人|负责人|制片人|合伙人|ceo|cfo|coo|cto|总裁|董事长|主席|总监|经理|主任|院长|校长|馆长"
    "|店长|会长|部长|秘书长|导演|编剧|演员|歌手|主播|作家|编辑|记者|教授|博士|学者|研究员|分析师|工程师"
    "|设计师|科学家|大师|先生|女士|冠军|亚军|老板|顾问|发言人|评审|教练|队长"
)
_GROUPS = "公司|企业|机构|平台|厂商|品牌|学校|大学|工作室|媒体|协会"
_GROUPS_IN_ENGLISH = "compan(?:y|ies)|studio|firm|organi[sz]ation|platform|school|university|brand"
_PLACES = (
    "北京|上海|天津|重庆|广州|深圳|香港|澳门|台湾|台北|台中|高雄|杭州|成都|南京|武汉|西安|苏州|中国|美国"
    "|英国|法国|德国|日本|韩国|印度|意大利|西班牙|俄罗斯|加拿大|阿根廷|巴西|欧洲|亚洲|非洲|澳大利亚"
    "|新加坡|泰国|马来西亚|越南|洛杉矶|旧金山|纽约|伦敦|巴黎|柏林|东京|首尔"
    "|青岛|厦门|长沙|宁波|郑州|长春|大连|浙江|江苏|广东|四川|湖南|湖北|福建|山东|云南|海南"
)
# What is said to be somewhere, and is at no place: 差在哪里, 区别在哪.
_NOWHERE = "".join(
    f"(?<!{word})"
    for word in (
        "[差强好贵难新错输赢美妙弱]",
        "区别|差别|差异|不同|优势|劣势|问题|意义|价值|关键|难点|亮点|特点|重点|瓶颈|原因|好处|风险|机会",
    )
)
_PERSON = (
    rf"(?:{_ROLES})(?![a-z])|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:{_SPEAKS})|"
    rf"(?:由|的|是|叫)[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff]{{4}})"
)


class Kind(NamedTuple):
    """A kind of answer.

    `asks` is the pattern of what asks for it and says nothing else, `about` of what tells of it
    otherwise, `has` of what it looks like. What is `needed` no sentence answers without. A person
    is a kind of it too where `by_person` says so.
    """

    name: str
    asks: re.Pattern[str]
    about: re.Pattern[str]
    has: re.Pattern[str]
    needed: bool
    by_person: bool


_NEVER = "(?!)"


def _kind(
    name: str,
    asks: str,
    has: str,
    about: str = _NEVER,
    needed: bool = False,
    by_person: bool = False,
) -> Kind:
    # Only the words of English questions have edges: in 1080p视频 the p is at one.
    patterns = [re.compile(pattern, re.ASCII) for pattern in (asks, about, has)]
    return Kind(name, patterns[0], patterns[1], patterns[2], needed, by_person)


KINDS = (
    _kind(
        "number",
        asks=rf"{_HOW_MANY}|{_SEVERAL}个?|{_VERY}多[大高快](?:{_BEHIND_A_SIZE})"
        r"|\bhow (?:many|much|old|fast|big|large)\b",
        about=r"规模|数量",
        has=rf"\d|{_COUNT}[个人年月日天集部条位家名次倍岁元米种座项款支席杯分首字页本张层辆台轮届步场句类篇只]",
        needed=True,
    ),
    _kind(
        "sum of money",
        asks=rf"{_HOW_MANY}(?:钱|[十百千万亿]*(?:{_CURRENCY}))|多贵|(?:什么|啥)价(?!值)[格钱位]?"
        r"|几块(?:钱|(?![\u4e00-\u9fff]))|怎么卖|\bhow (?:much money|much revenue|expensive)\b"
        rf"|\bhow much(?= (?:{_AUXILIARY})\b(?!.*\b(?:{_NOT_BY_MONEY})\b))"
        r"|\bhow many (?:dollars|yuan|euros)\b",
        about=rf"{_MONEY}|{_MONEY_IN_ENGLISH}",
        has=_SUM,
        needed=True,
    ),
    _kind(
        "duration",
        asks=r"(?<![没不])多[久长](?:时间)?|\bhow long\b"
        r"|\bhow many (?:years|months|weeks|days|nights|hours|minutes|seconds)\b"
        rf"|(?:{_NO_SOME}(?<!第)几个?|{_HOW_MANY}个?)(?:天|年|小时|钟头|分钟|秒钟?|周|星期|晚上?|夜)"
        rf"|(?:{_NO_SOME}(?<!第)几个|{_HOW_MANY}个?)月",
        about="时长",
        has=rf"{_NO_DATE}{_COUNT}个?(?:多|半)?(?:秒|分钟|小时|钟头|天|日|周|星期|月|年|晚|夜)",
        needed=True,
    ),
    _kind(
        "time",
        asks=r"[什啥]么?时[候间]|多会儿|(?<![任如几])何[时年月日]|哪一?(?:[年天日]|个?月)(?!本)|几[月号日]份?|几时"
        r"|几点(?=钟|[开关上下到结打营起出发才]|[^\u4e00-\u9fff]|$)|(?:周|星期|礼拜)几|[什啥]么?年[代份]"
        rf"|\bwhen(?='s| (?:{_AUXILIARY})\b|\W*$)|^\W*when\b"
        r"|\b(?:what|which) (?:year|date|day|month)\b|\bwhat time\b",
        about="日期|年份",
        has=r"\d{4}年|\d{1,2}月|\d{1,2}[日号点]|\d:\d\d|[去今明前后次翌同当]年|[上本下]个?[月周]|近日"
        r"|[昨今明当次][日天晚]|前夕|季度|世纪|年代|年[初底末中]|(?:周|星期)[一二三四五六日末]|[上下]午"
        rf"|凌晨|{_COUNT}年|[一二三四五六七八九十]{{1,3}}[月号点]",
        needed=True,
    ),
    _kind(
        "count of people",
        asks=rf"(?:{_SEVERAL}|{_HOW_MANY})(?:个|位|名)?人(?![民工气形机])"
        rf"|\bhow many (?:people\b|(?=(?:{_PEOPLE_IN_ENGLISH})\b))",
        about=rf"人数|(?:{_SEVERAL}|{_HOW_MANY})(?:个|位|名|支)?(?={_PEOPLE})",
        has=rf"{_COUNT}(?:个|位|名|支)?(?:人|{_PEOPLE}|演艺|观看|播放)|用户.{{0,12}}\d",
        needed=True,
    ),
    _kind(
        "share",
        asks=r"百分之(?:几|多少)|多少\s?(?:百分[比点]|percent)|几成(?!了|为)|(?:几|多少)个?百分点|(?:几|多少)倍"
        r"|几分之几|\bwhat percent\w*|\bhow many times\b(?= (?:\w+er|more|as)\b)",
        about=r"百分比|占比|比例|(?:[涨降跌升省减]|提[高升])[^,。]{0,4}多少|多少.{0,4}(?:涨|降|跌)"
        r"|\b(?:percent\w*|share|faster|cheaper)\b",
        has=r"\d\s?%|百分[之点]|[一二两三四五六七八九\d]成(?!为|了)|倍|[二三四五六七八九十]分之|一半|半数",
        needed=True,
    ),
    _kind(
        "measure",
        asks=rf"{_VERY}多[重宽深厚远](?:{_BEHIND_A_SIZE})"
        rf"|(?:{_SEVERAL}|{_HOW_MANY})(?:公斤|千克|毫克|克(?![隆制服])|斤|厘米|毫米|公里|公尺|平方|平米|米|毫?升"
        r"|瓦|吨|兆)|多少度|\bhow (?:heavy|tall|wide|hot|deep|far)\b",
        about="清晰度|分辨率|重量|尺寸",
        has=r"\d\s?(?:公斤|千克|克|斤|吨|米|厘米|毫米|平方|公里|公分|公尺|升|毫升|瓦|度|兆"
        r"|(?:k?g|[mck]m|[kp]|m?l)\b)",
        needed=True,
    ),
    _kind(
        "person",
        asks=r"谁(?!知道|晓得|能(?:告诉|说|讲|解释|介绍))|哪位|哪个人|(?<![任如几])何人|\bwho(?:se|m)?\b",
        about="老板|创始人|负责人|哪些人|哪个(?=导演|演员|编剧|学者|作者|明星|歌手)",
        has=_NEVER,
        by_person=True,
    ),
    _kind(
        "person with a role",
        asks=_NEVER,
        about=rf"(?:老板|店主|{_ROLES}|作者)[^,。]{{0,3}}(?:谁|哪位)"
        r"|(?:谁|哪位)(?:是|创办|创立|执导|导演|主演|主持|夺冠|写|拍|饰演|演)|"
        r"\bwho (?:founded|directed|leads|runs|wrote|won|created|stars?|plays?|played)\b",
        has=_NEVER,
        needed=True,
        by_person=True,
    ),
    _kind(
        "organisation",
        asks=r"哪[一两几]?家",
        about=rf"(?:哪[一两几]?个?|什么|啥)(?={_GROUPS}|团队)"
        rf"|\b(?:which|what) (?=(?:{_GROUPS_IN_ENGLISH})\b)",
        has=rf"{_GROUPS}|团队(?<![个,。;:]团队)|集团|影业|科技|传媒|学院|基金|银行|医院|影院|餐厅|店(?<=[\u4e00-\u9fff]店)|馆(?<=[\u4e00-\u9fff]馆)",
        needed=True,
    ),
    _kind(
        "name",
        asks="叫(?:什么|啥)名?字?|(?:什么|啥)名字?|(?:[片书剧歌]名|名[字称])(?:是|叫)?(?:什么|啥)",
        about=r"\bcalled(?=\W*$)|\bnamed(?=\W*$)|\bnames?(?= of\b|\W*$)",
        has=r"《|名叫|名为|叫做?|称为|被称|「[^」]{2,16}」|“[^”]{2,16}”|\"[^\"]{2,16}\"",
        needed=True,
        by_person=True,
    ),
    _kind(
        "reason",
        asks=r"为什么|为何|为啥|[因缘]何|何以|干嘛(?!用?的)|凭(?:什么|啥)|怎么(?:会|回事)|咋会"
        r"|\bwhy\b|\bhow come\b",
        about=r"原因|理由|为了什么|\breasons?\b",
        has="因为|由于|因此|所以|原因|为了|导致|从而|以便|意味|才能|目的|关键|使得|正因|之所以|因而|有助于|担心|风险",
    ),
    _kind(
        "manner",
        asks=r"怎么(?![样看说评卖会]|回事|了(?!解))|咋(?![样看说评会])|如何(?!看|评)|怎样(?!看|评)"
        rf"|\bhow (?!(?:much|many|come|often|expensive|{_SIZES_IN_ENGLISH})\b)",
        about="[靠用拿](?:什么|啥)|办法|方法|流程|步骤",
        has="通过|利用|借助|依托|采用|使用|用于|先.{1,40}再|首先|方式|流程|步骤|帮助|应用",
    ),
    _kind(
        "opinion",
        asks=r"(?:怎么|怎样|如何|咋)看待?(?![片剧]|视频|电影|直播)|(?:怎么|咋)说(?![话服明])|说了?(?:什么|啥)",
        about=r"评价|看法|观点|觉得|认为|态度|回应|反应"
        r"|\b(?:think|thinks|said?|says|opinion|reaction|react|views?|feel|believe)\b",
        has="表示|认为|指出|坦言|看来|称|感叹|直言|说|觉得|评价|质疑|担忧|预计|猜想",
    ),
    _kind(
        "list",
        asks=r"哪些|哪几个?|(?<!没)有(?:什么|啥|何)|哪[两三]|几[种类款]",
        about=r"列[出举]|分别|都有|有谁|\bwhat are\b"
        r"|\bwhich (?!(?:is|was|has|does)\b)\w+s\b|\blist\b",
        has="、[^。]*、|》[、和与《]|包括|分别|以及|一是|首先|第一|其一|一方面|一个是|一条是",
    ),
    _kind(
        "difference",
        asks="差在哪[里儿]?",
        about=r"区别|差别|差异|不同|不一样|相比|对比|比起来|\bdifferen\w+|\bcompar\w+|\bversus\b|\bvs\b",
        has="不同|区别|差异|相比|而.{0,30}则|更|换成|但|从.{1,30}到|倍",
    ),
    _kind(
        "place",
        asks=rf"{_NOWHERE}(?:在哪(?:[里儿]|(?![些方种家个年月日天部一两几本届所款位次类条张集场项篇国座]))"
        rf"|(?<!在)哪[里儿])(?!不|好|强|差|厉害|特别|来)"
        r"|在?(?:哪一?[个座]|什么|哪)(?:城市|国家|国(?!产|内|际)|省份?(?![钱时])|地方|地区)(?![不好强差])"
        r"|(?<![任如几])何[处地]",
        about=rf"(?:^\W*where\b|\bwhere(?='s| (?:{_AUXILIARY})\b|\W*$))(?!.*\bfrom\b)"
        r"|哪些(?:城市|国家|地方|地区)",
        has=r"市(?<=[\u4e00-\u9fff]{2}市)(?<![上超城都股楼门开]市)(?![场值面民])|县(?<=[\u4e00-\u9fff]{2}县)"
        rf"|州(?<=[\u4e00-\u9fff]{{2}}州)|省(?<=[\u4e00-\u9fff]{{2}}省)(?<![节反]省)|位于|坐落|{_PLACES}"
        r"|在[\u4e00-\u9fff]{2,4}(?:举行|举办|召开|开幕|落幕|成立|开业)",
        needed=True,
    ),
)
_HAS_PERSON = re.compile(_PERSON, re.ASCII)
# The kinds of names in lexicon.yaml that are answers of a kind.
_NAMED = {"person": "person", "person with a role": "person", "organisation": "company"}
# A kind that is told of is asked for where its number is.
_NUMBER = re.compile(
    rf"(?:{_HOW_MANY}|{_SEVERAL})(?![杯台辆张家份个部集条次套件瓶斤位名本只场届])|\bhow much\b",
    re.ASCII,
)
_BY_NUMBER = ("sum of money", "duration", "count of people", "share", "measure")


class Asked(NamedTuple):
    """A part of a folded question, as its range, that asks for a kind of answer: a bit of KINDS.

    What it is that only asks says nothing else of the answer.
    """

    bit: int
    start: int
    end: int
    only_asks: bool
    needed: bool


def asked_kinds(folded: str) -> tuple[Asked, ...]:
    """The parts of a folded question that ask for kinds of answers, all of them."""
    counted = _NUMBER.search(folded) is not None
    found: list[Asked] = []
    for bit, kind in enumerate(KINDS):
        found += [Asked(bit, *m.span(), True, kind.needed) for m in kind.asks.finditer(folded)]
    # What is told of is needed only where its number is asked for, and no other kind's.
    exact = any(asked.needed and KINDS[asked.bit].name != "number" for asked in found)
    for bit, kind in enumerate(KINDS):
        by_number = counted and not exact if kind.name in _BY_NUMBER else True
        told = kind.needed and by_number
        found += [Asked(bit, *m.span(), False, told) for m in kind.about.finditer(folded)]
    return tuple(found)


def closest(found: Sequence[Asked]) -> Iterator[Asked]:
    """What asks for kinds of answers, without any number that is another kind's."""
    return (asked for asked in found if not _is_said_closer(asked, found))


def _is_said_closer(asked: Asked, found: Iterable[Asked]) -> bool:
    """Whether a number is asked for that is another kind's: 多少钱, 几月."""
    return KINDS[asked.bit].name == "number" and any(
        other.needed
        and other.bit != asked.bit
        and (KINDS[other.bit].name in _BY_NUMBER or other.start <= asked.start < other.end)
        for other in found
    )


def had_kinds(folded: str, named: Container[str]) -> int:
    """The kinds of answers that a folded sentence may have, as bits in the order of KINDS.

    `named` are the kinds of the lexicon's names in it.
    """
    person = _HAS_PERSON.search(folded) is not None
    return sum(
        1 << bit
        for bit, kind in enumerate(KINDS)
        if (person and kind.by_person) or _NAMED.get(kind.name) in named or kind.has.search(folded)
    )
