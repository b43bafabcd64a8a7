"""A course in a line of words."""

from __future__ import annotations

from locales import Translator


def course_facts(t: Translator, length_m: int, climb_m: int | None) -> str:
    """«10,2 км · набор 84 м»; the climb is left out where it is not known."""
    length = t.distance(length_m)
    return length if climb_m is None else f"{length} · {t('course-climb', metres=t.distance(climb_m))}"
