"""Questions in, exact words out: the whole of `knowledge/` through its front door."""

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from knowledge import (
    Answer,
    Article,
    ArticlePage,
    Finding,
    FolderError,
    Gold,
    GoldenQuestion,
    Heading,
    KnowledgeBase,
    Name,
    Topic,
    evaluate,
    read_questions,
)
from knowledge.evaluation import has_evidence
from tests.finding.finding_house import made_up

SEEDS = Path(__file__).parents[1] / "seeds"
QUESTIONS = [question.question for question in read_questions(SEEDS / "questions.jsonl")]
LENGTHS = (20, 60, 120, 200, 1000)
LIMITS = (1, 3, 10)
NASTY = [
    "",
    " \n\t\u3000",
    "可灵" * 50_000,
    "字" * 100_000,
    "keling" * 16_000,
    "“" * 100_000,
    "\x00\x01\x1b[31m可灵\x7f",
    "\ud800可灵\udfff",
    "\udc80",
    "🎬🎬🎬",
    "👨\u200d👩\u200d👧‍👦可灵🇨🇳",
    "مرحبا كيف حالك",
    "\u202eרות\u202c可灵",
    "？！。，、；：…—《》",
    "?!.,;:'\"()[]{}",
    "“可灵",
    "可灵”「",
    '"""可灵""',
    "“可灵”“”",
    "“没有人这样写过”",
    "“  ”可灵",
    "好。”\n\n“可灵",
    ".*+?^${}()|[]\\",
    "(可灵|Sora)[a-z]+(?P<x>\\d{2,})",
    "[bold]可灵[/bold]",
    "[/]",
    "<b>可灵</b>&amp;",
    "%s %d {0} {可灵}",
    "=可灵",
    "a" * 3000,
    "1,234,567.89%",
    "㈱ﷺ½①ﬁ…",
    "可\u0301灵\u200b\ufeff",
    "的的的是了吗",
    "xian" * 200,
]
WORLD = KnowledgeBase(
    [
        Article("film", "電影的事", "導演用可靈拍電影。\n\n後來他又用Sora拍短片，花了三個月。"),
        Article("film-2", "电影的事", "编剧在2024年用Runway写剧本。观众有1,234人。"),
        Article("fruit", "水果", "苹果很甜。香蕉很长。\n\n橘子很酸，因为没有熟。"),
    ],
    [Name("可灵", "product", ("Kling", "可灵AI"))],
)


@cache
def seeds() -> KnowledgeBase:
    return KnowledgeBase.open(SEEDS)


def check(finding: Finding, length: int) -> None:
    """What holds for every excerpt."""
    body, excerpt = finding.article.body, finding.excerpt
    assert excerpt.text == body[excerpt.start : excerpt.end]
    assert 0 < len(excerpt.text) <= length
    assert "\n\n" not in excerpt.text
    assert excerpt.text == excerpt.text.strip()
    assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.highlights)
    assert all(one[1] < other[0] for one, other in pairwise(excerpt.highlights))
    assert body[: excerpt.start].rstrip().endswith(excerpt.before)
    assert body[excerpt.end :].lstrip().startswith(excerpt.after)
    for heading in finding.article.headings:
        assert not excerpt.start <= heading.start < excerpt.end


def check_all(answer: Answer, question: str, length: int, limit: int) -> None:
    """What holds for every answer."""
    assert answer.question == question
    assert len(answer.findings) <= limit
    assert (answer.outcome == "nothing") == (not answer.findings)
    for finding in answer.findings:
        check(finding, length)
    for one, other in combinations(answer.findings, 2):
        apart = one.excerpt.end <= other.excerpt.start or other.excerpt.end <= one.excerpt.start
        assert apart or one.article.id != other.article.id
        # A few characters may well stand in two places.
        assert length < 20 or fuzz.ratio(one.excerpt.text, other.excerpt.text) < 95


