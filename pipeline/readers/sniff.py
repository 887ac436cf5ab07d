"""What a file is, by its content. The name only tells whether the content is what was meant
(docs/decisions/content-over-name.md)."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath

from griffier.pipeline.errors import DamagedError, EncryptedError, MismatchError, UnsupportedError
from griffier.pipeline.readers.decoding import BOMS, decode
from griffier.pipeline.source import SourceFile

PDF = "application/pdf"
HTML = "text/html"
XHTML = "application/xhtml+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
DOC = "application/msword"
EMAIL = "message/rfc822"
TEXT = "text/plain"

_HEAD = 1024
"""Bytes in which a PDF's header may stand (ISO 32000-1, annex H, note 13)."""

_SAMPLE = 64 * 1024
_BINARY_NAMES = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".odt": ODT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".doc": DOC,
}
"""Extensions of formats that no text editor writes: text under such a name is an error page, or not what it says."""

_OTHER_NAMES = {
    ".rtf": RTF,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": XHTML,
    ".eml": EMAIL,
    ".txt": TEXT,
}
_TO_DOCX = "Convert it: soffice --headless --convert-to docx FILE (LibreOffice), or save it as .docx or .pdf."
_TO_PDF = "Convert it: soffice --headless --convert-to pdf FILE (LibreOffice), or save it as .pdf."
_UNPACK = "Unpack it and give the folder: its files are read one by one."
_ZIP_DOCUMENTS = {
    "word/": (DOCX, ""),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _TO_PDF),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _TO_PDF),
}
_OLE_STREAMS = (
    ("EncryptedPackage", "", ""),
    ("WordDocument", DOC, ""),
    (
        "__substg1.0_",
        "application/vnd.ms-outlook",
        "Save the message as .eml (Outlook: File, Save As; or msgconvert FILE).",
    ),
    ("Workbook", "application/vnd.ms-excel", _TO_PDF),
    ("PowerPoint Document", "application/vnd.ms-powerpoint", _TO_PDF),
)
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xffWPC", "application/vnd.wordperfect", _TO_DOCX),
    (b"GIF8", "image/gif", "Convert it to PNG."),
    (b"BM", "image/bmp", "Convert it to PNG."),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2", "Convert it to PNG or TIFF."),
    (b"AT&TFORM", "image/vnd.djvu", "Convert it: ddjvu -format=pdf FILE OUT.pdf"),
    (b"%!PS", "application/postscript", "Convert it: ps2pdf FILE"),
    (b"\x1f\x8b", "application/gzip", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", _UNPACK),
    (b"Rar!\x1a\x07", "application/vnd.rar", _UNPACK),
    (b"BZh", "application/x-bzip2", _UNPACK),
    (b"\xfd7zXZ\x00", "application/x-xz", _UNPACK),
)
_PDF_HEADER = re.compile(rb"%PDF-\d")
_HTML_START = re.compile(
    r"(?:\s|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|title|meta|base|link|script|style)\b",
    re.I | re.S,
)
_HTML_TAG = re.compile(
    r"</?(?:a|article|b|blockquote|br|dd|div|dl|dt|em|form|h[1-6]|hr|i|img|li|main|nav|ol|p|section|small|span|strong"
    r"|table|tbody|td|th|thead|tr|u|ul)\b[^<>]{0,400}>",
    re.I,
)
_CLOSING_TAG = re.compile(r"</[a-z][a-z0-9]{0,12}\s*>", re.I)
_XHTML_ROOT = re.compile(r"<html[^>]*\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml", re.I)
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?.*$")
_MAIL_SURE = frozenset(
    {
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "dkim-signature",
        "delivered-to",
        "content-transfer-encoding",
    }
)
_MAIL_NAMES = frozenset({"from", "to", "subject", "date"})
_MAIL_DATE = re.compile(r"^Date:[ \t]+(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", re.M)
_MBOX = re.compile(r"From \S+ .{0,12}\d\d:\d\d")


def media_type_of(source: SourceFile) -> str:
    """The media type that the bytes show: one of those that are read, or of those that are known and not.

    Raises UnsupportedError with the way to convert it, EncryptedError, DamagedError, and MismatchError for a file
    whose name promises a document and whose bytes are an error page, plain text or nothing known.
    """
    found = _by_magic(source.data) or _by_text(source.data)
    meant = _BINARY_NAMES.get(PurePath(source.path).suffix.lower())
    if found is None:
        if meant:
            raise MismatchError(f"the name says {meant}, but the bytes are of no format that is known")
        raise UnsupportedError("the bytes are of no format that is known")
    if meant and found in (HTML, XHTML, TEXT, EMAIL):
        raise MismatchError(f"the name says {meant}, but the file is {_described(found, source.data)}")
    return found


