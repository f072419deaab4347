"""By what an article of an earlier snapshot is known again, so that it needn't be made anew."""

from collections.abc import Callable

from xxhash import xxh3_128_digest

from .article import Article
from .described import Description

# Gives the article with a key, None where there is none.
Known = Callable[[bytes], Article | None]

# The key of an article that is made anew each time: nothing is looked up by it.
NEVER = bytes(16)


def described_key(said: Description) -> bytes:
    """What articles.yaml says, as part of a key; on which of its lines makes no difference."""
    values = sorted((key, value.text) for key, value in said.values.items())
    spans = [[span.text for span in spans] for spans in (said.headings, said.boilerplate)]
    return xxh3_128_digest(repr((values, spans)).encode("utf-8", "surrogatepass"))


def file_key(path: str, name: str, said: bytes, data: bytes) -> bytes:
    """The key of the one article in a file: of all that it comes of, its id `name` too."""
    place = f"{path}\0{name}\0".encode("utf-8", "surrogatepass")
    return xxh3_128_digest(place + said + xxh3_128_digest(data))


def line_key(path: str, said: bytes, raw: bytes) -> bytes:
    """The key of an article in a file of many; its line says its id, which has to be free."""
    return file_key(path, "", said, raw.rstrip(b"\r\n"))
