import { t } from "../page/words.js";

const KNOWN = ["upload_photo", "upload_document", "upload_video", "record_voice", "find_location"];

export function actionWords({ who, action }, chat) {
  if (KNOWN.includes(action)) return t(`action-${action}`);
  return chat.type === "private" ? t("typing") : t("typing-who", { who: who?.split(" ")[0] });
}
