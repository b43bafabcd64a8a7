"""EV-01, EV-E2, EV-15, EV-x2 on pages: clubs and their teams, organizers, following, series, promotion."""

from __future__ import annotations

import re

import pytest

from domain import database
from domain.accounts.people import find_by_username
from domain.database import in_transaction
from domain.events import holders
from domain.events.recurring import series
from domain.events.recurring.series import Wanted
from domain.organizations import founding, team
from domain.organizations.form import Said
from tests.kit.clock import FakeClock
from tests.webapp.conftest import Cast
from tests.webapp.world import Opened, make_staff, published

HOSTILE = '<script>alert(1)</script> "Клуб" & Со'


@pytest.fixture
async def club_id(cast: Cast, clock: FakeClock) -> int:
    """Игорь has a club."""
    made = await in_transaction(lambda: founding.found(cast.igor, Said("club", "Сокол"), now=clock.now()))
    return int(made.id)


async def held(cast: Cast, clock: FakeClock, club_id: int, **plan: object) -> int:
    event_id = await published(cast.igor, clock.now(), **plan)
    igor = await find_by_username("igor")
    await in_transaction(lambda: holders.hand_over(igor, event_id, club_id, now=clock.now()))
    return event_id


async def test_a_club_is_made_and_changed_on_a_page(igor: Opened, olya: Opened) -> None:
    assert "Команд пока нет" in await igor.see("/org/clubs")
    wrong = await igor.post("/org/clubs/new", kind="club", name="!!", contact="javascript:alert(1)")
    assert wrong.status == 422 and "хотя бы две буквы" in await wrong.text()
    wrong = await igor.post("/org/clubs/new", kind="club", name="Сокол", contact="javascript:alert(1)")
    assert wrong.status == 422 and "не похоже на адрес" in await wrong.text()
    made = await igor.post("/org/clubs/new", kind="club", name=HOSTILE, city="Казань", contact="sokol.ru")
    path = made.headers["Forma-Go"]
    page = await igor.see(path)
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    slug = await database.fetchval("SELECT slug FROM organizations")
    seen = await olya.see(f"/organizers/{slug}")
    assert "&lt;script&gt;" in seen and 'href="https://sokol.ru"' in seen and "Казань" in seen
    saved = await igor.post(f"{path}/edit", kind="federation", name="Сокол", description="Бегаем")
    assert saved.headers["Forma-Go"] == path
    row = await database.fetchrow("SELECT kind, name, slug, contact, city FROM organizations")
    assert row is not None and tuple(row) == ("federation", "Сокол", slug, "", None)


async def test_the_team_is_asked_joins_and_is_ordered(igor: Opened, olya: Opened, paul: Opened, club_id: int) -> None:
    path = f"/org/clubs/{club_id}"
    assert (await olya.get(path)).status == 404, "no stranger sees a team"
    unknown = await igor.post(f"{path}/inviting", role="checker", whom="@nobody")
    assert unknown.status == 422 and "@nobody" in await unknown.text()
    sent = await igor.post(f"{path}/inviting", role="checker", whom="t.me/olya")
    assert sent.status == 200 and "Ждём ответа" in await sent.text()
    token = await database.fetchval("SELECT token FROM organization_invitations")
    assert (await paul.get(f"/invitations/{token}")).status == 404, "it is hers"
    assert "контролёр" in await olya.see(f"/invitations/{token}")
    assert (await olya.post(f"/invitations/{token}", answer="yes")).headers["Forma-Go"] == path
    page = await olya.see(path)
    assert "Вы — контролёр" in page and "/roles" not in page
    olya_id = (await find_by_username("olya")).id
    assert (await olya.post(f"{path}/roles", person=olya_id, role="owner")).status == 404
    assert (await igor.post(f"{path}/roles", person=olya_id, role="timer")).status == 200
    linked = await (await igor.post(f"{path}/inviting", role="manager")).text()
    found = re.search(r"startapp=team_([\w-]{22})", linked)
    assert found
    assert (await paul.post(f"/invitations/{found[1]}", answer="yes")).headers["Forma-Go"] == path
    assert (await paul.get(f"/invitations/{found[1]}")).status == 404, "it was for one"
    assert (await igor.post(f"{path}/leaving")).status == 409, "somebody must remain"
    assert (await igor.post(f"{path}/removing", person=olya_id)).status == 200
    assert (await olya.get(path)).status == 404


