import { dayOf } from "../page/moments.js";
import { inOneAlbum } from "./span.js";

const GROUP_SECONDS = 600;

/** What is drawn as one: a message, or all items of an album. */
export function unitsOf(messages) {
  const units = [];
  for (const message of messages) {
    const last = units.at(-1)?.messages;
    if (last && inOneAlbum(last.at(-1), message)) last.push(message);
    else units.push({ key: message.message_id, messages: [message] });
  }
  return units;
}

/** One person's messages in a row share a name, a picture and a tail. */
export function together(above, below) {
  const [one, two] = [above?.messages.at(-1), below?.messages[0]];
  if (!one || !two || one.kind === "service" || two.kind === "service") return false;
  return one.from?.id === two.from?.id && two.date - one.date < GROUP_SECONDS && dayOf(one.date) === dayOf(two.date);
}
