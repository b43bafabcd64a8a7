import { t } from "./words.js";

const NAMED = ["photo", "document", "voice", "video", "video_note", "audio", "animation", "location", "venue", "contact", "sticker", "poll", "invoice", "paid_media", "rich_message"];

/** A message in few words, for lists, quotes and screen readers. */
export function briefOf(message) {
  const { text, poll, invoice, service, location, dice, kind } = message;
  return text || poll?.question || invoice?.title || service?.text || dice?.emoji || (location?.live ? t("live-location") : kindName(kind));
}

export function kindName(kind) {
  return t(NAMED.includes(kind) ? kind : "other-kind", { kind });
}