def name_mismatch(source: SourceFile, media_type: str) -> str | None:
    """What to tell a reader of the document when the name promises another format than the one that was read; else
    None."""
    suffix = PurePath(source.path).suffix.lower()
    meant = _BINARY_NAMES.get(suffix) or _OTHER_NAMES.get(suffix)
    if meant is None or meant == media_type or {meant, media_type} <= {HTML, XHTML}:
        return None
    return f"named {suffix}, read as {media_type}"


def _described(found: str, data: bytes) -> str:
    if found not in (HTML, XHTML):
        return {EMAIL: "an e-mail", TEXT: "plain text"}[found]
    match = re.search(rb"<title[^>]*>([^<]{1,200})", data[:_SAMPLE], re.I)
    title = " ".join(match[1].decode("utf-8", "replace").split()) if match else ""
    return f"a web page ({title!r})" if title else "a web page"


def _by_magic(data: bytes) -> str | None:
    head = data[:_HEAD]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return "image/tiff"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    if data.startswith(b"{\\rtf"):
        return RTF
    for magic, media_type, remedy in _MAGIC:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in head):
            raise UnsupportedError(f"{media_type} is not a format that is read", remedy=remedy)
    header = _PDF_HEADER.search(head)
    if header and (header.start() == 0 or _is_pdf(data, header.start())):
        return PDF
    return None


def _is_pdf(data: bytes, start: int) -> bool:
    """A header behind other bytes counts only where the body of a PDF follows: a text may speak of "%PDF-1.7"."""
    return start == data.find(b"%PDF") and re.search(rb"\d+ \d+ obj\b", data[start : start + _SAMPLE]) is not None


ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises for a container that breaks off or does not follow its format."""


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            mimetype = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype").decode("ascii", "replace").strip()
    except ZIP_DAMAGE as error:
        raise DamagedError(
            f"the file is a zip container (Word, OpenDocument) that breaks off or is damaged: {error}"
        ) from error
    if mimetype.startswith(ODT):
        return ODT
    if mimetype:
        raise UnsupportedError(f"{mimetype} is not a format that is read", remedy=_TO_PDF)
    if "[Content_Types].xml" in names:
        for folder, (media_type, remedy) in _ZIP_DOCUMENTS.items():
            if any(name.startswith(folder) for name in names):
                if remedy:
                    raise UnsupportedError(f"{media_type} is not a format that is read", remedy=remedy)
                return media_type
    raise UnsupportedError("application/zip is not a format that is read", remedy=_UNPACK)


def _ole_kind(data: bytes) -> str:
    for stream, media_type, remedy in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            if not media_type:
                raise EncryptedError(
                    "the Office document is behind a password",
                    remedy="Open it, remove the password, save it and run again.",
                )
            if not remedy:
                return media_type
            raise UnsupportedError(f"{media_type} is not a format that is read", remedy=remedy)
    raise UnsupportedError("application/x-ole-storage is not a format that is read", remedy=_TO_DOCX)


def _by_text(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if not any(sample.startswith(mark) for mark, _ in BOMS) and b"\x00" not in sample and len(data) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    decoded = decode(sample)
    if decoded is None:
        return None
    text = decoded.text.lstrip("\ufeff")
    if _MBOX.match(text):
        raise UnsupportedError(
            "application/mbox is not a format that is read", remedy="Save each message of the mailbox as .eml."
        )
    if _is_mail(text):
        return EMAIL
    if _XHTML_ROOT.search(text[:4096]):
        return XHTML
    if _HTML_START.match(text) or _is_fragment(text):
        return HTML
    if text.lstrip().startswith("<?xml"):
        raise UnsupportedError("application/xml is not a format that is read", remedy=_TO_PDF)
    return TEXT


def _is_fragment(text: str) -> bool:
    """A piece of a page without <html>: it begins with a tag, and tags are a real part of it."""
    start = text.lstrip()
    tags = _HTML_TAG.findall(text[:20_000])
    if start.startswith("<") and _HTML_TAG.match(start):
        return len(tags) >= 2 and _CLOSING_TAG.search(text) is not None
    return (
        len(tags) >= 10
        and len(_CLOSING_TAG.findall(text[:20_000])) >= 5
        and sum(map(len, tags)) * 12 > len(text[:20_000])
    )


def _is_mail(text: str) -> bool:
    """A block of RFC 5322 header fields at the very start. A letter with "Onderwerp:" and a printed e-mail ("Sent:")
    have none."""
    names: set[str] = set()
    for line in text.lstrip("\r\n").splitlines()[:200]:
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        match = _MAIL_HEADER.match(line)
        if match is None:
            return False
        names.add(match[1].lower())
    if "sent" in names:
        return False
    return len(names & _MAIL_NAMES) >= 2 and (bool(names & _MAIL_SURE) or _MAIL_DATE.search(text[:4096]) is not None)
