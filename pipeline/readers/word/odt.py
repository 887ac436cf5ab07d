"""OpenDocument text (.odt): paragraphs, headings, lists with their numbers, tables, frames, notes, headers and footers.

Element names follow OpenDocument 1.3 part 3. List labels are stored in styles, not in the text: they are counted here.
"""

from __future__ import annotations

from lxml import etree

from griffier.pipeline.errors import DamagedError, EncryptedError
from griffier.pipeline.readers.canonical_text import CellText, Flow
from griffier.pipeline.readers.inline_marks import in_layer, raised
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.ordinals import ordinal
from griffier.pipeline.readers.word.zip_xml import Package
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document, Layer

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _STYLE, _DRAW = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "office", "style", "drawing")
)
_DC = "{http://purl.org/dc/elements/1.1/}"
_GONE = frozenset(
    {
        _TEXT + "tracked-changes",
        _TEXT + "sequence-decls",
        _OFFICE + "annotation",
        _OFFICE + "forms",
        _TEXT + "note-citation",
        _TEXT + "hidden-text",
        _TEXT + "placeholder",
    }
)
_MOST_REPEATS = 64
"""Repeated empty cells and rows of a table fill it to the page's edge: more than this say nothing."""


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size. Raises DamagedError, EncryptedError, TooLargeError, EmptyFileError."""
    package = Package(source.data, options.limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.bytes("META-INF/manifest.xml"):
        raise EncryptedError(
            "the document is behind a password", remedy="Open it, remove the password, save it and run again."
        )
    content = package.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DamagedError("the OpenDocument file has no text body")
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    flow = Flow(options.limits)
    writer = _Writer(flow, _list_levels(content, styles), _looks(content, styles))
    for part in _furniture(styles, "header"):
        writer.write(part, Layer.HEADER)
    writer.write(body, Layer.BODY)
    for note in writer.notes:
        writer.write(note, Layer.FOOTNOTE)
    for part in _furniture(styles, "footer"):
        writer.write(part, Layer.FOOTER)
    return flow.document(media_type, _properties(package))


def _furniture(styles: etree._Element | None, which: str) -> list[etree._Element]:
    """Headers or footers of the page styles, each wording once."""
    seen: set[str] = set()
    out: list[etree._Element] = []
    for name in (which, f"{which}-left", f"{which}-first"):
        for part in () if styles is None else styles.iter(_STYLE + name):
            words = " ".join("".join(part.itertext()).split())
            if words and words not in seen:
                seen.add(words)
                out.append(part)
    return out


def _list_levels(*roots: etree._Element | None) -> dict[str, dict[int, etree._Element]]:
    """List style -> level -> its definition."""
    found: dict[str, dict[int, etree._Element]] = {}
    for root in roots:
        for style in () if root is None else root.iter(_TEXT + "list-style"):
            levels = {_whole(level.get(_TEXT + "level"), 1): level for level in style}
            found[style.get(_STYLE + "name") or ""] = levels
    return found


def _properties(package: Package) -> dict[str, str]:
    meta = package.xml("meta.xml") if "meta.xml" in package else None
    if meta is None:
        return {}
    found = {
        key: " ".join((meta.findtext(f".//{_DC}{tag}") or "").split())
        for key, tag in (("title", "title"), ("author", "creator"))
    }
    return {key: value for key, value in found.items() if value}


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default


class _Writer:
    def __init__(self, flow: Flow, lists: dict[str, dict[int, etree._Element]], looks: dict[str, str]) -> None:
        self._flow = flow
        self._lists = lists
        self._looks = looks
        self._ended: dict[str, int] = {}
        self.notes: list[etree._Element] = []

    def write(self, container: etree._Element, layer: Layer) -> None:
        """All blocks of a body, section, frame, header or note."""
        for element in container:
            if element.tag in _GONE or self._is_hidden(element):
                continue
            if element.tag in (_TEXT + "p", _TEXT + "h"):
                self._paragraph(element, layer, "")
            elif element.tag == _TEXT + "list":
                self._list(element, layer, 1, None, [])
            elif element.tag == _TABLE + "table":
                self._table(element, layer)
            else:
                self.write(element, layer)

    def _is_hidden(self, element: etree._Element) -> bool:
        """A section or paragraph that is not shown, by its own word, its style, or a field inside it."""
        look = self._looks.get(element.get(_TEXT + "style-name") or "")
        if look == "hidden" or element.get(_TEXT + "display") == "none":
            return True
        hider = element.find(_TEXT + "hidden-paragraph")
        return hider is not None and hider.get(_TEXT + "is-hidden") == "true"

    def _paragraph(self, p: etree._Element, layer: Layer, label: str) -> None:
        if self._is_hidden(p):
            return
        frames: list[etree._Element] = []
        text = self._text(p, frames)
        if label and text.strip():
            self._flow.line(f"{label} {text}", layer)
        else:
            level = _whole(p.get(_TEXT + "outline-level"), 1) if p.tag == _TEXT + "h" else 0
            self._flow.block(text, layer, min(level, 9) if layer is Layer.BODY else 0)
        for frame in frames:
            self.write(frame, layer)

    def _list(self, element: etree._Element, layer: Layer, depth: int, inherited: str | None, above: list[int]) -> None:
        style = element.get(_TEXT + "style-name") or inherited or ""
        definition = self._lists.get(style, {}).get(depth)
        number = _whole(definition.get(_TEXT + "start-value"), 1) if definition is not None else 1
        if element.get(_TEXT + "continue-numbering") == "true":
            number = self._ended.get(f"{style}/{depth}", number - 1) + 1
        for item in element:
            if item.tag not in (_TEXT + "list-item", _TEXT + "list-header"):
                continue
            number = _whole(item.get(_TEXT + "start-value"), number)
            label = (
                _label(definition, [*above, number], self._lists.get(style, {}))
                if item.tag == _TEXT + "list-item"
                else ""
            )
            for child in item:
                if child.tag == _TEXT + "list":
                    self._list(child, layer, depth + 1, style, [*above, number])
                elif child.tag in (_TEXT + "p", _TEXT + "h"):
                    self._paragraph(child, layer, label)
                    label = ""
            number += item.tag == _TEXT + "list-item"
        self._ended[f"{style}/{depth}"] = number - 1

    def _table(self, table: etree._Element, layer: Layer) -> None:
        rows: list[list[CellText]] = []
        for row in table.iter(_TABLE + "table-row"):
            if next((a for a in row.iterancestors(_TABLE + "table")), table) is not table:
                continue
            cells: list[CellText] = []
            for cell in row:
                if cell.tag != _TABLE + "table-cell":
                    continue
                one = CellText(
                    self._cell(cell),
                    _whole(cell.get(_TABLE + "number-columns-spanned"), 1),
                    _whole(cell.get(_TABLE + "number-rows-spanned"), 1),
                )
                cells.extend([one] * min(_MOST_REPEATS, _whole(cell.get(_TABLE + "number-columns-repeated"), 1)))
            repeats = _whole(row.get(_TABLE + "number-rows-repeated"), 1)
            rows.extend([cells] * (min(_MOST_REPEATS, repeats) if any(c.text.strip() for c in cells) else 1))
        if len(rows) == 1 and len(rows[0]) == 1:
            for cell in table.iter(_TABLE + "table-cell"):
                self.write(cell, layer)
            return
        self._flow.table(rows, layer)

    def _cell(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        for element in cell.iter(_TEXT + "p", _TEXT + "h"):
            pieces.append(self._text(element, []))
        return "\n".join(pieces)

    def _text(self, p: etree._Element, frames: list[etree._Element]) -> str:
        """The visible text of a paragraph; frames that are anchored in it go to `frames`, its notes to `notes`."""
        pieces: list[str] = [p.text or ""]
        stack = [(iter(p), "", "")]
        while stack:
            children, tail, look = stack[-1]
            element = next(children, None)
            if element is None:
                stack.pop()
                pieces.append(_shown(tail, stack[-1][2] if stack else ""))
                continue
            after = _shown(element.tail or "", look)
            own = self._looks.get(element.get(_TEXT + "style-name") or "", "") if element.tag == _TEXT + "span" else ""
            if (whole := self._apart(element, frames, own)) is not None:
                pieces += [whole, after]
            else:
                pieces.append(_shown(element.text or "", own or look))
                stack.append((iter(element), element.tail or "", own or look))
        return "".join(pieces)

    def _apart(self, element: etree._Element, frames: list[etree._Element], look: str) -> str | None:
        """The text of an element whose content is no running text of its paragraph: blanks, notes, frames, what is not
        shown. None for any other element."""
        if element.tag == _TEXT + "note":
            self.notes.extend(element.iter(_TEXT + "note-body"))
        elif element.tag == _DRAW + "text-box":
            frames.append(element)
        elif element.tag not in _GONE and isinstance(element.tag, str) and look != "hidden":
            return _blank(element)
        return ""


def _looks(*roots: etree._Element | None) -> dict[str, str]:
    """Style -> "hidden", "struck" or "raised", of the text styles that say one of these."""
    found: dict[str, str] = {}
    for root in roots:
        for style in () if root is None else root.iter(_STYLE + "style"):
            properties = style.find(_STYLE + "text-properties")
            if properties is None:
                continue
            through = properties.get(_STYLE + "text-line-through-style", "none")
            if properties.get(_TEXT + "display") == "none":
                found[style.get(_STYLE + "name") or ""] = "hidden"
            elif through != "none" or properties.get(_STYLE + "text-line-through-type", "none") != "none":
                found[style.get(_STYLE + "name") or ""] = "struck"
            elif (properties.get(_STYLE + "text-position") or "").startswith(("super", "33%")):
                found[style.get(_STYLE + "name") or ""] = "raised"
    return found


def _shown(text: str, look: str) -> str:
    if look == "struck":
        return in_layer(text, Layer.STRUCK)
    return raised(text) if look == "raised" else text


def _blank(element: etree._Element) -> str | None:
    """Blanks, tabs and line breaks, which are elements of their own; None for any other element."""
    if element.tag == _TEXT + "s":
        return " " * min(200, _whole(element.get(_TEXT + "c"), 1))
    return {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}.get(str(element.tag))


def _label(definition: etree._Element | None, numbers: list[int], levels: dict[int, etree._Element]) -> str:
    """The bullet or number before a list item."""
    depth = len(numbers)
    if definition is None or definition.tag != _TEXT + "list-level-style-number":
        return "•-*"[min(depth, 3) - 1]
    style = definition.get(_STYLE + "num-format")
    if not style:
        return ""
    shown = max(1, min(depth, _whole(definition.get(_TEXT + "display-levels"), 1)))
    parts: list[str] = []
    for level in range(depth - shown + 1, depth + 1):
        own = levels.get(level)
        parts.append(
            ordinal(numbers[level - 1], (own.get(_STYLE + "num-format") if own is not None else None) or style)
        )
    return (
        (definition.get(_STYLE + "num-prefix") or "") + ".".join(parts) + (definition.get(_STYLE + "num-suffix") or "")
    )