def first(kb: KnowledgeBase, question: str, literal: bool = False) -> str:
    findings = kb.ask(question, excerpt_length=20, literal=literal).findings
    return findings[0].excerpt.text if findings else ""


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("limit", LIMITS)
def test_every_answer_to_a_golden_question_holds_what_is_promised(length: int, limit: int) -> None:
    for question in QUESTIONS:
        answer = seeds().ask(question, limit, length)
        check_all(answer, question, length, limit)
        assert seeds().ask(question, limit, length) == answer


@pytest.mark.parametrize("question", NASTY, ids=lambda text: ascii(text[:12]))
def test_nothing_typed_breaks_a_promise(question: str) -> None:
    for length in LENGTHS:
        for limit in LIMITS:
            for literal in (False, True):
                answer = seeds().ask(question, limit, length, literal)
                check_all(answer, question, length, limit)
                assert seeds().ask(question, limit, length, literal) == answer
                assert seeds().explain(question, length, literal).outcome == answer.outcome


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(st.characters(), max_size=60), st.booleans())
def test_no_text_at_all_breaks_a_promise(question: str, literal: bool) -> None:
    for length, limit in ((20, 3), (200, 10)):
        answer = seeds().ask(question, limit, length, literal)
        check_all(answer, question, length, limit)
        assert seeds().explain(question, length, literal).outcome == answer.outcome


WORDS = (
    "可灵|Sora|soar|导演|電影|什么|多少|为什么|keling|\ud800|“|”|\"|㈱|…|1,234|🎬|是|，|的| |\n|'|s"
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from([*WORDS.split("|"), "|"]), max_size=15).map("".join))
def test_no_mixture_of_words_that_ask_breaks_a_promise(question: str) -> None:
    for kb, length in ((seeds(), 60), (WORLD, 10)):
        check_all(kb.ask(question, 3, length), question, length, 3)


PIECES = "可灵很好。|电影|電影。|，|\n|\n\n|\n\n\n| |Sora 2|1,234|…|㈱|“好。”|標題|\ud800"
BODIES = st.lists(
    st.sampled_from([*PIECES.split("|"), "人工智能" * 20, "AI" * 30]), max_size=25
).map("".join)


def corpus(bodies: Sequence[str]) -> KnowledgeBase:
    articles = []
    for number, body in enumerate(bodies):
        places = [0, *(i + 2 for i in range(len(body)) if body.startswith("\n\n", i))]
        headings = [Heading("標題", i) for i in places if body[i:].split("\n\n")[0] == "標題"]
        starts, at = set(), 0
        for paragraph in body.split("\n\n"):
            starts.add(at)
            at += len(paragraph) + 2
        kept = tuple(heading for heading in headings if heading.start in starts)
        articles.append(Article(f"a{number}", "電影", body, headings=kept))
    return KnowledgeBase(articles, [Name("可灵", "product", ("可灵很",))])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(BODIES, max_size=3), st.sampled_from([1, 5, 20, 200]))
def test_no_articles_at_all_break_a_promise(bodies: list[str], length: int) -> None:
    kb = corpus(bodies)
    for question in ("可靈电影Sora 2是什么", "1234", "人工智能", "標題", "“好”", ""):
        check_all(kb.ask(question, 3, length), question, length, 3)


def test_without_articles_nothing_is_known() -> None:
    answer = KnowledgeBase([]).ask("可灵是什么")
    assert answer == Answer("可灵是什么", "nothing", ())
    assert KnowledgeBase([]).passage_count == 0


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="nowhere"):
        KnowledgeBase.open(tmp_path / "nowhere")


def test_an_open_folder_knows_its_articles_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "film.txt").write_text("标题\n\n导演用可灵拍电影。", "utf-8")
    (tmp_path / "articles" / "empty.txt").write_text("", "utf-8")
    kb = KnowledgeBase.open(str(tmp_path))
    assert [article.id for article in kb.articles] == ["film"]
    assert [problem.path for problem in kb.problems] == ["articles/empty.txt"]
    assert kb.ask("导演").findings[0].article is kb.articles[0]


