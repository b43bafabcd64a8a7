"""What is known while a rich message is read: whose it is, with which files, for which place."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.telegram.call import Upload
from sandbox.telegram.records import Fields
from sandbox.telegram.world import World


@dataclass(frozen=True)
class Reading:
    """`private`: buttons of mini-apps are allowed. `stored`: only files that are there already.

    `named`: the media that a text in HTML or Markdown refers to.
    """

    world: World
    private: bool = False
    draft: bool = False
    stored: bool = False
    detects: bool = True
    uploads: dict[str, Upload] = field(default_factory=dict)
    named: dict[str, Fields] = field(default_factory=dict)
