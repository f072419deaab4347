"""What a sentence says of its subject."""

import pytest

from knowledge.finding.definition import defines

# From the clearest definition down to none.
SENTENCES = [
    "可灵是一款视频模型。",
    "说起来,可灵是一款视频模型。",
    "他们的新产品可灵上线了。",
    "可灵今天上线了。",
    "今天的可灵上线了。",
    "今天天气很好。",
]


def test_sentences_rank_by_how_far_they_define() -> None:
    values = [defines(sentence, "可灵") for sentence in SENTENCES]
    assert values[-1] == 0
    assert max(values) == values[0] == 1
    assert values[1] > values[3] > values[4] > 0
    assert values[2] > values[3]


@pytest.mark.parametrize(
    "sentence",
    [
        "可灵是一款模型",
        "《可灵》是一部电影",
        '"可灵"即快手的模型',
        "可灵(kling)是一款模型",
        "可灵,又称kling",
        "可灵指的是一款模型",
        "可灵 is a model",
    ],
)
def test_a_subject_with_a_predicate_at_the_start_is_defined(sentence: str) -> None:
    assert defines(sentence, "可灵") == 1


@pytest.mark.parametrize("sentence", ["可灵是否上线", "可灵是不错", "可灵为什么火", "可灵为了上线"])
def test_what_only_looks_like_a_predicate_defines_less(sentence: str) -> None:
    assert defines(sentence, "可灵") < 1


@pytest.mark.parametrize("sentence", ["sora 2 is a model", "sora-2是模型", "《sora2》是模型"])
def test_marks_and_spaces_within_the_subject_are_passed_over(sentence: str) -> None:
    assert defines(sentence, "sora2") == 1


def test_an_empty_sentence_defines_nothing() -> None:
    assert defines("", "可灵") == 0
