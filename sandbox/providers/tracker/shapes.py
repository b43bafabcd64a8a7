"""Athletes, activities and streams in the shapes of Strava's API v3."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.providers.geo.sample import CITIES, MOSCOW, City
from sandbox.providers.tracker.records import Workout
from sandbox.providers.tracker.track import SPORTS, track_of
from sandbox.telegram.records import Fields, Person

JOINED = "2021-04-12T08:00:00Z"
STREAMS = (
    *("time", "distance", "latlng", "altitude", "velocity_smooth"),
    *("heartrate", "cadence", "moving", "grade_smooth"),
)


def home(person: Person) -> City:
    zone = person.time_zone or MOSCOW.zone
    return next((one for one in CITIES if one.zone == zone), MOSCOW)


def athlete(person: Person, *, whole: bool) -> Fields:
    city, english = home(person), person.language_code == "en"
    shown: Fields = {
        "id": person.id,
        "username": person.username,
        "resource_state": 2,
        "firstname": person.first_name,
        "lastname": person.last_name or "",
        "bio": person.bio,
        "city": city.en if english else city.ru,
        "state": city.state_en if english else city.state_ru,
        "country": "Russia" if english else "Россия",
        "sex": "F" if person.key in ("olya", "katya", "anya") else "M",
        "premium": False,
        "summit": False,
        "created_at": JOINED,
        "updated_at": JOINED,
        "badge_type_id": 0,
        "weight": None,
        "profile_medium": "avatar/athlete/medium.png",
        "profile": "avatar/athlete/large.png",
        "friend": None,
        "follower": None,
    }
    if whole:
        shoe = {"id": f"g{person.id}", "primary": True, "name": "Кроссовки", "resource_state": 2, "distance": 312_000}
        shown |= {"resource_state": 3, "weight": 64.0, "ftp": None, "measurement_preference": "meters",
                  "date_preference": "%d/%m/%Y", "clubs": [], "bikes": [], "shoes": [shoe]}  # fmt: skip
    return shown


def activity(one: Workout, *, whole: bool) -> Fields:
    sport, zone = SPORTS[one.sport], ZoneInfo(one.zone)
    local = datetime.fromtimestamp(one.start, zone)
    offset = local.utcoffset()
    seconds = offset.total_seconds() if offset else 0.0
    where = [one.lat, one.lon] if one.polyline else []
    shown: Fields = {
        "resource_state": 3 if whole else 2,
        "athlete": {"id": one.person, "resource_state": 1},
        "name": one.name,
        "distance": round(one.metres, 1),
        "moving_time": one.moving_s,
        "elapsed_time": one.elapsed_s,
        "total_elevation_gain": one.climb,
        "type": sport.type,
        "sport_type": one.sport,
        "workout_type": None,
        "id": one.id,
        "start_date": _stamp(datetime.fromtimestamp(one.start, UTC)),
        "start_date_local": _stamp(local),
        "timezone": f"(GMT{'+' if seconds >= 0 else '-'}{int(abs(seconds)) // 3600:02}:00) {one.zone}",
        "utc_offset": seconds,
        "location_country": None,
        "achievement_count": 0,
        "kudos_count": 0,
        "comment_count": 0,
        "athlete_count": 1,
        "photo_count": 0,
        "map": {"id": f"a{one.id}", "summary_polyline": one.polyline, "resource_state": 2},
        "trainer": not sport.outside,
        "commute": False,
        "manual": False,
        "private": one.private,
        "visibility": "only_me" if one.private else "everyone",
        "flagged": False,
        "gear_id": f"g{one.person}" if sport.type == "Run" else None,
        "start_latlng": where,
        "end_latlng": where,
        "average_speed": round(one.metres / one.moving_s, 3) if one.moving_s else 0,
        "max_speed": one.top_speed,
        "has_heartrate": True,
        "average_heartrate": one.pulse,
        "max_heartrate": one.top_pulse,
        "average_cadence": float(sport.steps) or None,
        "upload_id": one.id + 1,
        "external_id": f"{one.id}.fit",
        "pr_count": 0,
        "has_kudoed": False,
    }
    if whole:
        shown["map"] |= {"polyline": one.polyline, "resource_state": 3}
        shown |= {"description": None, "calories": round(one.moving_s / 60 * 10.5), "laps": [], "best_efforts": []}
        shown |= {"splits_metric": splits(one), "segment_efforts": [], "device_name": "Garmin Forerunner 265"}
    return shown


def splits(one: Workout) -> list[Fields]:
    """Kilometres, the last of them as long as it was."""
    if not one.metres:
        return []
    track, found, begun = track_of(one), list[Fields](), 0
    for at in _kilometres(track.distance):
        metres, spent = track.distance[at] - track.distance[begun], track.time[at] - track.time[begun]
        stood = sum(track.time[n] - track.time[n - 1] for n in range(begun + 1, at + 1) if not track.moving[n])
        rise = track.altitude[at] - track.altitude[begun] if track.altitude else 0.0
        found.append(
            {
                "distance": round(metres, 1),
                "elapsed_time": spent,
                "moving_time": spent - stood,
                "elevation_difference": round(rise, 1),
                "split": len(found) + 1,
                "average_speed": round(metres / max(1, spent - stood), 2),
            }
        )
        begun = at
    return found


def _kilometres(ways: list[float]) -> list[int]:
    """Where each kilometre ends, and where the way does."""
    ends = [bisect_left(ways, 1000 * number) for number in range(1, int(ways[-1]) // 1000 + 1)]
    return ends if ends and ends[-1] == len(ways) - 1 else [*ends, len(ways) - 1]


def streams(one: Workout, keys: list[str]) -> dict[str, Fields]:
    """`distance` always comes along, as it does from them."""
    track = track_of(one)
    found = {}
    for key in STREAMS:
        data = getattr(track, key)
        if data and (key in keys or key == "distance"):
            found[key] = {"data": data, "series_type": "distance", "original_size": len(data), "resolution": "high"}
    return found


def _stamp(moment: datetime) -> str:
    """Their local times bear a Z too."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
