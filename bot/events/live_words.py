"""Who is where on the way, in one line each."""

from __future__ import annotations

from bot.events.results_words import who
from bot.kit.screen import Bold, Text, Words
from domain.events.live.standings import LiveCard, LiveRow
from locales import Translator
from locales.pace import gap, km, pace, silence, spark


def live_line(card: LiveCard, row: LiveRow, t: Translator) -> Words:
    """«1. Оля, № 12 · 3,42 км · 5:12 /км · +0:35 ▃▅▂»"""
    said = [pace(t, row.pace_s, card.sport), gap(t, row.behind), silence(t, row.silent)]
    tail = "".join(f" · {part}" for part in said if part)
    drawn = "" if row.silent else spark(row.stretches)
    return Text(f"{row.place}. ", who(row, t), " · ", Bold(km(t, row.metres)), tail, f" {drawn}" if drawn else "")
