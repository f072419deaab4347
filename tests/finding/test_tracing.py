"""Where a piece of text comes from."""

import pytest

from knowledge import Answer, Article, KnowledgeBase, Name

SENTENCE = "导演用可灵拍了一部“很长”的科幻电影。"
KB = KnowledgeBase(
    [
        Article("film", "电影的事", f"第一天没有人来。{SENTENCE}观众有1.5亿人，票房却不高。"),
        Article("fruit", "水果", "苹果很甜。\n\n橘子今年特别酸，因为八月没有太阳。"),
    ],
    [Name("可灵", "product", ("Kling",))],
)


def found(answer: Answer) -> list[str]:
    for article, excerpt in ((f.article, f.excerpt) for f in answer.findings):
        assert excerpt.text == article.body[excerpt.start : excerpt.end]
    assert (answer.corrected, answer.suggestions) == (None, ())
    return [finding.article.id for finding in answer.findings]


def marked(answer: Answer) -> str:
    excerpt = answer.findings[0].excerpt
    return "|".join(excerpt.text[start:end] for start, end in excerpt.highlights)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "導演用可靈拍了一部「很長」的科幻電影",
        "导演，用可灵拍了一部很长的：科幻电影！",
        f"你看见没有，{SENTENCE}是真的吗",
        f"“{SENTENCE}”",
        "导演用可灵拍了\n一部“很长”\n的科幻电影。",
        "用可灵拍了一部“很长”的科幻",
        "早上吃了面条，下午睡了一觉。" * 200 + SENTENCE,
    ],
)
def test_a_sentence_of_an_article_is_answered_by_it(text: str) -> None:
    answer = KB.trace(text)
    assert (answer.outcome, found(answer)) == ("answered", ["film"])
    assert marked(answer) in SENTENCE
    assert "用可灵拍了一部“很长”的科幻" in marked(answer)


def test_sentences_of_two_articles_give_both_the_one_with_most_first() -> None:
    answer = KB.trace(f"橘子今年特别酸，因为八月没有太阳。{SENTENCE}第一天没有人来。")
    assert (answer.outcome, found(answer)) == ("answered", ["film", "fruit"])
    assert found(KB.trace(answer.question, limit=1)) == ["film"]


def test_an_article_is_found_among_many_by_one_sentence_of_a_long_text() -> None:
    others = [f"编剧{chr(0x4E00 + i)}在这里写了剧本，导演第{i}天看了它。" for i in range(40)]
    bodies = [*others, "那位老人忽然笑了起来，说他看了剧本。"]
    kb = KnowledgeBase([Article(f"a{i}", "事", body) for i, body in enumerate(bodies)])
    text = "".join(other.replace("看了它", "不看它") for other in others) + bodies[-1]
    assert found(kb.trace(text)) == ["a40"]


@pytest.mark.parametrize(
    "text",
    [
        "观众有1.6亿人，票房却不高。",
        "观众有15亿人，票房却不高。",
        "第一天没有人来，观众有1.5。",
        "橘子今年特别酸，因为九月没有太阳。",
        "导演没有用可灵拍了一部“很长”的科幻短片。",
    ],
)
def test_a_claim_that_was_changed_is_only_near(text: str) -> None:
    answer = KB.trace(text)
    assert answer.outcome == "related"
    assert found(answer)


def test_a_number_that_goes_on_is_another_number() -> None:
    kb = KnowledgeBase([Article("a", "事", "那家公司的用户已经达到了6000万。")])
    assert kb.trace("那家公司的用户已经达到了600").outcome == "related"
    assert kb.trace("那家公司的用户已经达到了6000").outcome == "related"
    assert kb.trace("那家公司的用户已经达到了6000万").outcome == "answered"


def test_a_short_text_counts_only_where_all_of_it_stands() -> None:
    assert KB.trace("因为八月没有").outcome == "answered"
    assert KB.trace("因为八月没").outcome == "related"
    assert KB.trace("因为八月没有。是吗").outcome == "related"
    assert KB.trace("第一天没有人来。是吗").outcome == "answered"


