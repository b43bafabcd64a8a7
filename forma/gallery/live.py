"""The screens of live locations, with invented people in them."""

from __future__ import annotations

from datetime import timedelta

from bot.events import live
from domain.events.live.sharing import Followed, Stopped
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom.samples import NOW, ZONE, board_card, board_row, event

UNTIL = NOW + timedelta(hours=3)


def screens() -> dict[str, Made]:
    return {
        "live-how": lambda t: live.how_screen(event(t), t, named=True),
        "live-how-number": lambda t: live.how_screen(event(t), t, named=False),
        "live-which": lambda t: live.which_screen([_followed(t)] * 2, 1234, UNTIL, t),
        "live-seen": lambda t: live.seen_screen(_followed(t), UNTIL, t, NOW, named=True),
        "live-seen-early": lambda t: live.seen_screen(_followed(t, minutes=30), UNTIL, t, NOW, named=False),
        "live-stopped": lambda t: live.stopped_screen(Stopped(17, 3_240.0), t),
        "live-stopped-at-once": lambda t: live.stopped_screen(Stopped(17, 0.0), t),
        "live-arrived": lambda t: live.arrived_screen(board_card(t), board_row(t, 2), t),
        "live-arrived-review": lambda t: live.arrived_screen(
            board_card(t), board_row(t, None, state="review", reason="gap"), t
        ),
    }


def _followed(t: Translator, minutes: int = -20) -> Followed:
    return Followed(17, t("showroom-event"), ZONE, NOW + timedelta(minutes=minutes), 5, 114)
