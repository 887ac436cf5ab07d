"""What the site needs that the repository keeps elsewhere: pages of its root, and the list of decisions.

MkDocs calls these functions by their names (`hooks` in mkdocs.yml). Links that lead out of `docs/` on a page of the
repository are turned to the pages of the site; those to source files become plain words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
ROOT = HERE.parent
FROM_ROOT = {"contributing.md": ROOT / "CONTRIBUTING.md", "changelog.md": ROOT / "CHANGELOG.md"}
_LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are not in docs/."""
    for name, source in FROM_ROOT.items():
        files.append(File.generated(config, name, content=source.read_text("utf-8")))
    files.append(File.generated(config, "decisions.md", content=_decisions()))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Links as the site has them."""
    folder = ROOT if page.file.src_uri in FROM_ROOT else HERE / Path(page.file.src_uri).parent

    def turned(match: re.Match[str]) -> str:
        words, link, anchor = match[1], match[2], match[3] or ""
        target = (folder / link).resolve()
        name = next((name for name, source in FROM_ROOT.items() if source == target), None)
        if target == HERE / "decisions":
            name = "decisions.md"
        if name is None and target.is_relative_to(HERE) and target.suffix:
            name = target.relative_to(HERE).as_posix()
        if name is None:
            return words
        ups = "../" * page.file.src_uri.count("/")
        return f"[{words}]({ups}{name}{anchor})"

    return _LINK.sub(turned, markdown)


def _decisions() -> str:
    """The list of the decisions, by their titles."""
    rows = []
    for file in sorted((HERE / "decisions").glob("*.md")):
        title = file.read_text("utf-8").splitlines()[0].removeprefix("# ")
        rows.append(f"- [{title}](decisions/{file.name})")
    return "\n".join(["# Decisions", "", "Why it is built as it is.", "", *rows, ""])
