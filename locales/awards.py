"""What was won, in words: badges, the places that prizes are for."""

from __future__ import annotations

from typing import Protocol

from locales import Translator

_PODIUM = 3
"""Who comes so far is given a badge anyway."""


class Badge(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> int | None: ...
    @property
    def among(self) -> str: ...


class Prize(Protocol):
    """`handed` of the `codes` are with somebody; for `short_of_codes` winners none was left."""

    @property
    def place(self) -> int: ...
    @property
    def gives_badge(self) -> bool: ...
    @property
    def codes(self) -> int: ...
    @property
    def handed(self) -> int: ...
    @property
    def short_of_codes(self) -> int: ...


def badge_name(badge: Badge, t: Translator) -> str:
    """«Победитель среди женщин», «Призёр, 2 место»"""
    name = t(f"achievement-kind-{badge.kind}")
    among = t("achievement-among", among=badge.among) if badge.among else ""
    if badge.kind != "prize" or not badge.place:
        return f"{name} {among}".strip()
    return f"{name}, {t('achievement-place', place=badge.place)} {among}".strip()


def prize_place(place: int, among: str, t: Translator) -> str:
    """«2 место среди женщин»"""
    if not among:
        return t("award-place", place=place)
    return t("award-place-among", place=place, among=t("achievement-among", among=among))


def prize_notes(prize: Prize, t: Translator) -> list[str]:
    """For who manages the event: a badge that goes with it, how many codes there are."""
    notes = [t("award-with-badge")] if prize.gives_badge and prize.place > _PODIUM else []
    if prize.codes:
        notes.append(t("award-codes", codes=prize.codes))
        notes += [t("award-codes-handed", handed=prize.handed)] if prize.handed else []
        notes += [t("award-codes-short", count=prize.short_of_codes)] if prize.short_of_codes else []
    return notes
