"""Numbers of lists as word processors and browsers print them."""

from __future__ import annotations

_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def ordinal(number: int, style: str) -> str:
    """A number in a style: "1", "a", "A", "i" or "I". Beyond z and xcix it is printed in digits."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 100:
        roman = _TENS[number // 10] + _ONES[number % 10]
        return roman if style == "i" else roman.upper()
    return str(number)
