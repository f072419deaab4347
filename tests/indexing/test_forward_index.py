"""The forward index: what the tokenizer finds in a text is found there again, as often."""

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import Name
from knowledge.finding.lookup import Lookup
from knowledge.indexing.building import build
from knowledge.indexing.forward import Forward, are_spaced, is_told, word_keys
from knowledge.indexing.index import Index
from knowledge.language.folding import Folding
from knowledge.language.names import Names
from knowledge.language.sounds import Sounds
from knowledge.language.tokens import Tokenizer
from tests.finding.finding_house import article

NAMES = (Name("可灵", "product", ("Kling",)), Name("星海2", "model", ("Xinghai 2",)))
FOLDING = Folding()
TOKENIZER = Tokenizer(
    FOLDING, Sounds(), Names(((n.name, n.aliases, n.kind) for n in NAMES), FOLDING)
)
PIECES = st.sampled_from(
    "可灵 Kling 星海2 星海 爱 ai AI 短剧 人工智能 碳化硅 中华人民共和国 的 de 3 1,200 python-3 "
    "かな 한국 𠀋 😀 ㈱ 。 ， 《 》 ä ß".split()
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join)


def counted(index: Index, texts: Forward) -> list[Counter[tuple[int, str]]]:
    """How often each text has each term, by its field, as the forward index tells."""
    terms = np.arange(len(index.term_field), dtype=np.int32)
    counts = Lookup(index.term_keys, index.term_field, index.sounds).counts(texts)
    names = [(int(index.term_field[n]), term_of(index, n)) for n in terms.tolist()]
    return [
        Counter({name: count for name, count in zip(names, row, strict=True) if count})
        for row in counts.tolist()
    ]


def term_of(index: Index, number: int) -> str:
    return next(t for terms in index.vocabulary if (t := terms.term(number)) is not None)


def tokens(text: str) -> Counter[tuple[int, str]]:
    return Counter(
        (field, token.term) for field, found in enumerate(TOKENIZER.tokens(text)) for token in found
    )


def without_odd_sounds(found: Counter[tuple[int, str]]) -> Counter[tuple[int, str]]:
    """A lone character whose sound is spelt as a Latin word of the texts (爱, ai) is found by its
    character alone, as is what stands beyond the basic plane.
    """
    return Counter({key: n for key, n in found.items() if key[0] != 2 or is_pair(key[1])})


def is_pair(sounds: str) -> bool:
    return " " in sounds and max(map(ord, sounds)) < 0x10000


@settings(deadline=None, max_examples=30)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_texts_have_the_tokens_that_the_tokenizer_finds(bodies: list[str]) -> None:
    index = build([article(body, number=n) for n, body in enumerate(bodies)], TOKENIZER)
    found = counted(index, index.texts)
    assert len(found) == index.sentence_count + index.passage_count
    for number, has in enumerate(found[: index.sentence_count]):
        body = bodies[int(index.sentence_article[number])]
        sentence = body[index.sentence_start[number] : index.sentence_end[number]]
        expected = tokens(sentence)
        assert without_odd_sounds(has) == without_odd_sounds(expected)
        lengths = [sum(n for (of, _), n in expected.items() if of == field) for field in range(3)]
        if max(map(ord, sentence)) < 0x10000:
            assert index.text_lengths[number].tolist() == lengths


def test_a_lone_character_is_found_by_its_sound() -> None:
    index = build([article("爱，很爱。"), article("爱AI。", number=1)], TOKENIZER)
    assert (2, "ai") not in counted(index, index.texts)[0]
    alone = build([article("爱，很爱。")], TOKENIZER)
    assert counted(alone, alone.texts)[0][2, "ai"] == 1


def test_words_never_join_two_texts() -> None:
    index = build([article("短。剧。短剧。")], TOKENIZER)
    found = counted(index, index.texts)
    assert [has[2, "duan ju"] for has in found[:3]] == [0, 0, 1]
    assert [has[0, "短剧"] for has in found[:3]] == [0, 0, 1]


def test_a_very_long_word_is_found_too() -> None:
    index = build([article("他在中央人民广播电台工作。")], TOKENIZER)
    (word,) = (word for word in index.vocabulary[0] if len(word) == 8)
    assert counted(index, index.texts)[0][0, word] == 1
    assert word_keys([word, word + "台"])[1] == 0


def test_latin_words_and_numbers_are_told_from_others() -> None:
    assert are_spaced(["ai", "3", "短剧", "=可灵", "ä"]).tolist() == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_some_texts_are_taken_in_the_order_asked_for() -> None:
    index = build([article("短剧。可灵。AI。爱。")], TOKENIZER)
    every = counted(index, index.texts)
    taken = index.texts.taken(np.array([2, 3, 0]))
    assert counted(index, taken) == [every[number] for number in (2, 3, 0)]
    joined = Forward.joined((taken, index.texts.taken(np.array([], np.intp)), taken))
    assert counted(index, joined) == [every[number] for number in (2, 3, 0, 2, 3, 0)]


def test_what_is_beyond_the_basic_plane_is_taken_for_nothing_else() -> None:
    index = build([article("𠮷野家。𢒷野家。野家。")], TOKENIZER)
    found = counted(index, index.texts)[:3]
    for field in (0, 1):
        assert [has[field, "𠮷"] for has in found] == [1, 0, 0]
        assert [has[field, "𢒷"] for has in found] == [0, 1, 0]
    assert not is_told("𠮷")
    assert word_keys(["甲𠮷", "甲乙"]).astype(bool).tolist() == [False, True]


def test_the_folded_texts_are_read_from_it_with_a_null_for_what_has_no_code() -> None:
    body = "可靈ＡＩ。\n\n𠀋很大\ud800。\n\nSora。"
    texts = build([article(body)], TOKENIZER).texts
    assert texts.folded()[:3] == ["可灵ai。", "\0很大 。", "sora。"]
    assert texts.taken(np.array([2, 0])).folded() == ["sora。", "可灵ai。"]
