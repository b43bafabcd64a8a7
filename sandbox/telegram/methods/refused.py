"""What this bot may not do, or has nothing to do it with: Telegram's own words, once the call has passed the schema.

The bot here owns no games and no sticker sets, verifies nobody, manages no other bots and is connected to no business
account; nobody here has Premium or a public story. A method that is not even here is misspelt.
"""

from __future__ import annotations

from sandbox.telegram.call import Call, Handler, HandlerTable
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.profiles import REFUSING

NO_BUSINESS = "business connection not found"
NO_SET = "STICKERSET_INVALID"
NO_VERIFIER = "BOT_VERIFIER_FORBIDDEN"
NO_MANAGER = "BOT_INVALID"
NO_POST = "suggested post not found"
TOO_FEW = "PARTICIPANTS_TOO_FEW"
REASONS: dict[str, tuple[str, ...]] = {
    NO_BUSINESS: (
        "getBusinessConnection",
        "readBusinessMessage",
        "deleteBusinessMessages",
        "setBusinessAccountName",
        "setBusinessAccountUsername",
        "setBusinessAccountBio",
        "setBusinessAccountProfilePhoto",
        "removeBusinessAccountProfilePhoto",
        "setBusinessAccountGiftSettings",
        "getBusinessAccountStarBalance",
        "transferBusinessAccountStars",
        "getBusinessAccountGifts",
        "convertGiftToStars",
        "upgradeGift",
        "transferGift",
        "postStory",
        "editStory",
        "repostStory",
        "deleteStory",
        "sendChecklist",
        "editMessageChecklist",
    ),
    NO_SET: (
        "getStickerSet",
        "uploadStickerFile",
        "createNewStickerSet",
        "addStickerToSet",
        "setStickerPositionInSet",
        "deleteStickerFromSet",
        "replaceStickerInSet",
        "setStickerEmojiList",
        "setStickerKeywords",
        "setStickerMaskPosition",
        "setStickerSetTitle",
        "setStickerSetThumbnail",
        "setCustomEmojiStickerSetThumbnail",
        "deleteStickerSet",
    ),
    NO_VERIFIER: ("verifyUser", "verifyChat", "removeUserVerification", "removeChatVerification"),
    NO_MANAGER: (
        "getManagedBotToken",
        "replaceManagedBotToken",
        "getManagedBotAccessSettings",
        "setManagedBotAccessSettings",
    ),
    NO_POST: ("approveSuggestedPost", "declineSuggestedPost"),
    TOO_FEW: ("setChatStickerSet", "deleteChatStickerSet"),
    "USER_PERMISSION_DENIED": ("setUserEmojiStatus",),
    "BALANCE_TOO_LOW": ("giftPremiumSubscription",),
    "DATA_HASH_SIZE_INVALID": ("setPassportDataErrors",),
    "wrong game short name specified": ("sendGame",),
    "message to set game score not found": ("setGameScore",),
    "message to get game high scores not found": ("getGameHighScores",),
}


def _refuse(reason: str) -> Handler:
    def answer(call: Call) -> None:
        """Who is named must be there; then the reason."""
        if "user_id" in call.fields and call.world.find_user(int(call.fields["user_id"])) is None:
            raise bad_request("user not found")
        if "chat_id" in call.fields and reason != NO_BUSINESS:
            call.chat()
        raise bad_request(reason)

    return answer


REFUSED: HandlerTable = {name: _refuse(reason) for reason, names in REASONS.items() for name in names} | REFUSING
