"""Fictional budget tables (`tests/cases/town_tables.txt`) laid out as towns do: PDF, HTML, Word, bare text. What is
printed is the truth.

A table is a block that begins with `=== name` (`=== +name`: it stands under or beside the table before it). `cols`
says what each column holds: n number, l label, t other words, c code, m money, p percentage, k count. `head` lines are
the levels of the head; `<` is the cell to its left going on. `row` lines begin with a mark: `-` item, `+` subtotal,
`=` total, `§` heading. Figures are whole numbers as printed.
"""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from griffier.schemas.budget_report import Table

CASES = Path(__file__).parents[2] / "cases" / "town_tables.txt"
Cell = tuple[str, str, Decimal]


@dataclass
class TownTable:
    """One table: its settings, its head and rows as typed."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def get(self, key: str, default: str = "") -> str:
        """A setting."""
        return self.settings.get(key, default)

    @property
    def cols(self) -> list[str]:
        """What each column holds."""
        return self.get("cols").split()

    @property
    def figures(self) -> list[int]:
        """The columns of figures."""
        return [i for i, c in enumerate(self.cols) if c in "mpk"]

    @property
    def unit(self) -> int:
        """What a printed figure of money is multiplied by."""
        return 1 if self.get("unit") == "-" else int(self.get("unit", "1"))

    def column_keys(self) -> list[str]:
        """The keys of the columns of figures: the levels joined, or as typed."""
        if self.get("keys"):
            return self.get("keys").split(";")
        out = []
        for i in self.figures:
            words: list[str] = []
            for line in self.head:
                at = i
                while line[at] == "<":
                    at -= 1
                if line[at] and line[at] not in words:
                    words.append(line[at])
            out.append(" ".join(words))
        return out

    def name_of(self, row: list[str]) -> str:
        """Number and label of a row; the other words where it has no label."""
        named = [row[1 + i] for i, c in enumerate(self.cols) if c in "nl"]
        return folded(
            " ".join(named) if any(named) else " ".join(row[1 + i] for i, c in enumerate(self.cols) if c == "t")
        )

    def truth(self) -> Counter[Cell]:
        """Label, key and value of every figure that is not nought."""
        out: Counter[Cell] = Counter()
        for row in self.rows:
            if row[0] == "§":
                continue
            name = self.name_of(row)
            for i, key in zip(self.figures, self.column_keys(), strict=True):
                value = number(row[1 + i])
                if value:
                    unit = self.unit if self.cols[i] == "m" else 1
                    out[(name, folded(key), (value * unit).normalize())] += 1
        return out

    def sections(self) -> Counter[tuple[str, str]]:
        """Each item and the heading over it, "" where there is none."""
        out: Counter[tuple[str, str]] = Counter()
        now = ""
        for row in self.rows:
            if row[0] == "§":
                now = row[1]
            elif row[0] == "-":
                out[(self.name_of(row), folded(now))] += 1
        return out

    def roles(self) -> list[tuple[str, str]]:
        """The rows that are subtotals and totals."""
        names = {"+": "subtotal", "=": "total"}
        label = self.cols.index("l")
        at = [1 + label, 1] if "t" in self.cols else [1 + label]
        return [(folded(next(r[i] for i in at if r[i])), names[r[0]]) for r in self.rows if r[0] in names]

    def cell(self, row: list[str], i: int) -> str:
        """A cell as it is printed."""
        return (
            printed(row[1 + i], self.get("neg", "minus"), self.get("dash") == "yes")
            if self.cols[i] == "m"
            else row[1 + i]
        )


def folded(text: str) -> str:
    """A label or key, as far as it is compared."""
    return re.sub(r"[^\w%]+", " ", text.casefold().replace("€", "")).strip()


def number(text: str) -> Decimal | None:
    """What a typed cell is worth."""
    bare = text.replace("%", "").replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else None


def printed(text: str, style: str, dash: bool) -> str:
    """A typed figure in the manner of one town."""
    value = number(text)
    if value is None:
        return text
    if not value and dash:
        return "-"
    whole = f"{abs(int(value)):,}".replace(",", ".") + ("," + text.partition(",")[2] if "," in text else "")
    letter = ("V" if value > 0 else "N") if value else ""
    negative = value < 0
    match style:
        case "trail":
            return whole + ("-" if negative else "")
        case "brackets":
            return f"({whole})" if negative else whole
        case "slash":
            return f"-/- {whole}" if negative else whole
        case "letter-before":
            return f"{letter} {whole}".strip()
        case "letter-glued":
            return f"{letter}{whole}"
        case "letter-after" | "letter-cell":
            return f"{whole} {letter}".strip()
        case "euro":
            return f"€ {whole}"
        case _:
            return ("-" if negative else "") + whole


def cases() -> dict[str, list[TownTable]]:
    """All documents: name to tables."""
    out: dict[str, list[TownTable]] = {}
    last = ""
    for block in CASES.read_text("utf-8").split("=== ")[1:]:
        lines = block.rstrip("\n").split("\n")
        table = TownTable(lines[0].lstrip("+"))
        for line in lines[1:]:
            key, _, said = line.partition(":")
            if key == "head":
                table.head.append([c.strip() for c in said.split("|")])
            elif key == "row":
                row = [c.strip() for c in said.split("|")]
                table.rows.append(row)
            elif line.strip():
                table.settings[key] = said.strip()
        if lines[0].startswith("+"):
            out[last].append(table)
        else:
            last = table.name
            out[last] = [table]
    return out


@dataclass
class Score:
    """Cells that agree, that were made up, and that were missed; and what else differs."""

    right: int = 0
    extra: list[Cell] = field(default_factory=list)
    missed: list[Cell] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Over the cells."""
        return 2 * self.right / max(1, 2 * self.right + len(self.extra) + len(self.missed))


