"""Numbers typed at the finish that nobody wears, for who enters results: whose they are, or none."""

from __future__ import annotations

from bot.kit.routes import Conversation, Route
from bot.kit.screen import Alert, Bold, Press, Row, Screen, Text, Words, lines
from bot.kit.turn import Reply, Turn
from domain.events.results import loose
from domain.events.results.loose import LISTED, Loose
from domain.forms.form import Field, Form, JsonValue, Kind
from locales import Translator
from locales.marks import clock

WHOSE_FORM = Form("finish-whose", (Field("whose", Kind.TEXT, words="result-loose-ask", min=1, max=100),))


async def shown(turn: Turn) -> Reply:
    return await _list(turn, turn.number())


async def _list(turn: Turn, event_id: int) -> Screen:
    found = await loose.loose_numbers(turn.person, event_id, limit=LISTED)
    return loose_screen(event_id, found, await loose.count_loose(event_id), turn.t)


def loose_screen(event_id: int, found: list[Loose], count: int, t: Translator) -> Screen:
    """«99 · 21:43»: a row of two buttons for each."""
    rows: list[Row] = []
    for one in found:
        number = str(one.number)
        whose = Press(t("result-loose-whose", number=number), "fn.whose", (event_id, one.number))
        rows.append([whose, Press(t("result-loose-drop", number=number), "fn.drop", (event_id, one.number))])
    said: list[Words] = [_said(one, t) for one in found]
    more = t("result-loose-more", count=count - len(found)) if count > len(found) else None
    text = lines(Bold(t("result-loose-title" if found else "result-loose-none")), *said, more)
    return Screen(text, keyboard=[*rows, [Press(t("result-button-back"), "fn.open", (event_id,))]])


def _said(one: Loose, t: Translator) -> Words:
    time = clock(one.milliseconds) if one.milliseconds else t("result-finish-early")
    people = f" · {t('result-loose-people', count=one.people)}" if one.people > 1 else ""
    return Text(Bold(str(one.number)), f" · {time}{people}")


async def whose(turn: Turn) -> Reply:
    """[Чей 99?]: asked for by number or by name."""
    return await turn.forms.begin(turn, WHOSE_FORM, f"{turn.number()}:{turn.number(1)}")


async def whose_said(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    event_id, number = [int(part) for part in subject.split(":")]
    wearer = await loose.wearer_of(turn.person, event_id, str(answers["whose"]))
    found = await loose.give(turn.person, event_id, number, wearer, now=turn.now)
    time = clock(found.milliseconds) if found.milliseconds else "–"
    said = turn.t("result-loose-given", number=str(number), wearer=str(wearer), time=time)
    note = None if found.state == "ok" else turn.t(f"result-finish-{found.state}")
    return [Screen(lines(said, note), own_message=True), await _list(turn, event_id)]


async def back(turn: Turn, subject: str) -> Screen:
    return await _list(turn, int(subject.split(":")[0]))


async def drop(turn: Turn) -> Reply:
    await loose.drop(turn.person, turn.number(), turn.number(1), now=turn.now)
    return [Alert(turn.t("result-loose-dropped", number=str(turn.number(1)))), await _list(turn, turn.number())]


PRESSES = {"fn.loose": Route(shown), "fn.whose": Route(whose), "fn.drop": Route(drop)}
CONVERSATIONS = {WHOSE_FORM.key: Conversation(WHOSE_FORM, whose_said, left=back)}
