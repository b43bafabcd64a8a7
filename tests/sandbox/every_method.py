"""How each method of the Bot API is called in earnest: what must be there before, and the call of a real client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import aiogram.methods
from aiogram.types import (
    BotCommand,
    ChatAdministratorRights,
    ChatPermissions,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputMediaPhoto,
    InputPaidMediaPhoto,
    InputProfilePhotoStatic,
    InputRichMessage,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    LabeledPrice,
    ReactionTypeEmoji,
    ShippingOption,
)

from tests.sandbox.scene import (
    KEYS,
    Do,
    Scene,
    file,
    on_join,
    on_live,
    on_message,
    on_photo,
    on_secret,
    on_topic,
    picture,
)
from tests.sandbox.test_payments import RUBLES

ARTICLE = InlineQueryResultArticle(id="1", title="т", input_message_content=InputTextMessageContent(message_text="т"))


RICH = InputRichMessage(html="<h1>Итоги</h1><p>т</p>")


COURIER = ShippingOption(id="c", title="Курьер", prices=[LabeledPrice(label="Курьер", amount=100)])


ASKING = KeyboardButton(text="?", request_users=KeyboardButtonRequestUsers(request_id=1))


async def paid_link(s: Scene) -> Any:
    return await s.bot.create_chat_subscription_invite_link(await s.place.group("channel"), 2_592_000, 50, name="Клуб")


async def edited_paid_link(s: Scene) -> Any:
    channel = await s.place.group("channel")
    link = await s.bot.create_chat_subscription_invite_link(channel, 2_592_000, 50)
    return await s.bot.edit_chat_subscription_invite_link(channel, link.invite_link, name="Клуб")


async def inline_message(s: Scene) -> Any:
    launch = await s.place.look("/sim/webapp", as_="olya", path="/")
    return await s.bot.answer_web_app_query(launch["init_data"].split("query_id=")[1].split("&")[0], ARTICLE)


async def press(s: Scene) -> Any:
    sent = await s.message()
    fields = {"button": "Да", "message_id": sent.message_id}
    return await s.while_("press", "callback_query", s.bot.answer_callback_query, **fields)


async def pre_checkout(s: Scene) -> Any:
    sent = await s.bot.send_invoice(s.olya, **RUBLES)
    answer = lambda query: s.bot.answer_pre_checkout_query(query, ok=False, error_message="нет")  # noqa: E731
    return await s.while_("pay", "pre_checkout_query", answer, message_id=sent.message_id)


async def shipping(s: Scene) -> Any:
    sent = await s.bot.send_invoice(s.olya, **RUBLES, need_shipping_address=True, is_flexible=True)
    answer = lambda query: s.bot.answer_shipping_query(query, ok=True, shipping_options=[COURIER])  # noqa: E731
    return await s.while_("pay/shipping", "shipping_query", answer, message_id=sent.message_id)


async def inline(s: Scene) -> Any:
    return await s.while_(
        "inline", "inline_query", lambda query: s.bot.answer_inline_query(query, [ARTICLE]), query="б"
    )


async def album(s: Scene) -> Any:
    return await s.bot.send_media_group(s.olya, [InputMediaPhoto(media=picture()), InputMediaPhoto(media=picture())])


async def get_file(s: Scene) -> Any:
    sent = await s.photo()
    assert sent.photo is not None
    return await s.bot.get_file(sent.photo[0].file_id)


async def stop_poll(s: Scene) -> Any:
    return await s.bot.stop_poll(s.olya, (await s.bot.send_poll(s.olya, "?", ["а"])).message_id)


async def reopen_topic(s: Scene, thread: int) -> Any:
    await s.bot.close_forum_topic(s.forum, thread)
    return await s.bot.reopen_forum_topic(s.forum, thread)


async def unpin(s: Scene, message_id: int) -> Any:
    await s.bot.pin_chat_message(s.olya, message_id)
    return await s.bot.unpin_chat_message(s.olya, message_id=message_id)


async def webhook(s: Scene) -> Any:
    await s.bot.set_webhook("http://127.0.0.1:9/hook")
    return await s.bot.delete_webhook()


async def title(s: Scene) -> Any:
    await s.place.sim("promote", as_="igor", chat=s.group, user="pasha")
    await s.bot.set_chat_administrator_custom_title(s.group, s.place.id_of("pasha"), "судья")


async def leave(s: Scene) -> Any:
    return await s.bot.leave_chat(await s.place.group())


async def promote(s: Scene) -> Any:
    await s.place.sim("promote", as_="igor", chat=s.group, user="bot", rights={"can_promote_members": True})
    await s.bot.promote_chat_member(s.group, s.olya, can_pin_messages=True)
    await s.place.sim("promote", as_="igor", chat=s.group, user="olya", admin=False)
    return await s.place.sim("promote", as_="igor", chat=s.group, user="bot")


RIGHTS = ChatAdministratorRights.model_validate(
    {
        name: name == "can_manage_chat"
        for name, field in ChatAdministratorRights.model_fields.items()
        if field.is_required()
    }
)


async def edit_secret_text(s: Scene, where: dict[str, Any]) -> Any:
    sent = await s.bot.send_message(s.group, "т", receiver_user_id=s.olya)
    where = where | {"ephemeral_message_id": sent.ephemeral_message_id or 0}
    return await s.bot.edit_ephemeral_message_text(**where, text="н")


async def charged(s: Scene, do: Callable[..., Awaitable[Any]], **more: Any) -> Any:
    return await do(s.olya, await s.charge(), **more)


async def edited_link(s: Scene) -> Any:
    return await s.bot.edit_chat_invite_link(s.group, await s.link(), name="н")


async def revoked_link(s: Scene) -> Any:
    return await s.bot.revoke_chat_invite_link(s.group, await s.link())


async def answered_guest(s: Scene) -> Any:
    made = await s.place.sim("chat", as_="igor", title="Чужая", kind="supergroup", members="olya")
    await s.place.updates()
    await s.place.sim("say", as_="olya", chat=made["id"], text=f"@{s.place.world.bot.username} кто бежит?")
    (update,) = await s.place.updates()
    assert update.guest_message is not None and update.guest_message.guest_query_id
    return await s.bot.answer_guest_query(update.guest_message.guest_query_id, ARTICLE)


CALLS: dict[str, Do] = {
    "getMe": lambda s: s.bot.get_me(),
    "getUpdates": lambda s: s.bot.get_updates(),
    "setWebhook": webhook,
    "deleteWebhook": webhook,
    "getWebhookInfo": lambda s: s.bot.get_webhook_info(),
    "logOut": lambda s: s.bot.log_out(),
    "close": lambda s: s.bot(aiogram.methods.Close()),
    "setMyCommands": lambda s: s.bot.set_my_commands([BotCommand(command="a", description="а")]),
    "getMyCommands": lambda s: s.bot.get_my_commands(),
    "deleteMyCommands": lambda s: s.bot.delete_my_commands(),
    "setMyName": lambda s: s.bot.set_my_name("Форма"),
    "getMyName": lambda s: s.bot.get_my_name(),
    "setMyDescription": lambda s: s.bot.set_my_description("о"),
    "getMyDescription": lambda s: s.bot.get_my_description(),
    "setMyShortDescription": lambda s: s.bot.set_my_short_description("о"),
    "getMyShortDescription": lambda s: s.bot.get_my_short_description(),
    "setMyDefaultAdministratorRights": lambda s: s.bot.set_my_default_administrator_rights(rights=RIGHTS),
    "getMyDefaultAdministratorRights": lambda s: s.bot.get_my_default_administrator_rights(),
    "setChatMenuButton": lambda s: s.bot.set_chat_menu_button(),
    "getChatMenuButton": lambda s: s.bot.get_chat_menu_button(),
    "getUserProfilePhotos": lambda s: s.bot.get_user_profile_photos(s.olya),
    "sendMessage": lambda s: s.message(),
    "sendRichMessage": lambda s: s.bot.send_rich_message(s.olya, RICH),
    "sendRichMessageDraft": lambda s: s.bot.send_rich_message_draft(s.olya, 1, RICH),
    "sendChatAction": lambda s: s.bot.send_chat_action(s.olya, "typing"),
    "sendPhoto": lambda s: s.photo(),
    "sendDocument": lambda s: s.bot.send_document(s.olya, file("a.txt")),
    "sendVideo": lambda s: s.bot.send_video(s.olya, file("a.mp4")),
    "sendAnimation": lambda s: s.bot.send_animation(s.olya, file("a.mp4")),
    "sendAudio": lambda s: s.bot.send_audio(s.olya, file("a.mp3")),
    "sendVoice": lambda s: s.bot.send_voice(s.olya, file("a.ogg")),
    "sendVideoNote": lambda s: s.bot.send_video_note(s.olya, file("a.mp4")),
    "sendSticker": lambda s: s.bot.send_sticker(s.olya, picture()),
    "sendMediaGroup": album,
    "sendLocation": lambda s: s.live(),
    "sendVenue": lambda s: s.bot.send_venue(s.olya, 55.7, 37.6, "Парк", "ул. 1"),
    "sendContact": lambda s: s.bot.send_contact(s.olya, "+7900", "Оля"),
    "sendDice": lambda s: s.bot.send_dice(s.olya, emoji="🎯"),
    "sendPoll": lambda s: s.bot.send_poll(s.olya, "?", ["а"]),
    "stopPoll": stop_poll,
    "getFile": get_file,
    "editMessageText": on_message(lambda s, m: s.bot.edit_message_text("н", chat_id=s.olya, message_id=m)),
    "editMessageCaption": on_photo(lambda s, m: s.bot.edit_message_caption(chat_id=s.olya, message_id=m, caption="н")),
    "editMessageMedia": on_photo(
        lambda s, m: s.bot.edit_message_media(InputMediaDocument(media=file("a.txt")), chat_id=s.olya, message_id=m)
    ),
    "editMessageReplyMarkup": on_message(lambda s, m: s.bot.edit_message_reply_markup(chat_id=s.olya, message_id=m)),
    "editMessageLiveLocation": on_live(
        lambda s, m: s.bot.edit_message_live_location(55.8, 37.6, chat_id=s.olya, message_id=m)
    ),
    "stopMessageLiveLocation": on_live(lambda s, m: s.bot.stop_message_live_location(chat_id=s.olya, message_id=m)),
    "editEphemeralMessageText": on_secret(edit_secret_text),
    "editEphemeralMessageCaption": on_secret(
        lambda s, where: s.bot.edit_ephemeral_message_caption(**where, caption="н")
    ),
    "editEphemeralMessageMedia": on_secret(
        lambda s, where: s.bot.edit_ephemeral_message_media(**where, media=InputMediaDocument(media=file("a.txt")))
    ),
    "editEphemeralMessageReplyMarkup": on_secret(
        lambda s, where: s.bot.edit_ephemeral_message_reply_markup(**where, reply_markup=KEYS)
    ),
    "deleteEphemeralMessage": on_secret(lambda s, where: s.bot.delete_ephemeral_message(**where)),
    "deleteMessage": on_message(lambda s, m: s.bot.delete_message(s.olya, m)),
    "deleteMessages": on_message(lambda s, m: s.bot.delete_messages(s.olya, [m])),
    "forwardMessage": on_message(lambda s, m: s.bot.forward_message(s.olya, s.olya, m)),
    "forwardMessages": on_message(lambda s, m: s.bot.forward_messages(s.olya, s.olya, [m])),
    "copyMessage": on_message(lambda s, m: s.bot.copy_message(s.olya, s.olya, m)),
    "copyMessages": on_message(lambda s, m: s.bot.copy_messages(s.olya, s.olya, [m])),
    "answerCallbackQuery": press,
    "answerInlineQuery": inline,
    "answerWebAppQuery": inline_message,
    "savePreparedInlineMessage": lambda s: s.bot.save_prepared_inline_message(s.olya, ARTICLE, allow_user_chats=True),
    "setMessageReaction": on_message(
        lambda s, m: s.bot.set_message_reaction(s.olya, m, [ReactionTypeEmoji(emoji="👍")])
    ),
    "pinChatMessage": on_message(lambda s, m: s.bot.pin_chat_message(s.olya, m)),
    "unpinChatMessage": on_message(unpin),
    "unpinAllChatMessages": lambda s: s.bot.unpin_all_chat_messages(s.olya),
    "unpinAllForumTopicMessages": on_topic(lambda s, t: s.bot.unpin_all_forum_topic_messages(s.forum, t)),
    "unpinAllGeneralForumTopicMessages": lambda s: s.bot.unpin_all_general_forum_topic_messages(s.forum),
    "sendInvoice": lambda s: s.bot.send_invoice(s.olya, **RUBLES),
    "createInvoiceLink": lambda s: s.bot.create_invoice_link(**RUBLES),
    "answerShippingQuery": shipping,
    "answerPreCheckoutQuery": pre_checkout,
    "refundStarPayment": lambda s: charged(s, s.bot.refund_star_payment),
    "editUserStarSubscription": lambda s: charged(s, s.bot.edit_user_star_subscription, is_canceled=True),
    "getStarTransactions": lambda s: s.bot.get_star_transactions(),
    "getMyStarBalance": lambda s: s.bot.get_my_star_balance(),
    "getChat": lambda s: s.bot.get_chat(s.group),
    "getChatMember": lambda s: s.bot.get_chat_member(s.group, s.olya),
    "getChatAdministrators": lambda s: s.bot.get_chat_administrators(s.group),
    "getChatMemberCount": lambda s: s.bot.get_chat_member_count(s.group),
    "setChatTitle": lambda s: s.bot.set_chat_title(s.group, "Бег 2"),
    "setChatDescription": lambda s: s.bot.set_chat_description(s.group, "о беге"),
    "setChatPhoto": lambda s: s.bot.set_chat_photo(s.group, picture()),
    "deleteChatPhoto": lambda s: s.bot.delete_chat_photo(s.group),
    "setChatPermissions": lambda s: s.bot.set_chat_permissions(s.group, ChatPermissions(can_send_messages=True)),
    "leaveChat": leave,
    "banChatMember": lambda s: s.bot.ban_chat_member(s.group, s.place.id_of("lev")),
    "unbanChatMember": lambda s: s.bot.unban_chat_member(s.group, s.place.id_of("lev")),
    "restrictChatMember": lambda s: s.bot.restrict_chat_member(s.group, s.place.id_of("fed"), ChatPermissions()),
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": title,
    "deleteMessageReaction": on_message(lambda s, m: s.bot.delete_message_reaction(s.olya, m)),
    "deleteAllMessageReactions": lambda s: s.bot.delete_all_message_reactions(s.group, user_id=s.olya),
    "getUserProfileAudios": lambda s: s.bot.get_user_profile_audios(s.olya),
    "setMyProfilePhoto": lambda s: s.bot.set_my_profile_photo(InputProfilePhotoStatic(photo=picture())),
    "removeMyProfilePhoto": lambda s: s.bot.remove_my_profile_photo(),
    "getUserGifts": lambda s: s.bot.get_user_gifts(s.olya),
    "getChatGifts": lambda s: s.bot.get_chat_gifts(s.group),
    "getAvailableGifts": lambda s: s.bot.get_available_gifts(),
    "getUserChatBoosts": lambda s: s.bot.get_user_chat_boosts(s.group, s.olya),
    "getUserPersonalChatMessages": lambda s: s.bot.get_user_personal_chat_messages(s.olya, 5),
    "getCustomEmojiStickers": lambda s: s.bot.get_custom_emoji_stickers(["1"]),
    "savePreparedKeyboardButton": lambda s: s.bot.save_prepared_keyboard_button(s.olya, ASKING),
    "sendPaidMedia": lambda s: s.bot.send_paid_media(s.olya, 5, [InputPaidMediaPhoto(media=picture())]),
    "sendLivePhoto": lambda s: s.bot.send_live_photo(s.olya, file("a.mp4"), picture()),
    "createChatSubscriptionInviteLink": paid_link,
    "editChatSubscriptionInviteLink": edited_paid_link,
    "setChatMemberTag": lambda s: s.bot.set_chat_member_tag(s.group, s.olya, tag="5:30"),
    "sendMessageDraft": lambda s: s.bot.send_message_draft(s.olya, 1, text="Пишу"),
    "createChatInviteLink": lambda s: s.link(),
    "editChatInviteLink": edited_link,
    "revokeChatInviteLink": revoked_link,
    "exportChatInviteLink": lambda s: s.bot.export_chat_invite_link(s.group),
    "approveChatJoinRequest": on_join(lambda s, q: s.bot.approve_chat_join_request(s.group, s.place.id_of("katya"))),
    "declineChatJoinRequest": on_join(lambda s, q: s.bot.decline_chat_join_request(s.group, s.place.id_of("katya"))),
    "answerChatJoinRequestQuery": on_join(lambda s, q: s.bot.answer_chat_join_request_query(q, "decline")),
    "sendChatJoinRequestWebApp": on_join(
        lambda s, q: s.bot.send_chat_join_request_web_app(q, "http://127.0.0.1:8082/join")
    ),
    "answerGuestQuery": answered_guest,
    "createForumTopic": lambda s: s.topic(),
    "editForumTopic": on_topic(lambda s, t: s.bot.edit_forum_topic(s.forum, t, name="Новая")),
    "closeForumTopic": on_topic(lambda s, t: s.bot.close_forum_topic(s.forum, t)),
    "reopenForumTopic": on_topic(reopen_topic),
    "deleteForumTopic": on_topic(lambda s, t: s.bot.delete_forum_topic(s.forum, t)),
    "editGeneralForumTopic": lambda s: s.bot.edit_general_forum_topic(s.forum, "Общее"),
    "closeGeneralForumTopic": lambda s: s.bot.close_general_forum_topic(s.forum),
    "reopenGeneralForumTopic": lambda s: s.bot.reopen_general_forum_topic(s.forum),
    "hideGeneralForumTopic": lambda s: s.bot.hide_general_forum_topic(s.forum),
    "unhideGeneralForumTopic": lambda s: s.bot.unhide_general_forum_topic(s.forum),
    "getForumTopicIconStickers": lambda s: s.bot.get_forum_topic_icon_stickers(),
}