def cells_of(table: Table) -> Counter[Cell]:
    """The cells of a table that Griffier read, as `TownTable.truth`."""
    out: Counter[Cell] = Counter()
    for row in table.rows:
        name = folded(f"{row.number or ''} {row.label or ''}")
        for key, value in row.values.items():
            if value:
                out[(name, folded(key), value.normalize())] += 1
    return out


def score(town: list[TownTable], found: list[Table]) -> Score:
    """How well the tables found are those of the document."""
    out = Score()
    wanted = [t for t in town if t.get("none") != "yes"]
    left = list(found)
    for one in wanted:
        truth = one.truth()
        best = max(left, key=lambda t: sum((cells_of(t) & truth).values()), default=None)
        if best is None or not any({c[2] for c in cells_of(best)} & {c[2] for c in truth}):
            out.faults.append(f"{one.name}: table not found")
            out.missed += truth.elements()
            continue
        left.remove(best)
        got = cells_of(best)
        out.right += sum((got & truth).values())
        out.extra += (got - truth).elements()
        out.missed += (truth - got).elements()
        out.faults += _differences(one, best)
    out.faults += [f"invented: {t.title or t.rows[0].label}" for t in left]
    return out


def _differences(one: TownTable, got: Table) -> list[str]:
    out = []
    legend = one.get("legend") or ("" if one.get("neg") != "euro" else "€")
    if got.unit != one.unit:
        out.append(f"{one.name}: unit {got.unit}, not {one.unit}")
    if one.get("sign", "") != (got.sign or "") and not (not one.get("sign") and "(+)" in legend):
        out.append(f"{one.name}: sign {got.sign}, not {one.get('sign') or None}")
    keys = [c.key for c in got.columns if c.kind != "text"]
    if [folded(k) for k in keys] != [folded(k) for k in one.column_keys()]:
        out.append(f"{one.name}: keys {keys}")
    kinds = [c.kind[0] if c.kind != "count" else "k" for c in got.columns if c.kind != "text"]
    if kinds != [one.cols[i] for i in one.figures]:
        out.append(f"{one.name}: kinds {kinds}")
    sections = Counter(
        (folded(f"{row.number or ''} {row.label or ''}"), folded(" ".join(row.section[-1:]))) for row in got.rows
    )
    out += [f"{one.name}: section of {name!r} is not {section!r}" for name, section in one.sections() - sections]
    roles = {folded(row.label or ""): row.role for row in got.rows}
    out += [
        f"{one.name}: role of {label!r}: {roles.get(label)}" for label, role in one.roles() if roles.get(label) != role
    ]
    return out