async def test_a_role_that_is_taken_away_closes_the_open_page(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock, club_id: int
) -> None:
    """What was typed into it is not saved for the club any more."""
    invited = await in_transaction(lambda: team.invite(cast.igor, club_id, cast.olya, "owner", now=clock.now()))
    await in_transaction(lambda: team.accept(cast.olya, invited.token, now=clock.now()))
    event_id = await held(cast, clock, club_id)
    await olya.see(f"/org/clubs/{club_id}/edit")
    assert "Сокол" in await olya.see("/org/events/new")
    await in_transaction(lambda: team.remove(cast.igor, club_id, cast.olya.id, now=clock.now()))
    assert (await olya.post(f"/org/clubs/{club_id}/edit", kind="club", name="Моё")).status == 404
    assert (await olya.post(f"/org/events/{event_id}/holder", holder="0")).status == 404
    said = {"title": "Круг", "when": "15.12.2026 19:30", "kind": "race", "format": "online", "visibility": "public"}
    made = await olya.post("/org/events/new", **said, holder=str(club_id))
    assert made.status == 200
    row = await database.fetchrow("SELECT organizer_id, organization_id FROM events ORDER BY id DESC LIMIT 1")
    assert row is not None and tuple(row) == (cast.olya.id, None)


async def test_an_event_is_made_for_the_club_and_handed_back(igor: Opened, club_id: int) -> None:
    said = {"title": "Круг", "when": "15.12.2026 19:30", "kind": "race", "format": "online", "visibility": "public"}
    made = await igor.post("/org/events/new", **said, holder=str(club_id))
    path = made.headers["Forma-Go"]
    assert "Сокол" in await igor.see(path)
    back = await igor.post(f"{path}/holder", holder="0")
    assert back.headers["Forma-Go"] == path
    assert await database.fetchval("SELECT organization_id FROM events") is None


async def test_an_organizer_is_followed_and_listed(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock, club_id: int
) -> None:
    event_id = await held(cast, clock, club_id)
    page = await olya.see(f"/events/{event_id}")
    assert 'href="/organizers/sokol"' in page
    assert "0 подписчиков" in await olya.see("/organizers/sokol")
    assert "1 подписчик" in await (await olya.post("/organizers/sokol/following", follow="1")).text()
    assert "Сокол" in await olya.see("/me/following")
    assert "0 подписчиков" in await (await olya.post("/organizers/sokol/following", follow="0")).text()
    assert "Подписок пока нет" in await olya.see("/me/following")
    assert (await olya.get("/organizers/u999999")).status == 404
    assert (await olya.get("/organizers/nobody")).status == 404
    own = await published(cast.igor, clock.now(), title="Сам")
    assert f'href="/organizers/u{cast.igor.id}"' in await olya.see(f"/events/{own}")
    assert "Сам" in await olya.see(f"/organizers/u{cast.igor.id}")
    assert (await igor.post(f"/organizers/u{cast.igor.id}/following", follow="1")).status == 409


async def test_the_badge_on_the_page_is_for_administrators_to_give(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock, club_id: int
) -> None:
    assert (await olya.post("/organizers/sokol/verifying", verified="1")).status == 404
    await make_staff(cast.igor, clock.now())
    assert "Проверено Forma" in await (await igor.post("/organizers/sokol/verifying", verified="1")).text()
    assert "Проверено Forma" in await olya.see("/organizers/sokol")


