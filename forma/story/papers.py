"""The story's certificate: a page with lines and a stamp, as somebody photographed it."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

_INK, _STAMP = (60, 66, 82), (52, 92, 178)


def certificate() -> bytes:
    page = Image.new("RGB", (840, 1188), (252, 251, 247))
    draw = ImageDraw.Draw(page)
    draw.rectangle((250, 90, 590, 116), fill=_INK)
    for line in range(14):
        width = (640, 600, 660, 420)[line % 4]
        draw.rectangle((90, 200 + 46 * line, 90 + width, 212 + 46 * line), fill=(176, 180, 190))
    draw.line((100, 1000, 320, 960), fill=_INK, width=5)
    for inset in (0, 14):
        draw.ellipse((520 + inset, 880 + inset, 720 - inset, 1080 - inset), outline=_STAMP, width=5)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()
