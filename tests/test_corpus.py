"""Over a folder of real documents, where it is at hand: every quote is the text's own slice, every page has its
state."""

from __future__ import annotations

from pathlib import Path

import pytest

from griffier.pipeline.process import process
from griffier.pipeline.source import SourceFile
from griffier.schemas.kinds import any_record

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FILES = sorted(p for p in CORPUS.rglob("*") if p.is_file() and p.name != "INDEX.tsv") if CORPUS.is_dir() else []


def resolve(record: object, pointer: str) -> object:
    at = record
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        at = at[int(token)] if isinstance(at, list) else at[token]  # type: ignore[index]
    return at


@pytest.mark.corpus
@pytest.mark.skipif(not FILES, reason="no corpus beside this checkout")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_quote_is_a_slice_and_every_page_is_counted(path: Path) -> None:
    processed = process(SourceFile.load(path))
    text = processed.document.text
    assert [p.number for p in processed.document.pages] == list(range(1, len(processed.document.pages) + 1))
    for record in processed.records:
        plain = record.model_dump(mode="json", by_alias=True)
        any_record().validate_python(plain)
        assert len(plain["source"]["pages"]) == len(processed.document.pages)
        for evidence in record.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()
            assert resolve(plain, evidence.pointer) not in (None, "", [])
            page = processed.document.pages[evidence.page - 1]
            assert page.start <= evidence.start and evidence.end <= page.end
        for i, table in enumerate(plain.get("tables", [])):
            for row in table["rows"]:
                assert len(row["spans"]) in (0, len(table["columns"])), (i, row["label"])
                for span in row["spans"]:
                    assert span is None or text[span[1] : span[2]].strip()
