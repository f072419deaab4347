"""What the card of a name says."""

import time

import pytest

from knowledge import Article, KnowledgeBase, Name, TopicCard

NAMES = [
    Name("影阁", "product", ("影阁AI", "Shadeloft")),
    Name("墨白科技", "company"),
    Name("陈望舒", "person"),
    Name("Lumo", "product"),
    Name("Lumo 2", "model", ("Lumo2",)),
]
LAUNCH = (
    "2025年3月，墨白科技為影閣推出了新版本。影閣是墨白科技推出的視頻生成模型。"
    "\n\n去年12月，影閣第一次公測。到6月5日，影閣的用戶有了三千人。影閣很好用。"
)
HISTORY = (
    "墨白科技成立于2019年。2023年6月，墨白科技发布了影阁；同年11月，Lumo上线。"
    "\n\nShadeloft came out in English on January 5, 2024, said the company."
)
ARTICLES = [
    Article("launch", "影閣新版", LAUNCH, publisher="影刊", date="2025-07-01", url="https://a.com"),
    Article("repost", "转载", LAUNCH.replace("影閣", "影阁") + "转自影刊。"),
    Article("history", "墨白科技小史", HISTORY, date="2024-02"),
    Article("lumo", "Lumo", "Lumo2在2025年1月发布。Lumo 没有别的消息。陈望舒看了影阁，没有说话。"),
    Article("peach", "水蜜桃", "水蜜桃在2024年很软。"),
]
KB = KnowledgeBase(ARTICLES, NAMES)


def card(name: str, kb: KnowledgeBase = KB) -> TopicCard:
    found = kb.topic(name)
    assert found
    for quoted in (*found.facts, *filter(None, [found.definition])):
        excerpt = quoted.excerpt
        assert excerpt.text == quoted.article.body[excerpt.start : excerpt.end]
        assert quoted.article in kb.articles
    return found


def facts(name: str, kb: KnowledgeBase = KB) -> list[str]:
    return [fact.excerpt.text for fact in card(name, kb).facts]


def test_it_opens_with_the_sentence_that_says_what_the_name_is() -> None:
    definition = card("影阁").definition
    assert definition
    assert definition.excerpt.text == "影閣是墨白科技推出的視頻生成模型。"
    assert definition.article.id == "launch"
    assert (card("影阁").name, card("影阁").kind) == ("影阁", "product")


def test_a_name_is_told_no_facts_of_a_version_that_has_a_card_of_its_own() -> None:
    assert facts("Lumo 2") == ["Lumo2在2025年1月发布。"]
    assert facts("Lumo") == ["同年11月，Lumo上线。"]


def test_where_no_sentence_says_so_there_is_no_definition() -> None:
    assert card("陈望舒").definition is None
    assert card("Lumo").definition is None


def test_facts_stand_in_order_of_time_under_whatever_name_near_copies_once() -> None:
    assert facts("影阁") == [
        "2023年6月，墨白科技发布了影阁；",
        "Shadeloft came out in English on January 5, 2024, said the company.",
        "去年12月，影閣第一次公測。",
        "2025年3月，墨白科技為影閣推出了新版本。",
        "到6月5日，影閣的用戶有了三千人。",
    ]


def test_the_date_is_marked_in_each_fact() -> None:
    marked = [
        fact.excerpt.text[start:end]
        for fact in card("影阁").facts
        for start, end in fact.excerpt.highlights
    ]
    assert marked == ["2023年6月", "January 5, 2024", "去年12月", "2025年3月", "6月5日"]


def test_the_same_year_is_the_year_of_the_sentence_before() -> None:
    assert facts("Lumo") == ["同年11月，Lumo上线。"]


def test_a_date_that_no_year_can_be_told_of_is_left_out() -> None:
    undated = KnowledgeBase([Article("a", "影阁", "6月5日，影阁上线。2024年，影阁更新。")], NAMES)
    assert facts("影阁", undated) == ["2024年，影阁更新。"]


def test_what_articles_say_in_nearly_the_same_words_is_told_once() -> None:
    said = "2024年6月，影阁在杭州发布了第二个版本，画面的细节更清楚了"
    bodies = [f"{said}。", f"水蜜桃很软。{said}！", "2024年6月，影阁换了标志。"]
    kb = KnowledgeBase([Article(f"a{i}", "事", body) for i, body in enumerate(bodies)], NAMES)
    assert len(facts("影阁", kb)) == 2


def test_of_a_long_sentence_the_part_with_the_date_and_the_name_is_shown() -> None:
    body = "水蜜桃很软，" * 40 + "而影阁在2024年6月上线，" + "白鹭在浅滩觅食，" * 40 + "完了。"
    (only,) = card("影阁", KnowledgeBase([Article("a", "事", body)], NAMES)).facts
    assert len(only.excerpt.text) <= 150
    assert "影阁在2024年6月上线" in only.excerpt.text
    ((start, end),) = only.excerpt.highlights
    assert only.excerpt.text[start:end] == "2024年6月"


def test_the_articles_that_speak_of_it_are_counted_without_near_copies() -> None:
    found = card("影阁")
    assert found.article_count == 3
    assert {article.id for article in found.articles} == {"launch", "history", "lumo"}
    (topic,) = [topic for topic in KB.topics if topic.name == "影阁"]
    assert topic.articles == 3


def test_what_only_a_copy_has_is_shown_from_there() -> None:
    body = (
        "水蜜桃的果肉很软，运输的时候要垫泡沫。果农在清晨采摘，中午以前装车，傍晚就到了城里的市场。"
        * 2
    )
    kb = KnowledgeBase(
        [
            Article("first", "桃", body, publisher="果刊", date="2024", url="https://a.com"),
            Article("copy", "桃", f"{body}2024年，影阁拍了它。"),
        ],
        NAMES,
    )
    assert facts("影阁", kb) == ["2024年，影阁拍了它。"]


@pytest.mark.parametrize("name", ["", "水蜜桃", "shadeloft", "影阁 "])
def test_what_is_no_name_of_the_lexicon_has_no_card(name: str) -> None:
    assert KB.topic(name) is None


def test_a_name_that_no_article_has_has_no_card() -> None:
    assert KnowledgeBase([Article("a", "事", "甲。")], NAMES).topic("影阁") is None
    assert KnowledgeBase([], NAMES).topic("影阁") is None


def test_however_many_articles_have_it_a_card_is_made_in_moments() -> None:
    articles = [
        Article(f"a{i}", f"第{i}篇", f"影阁在{2000 + i % 25}年{i % 12 + 1}月卖了{i}件。" * 3)
        for i in range(1000)
    ]
    kb = KnowledgeBase(articles, NAMES)
    kb.topic("影阁")
    began = time.perf_counter()
    found = card("影阁", kb)
    assert time.perf_counter() - began < 0.5
    assert found.article_count == 1000
    assert 0 < len(found.facts) <= 60
