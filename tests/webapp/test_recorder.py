"""EV-32: the recorder in the mini-app: read with care by the server, and in a browser that loses network and page."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from random import Random

import pytest
from playwright.async_api import expect

from domain import database
from domain.activity.recording import RULE, Spot, counted
from domain.events import lifecycle
from domain.events.entry import registration
from domain.events.live.standings import live_card, live_rows
from domain.events.results import rules
from forma.simulation.walkers import place
from forma.work import result_tracks
from tests.kit.clock import FakeClock
from tests.kit.followed import RULES
from tests.webapp.conftest import Cast
from tests.webapp.phones import PATIENT, Phone, PickUp, visit
from tests.webapp.world import OLYA, PAUL, Opened, published
from webapp.kit.assets import STATIC
from webapp.kit.sign_in import real_now


async def running(cast: Cast, now: datetime, *, since: float = 20, distance_m: int = 5000) -> int:
    """It began so many minutes ago; Olya and Paul are in it."""
    event_id = await published(cast.igor, now, capacity=None, distance_m=distance_m)
    for person in (cast.olya, cast.paul):
        async with database.transaction():
            await registration.register(person, event_id, {}, now=now)
    async with database.transaction():
        await lifecycle.start(cast.igor, event_id, now=now)
        await rules.set_scoring(cast.igor, event_id, RULES, now=now)
        await database.execute(
            "UPDATE events SET kind = 'race', starts_at = $1, ends_at = $2",
            *(now - timedelta(minutes=since), now + timedelta(hours=1)),
        )
    return event_id


async def judge(now: datetime) -> None:
    handlers = result_tracks(None, FakeClock(now).now)  # type: ignore[arg-type]  # nothing is downloaded
    taken = "DELETE FROM pgqueuer WHERE entrypoint = 'result-track' RETURNING convert_from(payload, 'UTF8') AS subject"
    for job in await database.fetch(taken):
        await handlers["result-track"](job["subject"])


def points(start: datetime, seconds: int, metres_a_second: float = 4.0) -> list[list[float | int | None]]:
    ms = int(start.timestamp() * 1000)
    return [[ms + n * 1000, *place(metres_a_second * n), 6, 0] for n in range(seconds)]


async def test_points_are_read_with_care_and_come_to_a_result(
    cast: Cast, clock: FakeClock, igor: Opened, olya: Opened
) -> None:
    now = clock.now()
    event_id = await running(cast, now, since=30)
    path = f"/events/{event_id}/track"
    assert f'href="{path}"' in await olya.see(f"/events/{event_id}")
    assert f'href="{path}"' in await olya.see(f"/events/{event_id}/live")
    assert "Начать запись" in await olya.see(path)
    assert (await igor.get(path)).status == 404, "who takes no part records nothing"
    assert "Начать запись" in await olya.see("/track")
    assert "Сейчас записывать нечего" in await igor.see("/track")
    sent = points(now - timedelta(minutes=25), 150)
    ends = {"key": "telephone", "part": "part-0001"}
    odd = ("", "{}", "[1]", "[[1, 2, 3, 4]]", "[[1, 91, 3, 4, 0]]", '[["1", 2, 3, 4, 0]]', "[[1e20, 2, 3, 4, 0]]")
    doubled, backwards = json.dumps(sent * 2), json.dumps(sent[:2][::-1])
    for bad in (*odd, "[[1, 2, 3, -4, 0]]", "[[true, 2, 3, 4, 0]]", doubled, backwards):
        assert (await olya.post(f"{path}/parts", **ends, points=bad)).status in (410, 422), bad
    assert (await olya.post(f"{path}/parts", key="short", part="part-0001", points=json.dumps(sent))).status == 422
    for _ in range(2):
        answer = await olya.post(f"{path}/parts", **ends, points=json.dumps(sent))
        assert (await answer.json())["key"] == "telephone"
    assert await database.fetchval("SELECT points FROM recordings") == 150
    assert "Запись не закончена" in await olya.see(path)
    more = points(now - timedelta(minutes=25), 1300)[150:]
    for first in range(0, len(more), 200):
        body = {"key": "telephone", "part": f"part-{first + 1000}", "points": json.dumps(more[first : first + 200])}
        said = await (await olya.post(f"{path}/parts", **body)).json()
    assert said["arrived"]
    assert (await olya.post(f"{path}/end", key="telephone")).status == 200
    assert "Считаю результат" in await olya.see(path)
    await judge(now)
    seen = await olya.see(path)
    assert "20:50" in seen and "1 место" in seen and 'class="map trail"' in seen and "5,2 км" in seen
    assert (await olya.post(f"{path}/parts", key="telephone", part="part-late", points=json.dumps(sent))).status == 410
    assert "Начать запись" in await olya.see(f"{path}?again=1")


async def test_a_page_says_when_it_opens_and_why_it_is_closed(
    cast: Cast, clock: FakeClock, olya: Opened, paul: Opened
) -> None:
    event_id = await running(cast, clock.now(), since=-40)
    path = f"/events/{event_id}/track"
    early = await olya.see(path)
    assert "Запись откроется" in early and "К событию" in early and "Recording opens" in await paul.see(path)
    assert f'href="{path}"' in await olya.see(f"/events/{event_id}")
    began, ended = (clock.now() - timedelta(hours=hours) for hours in (3, 1))
    await database.execute("UPDATE events SET starts_at = $1, ends_at = $2", began, ended)
    assert "Событие закончилось" in await olya.see(path)
    assert f'href="{path}"' not in await olya.see(f"/events/{event_id}")
    await database.execute("UPDATE event_boards SET state = 'final'")
    assert "уже утверждены" in await olya.see(path)


TELEPHONE = """(() => {
  const box = {
    setItem: (key, value, done) => devicePut(key, value).then(() => done?.(null, true)),
    getItem: (key, done) => deviceGet(key).then((value) => done(null, value)),
    removeItem: (key, done) => devicePut(key, null).then(() => done?.(null, true)),
  };
  let telegram, seen = null;
  Object.defineProperty(window, "Telegram", {
    configurable: true,
    get: () => { if (telegram?.WebApp) telegram.WebApp.DeviceStorage = box; return telegram; },
    set: (value) => { telegram = value; },
  });
  if (!navigator.geolocation) return;
  navigator.geolocation.watchPosition = (found) => { seen = found; return 7; };
  navigator.geolocation.clearWatch = () => { seen = null; };
  window.moved = (points) => points.forEach(([ago, latitude, longitude, accuracy]) =>
    seen?.({ coords: { latitude, longitude, accuracy }, timestamp: Date.now() - ago }));
})()"""
"""What Telegram of today keeps, and the packaged script does not; and satellites, each point with its own moment."""


async def given(hand: Phone) -> dict[str, str]:
    """What that telephone keeps, page or no page."""
    device: dict[str, str] = {}

    def put(key: str, value: str | None) -> None:
        if value is None:
            device.pop(key, None)
        else:
            device[key] = value

    def kept(key: str) -> str | None:
        return device.get(key)

    await hand.page.expose_function("devicePut", put)
    await hand.page.expose_function("deviceGet", kept)
    await hand.page.add_init_script(PATIENT + TELEPHONE)
    return device


def there(*moments: tuple[float, float], accuracy: float = 6) -> list[list[float]]:
    """Of (seconds ago, metres along the way)."""
    return [[ago * 1000, *place(metres), accuracy] for ago, metres in moments]


async def heard() -> int:
    return int(await database.fetchval("SELECT coalesce(sum(points), 0) FROM recordings"))


@pytest.mark.browser
async def test_nothing_is_lost_by_a_network_that_goes_a_page_that_closes_and_a_pause(cast: Cast, phone: PickUp) -> None:
    event_id = await running(cast, real_now(), distance_m=600)
    await database.execute("UPDATE events SET kind = 'ride'")
    path = f"/events/{event_id}/track"
    hand = await phone()
    device = await given(hand)
    frame = await hand.open(OLYA, path)
    way, said = frame.locator("#recorder-km"), frame.locator("#recorder-net")
    await hand.shot("recorder-ready")
    await frame.click("#recorder-turn")
    await expect(frame.locator("#recorder-gps")).to_contain_text("Ищу спутники")
    walked = [(59 - n, 12.0 * n) for n in range(20)]
    await frame.evaluate("points => moved(points)", [*there(*walked[:10]), *there((49.5, 900)), *there(*walked[10:])])
    await expect(way).to_have_text("0,22")
    await frame.evaluate("points => moved(points)", there((39, 400), accuracy=90))
    await expect(way).to_have_text("0,22")
    await expect(frame.locator("#recorder-gps")).to_contain_text("такие точки не считаю")
    assert "web_app_setup_closing_behavior" in {call["eventType"] for call in await hand.page.evaluate("() => calls")}
    await expect(frame.locator("#recorder-turn")).to_have_text("Пауза")
    await hand.shot("recorder-going")

    await frame.click("#recorder-turn")
    await expect(said).to_contain_text("Всё отправлено")
    await expect(frame.locator("#recorder-said")).to_contain_text("Пауза")
    assert await heard() == 21, "what is out of its turn is not even kept"
    card = await live_card(event_id, now=real_now())
    assert card is not None
    (row,) = await live_rows(card, now=real_now())
    assert row.user_id == cast.olya.id and 220 < row.metres <= 600, "and as far as she may have come since"

    await hand.page.context.set_offline(True)
    await frame.click("#recorder-turn")
    await frame.evaluate("points => moved(points)", there(*[(30 - n, 300 + 12.0 * n) for n in range(15)]))
    await expect(way).to_have_text("0,39")
    await expect(said).to_contain_text("Нет связи: точки хранятся в телефоне")
    await expect(said).to_contain_text("Ещё не отправлено точек: 15")
    await expect(frame.locator("#notice")).to_be_hidden()  # the page has said it already
    await hand.shot("recorder-offline")
    await hand.page.context.set_offline(False)
    frame = await hand.open(OLYA, f"/events/{event_id}/live")
    await visit(frame, path)
    await expect(frame.locator("#recorder")).to_contain_text("Записано 0,39 км")
    await expect(frame.locator("#recorder-turn")).to_have_text("Продолжить")
    await hand.shot("recorder-unfinished")
    await frame.click("#recorder-turn")
    await frame.evaluate("points => moved(points)", there(*[(14 - n, 492 + 12.0 * n) for n in range(12)]))
    way, said = frame.locator("#recorder-km"), frame.locator("#recorder-net")
    await expect(way).to_have_text("0,55")

    await visit(frame, f"/events/{event_id}")
    await frame.evaluate("points => moved(points)", there((2, 636), (1, 648)))
    await visit(frame, path)
    await expect(frame.locator("#recorder-km")).to_have_text("0,57")
    await hand.page.context.set_offline(True)
    await frame.evaluate("points => moved(points)", there((0, 684)))
    await expect(frame.locator("#recorder-said")).to_contain_text("Дистанция пройдена")
    await frame.click("#recorder-finish")
    await expect(frame.locator("#recorder-said")).to_contain_text("Закончу, как только она появится")
    await hand.page.context.set_offline(False)
    await expect(frame.locator("#recorded-outcome")).to_contain_text("Считаю результат")
    await judge(real_now())
    await expect(frame.locator("#recorded-outcome")).to_contain_text("1 место")
    assert device == {}, "nobody's places stay on the telephone when it is over"
    assert await database.fetchval("SELECT count(*) FROM recordings WHERE state = 'finished'") == 1
    await visit(frame, path)
    await hand.shot("recorder-outcome")


@pytest.mark.browser
async def test_where_there_is_no_place_to_be_had_the_page_says_what_to_do(cast: Cast, phone: PickUp) -> None:
    event_id = await running(cast, real_now())
    hand = await phone()
    frame = await hand.open(PAUL, f"/events/{event_id}/track", dark=True)
    await frame.click("#recorder-turn")
    await expect(frame.locator("#recorder-trouble")).to_contain_text("No access to your location. Allow it")
    await expect(frame.locator("#recorder-turn")).to_have_text("Start recording")
    await hand.shot("recorder-refused")
    await hand.page.context.grant_permissions(["geolocation"])
    latitude, longitude = place(0)
    await hand.page.context.set_geolocation({"latitude": latitude, "longitude": longitude, "accuracy": 8})
    await frame.click("#recorder-turn")
    await expect(frame.locator("#recorder-gps")).to_contain_text("Accurate to 8 m")
    await expect(frame.locator("#recorder-trouble")).to_be_hidden()
    await hand.shot("recorder-going-dark")


async def test_the_page_brings_every_word_that_its_script_says(cast: Cast, clock: FakeClock, olya: Opened) -> None:
    event_id = await running(cast, clock.now())
    found = re.search(r"data-recorder='([^']+)'", await olya.see(f"/events/{event_id}/track"))
    assert found
    brought = set(json.loads(found[1])["words"])
    script = (STATIC / "js/recorder.js").read_text()
    said = set(re.findall(r'say\("([a-z-]+)"', script)) | {
        "start",
        "pause",
        "go-on",
        "ending",
        "ending-wait",
        "time",
        "to-start",
    }
    for name, values in (
        ("gps", "search silent weak good refused absent"),
        ("net", "on off memory"),
        ("screen", "kept free"),
    ):
        said |= {f"{name}-{one}" for one in values.split()}
    said |= {f"gps-{one}-sub" for one in ("search", "silent", "weak", "good")}
    assert said == brought


@pytest.mark.browser
async def test_the_telephone_counts_as_the_server_does(cast: Cast, phone: PickUp) -> None:
    """One rule in two languages: held against each other over a way with everything that goes wrong on it."""
    event_id = await running(cast, real_now())
    hand = await phone()
    frame = await hand.open(OLYA, f"/events/{event_id}/track")
    chance, start = Random(8), real_now()
    spots, metres, at = [], 0.0, 0.0
    for _ in range(900):
        at += chance.choice((0, 1, 1, 1, 1, 2, 40))
        metres += chance.choice((0, 1, 3, 3, 4, 12)) if chance.random() > 0.01 else chance.choice((-60, 90, 2500))
        aside, accuracy = chance.gauss(0, 5), chance.choice((None, 4, 8, 25, 49, 51, 300))
        spots.append(Spot(start + timedelta(seconds=at), *place(metres, aside), accuracy, chance.random() < 0.01))
    told = [
        [round(one.at.timestamp() * 1000), one.latitude, one.longitude, one.accuracy_m, int(one.anew)] for one in spots
    ]
    shown = await frame.evaluate(
        "([rule, spots]) => { const { none, step } = Forma.counting(rule); let count = none; const found = [];"
        " for (const one of spots) { const before = count; count = step(count, one);"
        " if (count.last !== before.last) found.push([one[0], count.shown]); } return found; }",
        [RULE, told],
    )
    ours = counted(spots)
    assert [at for at, _ in shown] == [round(spot.at.timestamp() * 1000) for spot, _ in ours]
    assert [way for _, way in shown] == pytest.approx([way for _, way in ours], abs=0.01)
    assert len(ours) > 300 and ours[-1][1] > 1000
