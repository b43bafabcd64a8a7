"""The sandbox's camera reads the codes that bots draw, and nothing else."""

from __future__ import annotations

import io

import pytest
import segno
from PIL import Image

from sandbox.telegram.qr import read_qr


def drawn(text: str, level: str, mask: int, scale: int) -> bytes:
    out = io.BytesIO()
    segno.make_qr(text, error=level, mask=mask, mode="byte", encoding="utf-8").save(out, kind="png", scale=scale)
    return out.getvalue()


@pytest.mark.parametrize("text", ["hi", "https://t.me/forma_bot?start=t_17#F1." + "x" * 110, "ключ " * 40])
def test_every_level_and_mask_is_read(text: str) -> None:
    for mask in range(8):
        for level in "lmqh":
            assert read_qr(drawn(text, level, mask, 3 + mask % 3)) == text, (level, mask)


def test_what_is_no_code_is_nothing() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (300, 300), "orange").save(plain, "PNG")
    black = io.BytesIO()
    Image.new("L", (210, 210), 0).save(black, "PNG")
    striped = Image.new("L", (210, 210), 255)
    striped.paste(0, (0, 0, 10, 210))
    stripes = io.BytesIO()
    striped.save(stripes, "PNG")
    for picture in (b"", b"no picture", plain.getvalue(), black.getvalue(), stripes.getvalue()):
        assert read_qr(picture) is None
