"""How bytes become text."""

import pytest

from knowledge.reading.document import Unreadable
from knowledge.reading.encoding import decoded

SIMPLIFIED = [
    "刹车响，多半是碟片脏了。",
    "水温以九十三度为宜，\n太烫会苦。",
    "老周的车花了2,800元。",
    "他用的是GPS和App。",
    "厂家说两年换一次垫圈",
    "“客人吃得出来。”他说。",
    "周日卖出一千杯",
]
TRADITIONAL = [
    "剎車響，多半是碟片髒了。",
    "生豆多半來自阿里山，\n今年少了兩成。",
    "租金每月22,000元。",
    "他用的是GPS和App。",
    "廠家說兩年換一次墊圈",
    "「客人吃得出來。」他說。",
    "週日賣出一千杯",
]
JAPANESE = "豆は台湾の山で作られます。水の温度は九十三度くらいがいいと、店の人は言いました。"
KOREAN = "원두는 대만의 산에서 납니다. 물의 온도는 구십삼 도쯤이 좋다고 가게 사람이 말했습니다."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL)
def test_short_texts_are_read_in_any_encoding_of_china(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_short_texts_are_read_in_big5(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Grind it fine.", "他用的是GPS和App。", "租金每月22,000元。\n第一年", "a\n一二三"]
)
def test_utf_16_needs_no_byte_order_mark(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_lines_end_by_newlines_in_any_encoding(encoding: str) -> None:
    assert decoded("一。\r\n二。\r三。".encode(encoding)) == "一。\n二。\n三。"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("杯".encode("big5"), "big5", "杯"),
        ("刹车响了。".encode("gbk"), "gb2312", "刹车响了。"),
        ("刹车响了。".encode(), "gbk", "刹车响了。"),  # saved anew by the browser
        ("刹车响了。".encode("gbk"), "iso-8859-1", "刹车响了。"),
        ("刹车响了。".encode("gbk"), "no-such-set", "刹车响了。"),
        ("刹车响了。".encode("gbk"), "rot13", "刹车响了。"),
        ("café, naïve".encode("latin-1"), "iso-8859-1", "café, naïve"),
    ],
)
def test_what_a_page_declares_counts_where_it_makes_sense(
    data: bytes, declared: str, text: str
) -> None:
    assert decoded(data, declared) == text


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (JAPANESE, "euc_jp", "Japanese in EUC-JP"),
        (JAPANESE, "shift_jis", "Japanese in SHIFT-JIS"),
        (JAPANESE, "iso2022_jp", "ISO-2022"),
        (KOREAN, "euc_kr", "Korean in EUC-KR"),
        (KOREAN, "iso2022_kr", "ISO-2022"),
    ],
)
def test_the_encodings_of_other_countries_are_told_not_guessed(
    text: str, encoding: str, told: str
) -> None:
    with pytest.raises(Unreadable, match=f"{told}, an encoding that isn't read: save it as UTF-8"):
        decoded(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "encoding"), [(JAPANESE, "euc_jp"), (JAPANESE, "shift_jis"), (KOREAN, "euc_kr")]
)
def test_a_page_may_declare_the_encoding_of_another_country(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding), encoding) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_chinese_with_words_in_kana_is_read(encoding: str) -> None:
    text = "日语里的“かわいい”“ありがとう”写作假名，学习者先要学会五十音图，再学常用汉字的读法。"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        ("刹车响，\n多半是".encode() + b"\xe7\xa2", 2, "byte 0xe7 at byte 10 of the line"),
        ("刹车响，\n".encode() + b"\xff" + "多半是".encode(), 2, "byte 0xff at byte 1"),
        ("café au lait".encode("latin-1"), 1, "byte 0xe9 at byte 4"),
        ("Zürich".encode("latin-1"), 1, "byte 0xfc at byte 2"),
        (b"one\ntw\0o", 2, "NUL"),
        (b"ab\0c", 1, "NUL"),
        ("刹车\n响".encode() + b"\0\0", 2, "NUL"),
        ("刹车\n\0响".encode("utf-16"), 2, "NUL"),
    ],
)
def test_what_fits_no_encoding_says_where(data: bytes, line: int, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decoded(data)
    assert caught.value.line == line
    assert reason in caught.value.reason
