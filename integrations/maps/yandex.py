"""Yandex Geocoder, HTTP API 1.x: both ways through `geocode`, longitude first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.maps.points import Address, Spot, is_on_earth
from integrations.maps.asking import ANSWER_S, Api, NothingThere, reading, text

NAME = "yandex"
OFFICIAL = "https://geocode-maps.yandex.ru"
MOST = 8
_LANGUAGES = {"ru": "ru_RU", "en": "en_US"}
_FAR = ("country", "province", "area", "locality")
_PARTS = ("street", "house", "district", "locality")
_NEAR_DEGREES = 1.0


class Yandex:
    name = NAME
    each_s = 0.0

    def __init__(self, key: str, *, api: str = OFFICIAL, contact: str = "", answer_s: float = ANSWER_S) -> None:
        self._key = key
        self._api = Api(api, contact=contact, answer_s=answer_s)

    async def close(self) -> None:
        await self._api.close()

    async def find(self, text: str, *, lang: str, near: Spot | None) -> Sequence[Address]:
        asked = {"geocode": text, "results": str(MOST)}
        if near is not None:
            asked |= {"ll": f"{near.longitude:.5f},{near.latitude:.5f}", "spn": f"{_NEAR_DEGREES},{_NEAR_DEGREES}"}
        found = await self._objects(asked, lang)
        with reading():
            return [_address(one) for one in found if _meta(one)["kind"] not in _FAR]

    async def address_of(self, spot: Spot, *, lang: str) -> str | None:
        point = f"{spot.longitude:.6f},{spot.latitude:.6f}"
        found = await self._objects({"geocode": point, "results": "1"}, lang)
        with reading():
            return _words(found[0]) if found else None

    async def _objects(self, asked: Mapping[str, str], lang: str) -> list[Mapping[str, Any]]:
        params = {**asked, "apikey": self._key, "format": "json", "lang": _LANGUAGES.get(lang, "en_US")}
        try:
            answer = await self._api.ask("GET", "/1.x/", params=params)
        except NothingThere:
            return []
        with reading():
            members = answer["response"]["GeoObjectCollection"]["featureMember"]
            if not isinstance(members, list):
                raise ValueError("a list was expected")
            return [one["GeoObject"] for one in members[:MOST]]


def _meta(one: Mapping[str, Any]) -> Mapping[str, Any]:
    meta: Mapping[str, Any] = one["metaDataProperty"]["GeocoderMetaData"]
    return meta


def _address(one: Mapping[str, Any]) -> Address:
    longitude, latitude = (float(part) for part in text(one["Point"]["pos"]).split(" "))
    if not is_on_earth(latitude, longitude):
        raise ValueError("not on Earth")
    return Address(_words(one), latitude, longitude)


def _words(one: Mapping[str, Any]) -> str:
    """ "Тверская улица, 13, Москва"."""
    parts: dict[str, str] = {}
    for part in _meta(one)["Address"]["Components"]:
        parts[text(part["kind"])] = text(part["name"])
    said = [parts[kind] for kind in _PARTS if parts.get(kind)]
    return ", ".join(dict.fromkeys(said)) or text(_meta(one)["text"])