async def test_a_series_is_made_seen_and_subscribed_to(
    igor: Opened, olya: Opened, cast: Cast, clock: FakeClock
) -> None:
    event_id = await published(cast.igor, clock.now())
    wrong = await igor.post(f"/org/events/{event_id}/series", length="dates", dates="1", publish="now")
    assert wrong.status == 422
    none = await igor.post(f"/org/events/{event_id}/series", length="until", until="2026-12-02", publish="now")
    assert none.status == 422 and await database.fetchval("SELECT count(*) FROM event_series") == 0
    made = await igor.post(f"/org/events/{event_id}/series", length="dates", dates="4", publish="now")
    path = made.headers["Forma-Go"]
    assert "Впереди 4 даты" in await olya.see(path)
    assert "Отписаться" in await (await olya.post(f"{path}/subscribing", subscribe="1")).text()
    assert f'href="{path}"' in await olya.see("/series")
    more = await igor.post(f"/org/events/{event_id}/series", length="dates", dates="2", publish="draft")
    assert more.headers["Forma-Go"] == path
    assert "Впереди 4 даты" in await olya.see(path) and "Впереди 6 дат" in await igor.see(path)
    changed = await igor.post(f"/org/events/{event_id}/series/applying")
    assert changed.status == 200 and changed.headers["Forma-Go"] == f"/org/events/{event_id}"
    assert (await olya.post(f"/org/events/{event_id}/series/applying")).status == 404


async def test_promotion_has_a_code_a_link_and_a_post(igor: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id = await published(cast.igor, clock.now(), title=HOSTILE[:60])
    page = await igor.see(f"/org/events/{event_id}/promotion")
    assert "<svg" in page and f"start=e_{event_id}" in page and "<script>alert" not in page
    secret = await published(cast.igor, clock.now(), visibility="private")
    token = await database.fetchval("SELECT link_token FROM events WHERE id = $1", secret)
    assert f"start=e_{token}" in await igor.see(f"/org/events/{secret}/promotion")


async def test_hundreds_of_dates_come_a_part_at_a_time(olya: Opened, cast: Cast, clock: FakeClock) -> None:
    event_id = await published(cast.igor, clock.now())
    made = await in_transaction(lambda: series.make(cast.igor, event_id, Wanted(40), now=clock.now()))
    page = await olya.see(f"/series/{made.series_id}")
    found = re.search(r'hx-get="([^"]*offset=15)"', page)
    assert found and page.count('class="event"') == 15
    rest = await olya.see(found[1].replace("&amp;", "&"))
    assert rest.count('class="event"') == 15 and "<h1" not in rest
    organizer = await olya.see(f"/organizers/u{cast.igor.id}")
    assert organizer.count('class="event"') == 10 and "offset=10" in organizer


async def test_nothing_falls_over_what_is_posted_to_it(
    igor: Opened, cast: Cast, clock: FakeClock, club_id: int
) -> None:
    """Whatever stands in the fields, to the pages of a real club, organizer and series."""
    event_id = await held(cast, clock, club_id)
    igor_now = await find_by_username("igor")
    made = await in_transaction(lambda: series.make(igor_now, event_id, Wanted(2), now=clock.now()))
    club, event = f"/org/clubs/{club_id}", f"/org/events/{event_id}"
    posts = {
        "/org/clubs/new": ("kind", "name", "description", "city", "contact", "cover"),
        f"{club}/edit": ("kind", "name", "description", "city", "contact", "cover"),
        f"{club}/inviting": ("role", "whom"),
        f"{club}/taking-back": ("invitation",),
        f"{club}/roles": ("person", "role"),
        f"{club}/removing": ("person",),
        f"/invitations/{'a' * 22}": ("answer",),
        "/organizers/sokol/following": ("follow",),
        f"/series/{made.series_id}/subscribing": ("subscribe",),
        f"{event}/series": ("length", "dates", "until", "publish"),
        f"{event}/holder": ("holder",),
    }
    for words in ("\0", HOSTILE, "' OR 1=1 --", "9" * 40, "\u202e\ud7ff", "-1", "²", "x" * 5000, "{{ 7*7 }}"):
        for path, names in posts.items():
            answer = await igor.post(path, **dict.fromkeys(names, words))
            assert answer.status < 500, (path, words[:20], await answer.text())
        for path in (club, "/organizers/sokol", f"/series/{made.series_id}", "/me/following"):
            answer = await igor.client.get(path, params={"offset": words, "past": words}, headers=igor.headers)
            assert answer.status < 500, (path, words[:20])
    assert await database.fetchval("SELECT count(*) FROM organization_members") == 1
