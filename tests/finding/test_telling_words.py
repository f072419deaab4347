"""Which words of a long text are searched."""

from knowledge import Article, KnowledgeBase, Name
from knowledge.finding.telling import telling_words
from tests.finding.finding_house import House

HOUSE = House(
    "导演说可灵很好，编剧拍电影。", "导演拍短片，Sora 2上线。", "导演哭。", "剧本在这里。"
)
MANY = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 60))


def telling(text: str, house: House = HOUSE) -> list[str]:
    return telling_words(text, house.tokenizer, house.index).split(" ")


def test_they_are_words_that_some_article_has_in_their_order_and_each_once() -> None:
    assert telling("短片和犀牛，電影，短片。編劇！") == ["短片", "电影", "编剧"]


def test_words_that_ask_or_are_empty_tell_nothing() -> None:
    house = House("什么是电影的你。")
    assert telling("你的电影是什么", house) == ["电影"]


def test_what_a_name_is_called_stands_as_it_is_written() -> None:
    assert telling("用KLING和Sora2拍") == ["kling", "sora2", "拍"]


def test_of_too_many_the_names_are_kept_and_then_the_rarest() -> None:
    house = House("可灵。" * 2 + " ".join(MANY), "可灵。", "可灵。", MANY[0])
    found = telling(" ".join(MANY) + "可灵", house)
    assert len(found) == 32
    assert found[-1] == "可灵"
    assert MANY[0] not in found
    assert found[0] == MANY[1]


def test_no_name_in_a_very_long_text_is_taken_for_a_slip() -> None:
    article = Article("a", "事", "可灵很好。runaway是别的词。")
    kb = KnowledgeBase([article], [Name("可灵", "product", ("Runway",))])
    assert kb.ask("今天天气很好。" * 200 + "Runway").corrected is None
