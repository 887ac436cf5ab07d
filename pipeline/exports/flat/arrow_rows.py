"""Rows as Arrow tables: what Parquet files are written from and DuckDB takes in fast."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from griffier.pipeline.exports.flat.declaration import FlatColumn, FlatTable
from griffier.pipeline.exports.flat.sink import Rows, Written, as_day, needed

DIGITS, SCALE = 24, 6
"""Of a decimal: 18 digits before the point, 6 behind it."""
_LARGEST = Decimal(10) ** (DIGITS - SCALE)
_STEP = Decimal(1).scaleb(-SCALE)


class ArrowRows:
    """Makes Arrow tables of rows; counts what a decimal of theirs cannot hold."""

    def __init__(self) -> None:
        self._pa: Any = needed("pyarrow")
        self.notes = Written().notes

    def schema(self, table: FlatTable) -> Any:
        """The Arrow schema of a table, with its meanings as metadata."""
        pa = self._pa
        return pa.schema(
            [
                pa.field(
                    c.name,
                    self._type(c),
                    nullable=not c.required,
                    metadata={"description": c.en, "description_nl": c.nl},
                )
                for c in table.columns
            ],
            metadata={"description": table.en, "description_nl": table.nl, "key": table.key},
        )

    def _type(self, column: FlatColumn) -> Any:
        pa = self._pa
        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "year": pa.int32(),
            "number": pa.float64(),
            "decimal": pa.decimal128(DIGITS, SCALE),
            "boolean": pa.bool_(),
            "day": pa.date32(),
        }
        return types[column.type]

    def table(self, table: FlatTable, rows: Rows) -> Any:
        """The rows as one Arrow table."""
        pa, schema = self._pa, self.schema(table)
        arrays = [
            pa.array(self._prepared(column, values), type=field.type)
            for column, values, field in zip(table.columns, zip(*rows, strict=True), schema, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema)

    def _prepared(self, column: FlatColumn, values: Sequence[Any]) -> Sequence[Any]:
        if column.type == "day":
            return [as_day(v) for v in values]
        if column.type == "decimal":
            return [self._decimal(v) for v in values]
        return values

    def _decimal(self, value: Decimal | None) -> Decimal | None:
        if value is None:
            return None
        if abs(value) >= _LARGEST:
            self.notes[f"figures of more than {DIGITS - SCALE} digits left empty"] += 1
            return None
        if value.as_tuple().exponent < -SCALE:  # type: ignore[operator]
            self.notes[f"figures rounded to {SCALE} decimals"] += 1
            return value.quantize(_STEP, ROUND_HALF_EVEN)
        return value