def test_a_text_of_another_field_is_nothing_and_names_what_is_near() -> None:
    answer = KB.trace("央行宣布下调存款准备金率，八月释放长期资金。")
    assert (answer.outcome, found(answer), answer.nearest) == ("nothing", [], ("水果", "电影的事"))


@pytest.mark.parametrize("text", ["", " \n", "。，！"])
def test_an_empty_text_is_nothing(text: str) -> None:
    assert KB.trace(text) == Answer(text, "nothing", ())


def test_words_of_a_heading_alone_are_not_answered() -> None:
    assert KB.trace("水果").outcome != "answered"


@pytest.mark.parametrize("length", [4, 12, 20])
def test_an_excerpt_that_is_cut_shows_words_of_the_text(length: int) -> None:
    answer = KB.trace("橘子今年特别酸，因为八月没有太阳。", excerpt_length=length)
    assert found(answer) == ["fruit"]
    assert len(answer.findings[0].excerpt.text) <= length
    assert marked(answer)


def test_an_excerpt_shows_a_text_that_begins_inside_a_latin_word() -> None:
    body = "很久很久以前人们就想过各种各样的办法去拍电影而如今用Sora从文本生成很长的广告大片。"
    answer = KnowledgeBase([Article("a", "事", body)]).trace(body[-16:], excerpt_length=12)
    assert answer.findings[0].excerpt.text in body[-20:]
    assert marked(answer)


def test_neighbouring_sentences_count_together() -> None:
    first, other = "第一天没有人来看他拍的电影。", "第二天来了三个人看他的电影。"
    longer = "第三天来的人比前面两天加起来还要多得多。"
    kb = KnowledgeBase([Article("one", "事", longer), Article("two", "事", f"{first}\n\n{other}")])
    assert found(kb.trace(longer + first + other)) == ["two", "one"]


def test_what_is_quoted_need_not_stand_anywhere() -> None:
    assert KB.trace("“橘子今年特别甜”，因为八月没有雨").outcome == "related"


def test_nothing_is_taken_for_a_slip() -> None:
    kb = KnowledgeBase([Article("a", "事", "人们说runaway是别的词。")])
    assert kb.ask("runawey").corrected == "runaway"
    assert kb.ask("runawey").findings
    assert kb.trace("runawey").outcome == "nothing"


def test_of_a_very_long_text_only_the_beginning_is_read() -> None:
    assert KB.trace("早" * 9_900 + "。" + SENTENCE).outcome == "answered"
    assert KB.trace("早" * 10_000 + "。" + SENTENCE).outcome == "nothing"


@pytest.mark.parametrize(("limit", "length"), [(0, 200), (3, 0)])
def test_a_limit_or_length_that_holds_nothing_is_refused(limit: int, length: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        KB.trace(SENTENCE, limit, length)


STORY = (
    "桂花开了，镇上的人都去看。老周在树下摆了一张桌子，卖自家酿的米酒，一碗三块钱。天黑以前全都卖完了。"
    "第二天下了一场雨，花落了满地，孩子们把花瓣装进布袋，说是要带回家给奶奶做糕吃。"
)


def test_of_near_copies_the_best_sourced_one_is_named_alone() -> None:
    kb = KnowledgeBase(
        [
            Article("a", "转载", f"网友投稿。{STORY}"),
            Article("b", "桂花", STORY, publisher="镇报", url="https://example.org/b", date="2024"),
            Article(
                "c", "酒", "老周在树下摆了一张桌子，卖自家酿的米酒，一碗三块钱。别的镇上没有桂花。"
            ),
        ]
    )
    answer = kb.trace(STORY)
    assert [finding.article.id for finding in answer.findings] == ["b", "c"]
    assert answer.outcome == "answered"
