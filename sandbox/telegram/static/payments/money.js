/** An amount in the smallest units of its currency, as people write it; Stars are whole. */
export function money({ currency, stars }, amount) {
  if (stars || currency === "XTR") return `⭐ ${amount}`;
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency }).format(amount / 10 ** digits);
}
