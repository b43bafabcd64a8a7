"""/org: making a club or a federation, and changing what is said of it."""

from __future__ import annotations

from dataclasses import replace

from bot.kit.screen import Alert, Screen
from bot.kit.turn import Reply, Turn
from bot.organizations.screens import edit_screen, organization_screen, own_screen
from domain.accounts.people import get_person
from domain.errors import NotFound
from domain.files.pictures import keep_telegram_photo
from domain.forms.form import Form, JsonValue
from domain.organizations import founding
from domain.organizations.form import ORGANIZATION_FORM, check, said_in
from domain.organizations.policy import OWNER
from domain.organizations.queries import OrganizationCard, get_organization, list_own

EDIT = "organization-edit"


async def own(turn: Turn) -> Reply:
    return own_screen(await list_own(turn.person), turn.t)


async def new(turn: Turn) -> Reply:
    return await turn.forms.begin(turn, ORGANIZATION_FORM)


async def founded(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    said = said_in(answers, cover_file_id=await _cover(turn, answers, None))
    made = await founding.found(turn.person, said, now=turn.now)
    turn.person = await get_person(turn.person.id)
    words = Screen(turn.t("organization-founded", name=made.name), drop_reply_keyboard=True, own_message=True)
    return [words, replace(await screen_of(turn, made.id), own_message=True)]


async def opened(turn: Turn) -> Reply:
    return await screen_of(turn, turn.number())


async def screen_of(turn: Turn, organization_id: int) -> Screen:
    """For its team; who is not in it any more goes back to their own."""
    card = await get_organization(organization_id, turn.person)
    if card.own_role is None:
        return own_screen(await list_own(turn.person), turn.t)
    return organization_screen(card, turn.t, link=page_link(turn, card))


def page_link(turn: Turn, card: OrganizationCard) -> str:
    return f"https://t.me/{turn.app.username}?start=o_{card.slug}"


async def owned(turn: Turn, organization_id: int) -> OrganizationCard:
    """Raises NotFound for who is no owner."""
    card = await get_organization(organization_id, turn.person)
    if card.own_role != OWNER:
        raise NotFound
    return card


async def edit(turn: Turn) -> Reply:
    return edit_screen(await owned(turn, turn.number()), turn.t)


async def edit_one(turn: Turn) -> Reply:
    card, at = await owned(turn, turn.number()), turn.number(1)
    if at >= len(ORGANIZATION_FORM.fields):
        raise NotFound
    field = ORGANIZATION_FORM.fields[at]
    form = Form(EDIT, (replace(field, prefill=field.key),), words=ORGANIZATION_FORM.words)
    shown = {key: value for key, value in card.to_answers().items() if value is not None}
    return await turn.forms.begin(turn, form, str(card.id), prefill=shown)


async def edited(turn: Turn, subject: str, answers: dict[str, JsonValue]) -> Reply:
    card = await owned(turn, int(subject))
    said = said_in(card.to_answers() | answers, cover_file_id=await _cover(turn, answers, card.cover_file_id))
    await founding.edit(turn.person, card.id, said, now=turn.now)
    words = Screen(turn.t("organization-saved"), drop_reply_keyboard=True)
    return (
        [words, await screen_of(turn, card.id)]
        if "city" in answers
        else [
            Alert(turn.t("organization-saved")),
            await screen_of(turn, card.id),
        ]
    )


async def _cover(turn: Turn, answers: dict[str, JsonValue], before: int | None) -> int | None:
    photo = answers.get("cover")
    if isinstance(photo, dict) and photo["source"] == "telegram":
        return await keep_telegram_photo(turn.person.id, str(photo["id"]), purpose=founding.USED, now=turn.now)
    return before if "cover" not in answers or photo else None


async def judge(turn: Turn, subject: str, key: str, answer: JsonValue) -> None:
    check(key, answer)


async def back(turn: Turn, subject: str) -> Screen:
    return await screen_of(turn, int(subject)) if subject else own_screen(await list_own(turn.person), turn.t)


async def verify(turn: Turn) -> Reply:
    """/verify begom, /verify off begom: the badge, for administrators."""
    match turn.text.split():
        case [slug]:
            return await _verified(turn, slug, verified=True)
        case ["off", slug]:
            return await _verified(turn, slug, verified=False)
    return Screen(turn.t("organization-verify-how"))


async def _verified(turn: Turn, slug: str, *, verified: bool) -> Reply:
    name = slug.rpartition("=o_")[2] or slug
    changed = await founding.verify(turn.person, name, verified=verified, now=turn.now)
    done = "organization-verified" if verified else "organization-unverified"
    return Screen(turn.t(done if changed else "organization-verified-already", slug=name))
