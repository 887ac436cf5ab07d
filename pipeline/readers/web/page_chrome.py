"""What of a web page is not its content: menus, banners, cookie bars, hidden parts, the links of council information
systems."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

from griffier.pipeline.readers.web.styles import Styles

SKIPPED = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "math",
        "head",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "iframe",
        "map",
    }
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "noscript",
    ]
)

LAYOUT = frozenset({"div", "section", "article", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that make a list item a piece of layout rather than a line with a bullet."""

_CHROME_TAGS = frozenset({"nav", "aside", "noscript", "button", "select", "option", "dialog", "input", "textarea"})
_CHROME_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "complementary",
        "toolbar",
    }
)
_CHROME_NAMES = re.compile(
    r"(?:^|[-_ ])(?:cookie\w*|consent|navbar|nav|navigation|navigatie|menu|mainmenu|submenu|hoofdmenu|breadcrumbs?"
    r"|kruimelpad|"
    r"skip-?links?|sidebar|"
    r"share|sharing|social|socialmedia|delen|pagination|paginering|site-?header|site-?footer|page-?footer|footer"
    r"|topbar|toolbar|modal|popup|banner|"
    r"sr-only|nonvisual|visually-?hidden|screen-?reader(?:-text)?|print-?button|readspeaker|back-?to-?top"
    r"|toplink)(?:$|[-_ ])",
    re.I,
)
_ICON_LINK = re.compile(r"(?:^|[-_ ])(?:btn|button|icon|play|film|print|share|bijlage)(?:$|[-_ ])", re.I)
_CONTENT = frozenset({"main", "article"})
_ENOUGH = 200
"""Characters: an element that claims to be the main content must hold as many, or a fifth of the page."""


def unfolds(element: HtmlElement) -> bool:
    """True for the words with which a reader opens a section that is folded: its heading."""
    if element.tag == "summary":
        return True
    return (
        element.tag == "button" and element.get("aria-expanded") is not None and " " in element.text_content().strip()
    )


def _is_folded(element: HtmlElement) -> bool:
    """True for a section that the element before it unfolds."""
    before = element.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    return unfolds(before) or any(unfolds(button) for button in before.iter("button"))


def chrome_of(root: HtmlElement, styles: Styles) -> frozenset[HtmlElement]:
    """The outermost elements that are chrome.

    Tags, roles and hidden parts are believed first, class names and ids only where they leave the page its content: a
    `<body class="has-sidebar">` is no sidebar.
    """
    sizes = _sizes(root)
    total = sizes.get(root, 0)
    main = _main(root, sizes, total)
    for named in (True, False):
        chrome = _collect(root, sizes, total, main, named, styles)
        left = total - sum(sizes.get(element, 0) for element in chrome)
        if left >= min(_ENOUGH, 0.1 * total) and left > 0:
            return chrome
    return frozenset()


def _sizes(root: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of visible text under each element."""
    sizes: dict[HtmlElement, int] = {}
    stack: list[int] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if element.tag in SKIPPED:
                walker.skip_subtree()
            stack.append(_length(element.text) if element.tag not in SKIPPED else 0)
        else:
            size = stack.pop()
            sizes[element] = size
            if stack:
                stack[-1] += size + _length(element.tail)
    return sizes


def _length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def _main(root: HtmlElement, sizes: dict[HtmlElement, int], total: int) -> HtmlElement | None:
    """The one element that says that it is the main content, if it holds enough."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1 and sizes.get(found[0], 0) >= min(_ENOUGH, 0.2 * total) > 0:
            return found[0]
    return None


def _collect(
    root: HtmlElement,
    sizes: dict[HtmlElement, int],
    total: int,
    main: HtmlElement | None,
    named: bool,
    styles: Styles,
) -> frozenset[HtmlElement]:
    around = set(main.iterancestors()) if main is not None else set()
    chrome: list[HtmlElement] = []
    inside = 0
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            inside -= tag in _CONTENT or element is main
            continue
        if tag in SKIPPED or not tag:
            walker.skip_subtree()
            continue
        inside += tag in _CONTENT or element is main
        if element in around or element is main:
            continue
        outside = main is not None and not inside and _holds_no_title(element, tag)
        if outside or _is_hidden(element, tag, styles) or _is_chrome(element, tag, bool(inside), named, sizes, total):
            chrome.append(element)
            walker.skip_subtree()
            inside -= tag in _CONTENT
    return frozenset(chrome)


def _holds_no_title(element: HtmlElement, tag: str) -> bool:
    return tag not in ("html", "body", "h1") and element.find(".//h1") is None


def _is_hidden(element: HtmlElement, tag: str, styles: Styles) -> bool:
    """Hidden spans inside a line are left to the writer: they do not break it."""
    return tag not in ("html", "body", "span") and styles.hides(element) and not _is_folded(element)


def _is_chrome(
    element: HtmlElement, tag: str, inside: bool, named: bool, sizes: dict[HtmlElement, int], total: int
) -> bool:
    if tag in ("html", "body"):
        return False
    if (tag in _CHROME_TAGS and not (inside and unfolds(element))) or (
        element.get("role") or ""
    ).lower() in _CHROME_ROLES:
        return True
    if tag == "header" and not inside:
        return element.find(".//h1") is None
    if tag == "footer" and not inside:
        return True
    if not named:
        return False
    return _is_named_chrome(element, tag, sizes.get(element, 0) < 0.5 * total)


def _is_named_chrome(element: HtmlElement, tag: str, small: bool) -> bool:
    """Do its class or id say that it is chrome, and does it hold nothing of the page's content?"""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if tag == "a" and _ICON_LINK.search(names.replace("_", "-")):
        return True
    if not small or not _CHROME_NAMES.search(names):
        return False
    return all(element.find(f".//{inside}") is None for inside in ("h1", "main", "article"))
