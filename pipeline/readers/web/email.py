"""E-mails (.eml): who, to whom, when and about what as lines at the head, then the text. Attachments are files of their
own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from griffier.extractors.dutch.words import MONTHS
from griffier.pipeline.errors import DamagedError, TooLargeError
from griffier.pipeline.limits import Limits
from griffier.pipeline.readers.canonical_text import Flow
from griffier.pipeline.readers.decoding import clean, decode
from griffier.pipeline.readers.options import ReadOptions
from griffier.pipeline.readers.web.html import page_text, write_page
from griffier.pipeline.source import SourceFile
from griffier.schemas.document import Document

_HEADERS = (("from", "Van"), ("to", "Aan"), ("cc", "Cc"), ("date", "Datum"), ("subject", "Onderwerp"))
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\#]+")
_MAX_PARTS = 5_000
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "text/html": ".html",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}


def read(source: SourceFile, media_type: str, options: ReadOptions) -> Document:
    """One page of no size: the headers as lines ("Van: ", "Aan: ", "Datum: ", "Onderwerp: "), an empty line, the body.

    The headers are in `properties` too, as sent. Raises DamagedError for a message without a readable part.
    """
    message = _parse(source.data)
    flow = Flow(options.limits)
    saved_page = message.get("snapshot-content-location") is not None or "<Saved by " in str(message.get("from", ""))
    properties: dict[str, str] = {}
    for name, label in _HEADERS:
        value = " ".join(_header(message, name).split())
        if not value or saved_page:
            continue
        properties[name] = value
        shown = _dutch_date(value) if name == "date" else value if name == "subject" else value.replace('"', "")
        flow.line(f"{label}: {shown}")
    for body in _bodies(message):
        _write_body(body, flow)
    return flow.document(media_type, properties)


def attachments(source: SourceFile, limits: Limits | None = None) -> list[SourceFile]:
    """The files inside an e-mail, named `mail.eml#name`: attached documents, and attached mails as .eml.

    Pictures that the body shows inline (logos, signatures) and cryptographic signatures are no documents. Raises
    TooLargeError over `Limits.attachments`; a mail that is attached to a mail is one file here, its own attachments
    come from a second call.
    """
    limits = limits or Limits()
    message = _parse(source.data)
    body = _body(message)
    bodies = _bodies(message)
    found: list[SourceFile] = []
    taken: set[str] = set()
    for part in _leaves(message):
        if (
            part in bodies
            or part.get_content_type() in _SIGNATURES
            or _is_inline_picture(part)
            or _is_other_body(part, body)
        ):
            continue
        data = _payload(part)
        if not data:
            continue
        found.append(SourceFile(f"{source.path}#{_name(part, len(found) + 1, taken)}", data))
        if len(found) > limits.attachments:
            raise TooLargeError(f"the e-mail has more than {limits.attachments} attachments")
    return found


def _parse(data: bytes) -> EmailMessage:
    message = message_from_bytes(data.lstrip(b"\r\n\xef\xbb\xbf"), policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise DamagedError("the e-mail has no header")
    return message


def _header(message: EmailMessage, name: str) -> str:
    """A header, decoded. The library's own parser fails on some broken ones: then as it was sent."""
    try:
        return clean(str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, TypeError, KeyError, UnicodeError):
        raw = next((value for key, value in message.raw_items() if key.lower() == name), "")
        return clean(str(raw))


def _dutch_date(value: str) -> str:
    """ "Thu, 06 Jul 2023 10:15:00 +0200" as Dutch mail programs print it: "6 juli 2023 10:15"."""
    try:
        when: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return value
    return f"{when.day} {MONTHS[when.month - 1]} {when.year} {when:%H:%M}"


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are not containers; an attached mail is a leaf."""
    stack, seen = [message], 0
    while stack:
        part = stack.pop()
        seen += 1
        if seen > _MAX_PARTS:
            raise TooLargeError(f"the e-mail has more than {_MAX_PARTS:,} parts")
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            stack.extend(child for child in reversed(list(part.iter_parts())) if isinstance(child, EmailMessage))
        else:
            yield part


def _body(message: EmailMessage) -> EmailMessage | None:
    """The part that is the mail's own text: plain where it says something, else HTML."""
    texts = [p for p in _leaves(message) if p.get_content_type() in ("text/plain", "text/html") and not _is_attached(p)]
    for wanted in ("text/plain", "text/html"):
        for part in texts:
            if part.get_content_type() == wanted and _says_something(part):
                return part
    return texts[0] if texts else None


def _bodies(message: EmailMessage) -> list[EmailMessage]:
    """All parts that are the mail's own text, in its format: a mail program may lay an attachment between two of
    them."""
    first = _body(message)
    if first is None:
        return []
    kind = first.get_content_type()
    same = [p for p in _leaves(message) if p.get_content_type() == kind and not _is_attached(p)]
    return [p for p in same if p is first or _text(p).strip()]


def _says_something(part: EmailMessage) -> bool:
    text = _text(part)
    return (
        len(text.split()) > 3 and "html" not in text[:200].lower()
        if part.get_content_type() == "text/plain"
        else bool(text.strip())
    )


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _is_other_body(part: EmailMessage, body: EmailMessage | None) -> bool:
    """The same text in the other format."""
    return body is not None and part.get_content_type() in ("text/plain", "text/html") and not _is_attached(part)


def _is_inline_picture(part: EmailMessage) -> bool:
    return (
        part.get_content_maintype() == "image"
        and part.get("content-id") is not None
        and part.get_content_disposition() != "attachment"
    )


def _payload(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage) -> str:
    decoded = decode(_payload(part), part.get_content_charset())
    return decoded.text if decoded is not None else ""


def _write_body(part: EmailMessage, flow: Flow) -> None:
    if part.get_content_type() == "text/html":
        markup, _ = page_text(_payload(part), part.get_content_charset())
        if markup.strip():
            write_page(markup, flow)
        return
    text = clean(_text(part))
    if str(part.get_param("format") or "").lower() == "flowed":
        # RFC 3676: a blank at a line's end means that the line goes on; with delsp it is no blank of the text.
        glue = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
        text = re.sub(r"(?<!^--) \n(?=[^\n>])", glue, text, flags=re.M)
    for paragraph in _PARAGRAPHS.split(text):
        flow.block(paragraph)


def _name(part: EmailMessage, ordinal: int, taken: set[str]) -> str:
    """A file name without paths; numbered where it is absent, or taken by an attachment before it."""
    try:
        given = part.get_filename() or ""
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        given = ""
    name = _UNSAFE.sub("_", given).strip(" ._")[:120]
    if not name and part.get_content_type() == "message/rfc822":
        name = f"bericht-{ordinal}.eml"
    name = name or f"bijlage-{ordinal}{_EXTENSIONS.get(part.get_content_type(), '')}"
    if part.get_content_type() == "message/rfc822" and not name.lower().endswith(".eml"):
        name += ".eml"
    unique = name if name not in taken else f"{ordinal}-{name}"
    taken.add(unique)
    return unique
