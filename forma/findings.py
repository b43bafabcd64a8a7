"""What a look at the installation brings, for a person at a terminal or for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Finding:
    name: str
    ok: bool
    said: str
    remedy: str = ""


def as_text(findings: Sequence[Finding]) -> str:
    width = max(len(one.name) for one in findings)
    lines = []
    for one in findings:
        lines.append(f"{'✓' if one.ok else '✗'} {one.name:<{width}}  {one.said}")
        if one.remedy:
            lines.append(f"  {'':<{width}}  → {one.remedy}")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding]) -> str:
    return json.dumps(
        {"ok": all(one.ok for one in findings), "findings": [asdict(one) for one in findings]}, ensure_ascii=False
    )
