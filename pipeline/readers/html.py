"""Web pages and pieces of them: blocks, headings, lists and tables, with menus, cookie bars and hidden parts as boilerplate."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from griffier.pipeline.errors import DamagedError, EmptyFileError, UnsupportedError
from griffier.pipeline.readers.decoding import BOMS, clean, decode
from griffier.pipeline.readers.flow import Flow
from griffier.pipeline.reading import ReadOptions
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]{2,40})", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.S)
_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_BULLETED = re.compile(r"(?:[•·▪●◦*–—-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s)")

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LABEL = re.compile(r"\d{1,3}(?:[.]\d{1,3}){0,3}[.)]?[a-z]?[.)]?|[a-z][.)]|[IVX]{1,6}[.)]")
"""A number that stands in a block of its own before the title that it numbers, as council information systems lay out agendas."""


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises EmptyFileError for a page without text, TooLargeError over the limits."""
    text, encoding = page_text(source.data)
    flow = Flow(options.limits)
    title = write_page(text, flow)
    properties = {"encoding": encoding}
    if title:
        properties["title"] = title
    return flow.document(media_type, properties)


def page_text(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """A page's markup and its encoding: byte order mark, then UTF-8 where it fits, then what the page says of itself."""
    if declared is None and not any(data.startswith(mark) for mark, _ in BOMS):
        found = _DECLARED.search(data[:4096])
        declared = (found[1] or found[2]).decode("ascii") if found else None
    decoded = decode(data, declared)
    if decoded is None:
        raise UnsupportedError("the bytes are of no format that is known")
    return decoded.text, decoded.encoding


def write_page(markup: str, flow: Flow) -> str:
    """Write a page's text into `flow`; returns its `<title>`. Without network, entities or recursion."""
    markup = _XML_DECLARATION.sub("", clean(markup))
    if not markup.strip():
        raise EmptyFileError("the page is empty")
    try:
        root = document_fromstring(
            markup, parser=HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        )
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DamagedError(f"the page cannot be parsed: {error}") from error
    title = " ".join((root.findtext(".//title") or "").split())
    layers = _Layers(root)
    before = flow._at
    _Writer(flow, layers, flow.limits.nesting).walk(root)
    if flow._at == before and title:
        flow.block(title, heading=1)
    return title
