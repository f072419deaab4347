"""Office documents, read in a process of its own: .pdf, .docx, .epub."""

import io
import json
import os
import signal
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.reading import apart, office
from knowledge.reading.apart import Apart
from knowledge.reading.document import Document, Unreadable
from knowledge.reading.folder import Folder, read_folder
from knowledge.reading.own_words import metadata_of

Write = Callable[[str, bytes], None]
CONTAINER = '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, data: bytes) -> None:
        path = tmp_path / "articles" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    return write_file


def read(folder: Path) -> Folder:
    return read_folder(folder, lambda text: text)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in read(folder).problems]


def pdf(*pages: list[str], title: str = "", author: str = "", **how: Any) -> bytes:
    """A PDF with these lines on its pages."""
    written = io.BytesIO()
    canvas = Canvas(written, **how)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for page in pages:
        canvas.setFont("STSong-Light", 10)
        for row, line in enumerate(page):
            indent = 20 * line.startswith("\u3000")
            canvas.drawString(72 + indent, 800 - 14 * row, line.strip())
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def word(fill: Callable[[Any], object], title: str = "", author: str = "") -> bytes:
    """A Word document that `fill` writes into."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.created = datetime(2025, 2, 10)
    fill(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return written.getvalue()


def epub(*chapters: str, said: str = "", nav: str = "") -> bytes:
    """A book of these chapters, each the inside of a body, and with this metadata."""
    numbers = range(len(chapters))
    items = "".join(f'<item id="c{n}" href="text/c%20{n}.xhtml"/>' for n in numbers)
    spine = "".join(f'<itemref idref="c{n}"/>' for n in reversed(numbers))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</metadata>'
        f'<manifest><item id="nav" properties="nav" href="nav.xhtml"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
        "OPS/nav.xhtml": page(nav or "<h1>目录</h1>"),
    }
    return zipped(parts | {f"OPS/text/c {n}.xhtml": page(chapters[n]) for n in numbers})


def page(body: str, doctype: str = "") -> str:
    html = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    return f'<?xml version="1.0"?>{doctype}{html}<body>{body}</body></html>'


def test_a_chinese_pdf_is_read_with_its_metadata(tmp_path: Path, write: Write) -> None:
    write("a.pdf", pdf(["可灵上线", "可灵出了新版，价格没变。"], title="可灵 2.0", author="李威"))
    (article,) = read(tmp_path).articles
    assert problems(tmp_path) == []
    assert (article.title, article.author) == ("可灵 2.0", "李威")
    assert article.body == "可灵上线\n\n可灵出了新版，价格没变。"
    assert article.date is not None
    assert article.date_inferred


def test_the_lines_of_a_pdf_become_paragraphs(tmp_path: Path, write: Write) -> None:
    lines = [
        "　可灵出了新版，价格没变，用户说视频更长了，画质",
        "也更好。",
        "　即梦也出了新版，但是价格涨了，他们说可灵便宜。",
        "　他们还说：可灵好用，价格没变，视频更长，画质好",
        "了，也更快。可灵又快又好便宜，视频更长，价格没变。",
        "可灵不错。",
        "The new model of Kling makes a longer video than exam-",
        "ple videos of the others, and it costs much, much less than",
        "the others do.",
    ]
    write("a.pdf", pdf(lines))
    assert read(tmp_path).articles[0].body.split("\n\n") == [
        "可灵出了新版，价格没变，用户说视频更长了，画质也更好。",
        "即梦也出了新版，但是价格涨了，他们说可灵便宜。",
        "他们还说：可灵好用，价格没变，视频更长，画质好"
        "了，也更快。可灵又快又好便宜，视频更长，价格没变。可灵不错。",
        "The new model of Kling makes a longer video than example videos of the others,"
        " and it costs much, much less than the others do.",
    ]


def test_page_numbers_and_running_heads_of_a_pdf_are_dropped(tmp_path: Path, write: Write) -> None:
    texts = ["可灵出了新版。", "价格没变。", "视频更长了。", "用户很高兴，这是说不上来的高兴。"]
    pages = [["窄播周刊", text, f"第 {at} 期", f"- {at} -"] for at, text in enumerate(texts, 1)]
    write("a.pdf", pdf(*pages))
    assert read(tmp_path).articles[0].body.split("\n\n") == texts


def test_a_sentence_goes_on_over_the_end_of_a_page(tmp_path: Path, write: Write) -> None:
    pages = [
        ["可灵出了新版，价格没变，用户说视频更", "1"],
        ["长了，画质也更好了，大家都很高兴，还", "2"],
    ]
    write("a.pdf", pdf(*pages))
    assert read(tmp_path).articles[0].body == "".join(page[0] for page in pages)


def test_a_pdf_with_a_password_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("a.pdf", pdf(["可灵。"], encrypt=StandardEncryption("secret")))
    assert problems(tmp_path) == ["articles/a.pdf: has a password"]


def test_a_pdf_without_text_is_a_problem(tmp_path: Path, write: Write) -> None:
    write("a.pdf", pdf([], []))
    assert problems(tmp_path) == ["articles/a.pdf: no text in it: a scan?"]


def test_a_word_document_is_read_with_its_headings_and_tables(tmp_path: Path, write: Write) -> None:
    def fill(document: Any) -> None:
        document.add_heading("可灵上线", 0)
        document.add_paragraph("前文。")
        document.add_heading("背景", 2)
        document.add_paragraph("一行\n二行")
        table = document.add_table(1, 3)
        table.cell(0, 0).text = "产品"
        table.cell(0, 1).merge(table.cell(0, 2)).text = "可灵"
        document.add_paragraph("后文。")

    write("a.docx", word(fill, title="可灵 2.0", author="李威"))
    (article,) = read(tmp_path).articles
    assert (article.title, article.author, article.date) == ("可灵 2.0", "李威", "2025-02-10")
    assert article.body == "可灵上线\n\n前文。\n\n背景\n\n一行\n二行\n\n产品 | 可灵\n\n后文。"
    assert [heading.text for heading in article.headings] == ["可灵上线", "背景"]


@pytest.mark.parametrize(
    "title", [None, " ", "Document1", "Microsoft Word - 稿.doc", "稿子.docx", "文档1", "无标题"]
)
@pytest.mark.parametrize("author", [None, "python-docx", "Administrator", "Microsoft Office 用户"])
def test_what_a_program_says_of_a_document_is_not_believed(
    title: str | None, author: str | None
) -> None:
    assert metadata_of(title, author) == {}


def test_what_a_person_says_of_a_document_is_believed() -> None:
    assert metadata_of("文档的可灵 ", "李威\0", "窄播", made="2025-02-10") == {
        "title": "文档的可灵",
        "author": "李威",
        "publisher": "窄播",
        "date": "2025-02-10",
        "date_inferred": "true",
    }


def test_an_epub_is_read_in_the_order_of_its_spine(tmp_path: Path, write: Write) -> None:
    said = (
        "<dc:title>可灵传</dc:title><dc:creator>李威</dc:creator>"
        "<dc:publisher>窄播</dc:publisher><dc:date>2025-02-10</dc:date>"
    )
    later = "<h2>后章</h2><p>可灵<ruby>好<rt>hao</rt></ruby>。<br/>即梦&nbsp;&mdash;也好。</p>"
    write("a.epub", epub(later, "<div>散文。<p>一段\n  话。</p>尾。</div>", said=said))
    (article,) = read(tmp_path).articles
    assert (article.title, article.author, article.publisher) == ("可灵传", "李威", "窄播")
    assert (article.date, article.date_inferred) == ("2025-02-10", False)
    assert article.body == ("散文。\n\n一段\n话。\n\n尾。\n\n后章\n\n可灵好。\n即梦 —也好。")
    assert [heading.text for heading in article.headings] == ["后章"]


def test_entities_of_a_book_are_never_resolved(tmp_path: Path, write: Write) -> None:
    (tmp_path / "secret.txt").write_text("秘密")
    doctype = (
        f'<!DOCTYPE html [<!ENTITY a "{"哈" * 1000}"><!ENTITY b "{"&a;" * 1000}">'
        f'<!ENTITY c SYSTEM "file://{tmp_path}/secret.txt">]>'
    )
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": '<package><manifest><item id="a" href="a.xhtml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>',
        "OPS/a.xhtml": page("<p>正文。&b;&c;尾。</p>", doctype),
    }
    write("a.epub", zipped(parts))
    assert read(tmp_path).articles[0].body == "正文。尾。"


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
def test_a_zip_bomb_is_a_problem(tmp_path: Path, write: Write, name: str) -> None:
    write(name, zipped({f"{part}.xml": bytes(office._UNPACKED // 10) for part in range(11)}))
    assert problems(tmp_path) == [f"articles/{name}: unpacks to more than 200 MB: it can't be read"]


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".epub"])
def test_a_damaged_document_is_a_problem(suffix: str) -> None:
    good = {".pdf": pdf(["可灵。"]), ".docx": word(lambda d: d.add_paragraph("可灵。"))}
    good[".epub"] = epub("<p>可灵。</p>")
    with Apart() as parser:
        for data in (b"", b"x", b"PK\x03\x04", b"%PDF-1.7\n", zipped({"a": "b"})):
            with pytest.raises(Unreadable, match=f"damaged, or no {suffix} file at all"):
                parser.read(suffix, data)
        assert parser.read(suffix, good[suffix]).paragraphs[0].text == "可灵。"


def test_a_parser_that_dies_is_one_problem_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Apart() as parser:
        assert parser.read(".pdf", pdf(["可灵。"])).paragraphs[0].text == "可灵。"
        assert parser._child is not None
        os.kill(parser._child.pid, signal.SIGSEGV)
        with pytest.raises(Unreadable, match="the parser died"):
            parser.read(".pdf", pdf(["可灵。"]))
        assert parser.read(".pdf", pdf(["即梦。"])).paragraphs[0].text == "即梦。"


def test_a_parser_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    with Apart() as parser:
        parser.read(".pdf", pdf(["可灵。"]))
        assert parser._child is not None
        os.kill(parser._child.pid, signal.SIGSTOP)
        with pytest.raises(Unreadable, match="took more than 1 s"):
            parser.read(".pdf", pdf(["可灵。"]))
        assert parser._child is None


def test_a_parser_that_wants_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def devour(data: bytes) -> Document:
        raise MemoryError

    monkeypatch.setattr(apart, "_reader", lambda suffix: devour)
    answer = json.loads(apart._answer(".pdf", b""))
    assert answer == {"wrong": "needs more than 1 GB: it can't be read"}


@pytest.mark.parametrize("answer", [b"{}", b"[]", b"1", b'{"metadata": 1}', b"\xff", b"[" * 99999])
def test_an_answer_that_no_honest_parser_gives_is_a_problem(answer: bytes) -> None:
    with pytest.raises(Unreadable, match="the parser died"):
        apart._document(answer + b"\n")


def test_a_chapter_that_a_book_names_again_is_read_once(tmp_path: Path, write: Write) -> None:
    parts: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": '<package><manifest><item id="a" href="a.xhtml"/></manifest>'
        "<spine>" + '<itemref idref="a"/>' * 9 + "</spine></package>",
        "OPS/a.xhtml": page("<p>正文。</p>"),
    }
    write("a.epub", zipped(parts))
    assert read(tmp_path).articles[0].body == "正文。"


def test_one_process_reads_many_files() -> None:
    with Apart() as parser:
        parser.read(".pdf", pdf(["可灵。"]))
        first = parser._child
        parser.read(".epub", epub("<p>可灵。</p>"))
        assert parser._child is first
    assert first is not None
    assert first.returncode is not None


def test_no_process_is_begun_where_no_document_is(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "可灵。".encode())
    monkeypatch.setattr(subprocess, "Popen", None)
    assert len(read(tmp_path).articles) == 1


def test_a_missing_library_is_told_once(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.pdf", "b.docx", "c.pdf", "d.txt"):
        write(name, "可灵。".encode())
    monkeypatch.setattr(apart, "find_spec", lambda name: None)
    found = read(tmp_path)
    assert [article.id for article in found.articles] == ["d"]
    assert [str(problem) for problem in found.problems] == [
        "articles/a.pdf: not read: 2 .pdf, 1 .docx: they need the extra chuchu[documents]"
    ]
