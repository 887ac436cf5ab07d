"""The folder of review pages: an index, a page a document, its pages as pictures. Opens without a network."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from griffier.pipeline.errors import GriffierError
from griffier.pipeline.inner_files import open_source
from griffier.pipeline.page_frame.page_skeleton import templates
from griffier.pipeline.page_pictures import page_pictures
from griffier.pipeline.review.addable_fields import lists_of, scalars_of
from griffier.pipeline.review.paper import Json, Value, fields_of, pages_of, tables_of, urgency, values_of
from griffier.pipeline.wording import in_language

DPI = 110
"""Resolution of the pictures: letters of 8 points are legible."""

SHARED = ("review.css", "marks.js", "paper.js", "index.js")
"""The files that all pages use."""


@dataclass
class Row:
    """A record as the index shows it."""

    key: str
    href: str
    title: str
    path: str
    kind: str
    municipality: str
    date: str
    values: int
    doubtful: int
    unread: int
    urgency: int
    findings: list[tuple[str, int]] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The codes of its findings."""
        return [code for code, _ in self.findings]

    @classmethod
    def of(cls, record: Json, values: Sequence[Value], href: str) -> Row:
        """What the index shows of a record and its values."""
        counted = Counter(finding["code"] for finding in record["findings"] if finding["severity"] != "info")
        return cls(
            key=f"{record['id']} {record['source']['path']}",
            href=href,
            title=record.get("title") or Path(record["source"]["path"]).name,
            path=record["source"]["path"],
            kind=record["kind"],
            municipality=(record.get("municipality") or {}).get("name") or "",
            date=record.get("date") or "",
            values=len(values),
            doubtful=sum(value.doubt == "low" for value in values),
            unread=(record.get("coverage") or {}).get("unread", 0),
            urgency=urgency(record, values),
            findings=sorted(counted.items()),
        )


@cache
def wording(lang: str) -> Json:
    """What the pages say in a language: `nl` or `en`."""
    text = files("griffier.pipeline.review").joinpath("wording.toml").read_text("utf-8")
    return {
        name: in_language(told, lang)
        if isinstance(told, str)
        else {inner: in_language(words, lang) for inner, words in told.items()}
        for name, told in tomllib.loads(text).items()
    }


@dataclass(frozen=True)
class Reviewed:
    """One record to write a page of: `text` is the canonical text of its file."""

    record: Json
    text: str
    name: str


def write_shared(folder: Path) -> None:
    """The style and the scripts. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        folder.joinpath(name).write_text(
            files("griffier.pipeline.review").joinpath(name).read_text("utf-8"), encoding="utf-8"
        )


def write_page(folder: Path, one: Reviewed, before: str | None, after: str | None, lang: str) -> Row:
    """The page of one record and its pictures. Returns its row of the index. Raises OSError."""
    record, values = one.record, values_of(one.record)
    data = {
        "id": record["id"],
        "path": record["source"]["path"],
        "sha256": record["source"]["sha256"],
        "record": {key: value for key, value in record.items() if key != "evidence"},
        "evidence": record["evidence"],
        "values": [value.as_json() for value in values],
        "order": fields_of(record),
        "tables": tables_of(record),
        "pages": list(_pages(folder, one)),
        "text": one.text,
        "lists": lists_of(record["kind"]),
        "scalars": scalars_of(record["kind"]),
    }
    row = Row.of(record, values, f"{one.name}.html")
    page = templates("griffier.pipeline.review").get_template("paper.html.j2")
    links = {"before": before, "after": after}
    about = {"title": row.title, "path": row.path, "kind": row.kind}
    told = page.render(lang=lang, words=wording(lang), data=data, **about, **links)
    folder.joinpath(row.href).write_text(told, encoding="utf-8")
    return row


def write_index(folder: Path, rows: Sequence[Row], lang: str) -> None:
    """The list of all documents, those that need a look first on top. Raises OSError."""
    ordered = sorted(rows, key=lambda row: (-row.urgency, row.path, row.href))
    told = (
        templates("griffier.pipeline.review")
        .get_template("index.html.j2")
        .render(
            lang=lang,
            title=wording(lang)["review"],
            words=wording(lang),
            rows=ordered,
            kinds=sorted({row.kind for row in rows}),
            towns=sorted({row.municipality for row in rows if row.municipality}),
            codes=sorted({code for row in rows for code in row.codes}),
        )
    )
    folder.joinpath("index.html").write_text(told, encoding="utf-8")


def names_of(records: Sequence[Json]) -> list[str]:
    """A name for the page of each record: its id, with a count where two files have the same content."""
    seen: Counter[str] = Counter()
    out = []
    for record in records:
        seen[record["id"]] += 1
        count = seen[record["id"]]
        out.append(record["id"] if count == 1 else f"{record['id']}.{count}")
    return out


def neighbours(names: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """The page before and the page after each."""
    links = [None, *(f"{name}.html" for name in names), None]
    yield from zip(links, links[2:], strict=False)


def _pages(folder: Path, one: Reviewed) -> Iterator[Json]:
    """The pages of a document, with a picture where the file is still there as it was read and has page geometry."""
    record = one.record
    pages = pages_of(record)
    drawn = {made["number"]: made for made in _pictures(folder, one, pages)}
    for page in pages:
        yield {
            "number": page["number"],
            "state": page["state"],
            "reason": page["reason"],
            **drawn.get(page["number"], {"picture": None, "width": 0, "height": 0}),
        }


def _pictures(folder: Path, one: Reviewed, pages: list[Json]) -> Iterator[dict[str, Any]]:
    source = one.record["source"]
    try:
        file = open_source(source["path"])
        if file.sha256 != source["sha256"]:
            return
        asked = [(page["number"], page["rotation"]) for page in pages]
        for drawn in page_pictures(file, source["media_type"], asked, DPI):
            name = f"{one.name}-{drawn.number}.webp"
            drawn.image.convert("RGB").save(folder / name, quality=70, method=2)
            yield {"number": drawn.number, "picture": name, "width": drawn.width, "height": drawn.height}
    except (GriffierError, IndexError):
        return  # the file is gone, or cannot be drawn: its text is shown instead