@pytest.mark.parametrize(
    ("simplified", "traditional", "text"),
    [
        ("导演用什么拍电影", "導演用什麼拍電影", "導演用可靈拍電影。"),
        ("编剧写剧本", "編劇寫劇本", "编剧在2024年用Runway写剧本。"),
        ("为什么橘子酸", "為什麼橘子酸", "橘子很酸，因为没有熟。"),
        ("可灵", "可靈", "導演用可靈拍電影。"),
        ("“可灵拍电影”", "「可靈拍電影」", "導演用可靈拍電影。"),
    ],
)
def test_both_scripts_find_the_same(simplified: str, traditional: str, text: str) -> None:
    one, other = (WORLD.ask(q, excerpt_length=25) for q in (simplified, traditional))
    assert first(WORLD, simplified) == first(WORLD, traditional)
    assert text.startswith(first(WORLD, simplified)[:5])
    assert [f.excerpt for f in one.findings] == [f.excerpt for f in other.findings]
    assert one.outcome == other.outcome


@pytest.mark.parametrize(
    ("question", "text"),
    [("可零拍电影", "可靈"), ("稻眼", "導演"), ("香焦", "香蕉"), ("daoyan", "導演")],
)
def test_what_sounds_alike_is_found_unless_taken_literally(question: str, text: str) -> None:
    assert text in first(WORLD, question)
    literal = WORLD.ask(question[:2] if question[0] != "d" else question, literal=True)
    assert literal.corrected is None
    assert not [f for f in literal.findings if f.score > WORLD.ask(question).findings[0].score]


@pytest.mark.parametrize("question", ["稻眼", "daoyan", "soar", "runwya"])
def test_taken_literally_nothing_is_corrected_or_found_by_sound(question: str) -> None:
    assert WORLD.ask(question).findings
    assert WORLD.ask(question, literal=True).findings == ()
    assert WORLD.ask(question, literal=True).corrected is None


@pytest.mark.parametrize(
    ("question", "corrected", "text"),
    [("soar拍短片", "sora拍短片", "Sora"), ("Runaway寫劇本", "runway寫劇本", "Runway")],
)
def test_a_slip_is_put_right_and_said_so(question: str, corrected: str, text: str) -> None:
    answer = WORLD.ask(question)
    assert answer.corrected == corrected
    assert text in answer.findings[0].excerpt.text


@pytest.mark.parametrize("question", ["Sora拍短片", "可靈", "qwzxk", ""])
def test_what_needs_no_correction_gets_none(question: str) -> None:
    assert WORLD.ask(question).corrected is None


@pytest.mark.parametrize("literal", [False, True])
@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("“用可灵拍电影”", "用可靈拍電影"),
        ("「又用Sora」拍什么", "又用Sora"),
        ('"香蕉很长"和苹果', "香蕉很长"),
        ("『1,234』人", "1,234"),
    ],
)
def test_a_quoted_part_stands_in_every_excerpt(question: str, phrase: str, literal: bool) -> None:
    findings = WORLD.ask(question, limit=10, literal=literal).findings
    assert findings
    assert all(phrase in finding.excerpt.text for finding in findings)


def test_a_quoted_part_stands_in_an_excerpt_that_is_cut() -> None:
    far = "很多别的事情，" * 40
    kb = KnowledgeBase([Article("a", "事", f"甲说苹果，{far}香蕉橘子西瓜葡萄。")])
    (finding,) = kb.ask("“甲说苹果”香蕉橘子西瓜葡萄", excerpt_length=20).findings
    assert "甲说苹果" in finding.excerpt.text


@pytest.mark.parametrize("question", ["“拍可灵”", "“电影可灵”", "“香蕉很甜”", "“soar”"])
def test_a_quoted_part_that_stands_nowhere_is_never_answered(question: str) -> None:
    answer = WORLD.ask(question)
    assert answer.outcome != "answered"
    assert answer.corrected or answer.suggestions
    assert WORLD.ask(question, literal=True).findings == ()


def test_what_is_quoted_may_be_asked_without_the_quotes() -> None:
    answer = WORLD.ask("“拍可灵”", literal=True)
    assert (answer.outcome, answer.suggestions) == ("nothing", ("拍可灵",))
    assert WORLD.ask("“拍可灵”").corrected == "拍可灵"


