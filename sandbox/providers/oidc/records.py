from __future__ import annotations

from pydantic import BaseModel, Field

from sandbox.providers.notices import Told


class Key(BaseModel):
    """`pem` is the private key, PKCS#8."""

    kid: str
    pem: str


class Code(BaseModel):
    manner: str
    person: int
    scopes: list[str]
    redirect: str
    at: int
    nonce: str = ""
    challenge: str = ""
    method: str = "plain"
    device: str = ""
    offline: bool = False
    hidden: bool = False
    """Whether the person hides their address."""
    grant: str = ""
    """What it was exchanged for."""


class Access(BaseModel):
    """`id` names the family of tokens that came from one consent."""

    id: str
    manner: str
    person: int
    scopes: list[str]
    access: str
    expires_at: int
    refresh: str = ""
    hidden: bool = False


class OidcRecords(Told):
    keys: list[Key] = Field(default_factory=list)
    """The last one signs; those before are still shown."""
    codes: dict[str, Code] = Field(default_factory=dict)
    tokens: dict[str, Access] = Field(default_factory=dict)
    known: list[str] = Field(default_factory=list)
    """`manner:person` who have let the application in before."""
    tamper: str = ""
    """What is wrong with the next id_token."""
