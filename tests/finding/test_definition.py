"""What a sentence says of its subject."""

import pytest

from knowledge.finding.definition import defines, definition

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


@pytest.mark.parametrize(
    "sentence",
    [
        "影阁是一款视频模型。",
        "影阁,即看片子的阁楼。",
        "其一,影阁是画面的载体。",
        "影阁 is a model.",
        "近日,杭州的软件公司影阁发布了模型。",
        "得知消息以后,时光公司的创始人影阁很高兴。",
        "北边的剧组拍了短剧《影阁》,一共五集。",
        "昨天有很多人来看热闹的时候,他们说这位名叫影阁的演员,是画出来的。",
    ],
)
def test_what_is_there_to_say_what_a_name_is_is_a_definition(sentence: str) -> None:
    assert definition(sentence, "影阁", is_term=False) >= 0.8


@pytest.mark.parametrize(
    "sentence",
    [
        "影阁在六月上线。",
        "影阁是在六月上线的。",
        "影阁是因为缺钱才关的。",
        "影阁为此专门请了人。",
        "他先说了很多别的事,又说起天气,最后看了公司影阁。",
        "国内企业影阁、墨白都来了。",
        "看了视频模型影阁和别的。",
        "那个真人版《影阁》很好看。",
        "天气很好。",
    ],
)
def test_what_only_mentions_a_name_is_none(sentence: str) -> None:
    assert definition(sentence, "影阁", is_term=False) == 0


def test_a_term_is_not_told_by_the_words_before_it_unless_it_is_called_so() -> None:
    assert definition("新的视频模型运镜更稳了。", "运镜", is_term=True) == 0
    assert definition("镜头这样动,被称作运镜。", "运镜", is_term=True) > 0
    assert definition("运镜是一种拍法。", "运镜", is_term=True) == 1
