import { openDialog, openMenu, confirmDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { askWalk } from "../content/walks.js";
import { send, wire } from "../world/actions.js";
import { post } from "../world/api.js";
import { home } from "./keyboard.js";
import { askPoll } from "./pollform.js";

const LARGEST_ALBUM = 10;

const PLACES = [
  ["place-luzhniki", 55.7157, 37.5536],
  ["place-gorky", 55.7298, 37.6011],
  ["place-vl", 43.1155, 131.8855],
  ["place-spb", 59.9719, 30.2398],
];

export function attachMenu(composer, button) {
  const box = button.getBoundingClientRect();
  const items = [
    { text: t("photo-or-video"), icon: icon("photo"), run: () => chooseFiles(composer, "image/*,video/*") },
    { text: t("document"), icon: icon("file"), run: () => chooseFiles(composer, "") },
    { text: t("location"), icon: icon("place"), run: () => sendLocation(composer) },
    { text: t("poll"), icon: icon("poll"), run: () => sendPoll(composer) },
    { text: t("contact"), icon: icon("contact"), run: () => sendContact(composer) },
  ];
  openMenu(box.right - 210, box.top - items.length * 44 - 16, items);
}

function chooseFiles(composer, accept) {
  const input = h("input", { type: "file", accept, multiple: true });
  input.addEventListener("change", () => sendFiles(composer, [...input.files], accept ? null : "document"));
  input.click();
}

/** Pictures go as photos unless they were chosen as files; several go as one album. */
export async function sendFiles(composer, files, kind = null) {
  const caption = await askCaption(files);
  if (caption === null) return;
  for (let at = 0; at < files.length; at += LARGEST_ALBUM) await sendAlbum(composer, files.slice(at, at + LARGEST_ALBUM), kind, at ? undefined : caption || undefined);
}

async function sendAlbum(composer, files, kind, caption) {
  const kinds = files.map((file) => kind ?? kindOf(file));
  const together = files.length > 1 && kinds.every((one) => ["photo", "video"].includes(one) || one === kind);
  if (!together) {
    for (const [index, file] of files.entries()) await deliver(composer, { kind: kinds[index], file, caption: index ? undefined : caption });
    return;
  }
  const parts = Object.fromEntries(files.map((file, index) => [`file${index}`, file]));
  await deliver(composer, { kind: "album", ...parts, caption, as_documents: kind === "document" ? 1 : undefined });
}

function kindOf(file) {
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "photo";
  if (file.type.startsWith("video/")) return "video";
  if (file.type === "audio/ogg") return "voice";
  return file.type.startsWith("audio/") ? "audio" : "document";
}

function askCaption(files) {
  return openDialog({
    title: files.length > 2 ? t("files", { n: files.length }) : files.map((file) => file.name).join(", "),
    body: (done) => {
      const input = h("input", { autofocus: true, maxlength: 1024, autocomplete: "off" });
      const picture = files[0].type.startsWith("image/") && h("img", { src: URL.createObjectURL(files[0]), alt: files[0].name, style: "max-width:100%;max-height:260px;border-radius:10px;display:block;margin:0 auto 14px" });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, picture, h("label", { class: "field" }, h("span", {}, t("caption")), input), h("button", { class: "wide" }, t("send")));
    },
  });
}

async function sendLocation(composer) {
  const wish = await openDialog({ title: t("location"), body: (done) => locationForm(home(composer.app.world.as), done) });
  if (!wish) return;
  const { walk, ...fields } = wish;
  const sent = await deliver(composer, fields);
  const at = { lat: Number(fields.lat), lon: Number(fields.lon) };
  if (sent && walk && fields.live_period) await askWalk(composer.app, { as: composer.app.world.as, chat: composer.chat.id, message_id: sent.message_id }, at);
}

async function sendPoll(composer) {
  const poll = await askPoll();
  if (!poll) return;
  const { app, chat, thread } = composer;
  await post("/sim/poll", { as: app.world.as, chat: chat.id, thread: wire(thread), ...poll }).catch(failed);
}

function locationForm(at, done) {
  const lat = h("input", { name: "lat", inputmode: "decimal", required: true, value: String(at.lat) });
  const lon = h("input", { name: "lon", inputmode: "decimal", required: true, value: String(at.lon) });
  const live = h("input", { name: "live", type: "number", min: "1", max: "480", placeholder: "—" });
  const walk = h("input", { type: "checkbox", name: "walk", onchange: () => walk.checked && !live.value && (live.value = "60") });
  const take = (place) => ([lat.value, lon.value] = [String(place[1]), String(place[2])]);
  const submit = (event) => {
    event.preventDefault();
    const live_period = live.value ? Number(live.value) * 60 : undefined;
    done({ kind: live_period ? "live_location" : "location", lat: lat.value, lon: lon.value, live_period, walk: walk.checked });
  };
  return h(
    "form",
    { onsubmit: submit },
    h("div", { class: "chips" }, PLACES.map((place) => h("button", { type: "button", class: "chip", onclick: () => take(place) }, t(place[0])))),
    h("div", { class: "pair" }, h("label", { class: "field" }, h("span", {}, t("latitude")), lat), h("label", { class: "field" }, h("span", {}, t("longitude")), lon)),
    h("label", { class: "field" }, h("span", {}, t("live-for")), live),
    h("label", { class: "row" }, h("span", { class: "row-text" }, h("b", {}, t("walk-at-once")), h("small", {}, t("walk-at-once-hint"))), walk),
    h("button", { class: "wide" }, t("send-location")),
  );
}

async function sendContact(composer) {
  const phone = composer.app.world.me.phone ?? "";
  if (await confirmDialog(t("send-contact", { phone }), t("send"))) await deliver(composer, { kind: "contact" });
}

/** Sends what is not words, as an answer where one was begun; tells what was sent, or null. */
export async function deliver(composer, fields) {
  const { app, chat, thread, context } = composer;
  try {
    const sent = await send(app.world, { chat: chat.id, thread, replyTo: context?.kind === "reply" ? context.message : null, ...fields });
    composer.setContext(null);
    return sent;
  } catch (error) {
    failed(error);
    return null;
  }
}
