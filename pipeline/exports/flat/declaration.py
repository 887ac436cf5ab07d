"""The flat tables as `tables.toml` declares them, filled up from the models: types, what a column may hold, and what it
means. Every format, the codebook and the docs are written from this."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from griffier.pipeline.exports.flat.edtf import first_day, precision
from griffier.pipeline.exports.flat.made import MAKERS, ROWS, Root
from griffier.pipeline.exports.flat.model_paths import Found, Model, Pattern, getter, held, patterns, pointer, walk
from griffier.pipeline.reference_data import Party, party_of
from griffier.schemas.base import EDTF
from griffier.schemas.dossier import Dossier
from griffier.schemas.kinds import record_types
from griffier.schemas.record import Record

Type = Literal["string", "integer", "number", "decimal", "boolean", "day", "year"]
SEPARATOR = " | "
"""Between the values of a list in one cell."""

Value = Any
Getter = Callable[[Found, Root], Value]


@dataclass(frozen=True)
class FlatColumn:
    """A column of a flat table. `en`, `nl`: what it means."""

    name: str
    type: Type
    en: str
    nl: str
    required: bool = False
    enum: tuple[str, ...] = ()
    references: str | None = None


@dataclass(frozen=True)
class Source:
    """Where rows of a table stand in one model, and how each column's value is got from a row, the head columns not
    counted. `own`: a row is the document or the dossier itself."""

    rows: Callable[[Any], Iterator[Found]]
    own: bool
    getters: tuple[Getter, ...]
    keep: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class FlatTable:
    """A flat table: the first of `columns` is its key. `sources`: by the model of a record."""

    name: str
    of: Literal["record", "dossier", "all"]
    en: str
    nl: str
    columns: tuple[FlatColumn, ...]
    sources: dict[type[BaseModel], tuple[Source, ...]]
    label: str | None = None
    facets: tuple[str, ...] = ()
    search: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name of the one unique column."""
        return self.columns[0].name


@cache
def declared() -> dict[str, Any]:
    """`tables.toml` as it stands."""
    return tomllib.loads(files("griffier.pipeline.exports.flat").joinpath("tables.toml").read_text("utf-8"))


@cache
def flat_tables() -> dict[str, FlatTable]:
    """All tables by name, in the order of the declaration."""
    return {name: _table(name, told) for name, told in declared()["tables"].items()}


def _models(of: str) -> tuple[type[BaseModel], ...]:
    return (Dossier,) if of == "dossier" else tuple(record_types().values())


def _trails(told: dict[str, Any]) -> list[tuple[type[BaseModel], Pattern | None, tuple[Model | type | None, ...]]]:
    """Each model that a table has rows from, with a pattern (None for made rows) and what its trail holds."""
    of = told.get("of", "record")
    if isinstance(told["rows"], str):
        made = ROWS.get(told["rows"])
        if made is None:
            return []
        first = made[1][0]
        return [(model, None, made[1]) for model in _models(of) if issubclass(model, first)]
    return [
        (model, pattern, pattern.models)
        for model in _models(of)
        for path in told["rows"]
        for pattern in patterns(model, path)
    ]


def _table(name: str, told: dict[str, Any]) -> FlatTable:
    of = told.get("of", "record")
    trails = _trails(told)
    heads = _heads(name, told)
    made = [group for column in told["columns"] for group in _columns(column, trails)]
    columns = (*heads, *(column for column, _ in made))
    sources: dict[type[BaseModel], list[Source]] = {}
    for n, (model, pattern, _) in enumerate(trails):
        own = of != "all" and declared()["roots"][of]["references"] == name
        getters = tuple(getters[n] for _, getters in made)
        sources.setdefault(model, []).append(Source(_rows(told, pattern), own, getters, _kept(told, pattern)))
    return FlatTable(
        name,
        of,
        told["en"],
        told["nl"],
        columns,
        {model: tuple(found) for model, found in sources.items()},
        told.get("label"),
        tuple(told.get("facets", ())),
        tuple(told.get("search", ())),
    )


def _rows(told: dict[str, Any], pattern: Pattern | None) -> Callable[[Any], Iterator[Found]]:
    if pattern is None:
        return ROWS[told["rows"]][0]
    block = told.get("block", False)
    return lambda root: walk(root, pattern, block=block)


