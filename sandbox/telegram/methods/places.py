"""Places and contacts, and the bot's own live location."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.call import Call, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.editing import apply_edit, edited_post, new_markup
from sandbox.telegram.methods.sending import deliver
from sandbox.telegram.places import is_live, live_end, location_of, still_location
from sandbox.telegram.records import Fields, Post

LIVE_FOREVER = 0x7FFFFFFF


def _checked_period(call: Call) -> int | None:
    period: int | None = call.get("live_period")
    if period is not None and not (60 <= period <= 86400 or period == LIVE_FOREVER):
        raise bad_request("wrong live location period specified")
    return period


def send_location(call: Call) -> Fields:
    call.chat()
    period, location = _checked_period(call), location_of(call.fields)
    if period is None:
        return deliver(call, {"location": location})
    return deliver(call, {"location": location | {"live_period": period}}, live_until=live_end(call.world, period))


def _live_post(call: Call) -> Post:
    post = edited_post(call)
    if not is_live(call.world, post):
        raise bad_request("message can't be edited")
    return post


def edit_live_location(call: Call) -> Any:
    post = _live_post(call)
    period = _checked_period(call)
    location = {"live_period": period or post.body["location"]["live_period"]} | location_of(call.fields)
    if period is not None:
        post.live_until = 0 if period == LIVE_FOREVER else post.date + period
    return apply_edit(call, post, {"location": location}, new_markup(call, post))


def stop_live_location(call: Call) -> Any:
    post = _live_post(call)
    markup = new_markup(call, post)
    edited = apply_edit(call, post, {"location": still_location(post)}, markup)
    post.live_until = call.world.clock.unix()
    return edited


def send_venue(call: Call) -> Fields:
    call.chat()
    place = {"location": location_of(call.fields), "title": call.fields["title"], "address": call.fields["address"]}
    optional = ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type")
    place |= {name: call.fields[name] for name in optional if name in call.fields}
    return deliver(call, {"venue": place, "location": place["location"]})


def send_contact(call: Call) -> Fields:
    names = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(call, {"contact": {name: call.fields[name] for name in names if name in call.fields}})


HANDLERS: HandlerTable = {
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "editMessageLiveLocation": edit_live_location,
    "stopMessageLiveLocation": stop_live_location,
}
