import { openDialog } from "../page/dialog.js";
import { avatar, h } from "../page/dom.js";
import { toast } from "../page/toast.js";
import { t } from "../page/words.js";
import { get } from "../world/api.js";

const DEEP_LINK = /https?:\/\/t\.me\/\w+(?:\/\w+)?\?start(?:app)?=[\w-]+/g;
const CODE = /<code>([^<]{3,128})<\/code>/g;

/** The camera of the sandbox: codes that other people hold in their chats, a picture, or pasted text. Ends when closed. */
export function scanQr(app, text, signal, onread) {
  return openDialog({
    title: t("qr-title"),
    body: (done, dialog) => {
      dialog.classList.add("scanner");
      signal.addEventListener("abort", () => done(true));
      const around = h("div", { class: "rows" }, h("p", { class: "empty" }, t("loading")));
      fillAround(app, around, onread);
      return h("div", {}, h("div", { class: "qr-window", "aria-hidden": "true" }, h("i")), text && h("p", { class: "note" }, text), pasteForm(onread), picture(onread), h("p", { class: "section-title" }, t("qr-around")), around);
    },
  });
}

function pasteForm(onread) {
  const input = h("input", { autofocus: true, autocomplete: "off", name: "code" });
  const submit = (event) => {
    event.preventDefault();
    if (input.value.trim()) onread(input.value.trim());
  };
  return h("form", { onsubmit: submit }, h("label", { class: "field" }, h("span", {}, t("qr-paste")), input), h("button", { class: "wide" }, t("qr-read")));
}

function picture(onread) {
  if (!("BarcodeDetector" in window)) return null;
  const read = async (file) => {
    const codes = await new window.BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file)).catch(() => []);
    if (codes.length) onread(codes[0].rawValue);
    else toast(t("qr-picture-failed"), "error");
  };
  return h("label", { class: "field", style: "margin-top:12px" }, h("span", {}, t("qr-picture")), h("input", { type: "file", accept: "image/*", onchange: (event) => event.target.files[0] && read(event.target.files[0]) }));
}

async function fillAround(app, list, onread) {
  const found = await Promise.all(app.world.personas.map((person) => codesOf(app, person)));
  const rows = found.flat().map(({ code, person }) => h("button", { type: "button", class: "row wrap", onclick: () => onread(code) }, avatar(person.name, person.avatar_color, "small"), h("span", { class: "row-text" }, h("b", {}, t("qr-from", { name: person.name })), h("small", {}, code))));
  list.replaceChildren(...(rows.length ? rows : [h("p", { class: "empty" }, t("qr-none"))]));
}

/** A person's newest pictures of codes, deep links and code words in the chat with the bot: what their phone would show. */
async function codesOf(app, person) {
  const page = await get("/client/messages", { as: person.key, chat: person.id, limit: 30 }).catch(() => ({ messages: [] }));
  const texts = page.messages.reverse().map((message) => [message.html ?? "", ...(message.keyboard ?? []).flat().map((key) => key.url ?? "")].join(" ").replaceAll("&amp;", "&"));
  const codes = texts.flatMap((text) => [...text.matchAll(CODE)].map((match) => match[1]).concat(text.match(DEEP_LINK) ?? []));
  const pictures = page.messages.filter(({ media }) => media?.width && media.width === media.height).slice(0, 4);
  const drawn = await Promise.all(pictures.map(({ media }) => get(media.url.replace("/client/file/", "/client/qr/"), {}).catch(() => ({ text: null }))));
  const pictured = drawn.map(({ text }) => text).filter(Boolean);
  return [...new Set([...pictured, ...codes])].slice(0, 6).map((code) => ({ code, person }));
}
