"""What an article's card says."""

import pytest

from knowledge import Article, ArticleCard, Heading, KnowledgeBase, Name

NAMES = [
    Name("可灵", "product", ("Kling",)),
    Name("影阁", "product"),
    Name("陈望舒", "person"),
    Name("青柠电影节", "event"),
]
CAMERA = (
    "影阁又更新了。这一次影阁改了镜头，Kling没有动静。影阁的用户等了很久。"
    "\n\n镜头\n\n陈望舒说，镜头要由人来定。青柠电影节也看中了它。"
)
COPY = CAMERA.replace("更新", "升级") + "其余的话以后再说。" * 2
ARTICLES = [
    Article(
        "camera",
        "影阁的镜头",
        CAMERA,
        publisher="影刊",
        date="2025-05",
        url="https://a.com",
        headings=(Heading("镜头", CAMERA.index("\n\n镜头") + 2),),
    ),
    Article("copy", "影阁的镜头", COPY.replace("用户", "用戶")),
    Article("chen", "陈望舒其人", "陈望舒其人\n\n陈望舒早年做过影阁。他不去青柠电影节。"),
    Article("peach", "水蜜桃", "水蜜桃的果肉很软，运输的时候要垫泡沫。可灵没有出现，只说水果。"),
    Article("bread", "面包", "面包要发酵一夜，师傅不肯用机器揉面。"),
]
KB = KnowledgeBase(ARTICLES, NAMES)


def card(article: str, kb: KnowledgeBase = KB) -> ArticleCard:
    found = kb.card(article)
    assert found
    return found


def test_a_card_begins_as_its_article_does() -> None:
    lead = card("camera").lead
    assert lead
    assert lead.text == CAMERA[lead.start : lead.end]
    assert lead.text == "影阁又更新了。这一次影阁改了镜头，Kling没有动静。影阁的用户等了很久。"


def test_a_title_that_the_text_repeats_is_passed_over() -> None:
    lead = card("chen").lead
    assert lead
    assert lead.text.startswith("陈望舒早年")


def test_a_long_first_sentence_is_cut_between_clauses() -> None:
    body = "影阁的故事很长，" * 60 + "完了。"
    lead = card("a", KnowledgeBase([Article("a", "长", body)])).lead
    assert lead
    assert lead.text == body[lead.start : lead.end]
    assert 100 < len(lead.text) <= 160


def test_headings_lead_to_parts_and_repeat_no_title() -> None:
    body = (
        "影阁\n\n镜头\n\n副题\n\n开头。\n\n镜头\n\n小镜头，\n\n大镜头\n\n讲镜头。\n\n影阁\n\n完了。"
    )
    paragraphs = body.split("\n\n")
    starts = [len("\n\n".join([*paragraphs[:n], ""])) for n in range(len(paragraphs))]
    found = tuple(
        Heading(text, at) for text, at in zip(paragraphs, starts, strict=True) if text[-1] != "。"
    )
    article = Article("a", "影阁的镜头", body, headings=found)
    shown = [heading.text for heading in card("a", KnowledgeBase([article])).headings]
    assert shown == ["副题", "镜头", "小镜头，\n\n大镜头", "影阁"]


def test_the_names_in_it_stand_the_commonest_first_those_of_the_title_too() -> None:
    assert card("camera").names[0] == "影阁"
    assert set(card("camera").names) == {"影阁", "可灵", "陈望舒", "青柠电影节"}
    only_titled = KnowledgeBase([Article("a", "可灵", "影阁来了，影阁走了。")], NAMES)
    assert card("a", only_titled).names == ("影阁", "可灵")


def test_related_articles_share_its_names_and_copies_are_shown_once() -> None:
    assert [article.id for article in card("camera").related] == ["chen", "peach"]
    assert [article.id for article in card("chen").related] == ["camera"]
    assert [article.id for article in card("copy").related] == ["chen", "peach"]


def test_an_article_of_nothing_in_common_has_no_related_ones() -> None:
    assert (card("bread").related, card("bread").names) == ((), ())


def test_without_a_lexicon_the_words_of_the_title_relate() -> None:
    plain = KnowledgeBase(
        [
            Article("a", "发酵的面包", "酸种要一夜。"),
            Article("b", "面包房", "老师傅天天揉面包。"),
            Article("c", "河道", "白鹭在浅滩觅食。"),
        ]
    )
    assert [article.id for article in card("a", plain).related] == ["b"]


@pytest.mark.parametrize("body", ["", "\n\n", "……", "👍👍"])
def test_an_article_of_hardly_any_text_has_a_card(body: str) -> None:
    found = card("a", KnowledgeBase([Article("a", "", body)], NAMES))
    assert found.lead is None or found.lead.text == body
    assert (found.related, found.names) == ((), ())


def test_an_article_that_is_not_there_has_none() -> None:
    assert KB.card("nowhere") is None
