"""What the world outside Telegram remembers, a part for each provider; it is saved and reset with the world."""

from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.calendar.records import CalendarRecords
from sandbox.providers.geo.records import GeoRecords
from sandbox.providers.oidc.records import OidcRecords
from sandbox.providers.rooms.records import RoomRecords
from sandbox.providers.shop.records import ShopRecords
from sandbox.providers.tracker.records import TrackerRecords


class Outside(BaseModel):
    maps: GeoRecords = Field(default_factory=GeoRecords)
    tracker: TrackerRecords = Field(default_factory=TrackerRecords)
    oidc: OidcRecords = Field(default_factory=OidcRecords)
    shop: ShopRecords = Field(default_factory=ShopRecords)
    rooms: RoomRecords = Field(default_factory=RoomRecords)
    calendar: CalendarRecords = Field(default_factory=CalendarRecords)

    def as_new(self) -> Outside:
        """What applications have registered stays: they do so once, when they are set up. Numbers go on."""
        fresh = Outside()
        fresh.tracker.last_id, fresh.tracker.subscription = self.tracker.last_id, self.tracker.subscription
        fresh.oidc.keys, fresh.shop.last_number = self.oidc.keys, self.shop.last_number
        fresh.rooms.last_meeting = self.rooms.last_meeting
        fresh.calendar.epoch = self.calendar.epoch + 1
        return fresh
