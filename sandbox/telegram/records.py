"""What the world remembers: plain records, saved and loaded as one JSON document."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from sandbox.providers.payments.records import TillRecords
from sandbox.providers.records import Outside

Fields = dict[str, Any]
ANONYMOUS_ID = 1087968824
"""GroupAnonymousBot: who an anonymous administrator is to a bot."""
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
ChatType = Literal["private", "group", "supergroup", "channel"]


class Person(BaseModel):
    id: int
    key: str
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ru"
    avatar_color: str = "#e17076"
    phone: str = ""
    bio: str | None = None
    time_zone: str = "Europe/Moscow"
    is_bot: bool = False
    write_access: bool = False
    stars: int = 5_000
    storage: dict[str, str] = Field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


class Member(BaseModel):
    status: Status = "member"
    rights: dict[str, bool] = Field(default_factory=dict)
    permissions: dict[str, bool] = Field(default_factory=dict)
    until: int = 0
    custom_title: str | None = None
    tag: str | None = None
    is_anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, False))


class Topic(BaseModel):
    id: int
    name: str
    icon_color: int = 0x6FB9F0
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    hidden: bool = False


class InviteLink(BaseModel):
    url: str
    creator: int
    name: str | None = None
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    expire_date: int | None = None
    member_limit: int | None = None
    subscription_period: int | None = None
    subscription_price: int | None = None
    used: int = 0


class JoinRequest(BaseModel):
    user_id: int
    date: int
    link: str | None = None
    query_id: str = ""
    born: float = 0.0


class Post(BaseModel):
    """A message as stored; `body` holds its content in Bot API fields. Ephemeral ones have message_id 0.

    `sender_chat`: said in the name of that chat (an anonymous administrator, a channel). `live_until`: a live location
    moves until then, 0 being without end. `invoice` is the slug of the invoice it shows.
    """

    seq: int
    chat_id: int
    message_id: int
    sender: int
    date: int
    body: Fields
    edit_date: int | None = None
    thread: int | None = None
    reply_to: int | None = None
    markup: Fields | None = None
    via_bot: bool = False
    inline_id: str | None = None
    receiver: int | None = None
    ephemeral_id: int | None = None
    replaces: int | None = None
    reactions: dict[int, list[str]] = Field(default_factory=dict)
    deleted: bool = False
    sender_chat: int | None = None
    signature: str | None = None
    quote: Fields | None = None
    live_until: int | None = None
    invoice: str | None = None
    paid_payload: str = ""
    guest_caller: int | None = None


class Chat(BaseModel):
    id: int
    type: ChatType
    key: str | None = None
    title: str | None = None
    description: str | None = None
    photo: list[Fields] | None = None
    is_forum: bool = False
    members: dict[int, Member] = Field(default_factory=dict)
    permissions: dict[str, bool] = Field(default_factory=dict)
    topics: dict[int, Topic] = Field(default_factory=dict)
    pinned: list[int] = Field(default_factory=list)
    links: list[InviteLink] = Field(default_factory=list)
    join_requests: dict[int, JoinRequest] = Field(default_factory=dict)
    reply_keyboards: dict[int, Fields] = Field(default_factory=dict)
    read: dict[str, int] = Field(default_factory=dict)
    last_message_id: int = 0
    last_ephemeral_id: int = 0
    migrated_to: int | None = None
    started: bool = False
    blocked: bool = False
    menu_button: Fields | None = None
    with_bot: bool = False


class Poll(BaseModel):
    """`options` and `terms` are in Bot API fields; votes are by person: the options chosen, in order."""

    id: str
    owner: int
    question: Fields
    options: list[Fields]
    terms: Fields
    votes: dict[int, list[int]] = Field(default_factory=dict)
    is_closed: bool = False
    close_date: int | None = None


class Invoice(BaseModel):
    """`terms` as the bot gave them; those made by createInvoiceLink may be paid any number of times."""

    slug: str
    terms: Fields
    photo: str | None = None
    by_link: bool = False
    chat_id: int | None = None

    @property
    def currency(self) -> str:
        return str(self.terms["currency"])

    @property
    def in_stars(self) -> bool:
        return self.currency == "XTR"

    @property
    def total(self) -> int:
        return sum(int(price["amount"]) for price in self.terms["prices"])


class Payment(BaseModel):
    charge_id: str
    provider_charge_id: str
    slug: str
    payer: int
    amount: int
    currency: str
    date: int
    title: str
    payload: str
    order_info: Fields | None = None
    chat_id: int | None = None
    invoice_id: int | None = None
    receipt_id: int | None = None
    refunded_at: int | None = None
    subscription: str | None = None


class Subscription(BaseModel):
    """Named by the charge that began it. Paid until `until`; then renewed, unless somebody has cancelled it."""

    charge_id: str
    person: int
    slug: str
    until: int
    cancelled_by_person: bool = False
    cancelled_by_bot: bool = False
    over: bool = False

    @property
    def cancelled(self) -> bool:
        return self.cancelled_by_person or self.cancelled_by_bot


class StarCharge(BaseModel):
    charge_id: str
    date: int


class PaidMember(BaseModel):
    """Somebody who came into a channel by a link that costs Stars. Paid until `until`, then again, unless cancelled."""

    person: int
    chat_id: int
    price: int
    period: int
    until: int
    charges: list[StarCharge] = Field(default_factory=list)
    cancelled: bool = False
    over: bool = False


class Unlock(BaseModel):
    """Paid media that a person has opened with Stars."""

    charge_id: str
    seq: int
    person: int
    amount: int
    date: int
    payload: str = ""


class PendingUpdate(BaseModel):
    id: int
    kind: str
    payload: Fields
    lane: str
    born: float
    attempts: int = 0


class Webhook(BaseModel):
    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


class CommandList(BaseModel):
    scope: Fields
    language_code: str
    commands: list[Fields]


class BotProfile(BaseModel):
    """name, description and about are kept by language code, "" being for everybody."""

    names: dict[str, str] = Field(default_factory=dict)
    descriptions: dict[str, str] = Field(default_factory=dict)
    short_descriptions: dict[str, str] = Field(default_factory=dict)
    commands: list[CommandList] = Field(default_factory=list)
    admin_rights: dict[str, dict[str, bool]] = Field(default_factory=dict)
    photo: list[Fields] | None = None
    menu_button: Fields = Field(default_factory=lambda: {"type": "commands"})


class Records(BaseModel):
    people: dict[int, Person] = Field(default_factory=dict)
    chats: dict[int, Chat] = Field(default_factory=dict)
    posts: list[Post] = Field(default_factory=list)
    profile: BotProfile = Field(default_factory=BotProfile)
    queue: list[PendingUpdate] = Field(default_factory=list)
    allowed_updates: list[str] | None = None
    webhook: Webhook | None = None
    last_update_id: int = 100_000
    last_message_id: int = 0
    last_seq: int = 0
    last_poll: int = 5_000_000_000_000_000_000
    last_chat_number: int = 1_000_000_000
    clock_offset_s: float = 0.0
    prepared: dict[str, Fields] = Field(default_factory=dict)
    polls: dict[str, Poll] = Field(default_factory=dict)
    invoices: dict[str, Invoice] = Field(default_factory=dict)
    payments: list[Payment] = Field(default_factory=list)
    subscriptions: dict[str, Subscription] = Field(default_factory=dict)
    paid_members: list[PaidMember] = Field(default_factory=list)
    unlocks: list[Unlock] = Field(default_factory=list)
    bot_stars: int = 0
    tills: dict[str, TillRecords] = Field(default_factory=dict)
    outside: Outside = Field(default_factory=Outside)
    files: dict[str, Fields] = Field(default_factory=dict)
