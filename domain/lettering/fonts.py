"""The typeface as Pillow draws with it."""

from __future__ import annotations

from functools import lru_cache

from PIL import ImageFont

from domain.lettering.letters import path_of


@lru_cache(maxsize=64)
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path_of(face)), pixels)