STRANGE = "鲸鲨潜水冬眠迁徙企鹅冰山轨道半径盐湖沙漠"


def stranger_and_stranger(question: str) -> list[str]:
    """A question with ever more words that no article has."""
    return [question + STRANGE[: 2 * count] for count in range(len(STRANGE) // 2)]


def test_a_question_of_another_field_is_not_answered_and_names_what_is_near_if_anything_is() -> (
    None
):
    answers = [WORLD.ask(question) for question in stranger_and_stranger("香蕉很长")]
    assert (answers[0].outcome, answers[-1].outcome) == ("answered", "nothing")
    assert {answer.nearest for answer in answers if answer.outcome == "nothing"} >= {("水果",)}
    assert {answer.nearest for answer in answers if answer.outcome != "nothing"} == {()}
    assert (WORLD.ask(STRANGE).outcome, WORLD.ask(STRANGE).nearest) == ("nothing", ())


def test_a_known_name_is_never_about_nothing() -> None:
    assert WORLD.ask("Kling冥王星轨道半径测量方法").outcome == "related"


def test_the_outcome_does_not_depend_on_how_many_are_asked_for() -> None:
    for question in QUESTIONS:
        outcomes = {seeds().ask(question, limit).outcome for limit in (1, 2, 3)}
        assert len(outcomes) == 1


def test_the_outcome_is_the_same_however_many_findings_are_asked_for() -> None:
    bodies = [
        "可灵是一款模型，价格不贵。",
        "去年冬天，导演用可灵拍了电影。价格和用户都很多。",
        "用户在2024年很多，因为电影好看，有三个人。",
        "模型的用户说，价格很贵，导演很忙。",
    ]
    articles = [Article(f"a{i}", title, bodies[i]) for i, title in enumerate("甲乙丙丁")]
    kb = KnowledgeBase(articles, [Name("可灵", "product")])
    seen = set()
    for question in stranger_and_stranger("模型的价格和用户"):
        outcomes = {kb.ask(question, limit=limit).outcome for limit in (1, 2, 3, 10)}
        assert len(outcomes) == 1
        seen |= outcomes
    assert seen == {"answered", "related", "nothing"}


def test_at_most_three_articles_are_named_as_near() -> None:
    articles = [
        Article(f"a{i}", f"第{i}篇", "水很深。" + text) for i, text in enumerate("甲乙丙丁戊")
    ]
    kb = KnowledgeBase(articles)
    nearest = [kb.ask(question).nearest for question in stranger_and_stranger("水很深")]
    assert max(map(len, nearest)) == 3
    assert all(len(titles) == len(set(titles)) for titles in nearest)


def test_near_identical_findings_are_shown_once() -> None:
    text = "可灵在今天发布了新的视频生成模型，所有人都可以免费使用三个月。"
    copies = [text, text.replace("三", "四"), text.replace("发布", "發佈")]
    kb = KnowledgeBase([Article(f"a{i}", "新闻", t) for i, t in enumerate(copies)])
    assert len(kb.ask("可灵发布了什么", limit=10).findings) == 1


def test_excerpts_that_are_cut_to_the_same_words_are_shown_once() -> None:
    news = "可灵今天上线了新功能"
    long = f"今年春天，公司开会讨论了预算与人事，还有来年的安排，{news}，大家都很高兴，随后散会。"
    kb = KnowledgeBase([Article("a", "事", f"{news}，"), Article("b", "情", long)])
    found = [f.excerpt.text for f in kb.ask(news, excerpt_length=12).findings]
    assert len(found) == len(set(found))


def test_ties_go_to_the_article_that_stands_first() -> None:
    texts = [f"苹果 {words}。" for words in made_up(40)]
    kb = KnowledgeBase([Article(f"a{i:02}", "题", text) for i, text in enumerate(texts)])
    assert [f.article.id for f in kb.ask("苹果").findings] == ["a00", "a01", "a02"]


def test_scores_come_best_first_save_for_the_other_sides_of_a_comparison() -> None:
    for question in QUESTIONS:
        scores = [f.score for f in seeds().ask(question, 10).findings]
        assert not scores or scores[0] == max(scores)
        assert sum(other > one for one, other in pairwise(scores)) <= 1


def test_eight_threads_get_what_one_gets() -> None:
    questions = [*QUESTIONS, *(text[:500] for text in NASTY)]
    fresh = KnowledgeBase.open(SEEDS)
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(fresh.ask, questions * 3))
    assert asked == [seeds().ask(question) for question in questions] * 3


def golden(text: str, type_: str, *gold: Gold, all_of: bool = False) -> GoldenQuestion:
    return GoldenQuestion(
        id=text,
        type=type_,
        lang="zh-Hans",
        question=text,
        answerable=bool(gold),
        gold=gold,
        all_of=all_of,
    )


def test_evidence_counts_in_the_first_excerpts_white_space_aside() -> None:
    answer = WORLD.ask("香蕉")
    assert has_evidence(golden("香蕉", "fact", Gold("fruit", "香蕉 很长")), answer, 1)
    assert not has_evidence(golden("香蕉", "fact", Gold("film", "香蕉很长")), answer, 1)
    assert not has_evidence(golden("香蕉", "fact", Gold("fruit", "香蕉很甜")), answer, 3)
    assert not has_evidence(golden("香蕉", "fact"), answer, 3)


def test_one_evidence_is_enough_unless_every_part_is_asked_for() -> None:
    answer = WORLD.ask("香蕉")
    gold = Gold("fruit", "香蕉很长", part=1), Gold("fruit", "没有这句", part=2)
    assert has_evidence(golden("香蕉", "fact", *gold), answer, 3)
    assert not has_evidence(golden("香蕉", "fact", *gold, all_of=True), answer, 3)


def test_answers_are_measured_by_type_and_together() -> None:
    fact = golden("香蕉很长吗", "fact", Gold("fruit", "香蕉很长"))
    missed = golden("苹果", "fact", Gold("fruit", "苹果很酸"))
    results = evaluate(WORLD, [fact, missed, golden("鲸鲨潜水", "none")])
    facts, none, everything = results
    assert [(r.type, r.count) for r in results] == [("fact", 2), ("none", 1), ("all", 3)]
    assert (facts.answer_at_1, facts.answer_at_3, facts.abstention) == (0.5, 0.5, None)
    assert (none.answer_at_1, none.coverage, none.abstention) == (None, None, 1)
    assert everything.answer_at_3 == 0.5


@pytest.mark.parametrize(("limit", "length"), [(0, 200), (-1, 200), (3, 0), (3, -5)])
def test_a_limit_or_length_that_holds_nothing_is_refused(limit: int, length: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WORLD.ask("可灵", limit=limit, excerpt_length=length)


def test_the_first_finding_is_the_same_however_many_are_asked_for() -> None:
    for question in ("可灵有多少用户", "Sora 2是什么？有什么能力", "AI", "可灵3.0"):
        first = {seeds().ask(question, limit=limit).findings[0].excerpt for limit in (1, 3, 10, 50)}
        assert len(first) == 1


def test_what_has_far_less_of_what_is_asked_is_not_shown_beside_the_answer() -> None:
    bodies = ["蓝鲸心脏重达六百公斤。", "心脏不好的人要少喝茶。"]
    kb = KnowledgeBase([Article(f"a{i}", "事", body) for i, body in enumerate(bodies)])
    assert [f.excerpt.text for f in kb.ask("蓝鲸心脏多重").findings] == ["蓝鲸心脏重达六百公斤。"]


def test_a_name_of_another_language_finds_the_form_that_the_articles_use() -> None:
    bodies = ["Netflix用新技术拍了一部剧。", "飞飞是一只猫，会飞会跳，喜欢上网。"]
    articles = [Article(f"a{i}", "事", body) for i, body in enumerate(bodies)]
    kb = KnowledgeBase(articles, [Name("Netflix", "company", ("网飞",))])
    answer = kb.ask("网飞拍了什么")
    assert answer.findings[0].article.id == "a0"
    assert "飞飞" not in "".join(f.excerpt.text for f in answer.findings)


def test_what_lacks_the_name_asked_for_is_near_at_most() -> None:
    bodies = ["蓝鲸公司去年融资6000万元。", "红狐公司上线了新产品。"]
    names = [Name("蓝鲸公司", "company"), Name("红狐公司", "company")]
    kb = KnowledgeBase([Article(f"a{i}", "事", b) for i, b in enumerate(bodies)], names)
    assert kb.ask("蓝鲸公司去年融资多少").outcome == "answered"
    assert kb.ask("红狐公司去年融资多少").outcome == "related"


def test_the_sentences_around_an_excerpt_are_kept_short() -> None:
    endless = "甲乙丙丁，" * 300
    kb = KnowledgeBase([Article("a", "事", f"{endless}。蓝鲸心脏重达六百公斤。{endless}。")])
    (finding, *_) = kb.ask("蓝鲸心脏多重", excerpt_length=20).findings
    assert 0 < len(finding.excerpt.before) <= 320
    assert 0 < len(finding.excerpt.after) <= 320


def test_a_sound_is_marked_only_where_the_words_are_not() -> None:
    kb = KnowledgeBase([Article("a", "事", "大模型的习惯是鲍德熹说的。")])
    (finding,) = kb.ask("鲍德熹").findings
    text = finding.excerpt.text
    assert [text[a:b] for a, b in finding.excerpt.highlights] == ["鲍德熹"]


def test_what_is_read_without_quotes_and_with_a_slip_put_right_is_said_as_it_was_read() -> None:
    kb = KnowledgeBase([Article("a", "事", "蓝鲸用python写了一个程序。")])
    answer = kb.ask("“pyhton程序”")
    assert (answer.outcome, answer.corrected) == ("related", "python程序")


CHATTER = "早上吃了面条，下午睡了一觉，天气不错。" * 100


@pytest.mark.parametrize(
    ("post", "article_id"),
    [
        (CHATTER + "編劇用Runway寫劇本。", "film-2"),
        (CHATTER + "这里说可靈AI。" + CHATTER, "film"),
        ("香蕉很长。" + CHATTER, "fruit"),
    ],
)
def test_a_forwarded_post_finds_the_article_of_its_only_telling_sentence(
    post: str, article_id: str
) -> None:
    answer = WORLD.ask(post)
    assert answer.question == post
    assert answer.corrected is None
    assert answer.findings[0].article.id == article_id


def test_a_forwarded_post_of_another_field_finds_nothing() -> None:
    assert WORLD.ask(CHATTER).outcome == "nothing"


@pytest.mark.parametrize("length", [1500, 3000, 100_000])
def test_a_long_piece_of_an_article_finds_that_article_first(length: int) -> None:
    for article in seeds().articles:
        for start in range(0, max(1, len(article.body) - length), 250):
            findings = seeds().ask(article.body[start : start + length]).findings
            assert findings[0].article is article


@pytest.mark.parametrize("length", [40, 150, 400, 1500, 4000])
def test_a_cut_out_of_an_article_comes_from_that_article(length: int) -> None:
    for article in seeds().articles:
        for start in range(0, max(1, len(article.body) - length), 250):
            text = article.body[start : start + length]
            # Half a number is another number.
            answer = seeds().trace(text.lstrip("0123456789年"))
            assert (answer.outcome, answer.findings[0].article) == ("answered", article)
            for finding in answer.findings:
                check(finding, 200)
                assert finding.excerpt.highlights


@pytest.mark.parametrize("question", NASTY, ids=lambda text: ascii(text[:12]))
def test_nothing_traced_breaks_a_promise(question: str) -> None:
    for length in LENGTHS:
        answer = seeds().trace(question, 3, length)
        check_all(answer, question, length, 3)
        assert seeds().trace(question, 3, length) == answer


@pytest.mark.parametrize("text", ["今天天气很好，我们去公园散步。", CHATTER, "央行宣布下调利率。"])
def test_a_text_of_another_field_comes_from_no_article(text: str) -> None:
    assert seeds().trace(text).outcome != "answered"


def test_an_article_is_known_by_its_id() -> None:
    assert WORLD.article("fruit") is WORLD.articles[2]
    assert WORLD.article("nowhere") is None
    twins = KnowledgeBase([Article("a", "一", "甲。"), Article("a", "二", "乙。")])
    assert twins.article("a") is twins.articles[0]


def test_a_hidden_article_is_none(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "film.md").write_text("---\nhidden: true\n---\n甲。", "utf-8")
    kb = KnowledgeBase.open(tmp_path)
    assert (kb.article("film"), kb.page("film"), kb.topics) == (None, None, ())


def turned(kb: KnowledgeBase, article_id: str, length: int) -> list[ArticlePage]:
    """All pages of an article, turned one after the other."""
    page = kb.page(article_id, length=length)
    assert page
    pages = [page]
    while pages[-1].next is not None:
        page = kb.page(article_id, pages[-1].next, length, mark=False)
        assert page
        pages.append(page)
    return pages


def test_an_article_is_read_page_by_page() -> None:
    first_page, last = turned(WORLD, "fruit", 12)
    assert [p.text for p in first_page.paragraphs] == ["苹果很甜。香蕉很长。"]
    assert [p.text for p in last.paragraphs] == ["橘子很酸，因为没有熟。"]
    assert (first_page.previous, first_page.next, last.previous, last.next) == (None, 12, 0, None)
    assert WORLD.page("nowhere") is None


def test_every_finding_stands_on_its_page_and_its_sentence_is_marked() -> None:
    for question in QUESTIONS:
        for finding in seeds().ask(question).findings:
            page = seeds().page(finding.article.id, finding.excerpt.start)
            assert page
            (paragraph,) = [p for p in page.paragraphs if p.highlights]
            ((start, end),) = paragraph.highlights
            assert finding.excerpt.text[:10].startswith(paragraph.text[start:end][:10])


def test_an_article_opens_with_its_first_sentence_that_is_no_heading() -> None:
    body = "标题\n\n 第一句，很短。第二句。"
    article = Article("a", "题", body, headings=(Heading("标题", 0),))
    opening = WORLD.opening(article)
    assert opening
    assert opening.text == body[opening.start : opening.end] == "第一句，很短。"
    short = WORLD.opening(article, length=5)
    assert short
    assert short.text == "第一句，"
    assert WORLD.opening(Article("a", "题", "标题", headings=(Heading("标题", 0),))) is None


@pytest.mark.parametrize("length", [0, -1])
def test_an_opening_that_holds_nothing_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WORLD.opening(WORLD.articles[0], length)


@pytest.mark.parametrize("length", [0, -1])
def test_a_page_that_holds_nothing_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        WORLD.page("fruit", length=length)


def test_topics_are_the_names_that_the_articles_have_versions_among_what_they_are_of() -> None:
    articles = [
        Article("a", "可灵的事", "Kling AI很好。可灵也好，可靈更好。\n\nSora 2来了。甲公司。"),
        Article("b", "别的事", "Sora2和Kling。Sora。乙公司。乙公司。"),
        Article("c", "Runway", "别的。"),
    ]
    names = [
        Name("乙公司", "company"),
        Name("Sora", "model"),
        Name("甲公司", "company"),
        Name("Sora 2", "model", ("Sora2",)),
        Name("可灵", "product", ("Kling", "Kling AI")),
        Name("Veo", "model"),
        Name("Runway", "product"),
        Name("可灵", "term"),
    ]
    assert KnowledgeBase(articles, names).topics == (
        Topic("乙公司", "company", 1, 2),
        Topic("甲公司", "company", 1, 1),
        Topic("Sora", "model", 2, 3),
        Topic("Sora 2", "model", 2, 2),
        Topic("可灵", "product", 2, 3),
        Topic("Runway", "product", 1, 0),
    )


def test_what_more_articles_have_comes_before_what_more_sentences_have() -> None:
    bodies = ["甲山。" + "乙河。" * 400, "甲山。"]
    articles = [Article(f"a{i}", "事", body) for i, body in enumerate(bodies)]
    names = [Name("乙河", "term"), Name("甲山", "term")]
    assert KnowledgeBase(articles, names).topics == (
        Topic("甲山", "term", 2, 2),
        Topic("乙河", "term", 1, 400),
    )


def test_topics_that_are_spoken_of_alike_are_in_order_of_their_names() -> None:
    names = [Name(name, "term") for name in "丙甲乙"]
    kb = KnowledgeBase([Article("a", "事", "甲。\n\n丙，乙。")], names)
    assert [topic.name for topic in kb.topics] == sorted("甲乙丙")
    assert KnowledgeBase([], names).topics == KnowledgeBase([]).topics == ()


def test_from_its_file_it_gives_the_same_answers(tmp_path: Path) -> None:
    here = seeds()
    KnowledgeBase.build(SEEDS, tmp_path / "seeds.snapshot")
    there = KnowledgeBase.open(tmp_path / "seeds.snapshot")
    assert tuple(there.articles) == here.articles
    assert [there.article(article.id) for article in here.articles] == list(here.articles)
    assert [there.titled(article.title) for article in here.articles] == list(here.articles)
    assert there.topics == here.topics
    assert (there.problems, there.warnings) == (here.problems, here.warnings)
    for question in ("Sora什么时候上线的", "可零", "周鸿祎"):
        assert there.ask(question) == here.ask(question)


FOLLOWED = KnowledgeBase(
    [
        Article("tea", "铁观音", "铁观音产自安溪。铁观音去年的收入是三亿元。"),
        Article("bread", "酸面包", "酸面包店开在杭州。酸面包去年的收入是五万元。老板是老周。"),
    ],
    [Name("铁观音", "product", ("Tieguanyin",)), Name("酸面包", "product")],
)


@pytest.mark.parametrize(
    ("previous", "carried", "said"),
    [
        ("铁观音产自哪里？", "铁观音", "三亿元"),
        ("鐵觀音產自哪裡？", "鐵觀音", "三亿元"),
        ("Where is Tieguanyin from?", "Tieguanyin", "三亿元"),
        ("酸面包的老板是谁？", "酸面包", "五万元"),
    ],
)
def test_a_question_that_names_nothing_takes_over_the_name_asked_before(
    previous: str, carried: str, said: str
) -> None:
    answer = FOLLOWED.ask("那收入呢？", previous=previous)
    assert (answer.carried, answer.question) == (carried, "那收入呢？")
    assert said in answer.findings[0].excerpt.text


@pytest.mark.parametrize(
    ("question", "previous"),
    [
        ("酸面包的收入呢？", "铁观音产自哪里？"),
        ("去年杭州的面包店老板是老周吗", "铁观音产自哪里？"),
        ("Sencha呢？", "铁观音产自哪里？"),
        ("那收入呢？", "今天天气怎么样"),
        ("那收入呢？", None),
    ],
)
def test_nothing_is_taken_over_where_nothing_is_left_out(
    question: str, previous: str | None
) -> None:
    assert FOLLOWED.ask(question, previous=previous).carried is None


def test_what_is_not_said_of_the_name_taken_over_is_no_answer() -> None:
    answer = FOLLOWED.ask("那价格呢？", previous="铁观音产自哪里？")
    assert (answer.carried, answer.outcome) == ("铁观音", "related")


def test_a_knowledge_base_goes_as_soon_as_nobody_holds_it() -> None:
    def used() -> None:
        knowledge = KnowledgeBase(
            [Article("a", "甲", "蚕月产丝。\n\n乙月产茧，共9万。")], [Name("蚕月", "term")]
        )
        for question in ("蚕月产什么", "产茧多少", '"产丝"', "what is silk", "蚕业"):
            knowledge.ask(question)
        knowledge.trace("蚕月产丝。")
        knowledge.page("a")

    used()
    gc.collect()
    gc.disable()
    try:
        used()
        # What has a reference cycle waits for the collector.
        assert gc.collect() == 0
    finally:
        gc.enable()
