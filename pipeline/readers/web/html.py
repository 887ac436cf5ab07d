"""Web pages and pieces of them: blocks, headings, lists and tables, with menus, cookie bars and hidden parts as
boilerplate."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from griffier.pipeline.errors import DamagedError, EmptyFileError, TooLargeError, UnsupportedError
from griffier.pipeline.readers.canonical_text import CellText, Flow
from griffier.pipeline.readers.decoding import BOMS, clean, decode
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.ordinals import ordinal
from griffier.pipeline.readers.web.page_chrome import BLOCKS, LAYOUT, SKIPPED, chrome_of, unfolds
from griffier.pipeline.readers.web.styles import Styles
from griffier.pipeline.readers.web.text_chrome import is_chrome
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})"
    rb"|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{2,40})",
    re.I,
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.S)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_BULLETED = re.compile(r"(?:[•·▪●◦*–—-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s)")

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_TABLE_ROLES, _CELL_ROLES = ("table", "grid", "treegrid"), ("cell", "gridcell", "columnheader", "rowheader")
_LABEL = re.compile(r"\d{1,3}(?:[.]\d{1,3}){0,3}[.)]?[a-z]?[.)]?|[a-z][.)]|[IVX]{1,6}[.)]")
"""A number that stands in a block of its own before the title that it numbers, as council information systems lay out
agendas."""


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises EmptyFileError for a page without text, TooLargeError over the limits."""
    text, encoding = page_text(source.data)
    flow = Flow(options.limits)
    title = write_page(text, flow, named=True)
    properties = {"encoding": encoding}
    if title:
        properties["title"] = title
    return flow.document(media_type, properties)


