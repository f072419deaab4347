"""What stands in an article but isn't its text: images, captions, bylines, notices, buttons."""

import re

# 图/视觉中国 is a credit, 图/文/视频 are kinds of content.
_NO_KIND = r"(?!\s*(?:文|[视視][频頻]|音|表|片|像|字|[动動][图圖]))"
_NAME = r"[\u4e00-\u9fff·]{2,4}"
_ROUND = r"(?:[^（）()\n]|[（(][^（）()\n]*[）)])"

# In an address; where another begins, it has ended.
_IN_ADDRESS = r"(?:[^)\]\n]|\](?!\())"
# Anywhere, also inside a sentence. An address may be cut off at the end of its line.
INLINE = re.compile(
    "|".join(
        (
            rf"\[!\[[^\]\n]{{0,300}}\]\({_IN_ADDRESS}{{0,2000}}\)\]\({_IN_ADDRESS}{{0,2000}}\)",
            r"!\[[^\]\n]{0,300}\]\((?:[^()\n]|\([^()\n]{0,300}\)){0,2000}\)",
            r"!\[[^\]\n]{0,300}\]\((?:(?!\]\()[!-~]){0,2000}$",
            # （图源：…） （图片来源：…） （圖/…）
            r"[（(]\s*[图圖]片?\s*(?:[来來]?源|[来來]自|[/／]"
            + _NO_KIND
            + r")"
            + _ROUND
            + r"{0,60}[）)]",
        )
    ),
    re.MULTILINE,
)

