"""What was won, in words: under the word about the results, and on the list of prizes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kit.screen import Bold, Button, CopyText, Row, Text, Words
from domain.events.awards.prizes import OwnPrize, Prize
from locales import Translator
from locales.awards import prize_notes, prize_place


def won_lines(prizes: Sequence[OwnPrize], t: Translator) -> list[Words]:
    """For whose they are alone: the codes stand here."""
    said: list[Words] = []
    for one in prizes:
        if len(prizes) > 1:
            said.append(t("award-won-for", place=prize_place(one.place, one.among, t), text=one.text))
        else:
            said.append(t("award-won", text=one.text))
        if one.code:
            said.append(Bold(t("award-code", code=one.code)))
        elif one.awaits_code:
            said.append(t("award-code-later"))
    return ["", *said] if said else []


def code_rows(prizes: Sequence[OwnPrize], t: Translator) -> list[Row]:
    """A tap copies the code."""
    buttons: list[Button] = [CopyText(t("award-code-copy"), one.code) for one in prizes if one.code]
    return [[one] for one in buttons[:3]]


def prize_line(prize: Prize, t: Translator, *, manages: bool) -> Text:
    """«1 место: кроссовки»; for who manages the event also how many codes there are."""
    notes = prize_notes(prize, t) if manages else []
    tail = f" ({', '.join(notes)})" if notes else ""
    return Text(Bold(prize_place(prize.place, prize.among, t)), ": ", prize.text, tail)
