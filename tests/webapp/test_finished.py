"""EV-10, EV-35, EV-37 on pages: badges, prizes, the check of a diploma by anybody, the album and who is on it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest

from domain import database
from domain.accounts.people import Person
from domain.events.album import photos, tags
from domain.events.album.errors import TooManyPhotos
from domain.events.album.photos import Sent
from domain.events.awards import diplomas, prizes
from domain.events.results import entering, final
from tests.kit.clock import FakeClock
from tests.webapp import finished
from tests.webapp.conftest import Cast
from tests.webapp.finished import Over, fetched, shown
from tests.webapp.test_evil import EVIL, Tags
from tests.webapp.world import Opened, WebClient, published
from webapp.kit import pictures
from webapp.kit.keys import CONTEXT
from webapp.kit.start import first_page


@pytest.fixture
async def over(cast: Cast, clock: FakeClock, tmp_path: Path) -> Over:
    """Olya came in first, Paul second."""
    return await finished.over(cast.igor, [cast.olya, cast.paul], tmp_path, now=clock.now())


async def corrected(cast: Cast, clock: FakeClock, over: Over, number: int, said: str) -> None:
    async with database.transaction():
        await final.reopen(cast.igor, over.event_id, now=clock.now())
        await entering.enter(cast.igor, over.event_id, number, said, now=clock.now())
        await final.announce(cast.igor, over.event_id, now=clock.now())


async def test_badges_are_in_the_profile_and_in_a_collection(over: Over, olya: Opened, igor: Opened) -> None:
    mine = await olya.see("/me/badges")
    assert "Победитель" in mine and "Финишёр" in mine and "1 победа" in mine
    assert re.search(r'href="/me/badges".*?<span class="value">2</span>', await olya.see("/me"), re.DOTALL)
    assert "Наград пока нет" in await igor.see("/me/badges")


async def test_a_long_collection_goes_on(cast: Cast, olya: Opened, clock: FakeClock) -> None:
    await database.execute(
        "INSERT INTO badges (user_id, kind, subject, title, given_at) SELECT $1, 'finisher', 'event:' || n, "
        "'Забег ' || n, $2 FROM generate_series(1, 60) n",
        *(cast.olya.id, clock.now()),
    )
    seen, path = 0, "/me/badges"
    while path:
        page = await olya.see(path)
        seen += page.count("badge-card")
        found = re.search(r'hx-get="(/me/badges\?after=[^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert seen == 60
    assert (await olya.get("/me/badges?after=x")).status == 422


async def test_prizes_are_for_everybody_and_their_codes_for_nobody(over: Over, paul: Opened, igor: Opened) -> None:
    page = await paul.see(f"/events/{over.event_id}")
    assert "Кубок" in page and "place 1" in page
    panel = await igor.see(f"/org/events/{over.event_id}/awards")
    assert "отдано 1" in panel
    for html in (page, panel):
        assert "A-1" not in html and "A-2" not in html


async def test_an_organizer_makes_prizes_and_rules(cast: Cast, clock: FakeClock, igor: Opened, olya: Opened) -> None:
    event_id = await published(cast.igor, clock.now())
    path = f"/org/events/{event_id}/awards"
    assert "Призов пока нет" in await igor.see(path)
    wrong = await igor.post(path, place="0", among="all", text="")
    assert wrong.status == 422 and "award-" not in await wrong.text()
    said = {"place": "1", "among": "female", "text": "Кроссовки", "badge": "on", "codes": "X-1\nX-2\n"}
    done = await igor.post(path, **said)
    assert done.status == 200 and unquote(done.headers["Forma-Toast"]) == "Приз сохранён"
    page = await igor.see(path)
    assert "1 место среди женщин: Кроссовки" in page and "2 кода" in page and "X-1" not in page
    (prize,) = await prizes.prizes_of(event_id)
    assert (await olya.post(f"{path}/removing", prize=prize.id)).status == 404
    gone = await igor.post(f"{path}/removing", prize=prize.id)
    assert "Призов пока нет" in await gone.text()
    await igor.post(f"{path}/diplomas", switch="off")
    assert (await diplomas.rule_of(event_id)).is_off
    await igor.post(f"{path}/diplomas", switch="on")
    await igor.post(f"{path}/diplomas", signature="Главный судья <b>Соколов</b>")
    assert "Главный судья &lt;b&gt;Соколов" in await igor.see(path)


async def test_anybody_who_holds_a_diploma_reads_what_is_true_now(
    over: Over, cast: Cast, clock: FakeClock, client: WebClient
) -> None:
    """No sign-in, no mini-app: any browser."""

    async def check(code: str = over.code, language: str = "ru") -> tuple[int, str]:
        answer = await client.get(f"/d/{code}", headers={"Accept-Language": language})
        assert answer.headers["X-Robots-Tag"] == "noindex" and answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.text()

    status, page = await check()
    assert status == 200 and "Диплом подлинный" in page and "Оля Белова" in page and "1 место из 2" in page
    assert "21:43" in page and 'class="true-now good"' in page and "<script" not in page
    assert "This diploma is genuine" in (await check(language="en"))[1]
    status, page = await check(over.code[:-1] + ("a" if over.code[-1] != "a" else "b"))
    assert status == 404 and "Такого диплома нет" in page and "Оля" not in page
    await corrected(cast, clock, over, 2, "20:00")
    status, page = await check()
    assert status == 200 and "данные изменились" in page and "2 место из 2" in page
    await corrected(cast, clock, over, 1, "сошла")
    status, page = await check()
    assert "больше не действует" in page and "21:43" not in page and "Оля" not in page


async def test_the_same_inside_the_mini_app(over: Over, paul: Opened) -> None:
    path = first_page(f"v_{over.code}")
    assert path == f"/diplomas/{over.code}"
    assert "This diploma is genuine" in await paul.see(path)
    assert (await paul.get(f"/diplomas/{over.code[:-1]}!")).status == 404
    assert (await paul.get("/diplomas/1-aaaaaaaa-aaaaaaaaaaaaaaaa")).status == 404
    assert first_page(f"al_{over.event_id}") == f"/events/{over.event_id}/photos"


async def test_a_finisher_asks_for_a_diploma_with_their_name(over: Over, olya: Opened, igor: Opened) -> None:
    assert f'href="/events/{over.event_id}/diploma"' in await olya.see(f"/events/{over.event_id}/live")
    path = f"/events/{over.event_id}/diploma"
    assert "Оля Белова" in await olya.see(path)
    poor = await olya.post(path, name="محمد")
    assert poor.status == 422 and "кириллицей или латиницей" in await poor.text()
    done = await olya.post(path, name="Ольга Белова")
    assert done.headers["Forma-Go"] == f"/events/{over.event_id}/live"
    assert await database.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = $1", diplomas.JOB) == 1
    assert (await igor.get(path)).status == 409, "who did not run has none"


def thumbs(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'<a href="/events/\d+/photos/(\d+)"><img', page)]


async def test_the_album_is_found_by_number_and_for_who_was_there(
    over: Over, cast: Cast, olya: Opened, paul: Opened, clock: FakeClock, client: WebClient
) -> None:
    path = f"/events/{over.event_id}/photos"
    assert len(thumbs(await olya.see(path))) == 2
    assert thumbs(await olya.see(f"{path}?number=1")) == [over.photo_id] == thumbs(await olya.see(f"{path}?of=me"))
    assert len(thumbs(await paul.see(f"{path}?of=me"))) == 2
    assert "С этим номером фото нет" in await olya.see(f"{path}?number=99")
    page = await olya.see(path)
    assert page.count('loading="lazy"') == 2
    (address,) = set(re.findall(r'src="(/pictures/[^"]+)"', await olya.see(f"{path}/{over.photo_id}")))
    assert (await client.get(address)).status == 200
    assert path in await paul.see(f"/events/{over.event_id}")
    for status in ("pending", "withdrawn"):
        await database.execute("UPDATE registrations SET status = $2 WHERE user_id = $1", cast.paul.id, status)
        assert ((await paul.get(path)).status, (await paul.get(f"{path}/{over.photo_id}")).status) == (403, 403), status
        assert path not in await paul.see(f"/events/{over.event_id}"), "who only asked to come in was not there"
    for evil in ("-1", "x", "9" * 30, "1' OR 1=1"):
        assert (await olya.get(f"{path}?number={evil}")).status == 200
        assert (await olya.get(f"{path}?before={evil}")).status == 422


def addresses(page: str) -> list[str]:
    return re.findall(r'src="(/pictures/[^"]+)"', page)


async def test_the_address_of_a_photo_ends_with_time_with_the_photo_and_with_the_right_to_it(
    over: Over, cast: Cast, olya: Opened, paul: Opened, igor: Opened, clock: FakeClock, client: WebClient
) -> None:
    path, first = f"/events/{over.event_id}/photos", over.photo_id
    [hers, *_], [his] = addresses(await olya.see(path)), addresses(await paul.see(f"{path}/{first}"))
    [own] = addresses(await olya.see(f"{path}/{first}"))

    async def answers(*asked: str) -> list[int]:
        return [(await client.get(one)).status for one in asked]

    assert await answers(hers, his, own) == [200, 200, 200]
    assert (await client.get(his)).headers["Cache-Control"] == "private, max-age=3600"
    assert addresses(await olya.see(path))[0] == hers, "seen again it is in the cache"
    reader, other = f"/{cast.paul.id}/", f"/{cast.igor.id}/"
    day = his.split("/")[3]
    assert await answers(his.replace(reader, other), his.replace(reader, "/"), his.replace(day, f"{int(day) + 1}")) == [
        *(404, 404, 404)
    ]
    file_id = await database.fetchval("SELECT file_id FROM album_photos WHERE id = $1", first)
    app = client.app
    assert app is not None
    assert await answers(pictures.path(app[CONTEXT], file_id)) == [404], "no address of it is for good"
    assert await answers(pictures.ending_path(app[CONTEXT], file_id)) == [404], "nor for nobody in particular"
    async with database.transaction():
        await photos.remove(cast.olya, over.event_id, first, now=clock.now())
    [igors] = addresses(await igor.see(f"{path}/{first}"))
    assert await answers(his, own, igors) == [404, 200, 200], "its author and who manages the event may put it back"
    async with database.transaction():
        await photos.restore(cast.olya, over.event_id, first, now=clock.now())
    entry = "UPDATE registrations SET status = $2 WHERE user_id = $1"
    await database.execute(entry, cast.paul.id, "withdrawn")
    assert await answers(his) == [404], "who was taken out"
    await database.execute(entry, cast.paul.id, "finished")
    await database.execute("UPDATE users SET status = 'blocked' WHERE id = $1", cast.paul.id)
    assert await answers(his) == [404]
    await database.execute("UPDATE users SET status = 'active' WHERE id = $1", cast.paul.id)
    assert await answers(his) == [200]
    clock.advance(days=2)
    assert await answers(his, own) == [404, 404]
    assert await answers(*addresses(await paul.see(f"{path}/{first}"))) == [200]
    await database.execute("UPDATE files SET purpose = 'room' WHERE id = $1", file_id)
    of_a_room = pictures.ending_path(app[CONTEXT], file_id)
    assert await answers(of_a_room) == [200], "what is drawn once for all who read along ends by time alone"
    clock.advance(days=2)
    assert await answers(of_a_room) == [404]


async def test_an_album_of_a_thousand_goes_on_in_pages(over: Over, cast: Cast, olya: Opened, clock: FakeClock) -> None:
    await database.execute(
        "WITH made AS (INSERT INTO files (owner_id, purpose, state, path, mime, width, height, created_at) "
        "SELECT $2, 'album', 'ready', 'files/' || n, 'image/webp', 640, 480, $3 FROM generate_series(1, 1000) n "
        "RETURNING id) INSERT INTO album_photos (event_id, file_id, author_id, caption, shown_at) "
        "SELECT $1, id, $2, '', $3 FROM made ORDER BY id",
        *(over.event_id, cast.igor.id, clock.now()),
    )
    seen: list[int] = []
    path = f"/events/{over.event_id}/photos"
    while path:
        page = await olya.see(path)
        assert len(thumbs(page)) <= 30
        seen += thumbs(page)
        found = re.search(r'hx-get="([^"]+before=[^"]+)"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 1002


async def test_people_say_who_they_are_and_who_they_are_not(over: Over, cast: Cast, olya: Opened, igor: Opened) -> None:
    path = f"/events/{over.event_id}/photos/{over.photo_id}"
    assert "Убрать меня с фото" in await olya.see(path)
    await olya.post(f"{path}/tagging", off="1")
    assert thumbs(await olya.see(f"/events/{over.event_id}/photos?of=me")) == []
    async with database.transaction():
        await tags.read_captions(over.photo_id)
    assert thumbs(await olya.see(f"/events/{over.event_id}/photos?number=1")) == [], "the words do not bring it back"
    await olya.post(f"{path}/tagging")
    assert thumbs(await olya.see(f"/events/{over.event_id}/photos?of=me")) == [over.photo_id]
    assert (await igor.post(f"{path}/tagging")).status == 403, "who did not take part is on no photo"


async def test_its_author_and_the_organizer_take_a_photo_out_and_put_it_back(
    over: Over, olya: Opened, paul: Opened, igor: Opened
) -> None:
    path = f"/events/{over.event_id}/photos/{over.photo_id}"
    assert (await paul.post(f"{path}/removing")).status == 404
    out = await olya.post(f"{path}/removing")
    assert "Вернуть" in await out.text()
    assert (await paul.get(path)).status == 404 and over.photo_id not in thumbs(
        await paul.see(f"/events/{over.event_id}/photos")
    )
    await olya.post(f"{path}/restoring")
    assert (await paul.get(path)).status == 200
    await igor.post(f"{path}/removing")
    assert "Вернуть" not in await olya.see(path), "what the organizer took out, the organizer puts back"
    await olya.post(f"{path}/restoring")
    assert (await paul.get(path)).status == 404
    await igor.post(f"{path}/restoring")
    assert (await paul.get(path)).status == 200
    actions = await database.fetch("SELECT action FROM audit_entries WHERE action LIKE 'album-%' ORDER BY id")
    assert [row["action"] for row in actions] == ["album-photo-removed", "album-photo-restored"]
    other = f"/events/{over.event_id + 1000}/photos/{over.photo_id}"
    assert (await igor.get(other)).status == 404


async def test_evil_words_stay_words(over: Over, cast: Cast, olya: Opened, client: WebClient) -> None:
    for evil in EVIL:
        await database.execute("UPDATE album_photos SET caption = $1", evil)
        await database.execute("UPDATE badges SET title = $1", evil[:120])
        await database.execute("UPDATE event_prizes SET text = $1", evil)
        await database.execute(
            "INSERT INTO diploma_names (registration_id, user_id, name) SELECT id, user_id, $2 FROM registrations "
            "WHERE user_id = $1 ON CONFLICT (registration_id) DO UPDATE SET name = excluded.name",
            *(cast.olya.id, evil[:80]),
        )
        pages = [
            await olya.see(f"/events/{over.event_id}/photos/{over.photo_id}"),
            await olya.see("/me/badges"),
            await olya.see(f"/events/{over.event_id}"),
            await (await client.get(f"/d/{over.code}")).text(),
        ]
        for page in pages:
            assert not [
                tag for tag, attrs in Tags(page).found if tag in ("script", "iframe", "b") or "onerror" in attrs
            ]


async def test_photos_that_are_sent_to_the_bot_are_so_many_an_hour(
    cast: Cast, clock: FakeClock, over: Over, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_IN_AN_HOUR", 2)
    now = clock.now() + timedelta(hours=2)

    async def add(person: Person, number: int, at: timedelta = timedelta()) -> None:
        async with database.transaction():
            await photos.add(person, over.event_id, Sent(f"photo-{number}"), now=now + at)

    for number in range(2):
        await add(cast.olya, number)
    with pytest.raises(TooManyPhotos):
        await add(cast.olya, 2)
    await add(cast.paul, 3)
    await add(cast.olya, 4, timedelta(hours=1, seconds=1))


async def test_an_open_album_hears_of_what_came_what_went_and_what_came_late(
    over: Over, cast: Cast, olya: Opened, paul: Opened, clock: FakeClock, tmp_path: Path
) -> None:
    path = f"/events/{over.event_id}/photos"
    page = await olya.see(path)
    (version,) = re.findall(r'data-version="([^"]+)"', page)
    assert "data-version" not in await olya.see(f"{path}?number=1"), "who looks for a number is shown that"
    news = f"/live?topic=album:{over.event_id}&once=1&after="
    assert (await olya.get(news + version)).status == 204
    fresh = await shown(cast.olya, over.event_id, "ещё", now=clock.now())
    assert (await olya.get(news + version)).status == 204, "its bytes are not there yet"
    await fetched(tmp_path)
    answer = await olya.get(news + version)
    first = f"{path}?since={version.partition('.')[0]}"
    assert ">3</hx-partial>" in await answer.text()
    html = await olya.see(first)
    assert thumbs(html)[0] == fresh and len(thumbs(html)) == 3
    newer = answer.headers["Forma-Version"]
    async with database.transaction():
        await photos.remove(cast.igor, over.event_id, over.photo_id, now=clock.now())
    assert ">2</hx-partial>" in await (await olya.get(news + newer)).text()
    assert over.photo_id not in thumbs(await olya.see(first))
    for odd in ("", "x", "9.9", "1.1.1"):
        assert ">2</hx-partial>" in await (await olya.get(news + odd)).text()
    await database.execute("UPDATE registrations SET status = 'withdrawn' WHERE user_id = $1", cast.paul.id)
    assert (await paul.get(news + version)).status == 403
    assert (await paul.get(first)).status == 403