# Whole lines, wherever they stand.
LINES = {
    "still": re.compile(
        r"[▲△▼\s]*(?:[电電]影|[电電][视視][剧劇]|[剧劇]集|短[剧劇]|[动動][画畫]片?|[纪紀][录錄]片)?"
        r"(?:《[^《》\n]{1,40}》[、\s]*){1,3}(?:官方|概念|先[导導])?"
        r"(?:[剧劇]照|海[报報]|截[图圖])"
    ),
    "caption": re.compile(
        r"[▲△▼\s]*[图圖]片?(?:[来來]?源\s*[:：]|\s*[/／|｜丨]" + _NO_KIND + r")[^。！？!?\n]{1,40}"
    ),
    "notice": re.compile(
        r"(?:(?:特[别別]|免[责責]|版[权權])[声聲]明\s*[:：].{0,490}"
        r"|(?:免[责責]|版[权權]|特[别別])[声聲]明"
        r"|[声聲]明\s*[:：](?=.*(?:[转轉][载載]|本文[来來]自|不代表|侵[权權])).{0,300}"
        r"|Notice\s*[:：]\s*The (?:above )?content\b.{0,500})",
        re.IGNORECASE,
    ),
    "no reprint": re.compile(
        r"(?:(?:©|版[权權]所有|本文|本[报報站稿]|原[创創]|文章|以上|[转轉][载載]).{0,30}[，,。；;\s])?"
        r"未[经經](?:[书書]面|本[报報站]|作者|平[台臺])?(?:授[权權]|[许許]可|允[许許]|同意)"
        r"[^。\n]{0,20}(?:不得|禁止|[谢謝][绝絕]|[严嚴]禁|勿)[^。，,\n]{0,10}"
        r"(?:[转轉][载載]|使用|摘[编編]|[复複]制|[复複]製)[^，。\n]{0,10}"
        r"(?:[，,].{0,15}(?:究|[责責]))?[。.！!]?"
    ),
    "origin": re.compile(
        r"本文(?:[来來]自|[转轉][载載]?自|首[发發][于於])(?=.*(?:公[众眾]|微信|作者|授[权權]|[转轉][载載]|ID|"
        r"[:：]|[“「《][^”」》]{1,20}[”」》][。.]?$|(?:[网網]|[报報]|新[闻聞])[。.]?$))[^。！？\n]{1,80}[。.]?"
    ),
    "source": re.compile(
        r"[（(]?[据據](?![说說])[\w·“”「」《》、\s]{1,18}"
        r"(?:新[闻聞]|[报報]道?|[报報]導|客[户戶]端|[电電][视視][台臺]|[周週]刊|[网網]|社)[”」》]?[）)]?"
    ),
    "button": re.compile(
        r"[（(【\[]?\s*(?:(?:\d+\s*[条條则則]\s*)?(?:[举舉][报報]|反[馈饋]|[点點][赞贊讚]|[赞贊]同|收藏|分享|在看"
        r"|[评評][论論]|[转轉][发發]|[关關]注|打[赏賞]|投[币幣]|申[请請][转轉][载載]|[复複][制製][链鏈連][接結])"
        r"(?:\s*[（(]?\d[\d.,]*[万萬wWkK+]*[)）]?)?[\s|｜/、·]*){1,8}[）)】\]]?"
        r"|[点點]?[击擊]?[“「]?(?:[阅閱][读讀](?:原|全)文|查看(?:原文|更多)|展[开開](?:[阅閱][读讀])?全文"
        r"|[轻輕][触觸][阅閱][读讀]原文|展[开開]剩[余餘]\s*\d+%)[”」]?[>》→]*"
        r"|返回[^。！？，,\s]{2,8}(?:首[页頁]|列表)|返回搜狐[^。！？\n]{0,20}"
        r"|分享[到至]\s*[:：]?[\s、和|/]*(?:(?:微信|微博|新浪微博|朋友圈|QQ|QQ空[间間]|空[间間]|豆瓣"
        r"|Facebook|Twitter|X|LINE|Telegram|[好朋]友)[\s、和|/]*)*"
    ),
    "app": re.compile(
        r"(?:(?:[阅閱][读讀]|查看|看)?更多[^。！？，,\n]{0,10}[，,]?\s*)?[请請]?(?:打[开開]|下[载載])"
        r"[^。！？，,\n]{0,12}(?:APP|客[户戶]端)\s*[，,]?\s*"
        r"(?:(?:[阅閱][读讀]|查看|看|[获獲]取)(?:全文|原文|更多)[^。！？，,\n]{0,8})?[。！!>》]*"
        r"|打[开開][\u4e00-\u9fff]{0,6}(?:新[闻聞]|[头頭][条條]|知乎|微博|微信)[，,\s]*"
        r"(?:(?:[阅閱][读讀]|查看|看)(?:全文|原文|更多|精彩|高清)?(?:[图圖]片)?(?:[详詳]情)?)?[。！!>》]*",
        re.IGNORECASE,
    ),
    "votes": re.compile(
        r"\d[\d,.]*\s*[万萬]?\s*人(?:也)?(?:[赞贊讚]同|喜[欢歡]|收藏|[关關]注)了?"
        r"(?:[该該此](?:回答|文章|文|[内內]容|[视視][频頻]))?|添加[评評][论論]|[轻輕][点點][两兩]下取消(?:[赞贊讚]|在看)"
    ),
    "rights kept": re.compile(
        r"著作[权權][归歸]作者所有[。，,]?(?:.{0,20}[转轉][载載].{0,40}(?:授[权權]|出[处處]).{0,40})?"
    ),
    "player": re.compile(
        r"(?:重播|重新播放|播放|[暂暫]停|倍速|[静靜]音|全屏|\d{1,2}:\d\d(?::\d\d)?|[\s|/、·])*"
        r"(?:重播|\d{1,2}:\d\d(?::\d\d)?\s*/\s*\d{1,2}:\d\d(?::\d\d)?)"
        r"(?:重播|重新播放|播放|[暂暫]停|倍速|[静靜]音|全屏|[\s|/、·])*"
    ),
    "platform": re.compile(r"[（(【\[]?(?:平[台臺][声聲]明|[广廣]告|推[广廣])[）)】\]]?"),
    "pages before, after": re.compile(
        r"[/<«‹【\[]?\s*(?:[阅閱][读讀])?[上下]一[篇页頁则則](?:文章)?(?:\s*[:：].{0,80}|\s*[/>»›】\]]*)"
        r"|(?:[继繼][续續]|向上)滑[动動]看下一[个個篇]"
    ),
    "rights": re.compile(
        r"(?:Copyright\s*)?(?:©|[（(]C[）)])[^。\n]{0,150}|Copyright\s+(?:19|20)\d\d\b[^。\n]{0,150}"
        r"|[^。，,\n]{0,40}版[权權]所有(?:\s[^。\n]{0,60})?"
        r"|[^。\n]{0,60}[\u4e00-\u9fff]ICP[备備证證][^。\n]{0,60}",
        re.IGNORECASE,
    ),
    "cookies": re.compile(
        r"(?:本[网網]?站|我[们們]|此[网網]站)(?:[会會])?使用[^。\n]{0,10}Cookies?.{0,120}"
        r"(?:同意|接受|[隐隱]私|[继繼][续續]).{0,80}",
        re.IGNORECASE,
    ),
    "posted": re.compile(
        r"(?:[编編][辑輯]|[发發][布表])[于於]\s*\d{4}[-/.年]\d.{0,40}|IP\s*[属屬]地\s*[:：]?\s*[\u4e00-\u9fff]{2,5}"
        r"|收[录錄][于於](?:合集|[话話][题題]|[专專][栏欄]|[专專][辑輯]).{0,60}|[预預][览覽][时時][标標][签籤]不可[点點]"
    ),
    "end": re.compile(r"[-—–~·•\s]*(?:THE\s+)?END[-—–~·•\s]*|[-—–~·•\s]+[完终終][-—–~·•\s]+"),
    "follow us": re.compile(
        r"(?:(?:[长長]按|微信)?(?:[扫掃][码碼]|[扫掃]一[扫掃]|[扫掃]描|[识識][别別])"
        r"|[点點][击擊](?:上方|下方|文末|此[处處]))"
        r"[^。！？，,\n]{0,20}(?:[关關]注|[阅閱][读讀]|下[载載]|加入|[进進]群)"
        # “扫码关注的人越来越多” tells something.
        r"(?:(?!了|的(?!公[众眾]|微信|官方|[账賬]|[视視][频頻][号號]))[^。！？，,\n]){0,15}[。！!]?"
    ),
    "scan": re.compile(
        r"(?:打[开開]|[用请請使])*微信[“「]?[扫掃](?:一[扫掃]|[码碼])[”」]?[，,\s]*"
        r"(?:(?:[关關]注|分享|使用小程序)[^。！？，,\n]{0,12}|二[维維][码碼])?"
    ),
    "editor": re.compile(
        r"[（(【\[]?\s*(?:[责責]任[编編][辑輯]|[责責][编編]|[责責]任校[对對])\s*[:：|｜丨/][^。！？!?\n]{0,30}[）)】\]]?"
    ),
    "link": re.compile(
        r"[-*•\s]*\[[^\]\n]{0,100}\]\(\s*<?https?://[!-~]{1,2000}\s*\)|<?https?://[!-~]{1,2000}>?"
        r"|(?:原文|[来來]源|本文)?(?:[链鏈][接結]|[网網]址|地址)\s*[:：]\s*<?https?://[!-~]{1,2000}>?"
    ),
}

