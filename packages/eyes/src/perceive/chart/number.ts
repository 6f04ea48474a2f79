// Numbers as charts print them.

const SCALES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, mio: 1e6, b: 1e9, bn: 1e9 };
const PATTERN = /^[~≈]?([-−–]?)\s?[$€£¥]?\s?(\d[\d.,' ]*)\s?(k|m|mn|mio|b|bn)?\s?[%$€£¥]?$/i;

/**
 * Reads `1,200`, `1.200,50`, `12.5 %`, `$20`, `3 000`, `1.2M`, `-5`.
 * @returns null for anything that is not a number and nothing else
 */
export function parseNumber(text: string): number | null {
  const match = PATTERN.exec(text.trim());
  if (!match) return null;
  const digits = plainDigits((match[2] as string).replace(/[' ]/g, ""));
  if (digits === null) return null;
  const scale = SCALES[(match[3] ?? "").toLowerCase()] ?? 1;
  return (match[1] === "" ? 1 : -1) * Number(digits) * scale;
}

/** Tells thousands separators from decimal ones: the last of two kinds is decimal, and groups of three after a comma are thousands. */
function plainDigits(text: string): string | null {
  const comma = text.lastIndexOf(",");
  const dot = text.lastIndexOf(".");
  let plain: string;
  if (comma >= 0 && dot >= 0)
    plain = comma > dot ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  else if (comma >= 0) plain = /^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text.replace(",", ".");
  else plain = /^\d{1,3}(\.\d{3}){2,}$/.test(text) ? text.replaceAll(".", "") : text;
  return /^\d+(\.\d+)?$/.test(plain) ? plain : null;
}
