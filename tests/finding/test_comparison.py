"""Questions that compare: what they compare, in what, and what the articles say of each side."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Article, Comparison, KnowledgeBase, Name, Side
from tests.finding.newsroom import newsroom

TEAS = KnowledgeBase(
    [
        Article("red", "说红茶", "红茶是全发酵的茶，汤色发红。红茶每斤卖一百二十元。"),
        Article("green", "说绿茶", "绿茶是不发酵的茶，汤色碧绿。绿茶要在清明以前采。"),
        Article("both", "两种茶", "红茶耐放，绿茶要趁新鲜喝，这是两种茶最大的不同。"),
        Article("milk", "早餐", "牛奶要当天喝完，面包可以放两天。"),
    ]
)


def named(question: str, asked_to: bool = False) -> list[str]:
    """The names of what is compared, in the newsroom."""
    comparison = newsroom().compare(question, asked_to)
    return [side.name for side in comparison.sides] if comparison else []


def sides(comparison: Comparison | None) -> dict[str, Side]:
    assert comparison
    return {side.name: side for side in comparison.sides}


def said(side: Side) -> str:
    return side.finding.excerpt.text if side.finding else ""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("影阁和Lumo有什么区别", ["影阁", "Lumo"]),
        ("影閣與Lumo有什麼不一樣？", ["影閣", "Lumo"]),
        ("请问影阁跟Lumo哪个更便宜啊", ["影阁", "Lumo"]),
        ("影阁、Lumo的区别", ["影阁", "Lumo"]),
        ("影阁vs Lumo", ["影阁", "Lumo"]),
        ("影阁 VS. Lumo 价格", ["影阁", "Lumo"]),
        ("影阁PK Lumo", ["影阁", "Lumo"]),
        ("对比影阁和Lumo", ["影阁", "Lumo"]),
        ("影阁比Lumo贵吗", ["影阁", "Lumo"]),
        ("影阁还是Lumo便宜", ["影阁", "Lumo"]),
        ("和影阁相比，Lumo怎么样", ["影阁", "Lumo"]),
        ("“影阁”和“Lumo”差在哪里", ["影阁", "Lumo"]),
        ("《长安夜雨》和青柠电影节有什么不同", ["长安夜雨", "青柠电影节"]),
        ("影阁1.6和2.0差在哪", ["影阁1.6", "影阁2.0"]),
        ("Lumo Q1和Q2有什么区别", ["Lumo Q1", "Lumo Q2"]),
        ("Sora跟Sora 2的声音有什么不同", ["Sora", "Sora 2"]),
        ("difference between Shadeloft and Lumo", ["Shadeloft", "Lumo"]),
        ("What's the difference between Shadeloft and Lumo in price?", ["Shadeloft", "Lumo"]),
        ("Shadeloft vs Lumo price", ["Shadeloft", "Lumo"]),
        ("Which is cheaper, Shadeloft or Lumo?", ["Shadeloft", "Lumo"]),
        ("How does Shadeloft compare to Lumo?", ["Shadeloft", "Lumo"]),
        ("Is Shadeloft better than Lumo?", ["Shadeloft", "Lumo"]),
        ("compare Netflix with Runway", ["Netflix", "Runway"]),
        ("compare Netflix, Lumo, and Runway", ["Netflix", "Lumo", "Runway"]),
        ("影阁和Lumo的价格哪个更低", ["影阁", "Lumo"]),
        ("影阁和Lumo，哪个好？", ["影阁", "Lumo"]),
        ("影阁和Lumo哪款开源", ["影阁", "Lumo"]),
        ("比起Lumo，影阁怎么样", ["Lumo", "影阁"]),
        ("Shadeloft and Lumo, which is cheaper?", ["Shadeloft", "Lumo"]),
        ("Which one is better: Shadeloft or Lumo?", ["Shadeloft", "Lumo"]),
        ("How does Shadeloft differ from Lumo?", ["Shadeloft", "Lumo"]),
        ("Lumo or Shadeloft?", ["Lumo", "Shadeloft"]),
        ("Is Lumo or Shadeloft better?", ["Lumo", "Shadeloft"]),
        ("Was Lumo released later than Shadeloft?", ["Lumo", "Shadeloft"]),
        ("影阁相较于Lumo怎么样", ["影阁", "Lumo"]),
        ("相較於Lumo，影閣有什麼優勢", ["Lumo", "影閣"]),
        ("影阁相比于Lumo怎么样", ["影阁", "Lumo"]),
        ("影阁跟Lumo选哪个好", ["影阁", "Lumo"]),
        ("影阁和Lumo该用哪个？", ["影阁", "Lumo"]),
        ("影阁跟Lumo比哪个强", ["影阁", "Lumo"]),
        ("影阁不如Lumo吗", ["影阁", "Lumo"]),
        ("影阁和Lumo孰优孰劣", ["影阁", "Lumo"]),
        ("影阁好还是Lumo好？", ["影阁", "Lumo"]),
        ("影閣先發布還是Lumo先發布", ["影閣", "Lumo"]),
        ("影阁 Lumo 哪个好用", ["影阁", "Lumo"]),
        ("影阁Lumo哪个更贵", ["影阁", "Lumo"]),
        ("墨白科技的影阁和别家的Lumo哪个强", ["影阁", "Lumo"]),
        ("影阁和Netflix的Lumo哪个好", ["影阁", "Lumo"]),
        ("影阁和Lumo该怎么选", ["影阁", "Lumo"]),
        ("在影阁和Lumo之间怎么选", ["影阁", "Lumo"]),
        ("影阁和Lumo我应该选哪个", ["影阁", "Lumo"]),
        ("影阁 Lumo 对比", ["影阁", "Lumo"]),
        ("影閣Lumo區別", ["影閣", "Lumo"]),
        ("影阁是不是比Lumo好", ["影阁", "Lumo"]),
        ("影阁比不上Lumo吗", ["影阁", "Lumo"]),
        ("影阁超过Lumo了吗", ["影阁", "Lumo"]),
        ("影阁有Lumo好吗", ["影阁", "Lumo"]),
        ("影阁和Lumo差不多吗", ["影阁", "Lumo"]),
        ("影阁与Lumo的异同", ["影阁", "Lumo"]),
        ("影阁跟Lumo有差距吗", ["影阁", "Lumo"]),
        ("影阁和Lumo都有啥优缺点", ["影阁", "Lumo"]),
        ("影阁快还是Lumo快啊", ["影阁", "Lumo"]),
        ("影阁好还是Lumo强", ["影阁", "Lumo"]),
        ("影閣和Lumo那個更好", ["影閣", "Lumo"]),
        ("影阁的用户比Lumo的用户多吗", ["影阁", "Lumo"]),
        ("影阁，Lumo，Sora三个有什么区别", ["影阁", "Lumo", "Sora"]),
        ("should I use Shadeloft or Lumo?", ["Shadeloft", "Lumo"]),
        ("shadeloft lumo which better", ["shadeloft", "lumo"]),
        ("I'm choosing between Shadeloft and Lumo", ["Shadeloft", "Lumo"]),
    ],
)
def test_a_question_that_compares_names_its_sides(question: str, names: list[str]) -> None:
    assert named(question) == names


@pytest.mark.parametrize(
    "question",
    [
        "",
        "？",
        "影阁是什么",
        "影阁和Lumo",
        "影阁和谁合作",
        "影阁跟哪家公司合作",
        "影阁和Shadeloft有什么区别",
        "影阁有什么不同",
        "影阁的工程师和导演有什么关系",
        "天上和地下哪个大",
        "区别",
        "和和和哪个",
        "影阁和Lumo哪个" + "好" * 1000,
        "哪个导演和影阁合作了?",
        "哪家公司和Runway合作过",
        "影阁和Lumo合作了哪部作品",
        "墨白科技的哪个部门和影阁有关",
        "除了影阁和Lumo还有哪个模型",
        "哪个公司开发了影阁和Lumo",
        "谁用过影阁还是Lumo",
        "Which company made Shadeloft and Lumo?",
        "Which films used Lumo and Runway?",
        "Which companies work with Netflix and Runway?",
        "Which film used Lumo rather than Runway?",
        "Who used Lumo or Runway?",
        "它和影阁有什么区别",
        "这跟影阁差在哪",
        "What is the difference between it and Lumo?",
        "Is that better than Lumo?",
        "演员还是导演？",
        "收入还是员工更重要？",
        "Why is Lumo better than before?",
        "Is Lumo cheaper than ever?",
        "Is it better to use Lumo or actors?",
        "影阁Lumo哪个版本好",
        "影阁 Lumo 是谁做的",
        "影阁和Lumo用哪个模型",
        "影阁用谁的好",
        "影阁好还是不好",
        "影阁的收费和去年相比涨了多少",
        "影阁2.0相比上一代有什么提升",
        "影阁和疫情前相比有什么不同",
        "影阁和同类产品相比有何优势",
        "你和影阁哪个好",
        "Lumo是墨白科技还是Netflix的",
        "Is Lumo more than a toy?",
        "Does Lumo have more than 45 million users?",
    ],
)
def test_what_compares_no_two_things_is_no_comparison(question: str) -> None:
    assert newsroom().compare(question) is None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("影阁 Lumo", ["影阁", "Lumo"]),
        ("影阁,Lumo", ["影阁", "Lumo"]),
        ("影阁；Lumo", ["影阁", "Lumo"]),
        ("影阁/Lumo", ["影阁", "Lumo"]),
        ("影阁\nLumo", ["影阁", "Lumo"]),
        ("影阁和Lumo", ["影阁", "Lumo"]),
        ("Sora 2 Lumo Q1", ["Sora 2", "Lumo"]),
        ("影阁、Lumo、Sora", ["影阁", "Lumo", "Sora"]),
        ("影阁 Lumo 价格", ["影阁", "Lumo"]),
        ("Netflix 奈飞 Runway", ["Netflix", "Runway"]),
        ("影阁和Lumo，价格", ["影阁", "Lumo"]),
        ("“水 蜜桃” “操 场”", ["水 蜜桃", "操 场"]),
        ("水蜜桃 操场", ["水蜜桃", "操场"]),
        ("red tea vs. green tea", ["red tea", "green tea"]),
        ("影阁 Lumo Sora", ["影阁", "Lumo", "Sora"]),
        ("“影阁” “Lumo”", ["影阁", "Lumo"]),
        ("「影阁」「Lumo」", ["影阁", "Lumo"]),
        ('"影阁" "Lumo"', ["影阁", "Lumo"]),
        ("影阁短片 真人短片 成本", ["影阁短片", "真人短片"]),
        ("真人短片和影阁短片", ["真人短片", "影阁短片"]),
    ],
)
def test_who_is_asked_to_compare_needs_the_names_alone(question: str, names: list[str]) -> None:
    assert named(question, asked_to=True) == names


@pytest.mark.parametrize(
    ("previous", "question", "names", "carried"),
    [
        ("影阁是什么", "和Lumo比呢", ["影阁", "Lumo"], ("影阁",)),
        ("影阁是什么", "它和Lumo有什么区别", ["影阁", "Lumo"], ("影阁",)),
        ("影閣是什麼", "那與Lumo相比怎麼樣？", ["影閣", "Lumo"], ("影閣",)),
        ("影阁是什么", "Lumo和它哪个好", ["Lumo", "影阁"], ("影阁",)),
        ("影阁是什么", "比Lumo贵吗", ["影阁", "Lumo"], ("影阁",)),
        ("What is Shadeloft?", "Is it better than Lumo?", ["Shadeloft", "Lumo"], ("Shadeloft",)),
        ("What is Shadeloft?", "and how does it compare to Lumo", ["Shadeloft", "Lumo"], None),
        ("影阁和Lumo有什么区别", "那用户呢", ["影阁", "Lumo"], ("影阁", "Lumo")),
        ("影阁 vs Lumo", "哪个更便宜", ["影阁", "Lumo"], ("影阁", "Lumo")),
        ("影阁是什么", "比Lumo呢", ["影阁", "Lumo"], ("影阁",)),
        ("影阁 vs Lumo", "哪个好", ["影阁", "Lumo"], ("影阁", "Lumo")),
        ("影阁 vs Lumo", "which is better?", ["影阁", "Lumo"], ("影阁", "Lumo")),
        ("Lumo vs Sora", "前者和影阁有什么区别", ["Lumo", "影阁"], ("Lumo",)),
        ("影阁 vs Lumo", "後者比前者好嗎", ["Lumo", "影阁"], ("影阁", "Lumo")),
        ("影阁是什么", "Lumo与之相比如何", ["Lumo", "影阁"], ("影阁",)),
        ("What is Shadeloft?", "Compared to Lumo?", ["Shadeloft", "Lumo"], ("Shadeloft",)),
        ("What is Shadeloft?", "compare it to Lumo", ["Shadeloft", "Lumo"], ("Shadeloft",)),
        ("影阁和Lumo哪个好", "它们和Sora比呢", ["影阁", "Lumo", "Sora"], ("影阁", "Lumo")),
        ("Netflix是什么", "比较一下影阁和Lumo", ["影阁", "Lumo"], ()),
        ("Netflix是什么", "与影阁相比，Lumo有什么优势", ["影阁", "Lumo"], ()),
        ("Netflix是什么", "and what is the difference between Sora and Lumo", ["Sora", "Lumo"], ()),
        ("影阁是什么", "Netflix和Runway有什么区别", ["Netflix", "Runway"], ()),
    ],
)
def test_what_a_question_leaves_out_is_taken_from_the_one_before(
    previous: str, question: str, names: list[str], carried: tuple[str, ...] | None
) -> None:
    comparison = newsroom().compare(question, previous=previous)
    assert comparison
    assert [side.name for side in comparison.sides] == names
    assert comparison.carried == (tuple(names[:1]) if carried is None else carried)
    assert set(comparison.carried) <= set(names)
    again = newsroom().compare(comparison.followed_by)
    assert again
    assert [side.name for side in again.sides] == names


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("影阁是什么", "和谁合作"),
        ("影阁是什么", "和Lumo合作了吗"),
        ("影阁是什么", "价格呢"),
        ("影阁和Lumo有什么区别", "谢谢"),
        ("影阁和Lumo有什么区别", "Netflix呢"),
        ("影阁1.6和2.0有什么区别", "那3.0呢"),
        ("影阁和Lumo有什么区别", "第一部动画片花了多少钱"),
        ("影阁和Lumo有什么区别", "电影票价格是多少"),
        ("影阁和Lumo有什么区别", "谁先发明了电影"),
        ("影阁和Lumo有什么区别", "宝贵的经验有哪些"),
        ("影阁 vs Lumo", "How much does a movie cost?"),
        ("影阁 vs Lumo", "后者是谁做的"),
        ("影阁 vs Lumo", "机票便宜吗"),
        ("影阁 vs Lumo", "贵州在哪"),
        ("影阁 vs Lumo", "油价"),
        ("影阁 vs Lumo", "Who is the former boss of Netflix?"),
        ("影阁是什么", "吉他和钢琴有什么区别"),
        ("影阁是什么", "Is this year better than last year?"),
        ("演员工会是什么？？", "它比以前好吗"),
        ("", "和Lumo比呢"),
        ("影阁" * 200, "和Lumo比呢"),
        ("影阁是什么", "和Lumo比呢" * 100),
    ],
)
def test_what_compares_nothing_after_a_question_is_no_comparison(
    previous: str, question: str
) -> None:
    assert newsroom().compare(question, previous=previous) is None


def test_what_is_quoted_in_a_name_stays_one_thing_in_what_follows() -> None:
    comparison = TEAS.compare("“红茶和绿茶”与牛奶有什么区别", asked_to=True)
    assert comparison
    assert [side.name for side in comparison.sides] == ["红茶和绿茶", "牛奶"]
    again = TEAS.compare(comparison.followed_by, asked_to=True)
    assert again
    assert [side.name for side in again.sides] == ["红茶和绿茶", "牛奶"]


def test_a_side_shows_nothing_that_names_something_else() -> None:
    articles = [
        Article("a", "甲", "影机能拍远景。\n\n光匣的画质是4K，很清楚。"),
        Article("b", "乙", "光匣是一家工坊做的。影机是另一家做的。"),
    ]
    names = [Name("影机", "product"), Name("光匣", "product"), Name("帆船", "product")]
    comparison = KnowledgeBase(articles, names).compare("画质", previous="影机和光匣有什么区别")
    assert all("影机" in said(side) or side.name != "影机" for side in sides(comparison).values())


def test_many_words_that_compare_are_read_in_no_time() -> None:
    question = "影阁 " + "better " * 40 + "x or Lumo?"
    assert newsroom().compare(question) is None


@pytest.mark.parametrize(
    "question",
    [
        *("", "影阁", "影阁 Shadeloft", "影阁 影阁", "Sora 2", "？ ！", "red tea green tea"),
        *("\u200b \u200d", "影阁 vs", "影阁 和", "影阁 它"),
    ],
)
def test_names_that_arent_two_are_nothing_to_compare(question: str) -> None:
    assert newsroom().compare(question, asked_to=True) is None


def test_a_passage_that_has_both_comes_first_and_isnt_said_again() -> None:
    comparison = TEAS.compare("红茶和绿茶有什么区别")
    assert comparison
    assert comparison.together
    assert comparison.together.article.id == "both"
    assert [
        "全发酵" in said(sides(comparison)["红茶"]),
        "不发酵" in said(sides(comparison)["绿茶"]),
    ] == [
        True,
        True,
    ]
    assert len(comparison.findings) == 3


def test_what_stands_in_the_passage_with_both_alone_points_there() -> None:
    assert TEAS.compare("牛奶和面包哪个放得久") is None
    comparison = TEAS.compare("牛奶和面包哪个放得久", asked_to=True)
    assert comparison
    assert comparison.together
    assert [side.finding for side in comparison.sides] == [comparison.together] * 2
    assert comparison.findings == (comparison.together,)


def test_what_is_asked_of_both_is_answered_where_it_stands() -> None:
    found = sides(TEAS.compare("红茶和绿茶哪个便宜"))
    assert found["红茶"].outcome == "answered"
    assert "一百二十元" in said(found["红茶"])
    assert found["绿茶"].outcome == "related"
    assert "绿茶" in said(found["绿茶"])


@pytest.mark.parametrize("question", ["影阁和水滴AI有什么区别", "影阁跟Glint哪个好"])
def test_of_what_no_article_has_nothing_is_shown(question: str) -> None:
    first, second = sides(newsroom().compare(question)).values()
    assert "影阁是墨白科技推出的视频生成模型" in said(first)
    assert (second.outcome, second.finding) == ("nothing", None)


def test_where_nothing_is_known_of_either_a_question_in_words_compares_nothing() -> None:
    assert TEAS.compare("火星和水星有什么区别") is None
    found = sides(TEAS.compare("火星和水星", asked_to=True))
    assert [side.outcome for side in found.values()] == ["nothing", "nothing"]


def test_every_excerpt_stands_in_its_article() -> None:
    comparison = newsroom().compare("影阁和Lumo有什么区别", excerpt_length=20)
    assert comparison
    for finding in comparison.findings:
        excerpt = finding.excerpt
        assert excerpt.text == finding.article.body[excerpt.start : excerpt.end]
        assert len(excerpt.text) <= 20


def test_a_length_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        TEAS.compare("红茶和绿茶有什么区别", excerpt_length=0)


def test_a_shortened_excerpt_keeps_what_is_marked_and_the_way_back() -> None:
    excerpt = TEAS.ask("绿茶清明").findings[0].excerpt
    short = TEAS.shortened(excerpt, 14)
    assert short.text == "绿茶要在清明以前采。"
    assert excerpt.text[short.start - excerpt.start : short.end - excerpt.start] == short.text
    assert [short.text[a:b] for a, b in short.highlights] == [
        excerpt.text[a:b] for a, b in excerpt.highlights if a >= short.start - excerpt.start
    ]
    assert TEAS.shortened(excerpt, 200) is excerpt


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet="红绿茶和与、,比 1.0vs?“”《》的哪个价格区别ａ\n☕𠮷", max_size=24),
    st.booleans(),
)
def test_whatever_is_typed_nothing_is_compared_with_itself(question: str, asked_to: bool) -> None:
    comparison = TEAS.compare(question, asked_to)
    names = [side.name for side in comparison.sides] if comparison else ["", "a"]
    assert len({name.casefold() for name in names}) == len(names) in (2, 3)
