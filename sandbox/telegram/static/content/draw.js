import { avatar, h } from "../page/dom.js";
import { openPerson } from "../conversation/links.js";
import { t } from "../page/words.js";
import { drawDocument } from "./files.js";
import { drawInvoice } from "./invoice.js";
import { drawAnimation, drawPhoto, drawRound, drawSticker, drawVideo } from "./media.js";
import { drawPaid } from "./paid.js";
import { drawPlace } from "./places.js";
import { drawPoll } from "./poll.js";
import { drawRich } from "./rich.js";
import { drawAudio, drawVoice } from "./sound.js";

const KINDS = {
  photo: drawPhoto,
  video: drawVideo,
  animation: drawAnimation,
  video_note: drawRound,
  sticker: drawSticker,
  document: drawDocument,
  voice: drawVoice,
  audio: drawAudio,
  location: drawPlace,
  live_location: drawPlace,
  venue: drawPlace,
  contact: drawContact,
  poll: drawPoll,
  invoice: drawInvoice,
  paid_media: drawPaid,
  rich_message: drawRich,
  dice: ({ dice }) => h("span", { class: "dice", role: "img", "aria-label": `${dice.emoji} ${dice.value}` }, h("i", {}, dice.emoji), String(dice.value)),
  text: () => null,
};

/** What a bubble holds besides its words. */
export function drawContent(app, message) {
  const draw = KINDS[message.kind];
  return draw ? draw(message, app) : h("p", { class: "unknown-kind" }, t("other-kind", { kind: message.kind }));
}

function drawContact(message, app) {
  const { first_name, last_name, phone_number, user_id } = message.contact;
  const name = [first_name, last_name].filter(Boolean).join(" ");
  const person = app.world.personas.find((one) => one.id === user_id || (phone_number && one.phone === phone_number));
  const write = person && person.key !== app.world.as && h("button", { type: "button", class: "bubble-action", onclick: () => openPerson(app, person.username) }, t("write-to"));
  return [h("div", { class: "filecard" }, avatar(name, null, "mid"), h("span", {}, h("b", {}, name), h("small", {}, phone_number))), write];
}