def as_html(town: list[TownTable]) -> bytes:
    """A page of a budget site."""
    parts = []
    for one in town:
        parts += [f"<p>{html.escape(t)}</p>" for t in one.get("before").split("|") if t]
        parts += [f"<h2>{html.escape(one.get('title'))}</h2>" if one.get("title") else ""]
        parts += [f"<p>{html.escape(one.get('legend'))}</p>" if one.get("legend") else ""]
        if one.cols and one.rows:
            body = []
            for line in one.head:
                cells = []
                for i, cell in enumerate(line):
                    if cell != "<":
                        span = 1 + next((n for n, c in enumerate([*line[i + 1 :], "."]) if c != "<"), 0)
                        cells.append(
                            f"<th colspan='{span}'>{html.escape(cell)}</th>"
                            if span > 1
                            else f"<th>{html.escape(cell)}</th>"
                        )
                body.append("".join(cells))
            for row in one.rows:
                if row[0] == "§":
                    if row[1]:
                        body.append(f"<td colspan='{len(one.cols)}'><b>{html.escape(row[1])}</b></td>")
                else:
                    body.append("".join(f"<td>{html.escape(one.cell(row, i))}</td>" for i in range(len(one.cols))))
            parts.append("<table>" + "\n".join(f"<tr>{line}</tr>" for line in body) + "</table>")
        parts += [f"<p>{html.escape(t)}</p>" for t in one.get("after").split("|") if t]
    top = "<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>Begroting</title></head>"
    return (top + "<body><nav><a href='/'>Home</a></nav><main>" + "\n".join(parts) + "</main></body></html>").encode()


def as_docx(town: list[TownTable]) -> bytes:
    """The same in a word processor."""
    import docx

    document = docx.Document()
    for one in town:
        for text in [*one.get("before").split("|"), one.get("title"), one.get("legend")]:
            if text:
                document.add_paragraph(text)
        if one.rows:
            grid = document.add_table(rows=0, cols=len(one.cols))
            for line in one.head:
                cells = list(grid.add_row().cells)
                at = 0
                for i, text in enumerate(line):
                    if text == "<":
                        cells[at] = cells[at].merge(cells[i])
                    else:
                        at = i
                        cells[i].text = text
            for row in one.rows:
                if row[0] == "§" and not row[1]:
                    continue
                cells = grid.add_row().cells
                if row[0] == "§":
                    cells[0].merge(cells[-1]).text = row[1]
                    continue
                for i in range(len(one.cols)):
                    cells[i].text = one.cell(row, i)
        for text in one.get("after").split("|"):
            if text:
                document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_text(town: list[TownTable], manner: str) -> bytes:
    """Bare text: `blanks` aligns columns with blanks, `pipes` parts them with bars, `flat` puts one blank
    between them, `lines` gives each cell a line of its own."""
    out: list[str] = []
    for one in town:
        out += [*one.get("before").split("|"), one.get("title"), "", one.get("legend")]
        lines = [["" if c == "<" else c for c in line] for line in one.head]
        lines += [[row[1]] if row[0] == "§" else [one.cell(row, i) for i in range(len(one.cols))] for row in one.rows]
        if manner == "lines":
            out += [cell + "\n" for line in lines for cell in line if cell]
        elif manner == "flat":
            out += [" ".join(cell for cell in line if cell) for line in lines if any(line)]
        elif manner == "pipes":
            out += ["| " + " | ".join(line) + " |" for line in lines if any(line)]
        else:
            wide = {(n, i - 1) for n, line in enumerate(one.head) for i, cell in enumerate(line) if cell == "<"}
            widths = [
                max((len(line[i]) for n, line in enumerate(lines) if len(line) > 1 and (n, i) not in wide), default=0)
                for i in range(len(one.cols))
            ]
            for n, line in enumerate(lines):
                if len(line) == 1:
                    out.append(line[0])
                    continue
                words, at = [], 0
                while at < len(line):
                    end = at + 1
                    while n < len(one.head) and end < len(line) and one.head[n][end] == "<":
                        end += 1
                    room = sum(widths[at:end]) + 2 * (end - at - 1)
                    cell = line[at]
                    words.append(
                        cell.center(room)
                        if end - at > 1
                        else cell.ljust(room)
                        if at < one.figures[0]
                        else cell.rjust(room)
                    )
                    at = end
                out.append("  ".join(words).rstrip())
        out += ["", *one.get("after").split("|"), ""]
    return "\n".join(out).encode()
