"""EV-06: weight classes as organizers write them, and who is in which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events.entry import weights
from domain.events.entry.errors import WeightsUnclear
from locales import translator
from locales.audience import weights_words

SAID = {
    "до 60, до 70, свыше 70": (60, 70, None),
    "60, 70, 70+": (60, 70, None),
    "60,70,80": (60, 70, 80),
    "-60 -70 +70": (60, 70, None),
    "До 63,5 кг; до 70 кг и свыше 70 кг": (63.5, 70, None),
    "up to 60, up to 70, over 70": (60, 70, None),
    "≤ 60 / ≤ 70.5": (60, 70.5),
    "не более 60, более 60": (60, None),
    "до 100\nсвыше 100": (100, None),
}
NONSENSE = (
    *("лёгкая, тяжёлая", "свыше 70", "70, 60", "60, 60", "60, свыше 70", "свыше 60, до 70", "60–70, 70–80", "60-70"),
    *("5", "500", "до 60 или до 70", "60; drop table", ",", "+", ", ".join(map(str, range(20, 40)))),
)


@pytest.mark.parametrize("said", SAID)
def test_classes_are_read_as_they_are_written(said: str) -> None:
    assert weights.read_classes(said) == SAID[said]


@pytest.mark.parametrize("said", NONSENSE)
def test_what_are_no_classes_is_refused(said: str) -> None:
    with pytest.raises(WeightsUnclear):
        weights.read_classes(said)


limits = st.lists(
    st.integers(30, 800).map(lambda halves: halves / 2), min_size=1, max_size=weights.MOST_CLASSES - 1, unique=True
).map(sorted)


@given(limits, st.booleans())
def test_what_is_written_for_them_is_read_as_the_same(upper: list[float], is_open: bool) -> None:
    classes = (*upper, *((None,) if is_open else ()))
    for t in (translator("ru"), translator("en")):
        assert weights.read_classes(weights_words(t, {weights.KEY: list(classes)})) == classes


@given(limits, st.booleans(), st.integers(30, 900).map(lambda halves: halves / 2))
def test_everybody_is_in_the_lightest_class_that_takes_them(upper: list[float], is_open: bool, weight: float) -> None:
    classes = (*upper, *((None,) if is_open else ()))
    found = weights.class_of(classes, weight)
    lighter = sum(1 for limit in upper if limit < weight)
    assert found == (lighter if lighter < len(classes) else None)
    most = weights.heaviest_of(classes)
    assert (found is None) == (most is not None and weight > most)
    assert weights.class_of(classes, None) is None
