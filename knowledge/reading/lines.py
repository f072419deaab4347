"""Lines of plain text become paragraphs."""

import re
import unicodedata
from collections.abc import Iterator

_ITEM = re.compile(
    r"\s*(?:[-*+•·●○■□◆◇▪‣–—]\s+|\d{1,3}[.．]\s+|\d{1,3}[、)）]|[(（]\d{1,3}[)）]"
    r"|[①-⑳]|[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)"
)
_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*$|[.][\"”’)]*$")
_BROKEN_OFF = re.compile(r"[，,](\w{1,2})$")
_EITHER_WIDTH = frozenset("“”‘’…—·")  # as wide as what stands beside them
# The last pieces of a line, from which it shows whether it breaks off.
_ENOUGH = 80
_NARROWEST = 40  # columns; shorter lines of one length are verses or subtitles


def paragraphs_of(text: str) -> list[str]:
    """Each line is a paragraph, but for hard-wrapped prose, broken-off lines and lists."""
    lines = [line.strip("\ufeff\u200b").rstrip() for line in text.splitlines()]
    if column := _wrapping_column(_blocks(lines)):
        lines = _unwrapped(lines, column)
    lines = _mended([line.strip() for line in lines])
    return ["\n".join(group) for group in _lists_together(lines)]


def separator(before: str, after: str) -> str:
    """What stands between two joined lines: nothing in Chinese, a space elsewhere."""
    last, first = before[-1:], after[:1]
    if last == "-" and before[-2:-1].isalpha() and first.islower():
        return ""
    wide = (_is_wide(last), _is_wide(first))
    either = (last in _EITHER_WIDTH, first in _EITHER_WIDTH)
    chinese = all(wide) or (wide[0] and either[1]) or (either[0] and wide[1])
    return "" if chinese else " "


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _width(line: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in line)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrapping_column(blocks: list[list[str]]) -> int | None:
    """The column at which all prose of a file is broken, if it is."""
    if sum(len(block) for block in blocks if len(block) > 1) < 5:
        return None
    inner = [line for block in blocks for line in block[:-1] if not _ITEM.match(line)]
    if not inner:
        return None
    column = sorted(map(_width, inner))[len(inner) // 2]
    wrapped = sum(_fills(line, column) and not _SENTENCE_END.search(line) for line in inner)
    return column if column >= _NARROWEST and wrapped >= 0.6 * len(inner) else None


def _fills(line: str, column: int) -> bool:
    return 0.8 * column <= _width(line) <= 1.25 * column


def _unwrapped(lines: list[str], column: int) -> list[str]:
    """Lines with each that was broken at the column joined to the next."""
    joined: list[list[str]] = []
    before = ""
    for line in lines:
        if before and line.strip() and _fills(before, column) and _goes_on(before, line):
            joined[-1] += [separator(before, line.strip()), line.strip()]
        else:
            joined.append([line])
        before = line
    return ["".join(parts) for parts in joined]


def _goes_on(before: str, line: str) -> bool:
    if line.startswith("\u3000") or _ITEM.match(line):
        return False
    new_paragraph = line.startswith("  ") and not before.startswith("  ")
    return not new_paragraph or bool(_ITEM.match(before))


def _mended(lines: list[str]) -> list[str]:
    """Lines with each that breaks off inside a sentence joined to the next that isn't empty."""
    mended: list[list[str]] = []
    last = -1  # of those that aren't empty
    for line in lines:
        before = "".join(mended[last][-_ENOUGH:]) if last >= 0 else ""
        if line and _breaks_off(before):
            del mended[last + 1 :]
            mended[last] += [separator(before, line), line]
            continue
        mended.append([line])
        if line:
            last = len(mended) - 1
    return list(map("".join, mended))


def _breaks_off(line: str) -> bool:
    tail = _BROKEN_OFF.search(line[-3:])
    if tail is None or tail[1].isascii():
        return False
    # “从好莱坞到横店，变天” is a heading; only one character, or a long line, is surely broken.
    return len(tail[1]) == 1 or len(line) > 30 or len(re.findall("[，,]", line)) > 1


def _lists_together(lines: list[str]) -> Iterator[list[str]]:
    """Groups of consecutive list lines; every other line is a group of its own."""
    group: list[str] = []
    for line in lines:
        is_item = bool(_ITEM.match(line))
        if group and not is_item:
            yield group
            group = []
        if is_item:
            group.append(line)
        elif line:
            yield [line]
    if group:
        yield group
