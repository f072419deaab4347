"""How scale is measured."""

from pathlib import Path

import pytest

from bench.scale import ScaleError, measure_scale
from bench.thousand import recombined
from tests.bench.bench_house import tiny_knowledge


def test_each_size_has_a_row_and_figures_of_its_own(tmp_path: Path) -> None:
    section = measure_scale(tiny_knowledge(tmp_path), ["铁观音用多少度的水", "发酵多久"], (3, 20))
    assert section.table is not None
    assert [row[0] for row in section.table.rows] == ["3", "20"]
    files = [figure for figure in section.figures if figure.name.endswith("file")]
    assert files[0].value < files[1].value
    assert all(figure.value > 0 for figure in section.figures if figure.unit == "ms")


def test_a_folder_that_can_not_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match="3 articles, build: "):
        measure_scale(tmp_path / "nowhere", ["一"], (3,))


def test_articles_are_made_of_the_same_sentences_each_time() -> None:
    bodies = ["甲来了。乙走了。", "没有句号", "丙呢？"]
    made = list(recombined(bodies, 3))
    assert made == list(recombined(bodies, 3))
    assert len(set(made)) == 3
    for text in made:
        assert 500 <= len(text) < 510
        assert {*text.replace("。", "。\n").replace("？", "？\n").split()} == {
            "甲来了。",
            "乙走了。",
            "丙呢？",
        }
