"""A figure's bars as a picture that can be taken away, as SVG and in pixels.

Both are written without a drawing library's engine, which takes a second of a request for a long figure.
"""

from __future__ import annotations

import io
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from thinking_together.survey.results.layout import WIDTH, Box, Layout, Words

FAMILY = "'DejaVu Sans', Verdana, sans-serif"
COLOURS = 128  # of a picture: those of bars and letters, and the steps of their edges
SHARP, TALL = 2, 1_000  # pixels for each of the layout; one for each where it is taller, so that it is drawn at once


def svg_of(told: Layout) -> str:
    """With its title, and what it shows in words."""
    size = f'width="{WIDTH}" height="{told.height:g}" viewBox="0 0 {WIDTH} {told.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family={quoteattr(FAMILY)}>'
        f"<title>{escape(told.title)}</title><desc>{escape(told.spoken)}</desc>"
        f"{''.join(map(_element, told.marks))}</svg>"
    )


def _element(mark: Box | Words) -> str:
    if isinstance(mark, Box):
        at = f'x="{mark.x:.4g}" y="{mark.y:g}" width="{mark.width:.4g}" height="{mark.height:g}"'
        return f'<rect {at} fill="{mark.colour}"/>'
    weight = ' font-weight="bold"' if mark.bold else ""
    at = f'x="{mark.x:g}" y="{mark.y:g}" font-size="{mark.size}" fill="{mark.colour}"{weight}'
    return f"<text {at}>{escape(mark.words)}</text>"


def png_of(told: Layout) -> bytes:
    """The same in pixels; what it is stands in the file's own words too."""
    scale = SHARP if told.height <= TALL else 1
    image = Image.new("RGB", (WIDTH * scale, round(told.height * scale)))
    canvas = ImageDraw.Draw(image)
    for mark in told.marks:
        x, y = mark.x * scale, mark.y * scale
        if isinstance(mark, Words):
            canvas.text((x, y), mark.words, mark.colour, _font(mark.size * scale, mark.bold), anchor="ls")
        elif mark.width:
            edge = (x, y, max(x, x + mark.width * scale - 1), y + mark.height * scale - 1)
            canvas.rectangle(edge, fill=mark.colour)
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", told.title)
    out = io.BytesIO()
    few = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)  # a third of the bytes and time
    few.save(out, "PNG", pnginfo=about, compress_level=1)  # more takes longer than to draw it
    return out.getvalue()


@cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """That of the reports; where a machine has none, the letters that come with the library."""
    try:
        return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size)
    except OSError:
        return ImageFont.load_default(size)
