"""Near copies among articles: which they are, and which of them answers."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import opencc
import pytest

from knowledge import Answer, Article, KnowledgeBase
from knowledge.indexing.copies import fingerprints, preferred, warnings
from knowledge.language.folding import Folding

FOLDING = Folding()
DIGITS = "甲乙丙丁戊己庚辛壬癸"
NEWS = (
    "青禾咖啡昨天在台南开了第一家门店，店里只卖三种手冲咖啡。",
    "老板林小满说，她花了六年时间跑遍云南的庄园才选定豆子。",
    "每天早上八点开门，卖完两百杯就关灯，从不加班。",
    "邻居们起初不看好这间没有座位的小店，如今却常在门口排队。",
    "下个月她打算把隔壁的旧书铺也租下来，改成烘豆子的地方。",
)
ARTICLE = "".join(NEWS)
OTHER = (
    "记者在南宁的电动车市场走访了一整天，发现充电桩仍旧供不应求。"
    "摊主们抱怨高峰时段要等上两个钟头，外卖骑手因此少接不少单。"
    "物业方面表示，新的充电棚最快要到明年春天才能完工。"
)
SAME_SUBJECT = (
    "台南的咖啡馆又多了一家，名叫青禾，开在一条窄巷里头。"
    "创办人林小满早年做过图书编辑，对云南小农种的豆子情有独钟。"
    "客人得站着喝，墙上贴满手写的风味卡片，气氛倒也亲切。"
)


def weather(day: int, high: int, low: int, wind: int) -> str:
    return (
        f"{day}日全市以多云天气为主，局部地区有小阵雨，路面湿滑，开车的朋友请减速慢行，注意安全。"
        f"白天的最高气温预计在{high}度上下，紫外线偏强，出门在外的市民请注意防晒补水，避免中暑。"
        f"夜间的最低气温预计在{low}度上下，早晚温差较大，老人和孩子请适当添加衣物，谨防感冒。"
        f"沿海一带有偏东风{wind}级，海面上有轻到中浪，过往的船只请留意航行安全，及时回港。"
    )


def prices(*values: int) -> str:
    goods = (
        "红富士苹果",
        "海南香蕉",
        "赣南脐橙",
        "库尔勒香梨",
        "新疆葡萄",
        "本地西瓜",
        "进口车厘子",
    )
    listed = "，".join(f"{g}每斤{v}元" for g, v in zip(goods, values, strict=True))
    return f"今日水果批发市场的参考报价如下，仅供各位商户进货时参考：{listed}。"


def converted(text: str, way: str) -> str:
    return str(opencc.OpenCC(way).convert(text))


def found(*bodies: str) -> list[int]:
    return preferred_of([Article(f"{n:05}", "题", body) for n, body in enumerate(bodies)])


def preferred_of(articles: Sequence[Article]) -> list[int]:
    prints = fingerprints([article.body for article in articles], FOLDING)
    numbers, _ = preferred(articles, prints, FOLDING, {})
    assert numbers.dtype == np.int32
    return [int(number) for number in numbers]


@pytest.mark.parametrize(
    "copy",
    [
        ARTICLE,
        converted(ARTICLE, "s2t"),
        converted(ARTICLE, "s2twp"),
        ARTICLE.replace("，", " ").replace("。", "\n\n"),
        f"转载自某某网 2025年3月1日 10:30 阅读 1234\n\n{ARTICLE}",
        f"本报讯（记者李四）{''.join(NEWS[1:])}（来源：某某日报，电话 010-12345678）",
        "".join(NEWS[:4]),
        ARTICLE.replace(NEWS[2], "她自己住在店铺楼上，每周一休息，去海边走走。"),
        ARTICLE.replace("两百杯", "三百杯").replace("邻居们", "街坊们"),
        f"{OTHER}\n\n{ARTICLE}\n\n{SAME_SUBJECT}",
    ],
    ids=[
        "equal",
        "other script",
        "words of Taiwan",
        "other punctuation",
        "line on top",
        "other head and tail",
        "cut",
        "another sentence",
        "other words",
        "within a longer one",
    ],
)
def test_a_near_copy_is_found_whichever_comes_first(copy: str) -> None:
    assert found(ARTICLE, copy) == [0, 0]
    assert found(copy, ARTICLE) == [0, 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ARTICLE, OTHER),
        (ARTICLE, SAME_SUBJECT),
        (weather(3, 25, 12, 4), weather(4, 31, 18, 6)),
        (prices(5, 3, 6, 7, 9, 2, 30), prices(6, 4, 5, 8, 11, 1, 28)),
        (ARTICLE, f"有人这样写道：“{NEWS[1]}”我倒觉得，{SAME_SUBJECT}"),
        (ARTICLE, "".join(NEWS[:2]) + OTHER),
    ],
    ids=["another", "same subject", "weather", "prices", "a quotation", "half of it"],
)
def test_other_articles_are_no_copies(one: str, other: str) -> None:
    assert found(one, other) == [0, 1]
    assert found(other, one) == [0, 1]


def test_a_short_article_is_a_copy_only_of_an_equal_one() -> None:
    short = "青禾咖啡昨天在台南开了第一家门店，店里只卖三种手冲咖啡。"
    assert found(short, converted(short, "s2t").replace("，", " ")) == [0, 0]
    assert found(short, short.replace("三种", "四种")) == [0, 1]
    assert found(short, ARTICLE) == [0, 1]


@pytest.mark.parametrize("nothing", ["", "。。。", "\n", "🎬", "\ud800"])
def test_what_has_no_letters_is_no_copy(nothing: str) -> None:
    assert found(nothing, nothing, ARTICLE) == [0, 1, 2]


def test_articles_that_stand_in_one_and_the_same_are_no_copies_of_each_other() -> None:
    assert found(ARTICLE, OTHER, ARTICLE + OTHER) == [0, 1, 0]
    assert found(ARTICLE + OTHER, OTHER, ARTICLE) == [0, 0, 0]
    assert found(ARTICLE, ARTICLE + OTHER, OTHER) == [0, 0, 2]


def test_many_equal_articles_are_one_group_and_many_that_share_half_are_none() -> None:
    numerals = (f"{n:04}".translate(str.maketrans("0123456789", DIGITS)) for n in range(2000))
    halves = [ARTICLE + "".join(f"{n}{piece}" for piece in OTHER) for n in numerals]
    assert found(*[ARTICLE] * 2000) == [0] * 2000
    assert found(*halves) == list(range(2000))


def sourced(article_id: str, **known: str) -> Article:
    return Article(article_id, "青禾", ARTICLE, path=f"articles/{article_id}.md", **known)  # type: ignore[arg-type]


def best(*articles: Article) -> str:
    (number,) = set(preferred_of(articles))
    return articles[number].id


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"url": "https://example.org/1"}, {"date": "2025", "publisher": "甲", "author": "乙"}),
        ({"date": "2025"}, {"publisher": "甲", "author": "乙"}),
        ({"publisher": "甲"}, {"author": "乙"}),
        ({"author": "乙"}, {}),
        ({"date": "2024-12"}, {"date": "2025-01"}),
    ],
)
def test_the_better_sourced_of_near_copies_is_preferred(
    better: dict[str, str], worse: dict[str, str]
) -> None:
    one, other = sourced("z", **better), sourced("a", **worse)
    assert best(one, other) == best(other, one) == "z"


def test_a_title_that_stands_in_the_text_is_preferred_and_then_the_first_id() -> None:
    inferred = replace(sourced("a"), title_inferred=True)
    assert best(inferred, sourced("z")) == "z"
    assert best(sourced("z"), sourced("b")) == "b"


def warned(*articles: Article) -> list[str]:
    return [str(each) for each in warnings(articles, np.array(preferred_of(articles)))]


def test_each_group_of_near_copies_is_warned_of_once() -> None:
    other = Article("o", "南宁", OTHER, path="articles/o.md")
    assert warned(sourced("a"), other) == []
    assert warned(sourced("b"), other, sourced("a")) == [
        "articles/b.md: nearly the same as articles/a.md (which answers)"
    ]
    assert warned(*map(sourced, "abcdef")) == [
        "articles/b.md: nearly the same as articles/a.md (which answers); "
        "4 more: articles/c.md, articles/d.md, articles/e.md, …"
    ]


def test_articles_of_one_file_are_told_apart_in_a_warning() -> None:
    one, other = (replace(sourced(i), path="articles/all.jsonl") for i in "ab")
    assert warned(one, other) == [
        "articles/all.jsonl (b): nearly the same as articles/all.jsonl (a) (which answers)"
    ]


def test_a_knowledge_base_warns_of_near_copies(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name, text in (("a.md", ARTICLE), ("b.md", f"{ARTICLE}转载请注明出处"), ("c.md", OTHER)):
        (tmp_path / "articles" / name).write_text(text, "utf-8")
    told = [str(each) for each in KnowledgeBase.open(tmp_path).warnings]
    assert "articles/b.md: nearly the same as articles/a.md (which answers)" in told
    assert not [each for each in told if "c.md" in each and "same" in each]


QUESTION = "青禾咖啡每天几点开门"


def ids(answer: Answer) -> list[str]:
    return [finding.article.id for finding in answer.findings]


def base(*articles: Article) -> KnowledgeBase:
    return KnowledgeBase([*articles, Article("o", "南宁", OTHER)])


def test_the_better_sourced_copy_answers_even_where_another_ranks_higher() -> None:
    repost = replace(sourced("a"), title="青禾咖啡每天几点开门")
    assert ids(base(repost).ask(QUESTION))[0] == "a"
    original = sourced("z", url="https://example.org/1")
    for articles in ((repost, original), (original, repost)):
        answer = base(*articles).ask(QUESTION)
        assert answer.outcome == "answered"
        assert "早上八点" in answer.findings[0].excerpt.text
        assert "z" in ids(answer)
        assert "a" not in ids(answer)


def test_a_sentence_that_a_copy_sets_apart_is_not_shown_again() -> None:
    original = sourced("z", url="https://example.org/1")
    repost = replace(sourced("a"), body="\n\n".join(NEWS))
    assert ids(base(repost, original).ask(QUESTION)) == ["z"]


def test_the_copy_is_shown_in_its_own_words() -> None:
    repost = replace(sourced("a"), title="青禾咖啡每天几点开门")
    traditional = converted(ARTICLE, "s2t")
    original = replace(sourced("z", url="https://example.org/1"), body=traditional)
    for question in (QUESTION, "“每天早上八点开门”"):
        excerpt = base(repost, original).ask(question).findings[0].excerpt
        assert "每天早上八點開門" in excerpt.text
        assert excerpt.text == traditional[excerpt.start : excerpt.end]
        assert excerpt.highlights


def test_what_only_the_worse_sourced_copy_says_is_still_found() -> None:
    added = "\n\n编者按：这家店的会员卡可以在全市的书店打九折。"
    repost = replace(sourced("a"), body=ARTICLE + added)
    original = sourced("z", url="https://example.org/1")
    answer = base(repost, original).ask("会员卡在书店打几折")
    assert ids(answer)[0] == "a"
    assert "九折" in answer.findings[0].excerpt.text


@pytest.mark.parametrize(("typed", "edited"), [("八点", "九点"), ("8点", "9点")])
def test_another_number_is_not_put_in_the_place_of_what_was_found(typed: str, edited: str) -> None:
    title = "青禾咖啡每天几点开门"
    repost = replace(sourced("a"), body=ARTICLE.replace("八点", typed), title=title)
    original = replace(sourced("z", url="https://e.org/1"), body=ARTICLE.replace("八点", edited))
    answer = base(repost, original).ask(QUESTION)
    assert ids(answer)[0] == "a"
    assert typed in answer.findings[0].excerpt.text


def test_what_is_quoted_is_shown_from_the_copy_that_has_it() -> None:
    repost = replace(sourced("a"), body=ARTICLE.replace("邻居们", "街坊们"))
    original = sourced("z", url="https://example.org/1")
    answer = base(repost, original).ask("“街坊们起初不看好”")
    assert ids(answer) == ["a"]


def test_without_articles_there_are_no_copies() -> None:
    assert preferred_of([]) == []


def test_what_is_known_of_two_articles_is_not_compared_again() -> None:
    articles = [Article("0", "题", ARTICLE), Article("1", "题", ARTICLE + "完。")]
    prints = fingerprints([article.body for article in articles], FOLDING)
    numbers, judged = preferred(articles, prints, FOLDING, {})
    assert (numbers.tolist(), judged) == ([0, 0], {(0, 1): True})
    numbers, judged = preferred(articles, prints, FOLDING, {(0, 1): False, (0, 7): True})
    assert (numbers.tolist(), judged) == ([0, 1], {(0, 1): False})


def test_fingerprints_are_the_same_whatever_stands_beside_a_text() -> None:
    texts = [ARTICLE, "", "短", OTHER, ARTICLE]
    together = fingerprints(texts, FOLDING)
    for number, text in enumerate(texts):
        alone = fingerprints([text], FOLDING)
        assert together.taken(np.array([number])).hashes.tolist() == alone.hashes.tolist()
    assert together.taken(np.array([4, 1, 0])).bounds.tolist() == [
        0,
        *2 * [len(fingerprints([ARTICLE], FOLDING).hashes)],
        2 * len(fingerprints([ARTICLE], FOLDING).hashes),
    ]
