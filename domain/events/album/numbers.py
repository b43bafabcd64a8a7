"""The numbers of participants in what is written under a photo. Pure."""

from __future__ import annotations

import re

MOST = 30
_BETWEEN = r"(?:\s|,|;|&|\+|№|#|\bи\b|\band\b)"
_LIST = rf"\d{{1,6}}(?!\d)(?:{_BETWEEN}+\d{{1,6}}(?![\d:]))*"
_ALONE = re.compile(rf"{_BETWEEN}*({_LIST}){_BETWEEN}*\.?", re.IGNORECASE)
_SIGNED = re.compile(rf"(?:№|#|\bномера?\b|\bno\b\.?|\bnumbers?\b)\s*({_LIST})", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


def numbers_in(caption: str) -> list[int]:
    """«114», «114, 37» and «Финиш! №114 37»; in other words a bare number may be a distance, a time or a year."""
    said = caption.strip()
    alone = _ALONE.fullmatch(said)
    parts = [alone[1]] if alone else _SIGNED.findall(said)
    found = [int(one) for part in parts for one in _NUMBER.findall(part)]
    return list(dict.fromkeys(one for one in found if one))[:MOST]
