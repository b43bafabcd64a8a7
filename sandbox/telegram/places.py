"""Where something is: points on the map, and live locations that move until their time is over."""

from __future__ import annotations

from sandbox.telegram.errors import bad_request
from sandbox.telegram.records import Fields, Post
from sandbox.telegram.world import World

LIVE_FOREVER = 0x7FFFFFFF
OPTIONAL = ("horizontal_accuracy", "heading", "proximity_alert_radius")


def location_of(fields: Fields) -> Fields:
    """The point and what goes with it; raises 400 for one that is not on the Earth."""
    latitude, longitude = fields["latitude"], fields["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("bad location")
    kept = {name: fields[name] for name in OPTIONAL if fields.get(name) is not None}
    if not 0 <= kept.get("horizontal_accuracy", 0) <= 1500:
        raise bad_request("wrong horizontal accuracy specified")
    if not 1 <= kept.get("heading", 1) <= 360:
        raise bad_request("wrong live location heading specified")
    if not 1 <= kept.get("proximity_alert_radius", 1) <= 100_000:
        raise bad_request("wrong proximity alert radius specified")
    return {"latitude": latitude, "longitude": longitude, **kept}


def live_end(world: World, period: int) -> int:
    """When a live location of so many seconds ends; 0 is never."""
    return 0 if period == LIVE_FOREVER else world.clock.unix() + period


def is_live(world: World, post: Post) -> bool:
    if "live_period" not in post.body.get("location", {}):
        return False
    return not post.live_until or post.live_until > world.clock.unix()


def still_location(post: Post) -> Fields:
    """The last point, no longer moving."""
    gone = ("live_period", "heading", "proximity_alert_radius")
    return {name: value for name, value in post.body["location"].items() if name not in gone}
