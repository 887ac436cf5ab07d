"""E-mails: headers as lines, the body, attachments as files of their own."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from griffier.pipeline.errors import TooLargeError
from griffier.pipeline.inner_files import expand
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.door import read
from griffier.pipeline.source import SourceFile


def mail(text: str = "Geachte raad,\n\nWij vragen om een hek.\n\nMet groet,\nA. Voorbeeld\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"A. Voorbeeld" <a@example.nl>'
    message["To"] = "griffie@example.nl"
    message["Subject"] = "Zorgen over de Dorpsstraat – één"
    message["Date"] = "Thu, 06 Jul 2023 10:15:00 +0200"
    if text:
        message.set_content(text)
    return message


def source(message: EmailMessage, path: str = "map/mail.eml") -> SourceFile:
    return SourceFile(path, message.as_bytes())


def test_headers_and_body() -> None:
    doc = read(source(mail()))
    assert doc.text == (
        "Van: A. Voorbeeld <a@example.nl>\nAan: griffie@example.nl\nDatum: 6 juli 2023 10:15\n"
        "Onderwerp: Zorgen over de Dorpsstraat – één\n\n"
        "Geachte raad,\n\nWij vragen om een hek.\n\nMet groet,\nA. Voorbeeld"
    )
    assert doc.media_type == "message/rfc822"
    assert doc.properties["date"] == "Thu, 06 Jul 2023 10:15:00 +0200"


@pytest.mark.parametrize(
    ("charset", "encoding"), [("cp1252", "quoted-printable"), ("utf-8", "base64"), ("iso-8859-1", "8bit")]
)
def test_charsets(charset: str, encoding: str) -> None:
    message = mail("")
    message.set_content("Eén coördinator voor cliënten is geïnformeerd.", charset=charset, cte=encoding)
    assert read(source(message)).text.endswith("Eén coördinator voor cliënten is geïnformeerd.")


def test_html_only() -> None:
    message = mail("")
    message.set_content(
        "<html><head><style>p{}</style></head><body><p>Geachte raad,</p><p>Graag een hek.</p></body></html>",
        subtype="html",
    )
    assert read(source(message)).text.endswith("één\n\nGeachte raad,\n\nGraag een hek.")


def test_plain_part_goes_before_html() -> None:
    message = mail()
    message.add_alternative("<p>Andere tekst</p>", subtype="html")
    assert "Andere tekst" not in read(source(message)).text
    assert expand(source(message)) == []


def test_flowed_lines_are_one_paragraph() -> None:
    message = mail("")
    message.set_content("De raad wordt gevraagd \nhet hek te plaatsen.\n", params={"format": "flowed"})
    assert "De raad wordt gevraagd het hek te plaatsen." in read(source(message)).text


def test_attachments() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="../../motie#1.pdf")
    message.add_attachment(b"%PDF-1.4 y", maintype="application", subtype="pdf")
    inner = mail("Een andere vraag aan de hele raad.")
    inner.add_attachment("platte tekst", filename="nota.txt")
    message.add_attachment(inner)
    files = expand(source(message))
    assert [f.path for f in files] == [
        "map/mail.eml#motie_1.pdf",
        "map/mail.eml#bijlage-2.pdf",
        "map/mail.eml#bericht-3.eml",
    ]
    assert files[0].data == b"%PDF-1.4 x"
    assert [(f.path, f.data.decode().strip()) for f in expand(files[2])] == [
        ("map/mail.eml#bericht-3.eml#nota.txt", "platte tekst")
    ]
    assert "platte tekst" not in read(source(message)).text


def test_pictures_of_the_body_are_no_documents() -> None:
    message = mail()
    message.add_alternative('<p>Geachte raad</p><img src="cid:logo">', subtype="html")
    html = message.get_payload(1)
    assert isinstance(html, EmailMessage)
    html.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo>")
    assert expand(source(message)) == []


def test_other_files_hold_no_files() -> None:
    assert expand(SourceFile("a.txt", b"Geachte raad")) == []
    assert expand(SourceFile("a.bin", bytes(range(256)) * 9)) == []


def test_limits() -> None:
    message = mail()
    for n in range(5):
        message.add_attachment(b"tekst", maintype="text", subtype="plain", filename=f"{n}.txt")
    with pytest.raises(TooLargeError):
        expand(source(message), Limits(attachments=4))
    with pytest.raises(TooLargeError):
        expand(source(message, "a.eml#b.eml#c.eml"), Limits(nesting=2))


def test_broken_headers_do_not_stop_the_reading() -> None:
    data = (
        b"From: =?utf-8?q?=zz?= <@>\r\nTo: ,,;<>\r\nSubject: =?onbekend?b?!!?=\r\nDate: gisteren\r\nMIME-Version: "
        b"1.0\r\n"
        b"Content-Type: text/plain; charset=onzin\r\n\r\nGoedemorgen raad.\r\n"
    )
    assert read(SourceFile("a.eml", data)).text.endswith("Goedemorgen raad.")
