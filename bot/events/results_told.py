"""What people are told about results, made when it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.achievements import pictures as badge_pictures
from bot.achievements.badges import sign_of
from bot.events import diplomas
from bot.events.award_words import code_rows, won_lines
from bot.events.results_words import board_line, mark_of, state_line
from bot.kit.rendering import Said
from bot.kit.screen import Bold, Italic, OpenApp, Press, Row, Screen, Words, lines
from domain.accounts.people import get_person
from domain.achievements.queries import BadgeCard, given_for
from domain.events.awards import prizes
from domain.events.awards.diplomas import are_given
from domain.events.awards.prizes import OwnPrize
from domain.events.results import told_places
from domain.events.results.queries import (
    BoardCard,
    BoardRow,
    Category,
    board_for,
    board_page,
    own_row,
    shared_board,
)
from domain.spaces.queries import get_space
from locales import Translator, translator
from locales.awards import badge_name

PODIUM = 3


async def _own(said: Said) -> tuple[BoardCard, BoardRow | None]:
    card = await board_for(said.params["event_id"], await get_person(said.user_id))
    return card, await own_row(card, said.user_id, Category())


async def disqualified(said: Said) -> Screen | None:
    """Nothing when it was lifted before it could be said."""
    card, row = await _own(said)
    if row is None or row.state != "dq":
        return None
    return disqualified_screen(card, row.reason, said.t)


def disqualified_screen(card: BoardCard, reason: str, t: Translator) -> Screen:
    text = lines(
        Bold(t("result-told-dq", title=card.event.title)),
        t("result-told-dq-reason", reason=reason) if reason else None,
        "",
        t("result-told-dq-hint"),
    )
    protest: Row = [Press(t("result-button-protest"), "rs.protest", (card.id,))]
    return Screen(text, keyboard=[protest, [Press(t("result-button-board"), "rs.top", (card.id,))]])


async def dq_lifted(said: Said) -> Screen | None:
    card, row = await _own(said)
    if row is not None and row.state == "dq":
        return None
    return lifted_screen(card, said.t)


def lifted_screen(card: BoardCard, t: Translator) -> Screen:
    board: Row = [Press(t("result-button-board"), "rs.top", (card.id,))]
    return Screen(Bold(t("result-told-dq-lifted", title=card.event.title)), keyboard=[board])


async def final(said: Said) -> Screen | None:
    """One's own place; nothing if the results were made preliminary again before it could be said."""
    card, row = await _own(said)
    if row is None or row.place is None or not card.board.is_final:
        return None
    narrow = await own_row(card, said.user_id, row.category) if not row.category.is_all else None
    own = await prizes.own_prizes(said.user_id, card.id, said.app.vault.keys)
    given = await given_for(said.user_id, f"event:{card.id}")
    before = await told_places.place_before(card.id, said.user_id)
    screen = final_screen(card, row, narrow, said.t, own, given, diploma=await are_given(card.id), before=before)
    return replace(screen, photo=await badge_pictures.of(given[0], said)) if given else screen


def final_screen(
    card: BoardCard,
    row: BoardRow,
    narrow: BoardRow | None,
    t: Translator,
    own: Sequence[OwnPrize] = (),
    given: Sequence[BadgeCard] = (),
    *,
    diploma: bool = False,
    before: int | None = None,
) -> Screen:
    """`given`: the person's badges for the event; the best of them comes as a picture with these words.

    `before`: the place they were told when the results were announced the last time.
    """
    text = lines(
        Bold(t("result-told-final" if before is None else "result-told-final-anew", title=card.event.title)),
        t("result-told-final-place", place=row.place or 0, count=card.classified, mark=mark_of(card, row, t)),
        None if before is None else _moved(before, row.place or 0, t),
        t("result-told-final-category", place=narrow.place) if narrow and narrow.place else None,
        *[f"{sign_of(one)} {badge_name(one, t)}" for one in given],
        *won_lines(own, t),
    )
    rows: list[Row] = [
        [
            Press(t("result-button-final"), "rs.top", (card.id,), style="primary"),
            Press(t("result-button-share"), "rs.share", (card.id,)),
        ],
        *code_rows(own, t),
        [*([diplomas.offer(card.id, t)] if diploma else []), Press(t("achievement-button"), "bg.mine")],
        [OpenApp(t("result-button-app"), f"/events/{card.id}/live", f"b_{card.id}")],
    ]
    return Screen(text, keyboard=rows)


def _moved(before: int, place: int, t: Translator) -> str:
    return t("result-told-final-same") if before == place else t("result-told-final-before", place=before)


async def podium(said: Said) -> Screen | None:
    """To the group, in its language: the first three of everybody, and of each sex."""
    assert said.chat_id is not None
    space, card = await get_space(said.chat_id), await shared_board(said.params["event_id"])
    if space is None or space.event_id != card.id or not card.board.is_final:
        return None
    winners: dict[str | None, list[BoardRow]] = {None: await board_page(card, Category(), limit=PODIUM)}
    if len(card.sexes) > 1:
        for sex in card.sexes:
            winners[sex] = await board_page(card, Category(sex=sex), limit=PODIUM)
    return podium_screen(card, winners, translator(space.language))


def podium_screen(card: BoardCard, winners: dict[str | None, list[BoardRow]], t: Translator) -> Screen:
    said: list[Words] = []
    for sex, rows in winners.items():
        said += ["", Bold(t(f"result-podium-sex-{sex}"))] if sex else [""]
        said += [board_line(card, row, t) for row in rows if row.place]
    text = lines(
        Bold("🏁 ", t("result-podium", title=card.event.title)),
        *said,
        "",
        t("result-podium-count", count=card.classified),
    )
    open_app = OpenApp(t("result-button-final"), f"/events/{card.id}/live", f"b_{card.id}")
    return Screen(text, keyboard=[[open_app]], for_everybody=True)


async def protest_decided(said: Said) -> Screen:
    card, row = await _own(said)
    return decided_screen(card, row, said.params["state"], said.t)


def decided_screen(card: BoardCard, row: BoardRow | None, state: str, t: Translator) -> Screen:
    """With what stands for them now, and where."""
    text = lines(
        Bold(t("result-told-protest", state=state, title=card.event.title)),
        board_line(card, row, t) if row else None,
        Italic(state_line(card, t)),
    )
    return Screen(text, keyboard=[[Press(t("result-button-board"), "rs.top", (card.id,))]])


SCREENS = {
    "result-disqualified": disqualified,
    "result-dq-lifted": dq_lifted,
    "result-final": final,
    "result-podium": podium,
    "result-protest-decided": protest_decided,
}
AFTER_SENT = {"result-final": badge_pictures.sent}
