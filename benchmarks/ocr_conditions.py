"""Ten more conditions for the benchmark of OCR, in colour where the original would be: `ocr.py --degrade
benchmarks/ocr_conditions.py`.

As a library: degrade(image, condition, seed) -> image, with image a grey page rendered at 300 dpi. The last three
characters of a condition's name are its resolution. The same seed gives the same picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Rng = np.random.Generator
Step = Callable[[Image.Image, Rng], Image.Image]


def _resized(dpi: int) -> Step:
    def step(image: Image.Image, rng: Rng) -> Image.Image:
        return image.resize((round(image.width * dpi / 300), round(image.height * dpi / 300)), Image.Resampling.LANCZOS)

    return step


def _noise(sigma: float) -> Step:
    def step(image: Image.Image, rng: Rng) -> Image.Image:
        pixels = np.asarray(image, np.float32)
        return Image.fromarray(np.clip(pixels + rng.normal(0, sigma, pixels.shape), 0, 255).astype(np.uint8))

    return step


def _jpeg(quality: int) -> Step:
    def step(image: Image.Image, rng: Rng) -> Image.Image:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        out.seek(0)
        return Image.open(out).convert(image.mode)

    return step


def _inked(
    image: Image.Image, draw: Callable[[ImageDraw.ImageDraw, int, int], None], colour: tuple[int, int, int]
) -> Image.Image:
    """Ink of a colour over the page: where it lies on print, both darken the paper."""
    mask = Image.new("L", image.size, 0)
    draw(ImageDraw.Draw(mask), *image.size)
    share = np.asarray(mask.filter(ImageFilter.GaussianBlur(0.6)), np.float32)[..., None] / 255
    page = np.asarray(image.convert("RGB"), np.float32)
    ink = page * np.array(colour, np.float32) / 255
    return Image.fromarray((page * (1 - share) + ink * share).astype(np.uint8))


def _stamp(colour: tuple[int, int, int], text: str) -> Step:
    """A round stamp with words in it, over the upper right of the text, and a box with a date over its middle."""

    def step(image: Image.Image, rng: Rng) -> Image.Image:
        def draw(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
            x, y, r = w * (0.6 + 0.1 * rng.random()), h * (0.12 + 0.1 * rng.random()), w * 0.11
            for size in (r, r * 0.72):
                pen.ellipse((x - size, y - size, x + size, y + size), outline=230, width=max(2, w // 330))
            font = ImageFont.load_default(w / 55)
            pen.text((x, y), text, fill=230, font=font, anchor="mm")
            x, y = w * (0.2 + 0.2 * rng.random()), h * (0.4 + 0.2 * rng.random())
            pen.rectangle((x, y, x + w * 0.24, y + h * 0.04), outline=230, width=max(2, w // 330))
            pen.text((x + w * 0.12, y + h * 0.02), "INGEKOMEN 12 MRT", fill=230, font=font, anchor="mm")

        return _inked(image, draw, colour)

    return step


def _signature(colour: tuple[int, int, int], strokes: int = 3) -> Step:
    """Loops of a pen over lines of text."""

    def step(image: Image.Image, rng: Rng) -> Image.Image:
        def draw(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
            for _ in range(strokes):
                x, y, size = (
                    w * (0.15 + 0.5 * rng.random()),
                    h * (0.15 + 0.6 * rng.random()),
                    w * (0.05 + 0.05 * rng.random()),
                )
                a, b = 2 + 2 * rng.random(), 1 + rng.random()
                line = [
                    (x + size * (0.5 * t + cos(a * t)), y + 0.7 * size * sin(b * t) - 0.05 * size * t)
                    for t in np.linspace(0, 2.2 * pi, 120)
                ]
                pen.line(line, fill=240, width=max(2, w // 420), joint="curve")

        return _inked(image, draw, colour)

    return step


def _coffee(image: Image.Image, rng: Rng) -> Image.Image:
    def ring(pen: ImageDraw.ImageDraw, w: int, h: int) -> None:
        x, y, r = w * (0.3 + 0.4 * rng.random()), h * (0.3 + 0.3 * rng.random()), w * 0.17
        pen.ellipse((x - r, y - r, x + r, y + r), fill=70)
        for i in range(w // 110):
            pen.ellipse((x - r + i, y - r + i, x + r - i, y + r - i), outline=170 - 4 * i)

    return _inked(image, ring, (176, 132, 82))


def _copier(image: Image.Image, rng: Rng) -> Image.Image:
    """A black border on two sides, two punched holes, a staple: the page lay askew on the glass of a copier."""
    turned = image.convert("L").rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255)
    w, h = turned.size
    pen = ImageDraw.Draw(turned)
    pen.polygon([(0, 0), (w * 0.035, 0), (w * 0.02, h), (0, h)], fill=12)
    pen.polygon([(0, h), (0, h * 0.982), (w, h * 0.968), (w, h)], fill=20)
    for y in (0.42, 0.58):
        pen.ellipse((w * 0.05, h * y, w * 0.05 + w * 0.028, h * y + w * 0.028), fill=15)
    pen.line((w * 0.06, h * 0.03, w * 0.1, h * 0.045), fill=30, width=max(2, w // 400))
    return turned


def _phone(image: Image.Image, rng: Rng) -> Image.Image:
    """A photograph of the page on a desk: perspective, a little turned, warm light that falls off, the shadow of a
    hand."""
    page = image.convert("RGB")
    w, h = page.size
    edge = round(0.06 * w)
    a, b, c, d, e, f, g = (float(n) for n in rng.random(7))
    left = [(edge * (1 + a), edge * (1 + b)), (edge * c, h + edge * (0.6 + 0.4 * d))]
    right = [(w + edge * (1.2 + 0.6 * e), h + edge * (0.9 + 0.4 * f)), (w + edge * 0.6, edge * (0.6 + g))]
    out = page.transform(
        (w + 2 * edge, h + 2 * edge),
        Image.Transform.PERSPECTIVE,
        _coefficients(left + right, [(0, 0), (0, h), (w, h), (w, 0)]),
        Image.Resampling.BICUBIC,
        fillcolor=(74, 58, 46),
    )
    pixels = np.asarray(out, np.float32)
    x, y = np.linspace(0, 1, pixels.shape[1])[None, :], np.linspace(0, 1, pixels.shape[0])[:, None]
    light = 0.92 - 0.3 * x * y - 0.12 * (1 - y)
    hand = 1 / (1 + np.exp(-60 * (0.75 - 0.25 * x - y + 0.05 * np.sin(9 * x))))
    light = light * (0.68 + 0.32 * hand)
    pixels = pixels * (light[..., None] * np.array([1.0, 0.97, 0.88])).astype(np.float32)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.5))


def _coefficients(seen: list[tuple[float, float]], page: list[tuple[float, float]]) -> list[float]:
    """The eight numbers with which Pillow maps a point of the photograph to one of the page."""
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, page, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows), np.array(right))]


def _two_levels(at: int) -> Step:
    return lambda image, rng: image.convert("L").point(lambda v: 255 if v >= at else 0)


def _turn(degrees: int) -> Step:
    return lambda image, rng: image.rotate(degrees, expand=True)


def _grey(image: Image.Image, rng: Rng) -> Image.Image:
    return image.convert("L")


CONDITIONS: dict[str, list[Step]] = {
    "redstamp200": [_resized(200), _stamp((205, 40, 45), "GEMEENTE"), _noise(4), _jpeg(70)],
    "bluepen200": [_resized(200), _signature((45, 75, 190)), _noise(4), _jpeg(70)],
    "greypen200": [_resized(200), _signature((45, 75, 190)), _grey, _noise(4)],
    "greystamp200": [_resized(200), _stamp((90, 60, 160), "GEMEENTE"), _grey, _noise(5)],
    "coffee200": [_resized(200), _coffee, _noise(4), _jpeg(60)],
    "copier200": [_resized(200), _copier, _noise(6)],
    "phone200": [_resized(200), _phone, _noise(4), _jpeg(40)],
    "fax100": [_resized(100), _two_levels(160)],
    "turned90200": [_resized(200), _turn(90), _noise(4)],
    "turned180200": [_resized(200), _turn(180), _noise(4)],
}


def degrade(image: Image.Image, condition: str, seed: int = 0) -> Image.Image:
    """The page under one of `CONDITIONS`."""
    rng = np.random.default_rng([seed, sorted(CONDITIONS).index(condition)])
    for step in CONDITIONS[condition]:
        image = step(image, rng)
    return image
