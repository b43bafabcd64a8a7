"""The screens of what remains of an event: badges, prizes, diplomas, the album; with invented people in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.achievements.badges import badges_screen
from bot.events import album, awards, bracket_renderers, diplomas, results_told
from bot.kit.screen import Screen
from domain.achievements.queries import BadgeCard
from domain.events.awards.diplomas import NAME_FORM, SIGNATURE_FORM, Checked, Diploma, Rule
from domain.events.awards.prizes import PRIZE_FORM, OwnPrize, Prize
from domain.forms.form import Form
from forma.gallery.asking import Made
from locales import Translator
from webapp.showroom import brackets
from webapp.showroom.samples import NOW, ZONE, board_card, board_row

STATES = ("valid", "preliminary", "revoked")


def _badge(t: Translator, kind: str, place: int | None = None, among: str = "") -> BadgeCard:
    return BadgeCard(place or 9, kind, "event:17", t("showroom-event"), place, among, NOW - timedelta(days=2))


def _badges(t: Translator, count: int) -> list[BadgeCard]:
    some = [_badge(t, "winner", 1, "female"), _badge(t, "prize", 2), _badge(t, "finisher"), _badge(t, "player")]
    return [some[at % 4] for at in range(count)]


def _table(t: Translator) -> list[Prize]:
    text = t("award-ask-text-example")
    return [
        Prize(1, 1, "", text, True, codes=3, handed=1, winners=2),
        Prize(2, 2, "", text, True),
        Prize(3, 10, "female", text, True, codes=5),
    ]


def diploma(t: Translator, state: str = "valid", place: int | None = 12) -> Diploma:
    known = {"row": board_row(t, 12), "narrow": board_row(t, 3), "narrow_people": 14, "people": 87}
    return Diploma(
        registration_id=112,
        user_id=112,
        language=t.lang,
        name=t("showroom-person"),
        number=112,
        card=board_card(t, final=True),
        day=NOW.date(),
        signature=t("diploma-ask-signature-example"),
        state=state,
        place=place,
        **known,  # type: ignore[arg-type]  # of several types
    )


def _won(t: Translator, code: str | None = "SPORT-2026") -> list[OwnPrize]:
    return [OwnPrize(1, "", t("award-ask-text-example"), code, awaits_code=code is None)]


def awards_gallery(questions: Callable[[Form], dict[str, Made]]) -> dict[str, Made]:
    """`questions` shows a form as the chat asks it."""
    counted = {"winner": 3, "prize": 1, "finisher": 21, "player": 2}
    given = ("winner", "finisher")

    def final(t: Translator) -> Screen:
        badges = [_badge(t, kind, 1 if kind == "winner" else None) for kind in given]
        card, row = board_card(t, final=True), board_row(t, 1)
        return results_told.final_screen(card, row, None, t, _won(t), badges, diploma=True)

    def cup(t: Translator) -> Screen:
        badges = [_badge(t, "winner", 1), _badge(t, "player")]
        card = brackets.finished(t, own=1)
        return bracket_renderers.finished_screen(card, t, _won(t), badges, diploma=True)

    return {
        "badges": lambda t: badges_screen(_badges(t, 9), counted, 0, t, ZONE),
        "badges-none": lambda t: badges_screen([], {}, 0, t, ZONE),
        "told-final-prize": final,
        "tournament-told-finished-prize": cup,
        "prizes": lambda t: awards.prizes_screen(17, t("showroom-event"), _table(t), t),
        "prizes-none": lambda t: awards.prizes_screen(17, t("showroom-event"), [], t),
        "awards": lambda t: awards.awards_screen(17, t("showroom-event"), _table(t), _rule(t), t),
        "awards-none": lambda t: awards.awards_screen(17, t("showroom-event"), [], Rule(is_off=True), t),
        "told-prize": lambda t: awards.won_screen(17, t("showroom-event"), _won(t), t),
        "told-prize-later": lambda t: awards.won_screen(17, t("showroom-event"), _won(t, None), t),
        "diploma-begun": lambda t: diplomas.begun_screen(diploma(t), t),
        **{f"diploma-checked-{state}": _checked(state) for state in STATES},
        "diploma-checked-changed": lambda t: diplomas.checked_screen(Checked(diploma(t), same=False), t),
        "album": lambda t: album.album_screen(17, t("showroom-event"), 214, 3, t),
        "album-none": lambda t: album.album_screen(17, t("showroom-event"), 0, 0, t, adds=False),
        **questions(PRIZE_FORM),
        **questions(SIGNATURE_FORM),
        **questions(NAME_FORM),
        **questions(album.PHOTO_FORM),
    }


def _rule(t: Translator) -> Rule:
    return Rule(signature=t("diploma-ask-signature-example"))


def _checked(state: str) -> Made:
    return lambda t: diplomas.checked_screen(Checked(diploma(t, state), same=state == "valid"), t)
