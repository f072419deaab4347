"""How a body is cut."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.indexing.passages import PASSAGE_LENGTH, Cut, cut
from tests.finding.finding_house import article

PIECES = st.sampled_from(
    ["一二三四。", "五六", "，", "\n", "\n\n", "\n\n\n", " ", "标题", "长" * 500]
)
BODIES = st.lists(PIECES, max_size=20).map("".join)


def texts(body: str, pieces: Cut) -> list[str]:
    return [body[s.start : s.end] for s in pieces.sentences]


def test_sentences_carry_the_number_of_their_paragraph() -> None:
    body = "一。二。\n\n三。\n\n\n四"
    pieces = cut(article(body))
    assert texts(body, pieces) == ["一。", "二。", "三。", "四"]
    assert [s.paragraph for s in pieces.sentences] == [0, 0, 1, 2]


def test_a_sentence_never_leaves_its_paragraph() -> None:
    body = "没有句号\n\n“好。”\n\n的确如此"
    assert texts(body, cut(article(body))) == ["没有句号", "“好。”", "的确如此"]


def test_headings_belong_to_no_sentence_and_part_the_passages() -> None:
    body = "开头。\n\n第一节\n\n一。二。\n\n三。\n\n第二节\n\n四。"
    pieces = cut(article(body, "第一节", "第二节"))
    assert texts(body, pieces) == ["开头。", "一。", "二。", "三。", "四。"]
    found = [(p.first, p.last, p.heading) for p in pieces.passages]
    assert found == [(0, 1, ""), (1, 4, "第一节"), (4, 5, "第二节")]


def test_two_sections_of_the_same_name_stay_apart() -> None:
    body = "小结\n\n一。\n\n小结\n\n二。"
    headings = article(body, "小结").headings
    twice = (headings[0], type(headings[0])("小结", body.rindex("小结")))
    found = article(body)
    pieces = cut(type(found)(found.id, "", body, headings=twice))
    assert [(p.first, p.last) for p in pieces.passages] == [(0, 1), (1, 2)]


def test_a_heading_without_text_makes_no_passage() -> None:
    pieces = cut(article("第一节\n\n第二节\n\n一。", "第一节", "第二节"))
    assert [(p.first, p.last, p.heading) for p in pieces.passages] == [(0, 1, "第二节")]


def test_an_empty_body_has_nothing() -> None:
    assert cut(article("")) == Cut((), ())


def test_passages_overlap_by_half_so_that_neighbours_stand_together() -> None:
    body = ("字" * 99 + "。") * 20
    passages = cut(article(body)).passages
    assert [(p.first, p.last) for p in passages] == [(0, 8), (4, 12), (8, 16), (12, 20)]


def test_a_sentence_longer_than_a_passage_is_one() -> None:
    body = "一。" + "字" * (PASSAGE_LENGTH + 1) + "。二。"
    passages = cut(article(body)).passages
    assert (1, 2) in [(p.first, p.last) for p in passages]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(BODIES)
def test_every_sentence_stands_in_a_passage_and_every_passage_is_short(body: str) -> None:
    pieces = cut(article(body))
    sentences = pieces.sentences
    assert "".join("".join(texts(body, pieces)).split()) == "".join(body.split())
    held = {n for p in pieces.passages for n in range(p.first, p.last)}
    assert held == set(range(len(sentences)))
    for passage in pieces.passages:
        lengths = [s.end - s.start for s in sentences[passage.first : passage.last]]
        assert sum(lengths) <= PASSAGE_LENGTH or len(lengths) == 1
    for sentence in sentences:
        assert "\n\n" not in body[sentence.start : sentence.end]
        before = body[: sentence.start].count("\n\n")
        assert sentence.paragraph <= before


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.integers(2, 500), min_size=2, max_size=12))
def test_two_short_neighbours_stand_together_in_some_passage(lengths: list[int]) -> None:
    pieces = cut(article("".join("字" * (n - 1) + "。" for n in lengths)))
    for i, (one, other) in enumerate(pairwise(lengths)):
        if one + other <= PASSAGE_LENGTH // 2:
            assert any(p.first <= i and i + 2 <= p.last for p in pieces.passages)
