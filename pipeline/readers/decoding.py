"""Bytes to text in whatever encoding they are, with a plausibility rule for Dutch."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("cp1252", "mac-roman", "cp850", "iso8859-15")
"""Tried in this order; the first wins a tie. ISO 8859-1 is cp1252 without its punctuation."""

_IN_WORD = frozenset("éëèêïíìîöóòôüúùûäáàâåãñçÿÉËÈÊÏÍÖÓÜÚÄÁÀÇŠšžœæøßﬁﬂ\u00ad’ă")
_APART = frozenset("“”‘’„‚…–—•·€£©®°§±²³½¼¾«»´¨×¬\u00a0ª¹¶†")
_SAMPLE = 256 * 1024
_ENCODED_TWICE = re.compile("Ã[\u0080-\u00bf\u0192\u201a-\u203a]|â[\u0080-\u009f\u201a\u20ac]|Â[\u00a0-\u00bf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|\r|[\x0b\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding` is a Python codec's name; `replaced` counts the bytes that it could not read."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of some bytes; None where they are no text at all.

    In this order: a byte order mark; UTF-16 that its zero bytes betray; strict UTF-8; `declared`, where it names a
    codec that fits; UTF-8 with a few damaged places; the single-byte encoding whose reading looks most like Dutch.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _unless_binary(data.decode(encoding, "replace"), encoding)
    if b"\x00" in data[:_SAMPLE]:
        silent = _utf16_without_mark(data)
        return None if silent is None else _unless_binary(data.decode(silent, "replace"), silent)
    try:
        return _unless_binary(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared and (named := _declared(data, declared)):
        return _unless_binary(named[0], named[1])
    mixed = _mostly_utf8(data)
    if mixed is not None:
        return mixed
    encoding = _best_single_byte(data)
    text = data.decode(encoding, "replace")
    return _unless_binary(text, encoding)


def clean(text: str) -> str:
    """Canonical form of decoded text: line feeds alone, no byte order marks or control characters, letters composed
    (NFC)."""
    text = _BREAKS.sub("\n", text).replace("\ufeff", "")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _unless_binary(text: str, encoding: str) -> Decoded | None:
    text = _encoded_once(text)
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    if strange > max(8, len(sample) // 20):
        return None
    return Decoded(text, encoding, text.count("\ufffd"))


def _encoded_once(text: str) -> str:
    """Text whose bytes were taken for another encoding on the way and encoded again ("â‚¬", "vÃ³Ã³r"), put right."""
    if not _ENCODED_TWICE.search(text):
        return text
    from ftfy import fix_encoding

    mended = "\n".join(fix_encoding(line) if _ENCODED_TWICE.search(line) else line for line in text.split("\n"))
    return mended if len(_ENCODED_TWICE.findall(mended)) < len(_ENCODED_TWICE.findall(text)) else text


def _utf16_without_mark(data: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every second byte, on one side only."""
    sample = data[: _SAMPLE // 2 * 2]
    even, odd, half = sample[0::2].count(0), sample[1::2].count(0), max(1, len(sample) // 2)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes, declared: str) -> tuple[str, str] | None:
    name = declared.strip().strip("\"'").lower()
    name = (
        "cp1252"
        if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso8859-1", "windows-1252"}
        else name
    )
    try:
        if codecs.lookup(name).name.startswith("utf"):
            return None
        return data.decode(name), name
    except (LookupError, UnicodeError):
        return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 that was cut off or had another text pasted in: more good sequences than bad bytes. The bad ones are read
    as cp1252."""
    good = len(re.findall(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data))
    bad = sum(1 for c in data.decode("utf-8", "surrogateescape") if "\udc80" <= c <= "\udcff")
    if good <= bad:
        return None
    chars = (
        bytes([ord(c) - 0xDC00]).decode("cp1252", "replace") if "\udc80" <= c <= "\udcff" else c
        for c in data.decode("utf-8", "surrogateescape")
    )
    return _unless_binary("".join(chars), "utf-8")


def _best_single_byte(data: bytes) -> str:
    sample = data[:_SAMPLE]
    candidates = list(SINGLE_BYTE)
    scores = {name: _plausibility(sample, name) for name in candidates}
    best = max(candidates, key=lambda name: scores[name])
    if scores[best] < 0:
        from charset_normalizer import from_bytes

        guess = from_bytes(sample[: 64 * 1024]).best()
        if (
            guess is not None
            and not guess.encoding.startswith("utf")
            and _plausibility(sample, guess.encoding) > scores[best]
        ):
            return guess.encoding
    return best


def _plausibility(sample: bytes, encoding: str) -> float:
    """Letters with accents belong inside words, signs between them; everything else speaks against the encoding."""
    text = sample.decode(encoding, "replace")
    score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        i, char = match.start(), match[0]
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        inside = before.isalpha() or after.isalpha()
        if char.isalpha():
            # A capital after a small letter ("coŽrdinatie") is another encoding's small letter.
            odd_case = char.isupper() and before.islower()
            score += 1.0 if char in _IN_WORD and inside and not odd_case else -1.0
        elif char in _APART:
            amid = before.isalpha() and after.isalpha() and char != "’"
            score += -0.5 if amid else 0.8
        else:
            score -= 1.0
    return score
