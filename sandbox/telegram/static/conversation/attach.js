import { openDialog, openMenu, confirmDialog } from "../page/dialog.js";
import { h, icon } from "../page/dom.js";
import { failed } from "../page/toast.js";
import { t } from "../page/words.js";
import { send } from "../world/actions.js";
import { home } from "./keyboard.js";

const PLACES = [
  ["place-luzhniki", 55.7157, 37.5536],
  ["place-gorky", 55.7298, 37.6011],
  ["place-vl", 43.1155, 131.8855],
  ["place-spb", 59.9719, 30.2398],
];

export function attachMenu(composer, button) {
  const box = button.getBoundingClientRect();
  openMenu(box.right - 210, box.top - 190, [
    { text: t("photo"), icon: icon("photo"), run: () => chooseFiles(composer, "image/*") },
    { text: t("document"), icon: icon("file"), run: () => chooseFiles(composer, "") },
    { text: t("location"), icon: icon("place"), run: () => sendLocation(composer) },
    { text: t("contact"), icon: icon("contact"), run: () => sendContact(composer) },
  ]);
}

function chooseFiles(composer, accept) {
  const input = h("input", { type: "file", accept, multiple: true });
  input.addEventListener("change", () => sendFiles(composer, [...input.files], accept ? null : "document"));
  input.click();
}

/** Pictures go as photos unless they were chosen as files. */
export async function sendFiles(composer, files, kind = null) {
  const caption = await askCaption(files);
  if (caption === null) return;
  for (const [index, file] of files.entries()) {
    await deliver(composer, { kind: kind ?? kindOf(file), file, caption: index === 0 && caption ? caption : undefined });
  }
}

function kindOf(file) {
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") return "photo";
  if (file.type.startsWith("video/")) return "video";
  return file.type === "audio/ogg" ? "voice" : "document";
}

function askCaption(files) {
  return openDialog({
    title: files.map((file) => file.name).join(", "),
    body: (done) => {
      const input = h("input", { autofocus: true, maxlength: 1024, autocomplete: "off" });
      const picture = files[0].type.startsWith("image/") && h("img", { src: URL.createObjectURL(files[0]), alt: files[0].name, style: "max-width:100%;max-height:260px;border-radius:10px;display:block;margin:0 auto 14px" });
      return h("form", { onsubmit: (event) => (event.preventDefault(), done(input.value.trim())) }, picture, h("label", { class: "field" }, h("span", {}, t("caption")), input), h("button", { class: "wide" }, t("send")));
    },
  });
}

async function sendLocation(composer) {
  const wish = await openDialog({ title: t("location"), body: (done) => locationForm(home(composer.app.world.as), done) });
  if (wish) await deliver(composer, wish);
}

function locationForm(at, done) {
  const lat = h("input", { name: "lat", inputmode: "decimal", required: true, value: String(at.lat) });
  const lon = h("input", { name: "lon", inputmode: "decimal", required: true, value: String(at.lon) });
  const live = h("input", { name: "live", type: "number", min: "1", max: "480", placeholder: "—" });
  const take = (place) => ([lat.value, lon.value] = [String(place[1]), String(place[2])]);
  const submit = (event) => {
    event.preventDefault();
    const live_period = live.value ? Number(live.value) * 60 : undefined;
    done({ kind: live_period ? "live_location" : "location", lat: lat.value, lon: lon.value, live_period });
  };
  return h(
    "form",
    { onsubmit: submit },
    h("div", { class: "chips" }, PLACES.map((place) => h("button", { type: "button", class: "chip", onclick: () => take(place) }, t(place[0])))),
    h("div", { class: "pair" }, h("label", { class: "field" }, h("span", {}, t("latitude")), lat), h("label", { class: "field" }, h("span", {}, t("longitude")), lon)),
    h("label", { class: "field" }, h("span", {}, t("live-for")), live),
    h("button", { class: "wide" }, t("send-location")),
  );
}

async function sendContact(composer) {
  const phone = composer.app.world.me.phone ?? "";
  if (await confirmDialog(t("send-contact", { phone }), t("send"))) await deliver(composer, { kind: "contact" });
}

async function deliver(composer, fields) {
  const { app, chat, thread, context } = composer;
  try {
    await send(app.world, { chat: chat.id, thread, replyTo: context?.kind === "reply" ? context.message : null, ...fields });
    composer.setContext(null);
  } catch (error) {
    failed(error);
  }
}