# Whole lines, but only among the first or last few: 作者 and 记者 also speak inside a text.
BYLINES = {
    "text by": re.compile(r"文(?:[/／][图圖])?\s*[|｜丨│/／:：]\s*[^。！？!?，,\n]{1,50}"),
    "author": re.compile(
        r"(?:作者|撰文|[来來]源|[编編][辑輯]|原[标標][题題]|出品|[采採][访訪]|撰稿|[审審]核|校[对對]|排版|[监監][制製]|美[编編]|主[编編])\s*[:：|｜丨]"
        r"\s*(?:[^。！？!?，,\n]|[，,]\s*(?=[^\s，,]{2,4}\s*[:：|｜丨])){1,60}"
    ),
    "dated": re.compile(
        r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?[\s·|｜]*"
        r"(?:(?:[来來]源|作者|[编編][辑輯]|[发發]布)\s*[:：]|[记記]者|(?<=\d:\d\d)|(?<=:\d\d\s))[^。！？!?，,\n]{0,40}"
    ),
    "reporter": re.compile(
        # “记者：为什么” is an interview's question.
        r"(?:[^\s，。:：]{0,12}(?:[记記]者|通[讯訊][员員])(?:\s+|\s*[|｜丨/]\s*)"
        r"|(?:本[报報刊台社站]|[实實][习習]|[见見][习習]|特[约約])[记記]者\s*[:：]\s*)"
        + _NAME
        + r"(?:[\s、/]+[\u4e00-\u9fff·]{2,6}){0,5}"
    ),
}

# Lines after which come the titles of other articles, or the words of readers.
_OTHERS = re.compile(
    r"[\s【\[>▼]*(?:(?:相[关關]|推[荐薦]|延伸|往期|[热熱][门門]|精彩|更多)"
    r"(?:[阅閱][读讀]|推[荐薦]|文章|新[闻聞]|[报報][道导導]|回[顾顧]|精[选選])|猜你喜[欢歡]|大家都在[看搜]|喜[欢歡]此[内內]容的人[还還]喜[欢歡]"
    r"|你可能(?:也|[还還])(?:喜[欢歡]|想看|感[兴興]趣))[\s:：】\]>▼]*"
)
_READERS = re.compile(
    r"精[选選]留言|[写寫]留言|[发發]表[评評][论論]|(?:[网網]友|全部|最新|[热熱][门門])(?:[评評][论論]|留言|跟[贴貼])"
    r"\s*[（(]?\d*\s*[条條]?[)）]?"
)
_LONGEST_TITLE = 60

_ANYWHERE = tuple(LINES.values())
_AT_AN_EDGE = (*_ANYWHERE, *BYLINES.values())

_LONGEST = 510  # a longer line is text, however it begins


def is_furniture(line: str, *, at_an_edge: bool = False) -> bool:
    """Whether a whole line is none of the author's words; bylines only at an edge of the text."""
    if len(line) > _LONGEST:
        return False
    return any(pattern.fullmatch(line) for pattern in (_AT_AN_EDGE if at_an_edge else _ANYWHERE))


def announces_others(line: str) -> bool:
    """Whether a whole line stands above the titles of other articles, like 相关阅读."""
    return _OTHERS.fullmatch(line) is not None


def announces_readers(line: str) -> bool:
    """Whether a whole line stands above what readers wrote, which ends an article."""
    return _READERS.fullmatch(line) is not None


def may_be_title(line: str) -> bool:
    """Whether a line may be the title of another article: short, and no statement."""
    return len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "："))