def _kept(told: dict[str, Any], pattern: Pattern | None) -> tuple[tuple[str, ...], ...]:
    """The attributes of which one must say something; () keeps every row, (("",),) none."""
    if "keep" not in told or pattern is None or pattern.models[-1] is None:
        return ()
    found = [got[0] for path in told["keep"] if (got := getter(pattern.models[-1], path)) is not None]
    return tuple(found) or (("",),)


def _heads(name: str, told: dict[str, Any]) -> list[FlatColumn]:
    """The columns that every table has: its key, its document or dossier, and the place in that."""
    of = told.get("of", "record")
    if of == "all":
        en, nl = declared()["groups"]["party"]["id_en"], declared()["groups"]["party"]["id_nl"]
        return [FlatColumn(told["key"], "string", en.partition(";")[0], nl.partition(";")[0], required=True)]
    root = declared()["roots"][of]
    if root["references"] == name:
        en, nl = root.get("own_en", root["en"]), root.get("own_nl", root["nl"])
        return [FlatColumn(told["key"], "string", en, nl, required=True)]
    return [
        FlatColumn(told["key"], "string", root["key_en"], root["key_nl"], required=True),
        FlatColumn(root["name"], "string", root["en"], root["nl"], required=True, references=root["references"]),
        FlatColumn("pointer", "string", root["pointer_en"], root["pointer_nl"]),
    ]


Trails = list[tuple[type[BaseModel], Pattern | None, tuple[Any, ...]]]


def _columns(told: dict[str, Any], trails: Trails) -> list[tuple[FlatColumn, list[Getter]]]:
    """The columns that one line of the declaration stands for, each with its getter for every trail."""
    column = FlatColumn(
        told["name"],
        told.get("type", "string"),
        told.get("en", ""),
        told["nl"],
        enum=tuple(told.get("enum", ())),
        references=told.get("references"),
    )
    if "make" in told:
        return [(column, [MAKERS[told["make"]]] * len(trails))]
    if "key_of" in told:
        return [(column, [_key_of(told["key_of"], models) for _, _, models in trails])]
    got = [_value_getter(told.get("from", told["name"]), models) for _, _, models in trails]
    fields = [field for _, field in got if field is not None]
    getters = [one for one, _ in got]
    column = _filled(column, told, fields)
    if told.get("as") == "party":
        return _party_columns(column, getters)
    if any(_is_edtf(field) for field in fields):
        return _date_columns(column, getters)
    if column.type == "string" and any(get_origin(field.annotation) is list for field in fields):
        getters = [_joined(one) for one in getters]
    return [(column, getters)]


def _filled(column: FlatColumn, told: dict[str, Any], fields: list[FieldInfo]) -> FlatColumn:
    """The column with what the models say of it, where the declaration does not."""
    if not fields:
        return column
    told_type = {} if "type" in told else {"type": _type(fields[0].annotation)}
    said = {} if column.en else {"en": fields[0].description or ""}
    enum = tuple(dict.fromkeys(word for field in fields for word in _enum(field.annotation)))
    return replace(column, **told_type, **said, enum=column.enum or (enum if column.type == "string" else ()))  # type: ignore[arg-type]


