"""What an office document says of itself, as far as it can be believed."""

import re

_NO_TITLE = re.compile(
    r"(?:untitled|document|presentation|文档|文檔|无标题|無標題|未命名)\s*\d*(?:\.\w{2,5})?"
    r"|microsoft (?:word|powerpoint|excel) - .*|powerpoint (?:presentation|演示文稿)"
    r"|.*\.(?:docx?|pdf|epub|pptx?|wps|indd|tex|dvi)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft|windows|office|wps|dell|lenovo|hp|admin|user|author|unknown|anonymous|owner"
    r"|python-docx|用户|用戶|作者|管理员|佚名|未知).*|\(?anonymous\)?|(?:my)?pc|\W*",
    re.IGNORECASE,
)


def metadata_of(
    title: str | None,
    author: str | None,
    publisher: str | None = None,
    date: str | None = None,
    made: str | None = None,
) -> dict[str, str]:
    """Metadata as an article has it; `made`, the day the file was made, is a guess at its date."""
    said = {
        "title": "" if _NO_TITLE.fullmatch(_line(title)) else _line(title),
        "author": "" if _NO_AUTHOR.fullmatch(_line(author)) else _line(author),
        "publisher": _line(publisher),
        "date": _line(date) or _line(made),
        "date_inferred": "true" if not _line(date) and _line(made) else "",
    }
    return {key: text for key, text in said.items() if text}


def _line(text: str | None) -> str:
    return " ".join((text or "").replace("\0", "").split())
