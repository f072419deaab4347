"""What all tests share."""

from collections.abc import Iterator
from functools import cache

import pytest

from knowledge.language import english


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_the_dictionary() -> Iterator[None]:
    """Every index needs the dictionary, and the tests build thousands."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(english, "_dictionary", cache(english._dictionary))
        yield