def page_text(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """A page's markup and its encoding: byte order mark, then UTF-8 where it fits, then what the page says of
    itself."""
    if declared is None and not any(data.startswith(mark) for mark, _ in BOMS):
        found = _DECLARED.search(data[:4096])
        declared = (found[1] or found[2]).decode("ascii") if found else None
    decoded = decode(data, declared)
    if decoded is None:
        raise UnsupportedError("the bytes are of no format that is known")
    return decoded.text, decoded.encoding


def write_page(markup: str, flow: Flow, *, named: bool = False) -> str:
    """Write a page's text into `flow`; returns its `<title>`, which stands above the text where `named` says so: a
    page of a site often says only there of what report and town it is. Without network, entities or recursion."""
    markup = _XML_DECLARATION.sub("", clean(markup))
    if not markup.strip():
        raise EmptyFileError("the page is empty")
    if len(markup) > flow.limits.characters:
        raise TooLargeError(f"the page has {len(markup):,} characters; the limit is {flow.limits.characters:,}")
    parser = HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DamagedError(f"the page cannot be parsed: {error}") from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        # libxml2 stops reading there: what follows would be lost in silence.
        raise TooLargeError("the page nests more than 2,048 elements", remedy="Print the page to PDF and give that.")
    title = " ".join((root.findtext(".//title") or "").split())
    styles = Styles(root)
    if named and title:
        flow.block(title, Layer.BOILERPLATE)
    _Writer(flow, chrome_of(root, styles), styles).walk(root)
    return title


class _Writer:
    """Walks a tree once, without recursion: inline text gathers in a buffer that each block's edge empties."""

    def __init__(self, flow: Flow, chrome: frozenset[HtmlElement], styles: Styles, *, framed: bool = False) -> None:
        self._flow = flow
        self._framed = framed
        self._chrome = chrome
        self._styles = styles
        self._buffer: list[str] = []
        self._off = 0
        self._heading = self._level = self._folds = 0
        self._prefix = ""
        self._label = ""
        self._lists: list[_List] = []
        self._term = ""
        self._pre = 0

    def walk(self, root: HtmlElement) -> None:
        """Write all of it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in SKIPPED or not tag:
                    if tag == "iframe":
                        self._frame(element.get("srcdoc") or "")
                    walker.skip_subtree()
                    continue
                if self._begin(element, tag):
                    walker.skip_subtree()
            else:
                if tag and tag not in SKIPPED:
                    self._finish(element, tag)
                if element.tail and element is not root:
                    self._buffer.append(element.tail)
        self._flush()
        self._drop_label()

    def _frame(self, markup: str) -> None:
        """A page that stands whole in a frame of this one, its own frames left out."""
        if not markup.strip() or self._framed:
            return
        self._flush()
        root = document_fromstring(clean(markup), parser=HTMLParser(no_network=True, remove_comments=True))
        styles = Styles(root)
        _Writer(self._flow, chrome_of(root, styles), styles, framed=True).walk(root)

    def _begin(self, element: HtmlElement, tag: str) -> bool:
        """Open an element; True where its whole subtree is dealt with."""
        if tag == "br":
            self._buffer.append("\x02")
        elif tag == "img":
            return False
        if tag not in BLOCKS and (inline := self._styles.inline(element)) is not None:
            self._buffer.append(inline)
            return True
        if tag in BLOCKS or element in self._chrome or unfolds(element):
            self._flush()
        self._off += element in self._chrome
        if is_table(element) and is_data_table(element):
            self._table(element)
            return True
        self._open(element, tag)
        if element.text:
            self._buffer.append(element.text)
        return False

    def _table(self, element: HtmlElement) -> None:
        for caption in element.iter("caption"):
            self._buffer.append(cell_text(caption, self._styles))
            self._flush()
        self._drop_label()
        self._flow.table(table_rows(element, self._styles), Layer.BOILERPLATE if self._off else Layer.BODY)

    def _open(self, element: HtmlElement, tag: str) -> None:
        """What holds for the text inside: a heading, a list and its items, printed blanks."""
        if tag in _HEADINGS:
            self._heading = self._level = _HEADINGS[tag]
            self._folds = 0 if self._level < self._folds else self._folds
        elif unfolds(element):  # folded sections stand beside each other under one heading
            self._folds = self._folds or min(self._level + 1, 6)
            self._heading = self._heading or self._folds
        elif tag in ("ul", "ol", "menu"):
            self._lists.append(_List(tag == "ol", _whole(element.get("start"), 1), element.get("type") or "1"))
        elif tag == "li" and self._lists:
            self._prefix = self._lists[-1].next(element, len([x for x in self._lists if not x.ordered]))
        elif tag == "pre":
            self._pre += 1

    def _finish(self, element: HtmlElement, tag: str) -> None:
        if is_table(element) and is_data_table(element):
            pass
        elif tag == "dt":
            self._term = self._take()
            return
        elif tag in BLOCKS or element in self._chrome or unfolds(element):
            self._flush()
        if element in self._chrome:
            self._off -= 1
        if tag in _HEADINGS or unfolds(element):
            self._heading = 0
        elif tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._prefix = ""
        elif tag == "pre":
            self._pre -= 1

    def _take(self) -> str:
        raw, self._buffer = "".join(self._buffer), []
        text = raw if self._pre else _SPACES.sub(" ", raw)
        return "\n".join(part.strip() for part in text.split("\x02")).strip("\n")

    def _flush(self) -> None:
        text = self._take()
        if not text.strip():
            return
        if self._term:
            term, self._term = self._term, ""
            self._write(f"{term} {text}" if term.endswith(":") else f"{term}: {text}", line=True)
            return
        if self._off or is_chrome(text):
            self._drop_label()
            self._flow.block(text, Layer.BOILERPLATE)
            return
        if not self._prefix and not self._heading and not self._lists_numbered() and _LABEL.fullmatch(text.strip()):
            self._drop_label()
            self._label = text.strip()
            return
        self._write(text, line=bool(self._prefix))

    def _write(self, text: str, line: bool) -> None:
        label, self._label = self._label, ""
        prefix, self._prefix = self._prefix, ""
        if prefix and not _BULLETED.match(text) and not _numbers_itself(prefix, text):
            text = f"{prefix} {text}"
        if label:
            text = f"{label} {text}"
        layer = Layer.BOILERPLATE if self._off else Layer.BODY
        if line:
            self._flow.line(text, layer)
        else:
            self._flow.block(text, layer, self._heading)

    def _lists_numbered(self) -> bool:
        return bool(self._lists) and self._lists[-1].ordered

    def _drop_label(self) -> None:
        """A number that no title followed stands for itself."""
        if self._label:
            label, self._label = self._label, ""
            self._flow.block(label)
        if self._term:
            term, self._term = self._term, ""
            self._flow.block(term)


class _List:
    """A list that is open: its kind and its next number."""

    def __init__(self, ordered: bool, start: int, style: str) -> None:
        self.ordered = ordered
        self._number = start
        self._style = style

    def next(self, item: HtmlElement, depth: int) -> str:
        """The bullet or number before an item. "" for an item that is laid out as blocks of its own."""
        if not self.ordered:
            laid_out = any(child.tag in LAYOUT for child in item.iterdescendants() if isinstance(child.tag, str))
            return "" if laid_out else "•-*"[min(depth, 3) - 1]
        number = _whole(item.get("value"), self._number)
        self._number = number + 1
        return f"{ordinal(number, self._style)}."


def _numbers_itself(prefix: str, text: str) -> bool:
    """Whether an item prints its number ("3 Begroting", "3.1 Bijlage"): what the list would number it is then not
    shown."""
    printed = re.match(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?[a-z]?\s", text)
    return printed is not None and ("." in printed[1] or printed[1] == prefix.rstrip("."))


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 7 else default


def is_table(element: HtmlElement) -> bool:
    """A table by its tag, or by the role that a page gives to other elements."""
    return element.tag == "table" or element.get("role") in _TABLE_ROLES


def is_data_table(table: HtmlElement) -> bool:
    """A table of cells, not of layout: two columns somewhere, no table inside, no cell that holds a page's worth of
    blocks."""
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return False
    wide = 0
    for cells in _rows(table):
        wide = max(wide, len(cells))
        if any(len(cell.xpath("./p|./div|./ul|./ol|./h1|./h2|./h3|./h4")) > 3 for cell in cells):
            return False
    return wide > 1


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """The cells of each row, by their tags; by their roles where the table is one by its role."""
    if table.tag == "table":
        return [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = (element for element in table.iter() if element.get("role") == "row")
    return [[cell for cell in row.iter() if cell.get("role") in _CELL_ROLES] for row in rows]


def table_rows(table: HtmlElement, styles: Styles) -> list[list[CellText]]:
    """The rows of a table, each cell with its text in one line."""
    return [
        [CellText(cell_text(cell, styles), _span(cell, "col"), _span(cell, "row")) for cell in cells]
        for cells in _rows(table)
    ]


def _span(cell: HtmlElement, way: str) -> int:
    """Over how many columns or rows a cell reaches."""
    return _whole(cell.get(f"{way}span") or cell.get(f"aria-{way}span"), 1)


def cell_text(cell: HtmlElement, styles: Styles) -> str:
    """All visible text of a cell, a line break where a block or a line ends."""
    pieces: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element.tag in SKIPPED:
                walker.skip_subtree()
                continue
            if element is not cell and (inline := styles.inline(element)) is not None:
                pieces.append(inline)
                walker.skip_subtree()
                continue
            pieces.append("\n" if element.tag in BLOCKS or element.tag == "br" else "")
            pieces.append(_SPACES.sub(" ", element.text or ""))
        elif element is not cell:
            pieces.append("\n" if element.tag in BLOCKS else "")
            pieces.append(_SPACES.sub(" ", element.tail or ""))
    return "".join(pieces)
