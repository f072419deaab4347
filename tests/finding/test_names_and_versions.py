"""Questions for a name, for one version of it, and for what it is."""

import pytest

from knowledge import Article, KnowledgeBase, Name
from tests.finding.newsroom import BODIES, newsroom, said


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Lumo Q1什么时候上线", "Lumo Q1在3月10日上线"),
        ("Lumo Q2什么时候上线", "Lumo Q2在9月2日上线"),
        ("LUMO q2什麼時候上線", "Lumo Q2在9月2日上线"),
        ("影阁1.6什么时候发布", "影阁1.6在去年十二月发布"),
        ("影阁2.0什么时候发布", "影阁2.0在今年四月发布"),
        ("影阁 2.0 什么时候发布", "影阁2.0在今年四月发布"),
        ("影閣AI 2.0什麼時候發佈", "影阁2.0在今年四月发布"),
        ("Shadeloft 1.6什么时候发布", "影阁1.6在去年十二月发布"),
        ("Sora 2有声音吗", "Sora 2给视频加上了声音"),
        ("sora2有声音吗", "Sora 2给视频加上了声音"),
        ("Sora的训练数据公开了吗", "Sora的训练数据没有公开"),
    ],
)
def test_a_version_is_answered_by_its_own_sentence(question: str, text: str) -> None:
    assert newsroom().ask(question).outcome == "answered"
    assert text in said(question)


@pytest.mark.parametrize(
    "question",
    ["Lumo Q3什么时候上线", "影阁3.0什么时候发布", "影阁6.1什么时候发布", "影阁2.1什么时候发布"],
)
def test_a_version_that_no_article_has_is_not_answered_by_another(question: str) -> None:
    answer = newsroom().ask(question)
    assert (answer.outcome, answer.corrected) == ("related", None)


@pytest.mark.parametrize(
    ("question", "texts"),
    [("Lumo什么时候上线", ("Q1", "Q2")), ("影阁什么时候发布", ("1.6", "2.0"))],
)
def test_asked_without_a_version_all_are_welcome(question: str, texts: tuple[str, ...]) -> None:
    answer = newsroom().ask(question, excerpt_length=45)
    shown = "".join(finding.excerpt.text for finding in answer.findings)
    assert answer.outcome == "answered"
    assert all(text in shown for text in texts)


@pytest.mark.parametrize("question", ["Sora 2的导演是谁", "Veo的导演是谁", "Veo 3的导演是谁"])
def test_what_is_said_of_another_version_or_name_is_no_answer(question: str) -> None:
    names = [Name("Sora", "model"), Name("Sora 2", "model"), Name("Veo", "model")]
    bodies = ["Sora的导演是王小明，他住在海边。", "Veo 2在夏天来了。", "Sora 2在冬天来了。"]
    bodies += ["".join(paragraphs) for paragraphs in BODIES.values()]
    kb = KnowledgeBase([Article(f"a{i}", "事", body) for i, body in enumerate(bodies)], names)
    assert kb.ask("Sora的导演是谁").outcome == "answered"
    assert kb.ask(question).outcome != "answered"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("什么是影阁", "影阁是墨白科技推出的视频生成模型"),
        ("影阁是什么", "影阁是墨白科技推出的视频生成模型"),
        ("影閣是什麼？", "影阁是墨白科技推出的视频生成模型"),
        ("介绍一下影阁", "影阁是墨白科技推出的视频生成模型"),
        ("Shadeloft是什么", "影阁是墨白科技推出的视频生成模型"),
        ("What is Shadeloft?", "影阁是墨白科技推出的视频生成模型"),
        ("陈望舒是谁", "陈望舒是一位工程师"),
        ("谁是陈望舒", "陈望舒是一位工程师"),
        ("介绍一下陈望舒", "陈望舒是一位工程师"),
        ("请问陈望舒是谁啊", "陈望舒是一位工程师"),
        ("Who is 陈望舒?", "陈望舒是一位工程师"),
        ("什么是《长安夜雨》", "《长安夜雨》是一部用影阁制作的短剧"),
    ],
)
def test_the_sentence_that_defines_it_says_what_something_is(question: str, text: str) -> None:
    assert newsroom().ask(question).outcome == "answered"
    assert text in said(question)


@pytest.mark.parametrize("question", ["什么是区块链", "王二麻子是谁", "What is quantum physics?"])
def test_what_no_article_has_is_not_defined(question: str) -> None:
    assert newsroom().ask(question).outcome == "nothing"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("墨白科技去年的收入是多少", "收入是3.2亿元"),
        ("墨白科技有多少员工", "员工不到两百人"),
        ("长安夜雨的镜头用了多久", "用了四十天"),
        ("青柠电影节的奖金是多少", "奖金是2万元"),
        ("编剧协会为什么罢工", "罢工，因为谈判没有结果"),
    ],
)
def test_a_sentence_that_lacks_the_name_answers_where_a_neighbour_has_it(
    question: str, text: str
) -> None:
    assert newsroom().ask(question).outcome == "answered"
    assert text in said(question)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("影阁1.6和影阁2.0有什么区别", ("影阁1.6", "影阁2.0")),
        ("Sora和Sora 2有什么不同", ("Sora能用文字", "Sora 2")),
        ("Lumo Q1和Lumo Q2有什么区别", ("Lumo Q1", "Lumo Q2")),
        ("Runway和Netflix有什么区别", ("Runway", "Netflix")),
    ],
)
def test_a_comparison_shows_both_sides(question: str, sides: tuple[str, ...]) -> None:
    answer = newsroom().ask(question, excerpt_length=45)
    shown = "".join(finding.excerpt.text for finding in answer.findings[:2])
    assert answer.outcome == "answered"
    assert all(side in shown for side in sides)
