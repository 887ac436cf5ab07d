"""Formats by content, and one clear error for what cannot be read."""

from __future__ import annotations

import io
import zipfile

import pytest

from griffier.pipeline.errors import (
    DamagedError,
    EmptyFileError,
    EncryptedError,
    GriffierError,
    MismatchError,
    TooLargeError,
    UnsupportedError,
)
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.door import read
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.sniff import media_type_of, name_mismatch
from griffier.pipeline.source import SourceFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
PAGE = b"<!DOCTYPE html><html><head><title>404 Niet gevonden</title></head><body><h1>Niet gevonden</h1></body></html>"
MAIL = (
    b"From: a@example.nl\r\nTo: b@example.nl\r\nSubject: Hallo\r\nDate: Thu, 06 Jul 2023 10:15:00 +0200\r\n"
    b"\r\nGoedemorgen allemaal.\r\n"
)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sniffed(data: bytes, name: str = "bestand") -> str:
    return media_type_of(SourceFile(name, data))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\n" * 900 + b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"II*\x00\x08", "image/tiff"),
        (b"MM\x00*\x00", "image/tiff"),
        (PAGE, "text/html"),
        (b"\xef\xbb\xbf  <!-- x --><HTML><body>x</body></HTML>", "text/html"),
        (b'<li class="row"><div class="first"><a href="#">6</a></div></li>', "text/html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "application/xhtml+xml"),
        (MAIL, "message/rfc822"),
        (b"Return-Path: <a@b.nl>\nReceived: from x\n by y\nFrom: a@b.nl\nSubject: x\n\nHallo", "message/rfc822"),
        ("De raad, één".encode(), "text/plain"),
        ("De raad, één".encode("utf-16"), "text/plain"),
        ("De raad besluit tot coördinatie".encode("utf-16-le"), "text/plain"),
        ("De raad, één".encode("cp1252"), "text/plain"),
        (
            zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
            "application/vnd.oasis.opendocument.text",
        ),
    ],
)
def test_media_type_by_content(data: bytes, media_type: str) -> None:
    assert sniffed(data) == media_type


@pytest.mark.parametrize(
    "text",
    [
        "Van: a\nAan: b\nOnderwerp: c\nDatum: 6 juli 2023\n\nGeachte raad,",
        "From: Jan\nSent: donderdag 6 juli 2023 10:15\nTo: Piet\nSubject: Fietspad\n\nHallo Piet,",
        "De marge is < 5 en > 3; zie <bijlage>.",
        "Over het bestandsformaat %PDF-1.7 wordt in de nota gesproken.",
        "Motie <b>vet</b> gezet",
    ],
)
def test_text_that_only_looks_like_something_else(text: str) -> None:
    assert sniffed(text.encode()) == "text/plain"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "pdf"),
        (OLE + "__substg1.0_".encode("utf-16-le"), ".eml"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "pdf"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "pdf"),
        (zipped({"motie.pdf": b"%PDF"}), "Unpack"),
        (b"From jan@example.nl Thu Jul  6 10:15:00 2023\nFrom: a\n\nx", ".eml"),
        (b'<?xml version="1.0"?><raad/>', "soffice"),
        (bytes(range(256)) * 40, "Convert"),
    ],
)
def test_unsupported_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnsupportedError) as error:
        sniffed(data)
    assert says in error.value.remedy


def test_encrypted_office_document() -> None:
    with pytest.raises(EncryptedError):
        sniffed(OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx")


def test_error_page_under_the_name_of_a_pdf_is_an_error() -> None:
    with pytest.raises(MismatchError, match="404 Niet gevonden"):
        sniffed(PAGE, "motie.pdf")


@pytest.mark.parametrize("data", [b"Toegang geweigerd", MAIL, bytes(range(256)) * 40])
def test_other_bytes_under_the_name_of_a_pdf_are_an_error(data: bytes) -> None:
    with pytest.raises(MismatchError):
        sniffed(data, "motie.PDF")


def test_document_under_the_name_of_another_is_read_and_told() -> None:
    doc = read(SourceFile("brief.txt", PAGE))
    assert doc.media_type == "text/html"
    assert doc.properties["name_mismatch"] == "named .txt, read as text/html"
    assert name_mismatch(SourceFile("a.htm", b""), "application/xhtml+xml") is None
    assert sniffed(b"%PDF-1.4", "motie.txt") == "application/pdf"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\f\f"])
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read(SourceFile("a.txt", data))


def test_truncated_container() -> None:
    whole = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>" * 5000})
    with pytest.raises(DamagedError):
        read(SourceFile("a.docx", whole[: len(whole) // 2]))


def test_zip_bomb() -> None:
    bomb = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w>" + b" " * 40_000_000})
    with pytest.raises(TooLargeError):
        read(SourceFile("a.docx", bomb))


def test_size_limits() -> None:
    with pytest.raises(TooLargeError):
        read(SourceFile("a.txt", b"x" * 100), ReadOptions(limits=Limits(file_bytes=50)))
    with pytest.raises(TooLargeError):
        read(SourceFile("a.txt", b"x" * 100), ReadOptions(limits=Limits(characters=50)))


def test_every_error_has_a_code_and_a_remedy() -> None:
    for data, name in [
        (b"", "a"),
        (PAGE, "a.pdf"),
        (OLE, "a.doc"),
        (b"PK\x03\x04", "a.docx"),
        (b"\x00\x01" * 300, "a.txt"),
    ]:
        with pytest.raises(GriffierError) as error:
            read(SourceFile(name, data))
        assert error.value.code.startswith("file.")
        assert len(error.value.remedy) > 15
        assert "\n" not in str(error.value)