def _leaf(annotation: Any) -> Any:
    """A type without None, list or restrictions."""
    if get_origin(annotation) is Annotated:
        return _leaf(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _leaf(next(a for a in get_args(annotation) if a is not type(None)))
    return annotation


_TYPES: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean", Decimal: "decimal"}


def _type(annotation: Any) -> Type:
    return _TYPES.get(_leaf(annotation), "string")


def _enum(annotation: Any) -> tuple[str, ...]:
    """The words that a value may be, of all that a type allows."""
    if get_origin(annotation) is Annotated:
        return _enum(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(word for option in get_args(annotation) for word in _enum(option))
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


_EDTF_RULE = get_args(EDTF)[1].metadata[0]


def _is_edtf(field: FieldInfo) -> bool:
    """Is it a date of the contract? A field that may be null keeps `EDTF` in its type, another has taken its rule."""
    return EDTF in get_args(field.annotation) or _EDTF_RULE in field.metadata


def _value_getter(path: str, models: tuple[Any, ...]) -> tuple[Getter, FieldInfo | None]:
    """How a value is got from a row whose trail holds `models`, and the field that it stands in."""
    if path == ".":
        return (lambda row, root: row.trail[-1]), None
    if path.startswith("/"):
        n, path = 0, path[1:]
    elif path.startswith("@"):
        name, _, path = path[1:].partition("/")
        places = [i for i, model in enumerate(models) if model is not None and model.__name__ == name]
        if not places:
            return _nothing, None
        n = places[-1]
    else:
        n = len(models) - 1
    got = getter(models[n], path) if models[n] is not None else None
    if got is None:
        return _nothing, None
    attributes, field = got
    if len(attributes) == 1:
        one = attributes[0]
        return (lambda row, root: None if row.trail[n] is None else getattr(row.trail[n], one)), field
    return (lambda row, root: held(row.trail[n], attributes)), field


def _nothing(row: Found, root: Root) -> None:
    return None


def _key_of(names: list[str], models: tuple[Any, ...]) -> Getter:
    """The key of the innermost object around the row that is of the first of the classes that is there."""
    for name in names:
        places = [
            i
            for i, model in enumerate(models)
            if model is not None and (model.__name__ == name or (name == "Record" and i == 0))
        ]
        if places:
            n = places[-1]
            return lambda row, root: root.key + pointer(row.at[: row.places[n]])
    return _nothing


def _joined(one: Getter) -> Getter:
    def joined(row: Found, root: Root) -> str | None:
        values = one(row, root)
        return SEPARATOR.join(map(str, values)) if values else None

    return joined


def _date_columns(column: FlatColumn, getters: list[Getter]) -> list[tuple[FlatColumn, list[Getter]]]:
    """A date as its first day, how much of it is known, and as the record says it."""
    words = declared()["groups"]["date"]

    def through(read: Callable[[str], str | None]) -> list[Getter]:
        return [lambda row, root, one=one: None if (d := one(row, root)) is None else read(d) for one in getters]  # type: ignore[misc]

    name, meaning = column.name, (column.en.replace(", EDTF", "").removeprefix("EDTF: "), column.nl)
    first = replace(
        column, type="day", en=f"{meaning[0]}: {words['first_en']}", nl=f"{meaning[1]}: {words['first_nl']}", enum=()
    )
    return [
        (first, through(first_day)),
        (
            FlatColumn(
                f"{name}_precision",
                "string",
                words["precision_en"],
                words["precision_nl"],
                enum=("day", "month", "quarter", "season", "year", "interval"),
            ),
            through(precision),
        ),
        (FlatColumn(f"{name}_edtf", "string", words["edtf_en"], words["edtf_nl"]), getters),
    ]


def _party_columns(column: FlatColumn, getters: list[Getter]) -> list[tuple[FlatColumn, list[Getter]]]:
    """A party as printed, under its normal form, and the list for which it sits."""
    words = declared()["groups"]["party"]

    def known(one: Getter, ballot: bool) -> Getter:
        def made(row: Found, root: Root) -> str | None:
            printed = one(row, root)
            if not printed:
                return None
            told = party_of(printed, root.code, root.on)
            if ballot:
                return told.ballot
            return _met(told.party, root)

        return made

    return [
        (column, getters),
        (
            FlatColumn(f"{column.name}_id", "string", words["id_en"], words["id_nl"], references="parties"),
            [known(one, False) for one in getters],
        ),
        (
            FlatColumn(f"{column.name}_list", "string", words["list_en"], words["list_nl"]),
            [known(one, True) for one in getters],
        ),
    ]


def _met(party: Party | None, root: Root) -> str | None:
    if party is None:
        return None
    root.parties.setdefault(party.party_id, party)
    return party.party_id


def rows_of(
    value: Record | Dossier, root: Root, only: frozenset[str] | None = None
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The rows of one record or dossier: table name and the values in the order of its columns. `only`: of these
    tables."""
    for name, source in _sources_of(type(value), only):
        for row in source.rows(value):
            if source.keep and not any(held(row.trail[-1], path) is not None for path in source.keep if path != ("",)):
                continue
            said = pointer(row.at)
            head = (root.key,) if source.own else (root.key + said, root.key, said)
            yield name, (*head, *[get(row, root) for get in source.getters])


@cache
def _sources_of(model: type[BaseModel], only: frozenset[str] | None) -> tuple[tuple[str, Source], ...]:
    return tuple(
        (name, source)
        for name, table in flat_tables().items()
        if only is None or name in only
        for source in table.sources.get(model, ())
    )
