import { showReceipt } from "../payments/receipt.js";
import { h } from "../page/dom.js";
import { failed } from "../page/toast.js";

/** A grey pill between the messages; some of them lead somewhere. */
export function drawService(app, message) {
  const { service } = message;
  const text = service?.text ?? message.text ?? "";
  const act = leads(app, message);
  const pill = act ? h("button", { type: "button", onclick: act }, text) : h("span", {}, text);
  return h("div", { class: `service msg-service ${service?.type ?? ""}`, "data-id": message.message_id }, pill);
}

function leads(app, message) {
  const { service } = message;
  if (service?.payment) return () => showReceipt(app, message);
  if (service?.type === "pinned_message" && service.message_id) return () => app.talk.view.jump(service.message_id).catch(failed);
  if (service?.type?.startsWith("migrate_") && app.world.chats.has(service.chat)) return () => app.go(service.chat);
  return null;
}
