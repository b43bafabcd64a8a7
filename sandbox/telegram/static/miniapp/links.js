import { avatar } from "../page/dom.js";
import { chooseDialog, confirmDialog } from "../page/dialog.js";
import { failed, toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { sharePrepared } from "../conversation/shares.js";
import { openPayment } from "../payments/sheet.js";
import { post } from "../world/api.js";

/** Where the app leads the person: links, other chats, shared messages, downloads, payment. */
export const links = {
  web_app_open_link: (host, { url }) => /^https?:/.test(url ?? "") && window.open(url, "_blank", "noopener"),

  web_app_open_tg_link(host, { path_full }) {
    const { app } = host;
    host.close();
    app.openLink(`https://t.me${path_full}`);
  },

  async web_app_switch_inline_query(host, { query, chat_types }) {
    const { app } = host;
    const text = `@${app.world.bot.username} ${query ?? ""}`;
    const chat = chat_types?.length ? await chooseChat(app) : app.place.chat;
    if (!chat) return;
    host.close();
    app.go(chat);
    setTimeout(() => app.talk.composer.type(text), 60);
  },

  async web_app_send_prepared_message(host, { id }) {
    const { app } = host;
    const chat = await chooseChat(app);
    if (!chat) return host.send("prepared_message_failed", { error: "USER_DECLINED" });
    try {
      await post("/sim/prepared", { as: app.world.as, id, chat });
      toast(t("shared", { title: app.world.chats.get(chat).title }), "good");
      return host.send("prepared_message_sent", {});
    } catch (error) {
      failed(error);
      return host.send("prepared_message_failed", { error: "MESSAGE_SEND_FAILED" });
    }
  },

  async web_app_request_file_download(host, { url, file_name }) {
    const yes = await confirmDialog(t("ask-download", { name: file_name ?? "" }), t("download"));
    host.send("file_download_requested", { status: yes ? "downloading" : "cancelled" });
    if (yes) window.open(url, "_blank", "noopener");
  },

  async web_app_open_invoice(host, { slug }) {
    if (host.paying) return host.send("invoice_closed", { slug, status: "cancelled" });
    host.paying = true;
    const status = await openPayment(host.app, { slug });
    host.paying = false;
    return host.send("invoice_closed", { slug, status });
  },

  /** Only an app that was opened by a reply keyboard may answer its bot so. */
  async web_app_data_send(host, { data }) {
    const { button, title } = host.sheet.how;
    if (button !== "keyboard" || host.dataSent) return;
    host.dataSent = true;
    host.close();
    try {
      await post("/sim/webapp_data", { as: host.app.world.as, data, button_text: title ?? "" });
    } catch (error) {
      failed(error);
    }
  },

  async web_app_request_chat(host, { req_id }) {
    try {
      const shared = await sharePrepared(host.app, req_id);
      return shared ? host.send("requested_chat_sent", { req_id }) : host.send("requested_chat_failed", { req_id, error: "USER_DECLINED" });
    } catch (error) {
      failed(error);
      return host.send("requested_chat_failed", { req_id, error: error.message });
    }
  },
};

function chooseChat(app) {
  return chooseDialog(t("share-where"), app.world.chatList().map((chat) => ({ title: chat.title, value: chat.id, mark: avatar(chat.title, chat.avatar_color, "mid") })));
}
