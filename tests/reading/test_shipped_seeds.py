"""The articles that ship, as readers will see them."""

from pathlib import Path

import pytest

from knowledge.reading.article import Article
from knowledge.reading.folder import Folder, read_folder
from knowledge.reading.questions import read_questions

SEEDS = Path(__file__).parent / "../../seeds"


@pytest.fixture(scope="module")
def seeds() -> Folder:
    return read_folder(SEEDS, lambda text: text)


def article(seeds: Folder, name: str) -> Article:
    return next(article for article in seeds.articles if article.id == name)


def together(text: str) -> str:
    return "".join(text.split())


def test_five_articles_without_a_problem(seeds: Folder) -> None:
    assert seeds.problems == ()
    assert [article.path for article in seeds.articles] == [
        f"articles/{article.id}.txt" for article in seeds.articles
    ]
    assert len(seeds.articles) == 5
    assert {warning.reason for warning in seeds.warnings} == {"no url is known"}
    assert len(seeds.names) > 200


@pytest.mark.parametrize(
    "furniture",
    [
        "![",
        "](",
        "图源",
        "特別聲明",
        "Notice",
        "舉報",
        "据红星新闻",
        "据澎湃新闻",
        "新闻延伸",
        "》劇照",
        "》海報",
        "AIpai界面",
        "FilmAction界面",
        "文 |",
        "文丨",
        "窄播",
        "闌夕",
        "站長之家",
        "声明:",
        "gtimg",
        "thumbnail",
        "[qq]",
    ],
)
def test_no_furniture_is_in_any_body(seeds: Folder, furniture: str) -> None:
    assert [a.id for a in seeds.articles if furniture in a.body] == []


def test_the_glued_headings_are_free_and_in_order(seeds: Folder) -> None:
    sora = article(seeds, "hollywood-shuts-out-sora")
    expected = [
        "拒绝Sora，好莱坞决定先看看再说",
        "短剧才是视频生成模型的潜力场景？",
        "好莱坞态度不重要，视频生成模型未来可期",
    ]
    assert [heading.text for heading in sora.headings] == expected
    standing = [paragraph for paragraph in sora.body.split("\n\n") if paragraph in expected]
    assert standing == expected


def test_every_heading_is_a_paragraph_at_its_offset(seeds: Folder) -> None:
    for each in seeds.articles:
        for heading in each.headings:
            assert each.body[heading.start :].split("\n\n")[0] == heading.text
            assert heading.start == 0 or each.body[: heading.start].endswith("\n\n")
    counts = {each.id: len(each.headings) for each in seeds.articles}
    assert sorted(counts.values()) == [0, 3, 3, 5, 6]


def test_a_sentence_over_an_empty_line_is_whole(seeds: Folder) -> None:
    body = article(seeds, "will-sora-cost-film-crews-their-jobs").body
    assert "汪海林大胆预计，将来人工智能将能替代90%的导演" in body


def test_a_removed_image_leaves_a_break(seeds: Folder) -> None:
    body = article(seeds, "hollywood-shuts-out-sora").body
    assert "外泄的风险。\n\n正因如此" in body


def test_bodies_have_no_empty_paragraph_nor_white_space_at_their_ends(seeds: Folder) -> None:
    for each in seeds.articles:
        paragraphs = each.body.split("\n\n")
        assert all(paragraph and paragraph == paragraph.strip() for paragraph in paragraphs)


def test_every_paragraph_stands_in_its_file(seeds: Folder) -> None:
    for each in seeds.articles:
        raw = together((SEEDS / each.path).read_text(encoding="utf-8"))
        assert all(together(paragraph) in raw for paragraph in each.body.split("\n\n"))


def test_little_is_taken_out(seeds: Folder) -> None:
    for each in seeds.articles:
        raw = (SEEDS / each.path).read_text(encoding="utf-8").rpartition("\n---\n")[2]
        assert len(together(each.body)) > 0.75 * len(together(raw))


def test_every_evidence_still_stands_within_one_paragraph(seeds: Folder) -> None:
    missing = [
        (question.id, gold.evidence)
        for question in read_questions(SEEDS / "questions.jsonl")
        for gold in question.gold
        if not any(
            together(gold.evidence) in together(paragraph)
            for paragraph in article(seeds, gold.file).body.split("\n\n")
        )
    ]
    assert missing == []
