"""What stands beside a name in a group. Telegram takes sixteen letters and no emoji."""

from __future__ import annotations

from locales import translator


def place_words(language: str, place: int, metres: int | None) -> list[str]:
    """«1 место · 5 км», «1 место»: the fullest first."""
    t = translator(language)
    short = t("space-tag-place", place=place)
    return [f"{short} · {t.distance(metres)}", short] if metres else [short]
