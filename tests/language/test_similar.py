"""What says the same in nearly the same words."""

import pytest

from knowledge.language.similar import Said, alike, closest

LONG = "可灵在今天发布了新的视频生成模型,所有人都可以免费使用三个月"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG),
        (LONG, LONG.replace("三", "四")),
        (LONG, LONG + ",欢迎试用"),
        (LONG[:25], LONG),
        ("", ""),
    ],
)
def test_texts_that_differ_little_are_alike(one: str, other: str) -> None:
    assert alike(Said.of(one), Said.of(other))
    assert alike(Said.of(other), Said.of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "爱奇艺举办了一场面向创作者的短片大赛,奖金是一百万元"),
        (LONG, LONG[::-1]),
        (LONG, LONG.replace("视频生成模型", "短片大赛日程").replace("三个月", "一星期")),
        (LONG[:8], LONG),
        (LONG, ""),
        ("可灵", LONG),
    ],
)
def test_other_texts_are_not(one: str, other: str) -> None:
    assert not alike(Said.of(one), Said.of(other))
    assert not alike(Said.of(other), Said.of(one))


def test_the_closest_of_like_texts_is_the_one_with_the_least_other_words() -> None:
    others = ["爱奇艺举办了一场短片大赛", LONG + ",欢迎试用", LONG.replace("三", "四"), LONG[:25]]
    assert closest(LONG, others) == 2
    assert closest(LONG, [*others, LONG, LONG]) == 4


def test_nothing_is_close_where_nothing_is_alike() -> None:
    assert closest(LONG, ["爱奇艺举办了一场短片大赛", LONG[:8]]) is None
    assert closest(LONG, []) is None
