"""Layers of a PDF ("optional content") that are switched off when it is opened: their words are on no page that anyone
sees."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_MAY_HOLD = (b"/OCProperties", b"/ObjStm")
"""A catalog that has layers says so; one that is packed in an object stream may."""


def switched_off(data: bytes) -> frozenset[str]:
    """The names of the layers that are off by default. Where the file's structure cannot be read, none is known."""
    if not any(mark in data for mark in _MAY_HOLD):
        return frozenset()
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException

    try:
        catalog = PDFDocument(PDFParser(io.BytesIO(data))).catalog
        layers = resolve1(catalog.get("OCProperties")) or {}
        default = resolve1(layers.get("D")) or {}
        off = _names(resolve1(default.get("OFF")))
        if getattr(resolve1(default.get("BaseState")), "name", "") == "OFF":
            off |= _names(resolve1(layers.get("OCGs"))) - _names(resolve1(default.get("ON")))
        return off
    except (PSException, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return frozenset()  # pdfium read the file all the same: its pages are whole, and nothing is known to be off


def is_off(item: int, off: frozenset[str]) -> bool:
    """Does a page object (its address) belong to a layer that is off?"""
    return any(_text(pdfium.FPDFPageObjMark_GetParamStringValue, mark, b"Name") in off for mark in _marks(item))


def is_layered(item: int) -> bool:
    """Does a page object (its address) belong to any layer, or to several at once?"""
    return any(True for _ in _marks(item))


def _marks(item: int) -> Iterator[Any]:
    """The marks of a page object that name its layer."""
    made = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    for n in range(pdfium.FPDFPageObj_CountMarks(made)):
        mark = pdfium.FPDFPageObj_GetMark(made, n)
        if _text(pdfium.FPDFPageObjMark_GetName, mark) == "OC":
            yield mark


def _names(groups: Any) -> frozenset[str]:
    from pdfminer.pdftypes import resolve1

    return frozenset(_name(resolve1(group)) for group in groups or ()) - {""}


def _name(group: Any) -> str:
    raw = group.get("Name", b"") if isinstance(group, dict) else b""
    if isinstance(raw, str):
        return raw
    return raw.decode("utf-16") if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else raw.decode("latin-1")


def _text(ask: Any, *words: Any) -> str:
    """The answer of a function of pdfium that fills a buffer with UTF-16."""
    buffer, size = (ctypes.c_ushort * 256)(), ctypes.c_ulong()
    if not ask(*words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), ctypes.sizeof(buffer), ctypes.byref(size)):
        return ""
    return bytes(buffer)[: max(0, min(size.value, ctypes.sizeof(buffer)) - 2)].decode("utf-16-le", "replace")
