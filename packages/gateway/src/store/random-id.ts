// Ids: a prefix and letters and digits that nobody can guess. Those of files begin with their time, so that the order of the ids is the
// order of the files, and a list can go on behind a file that was deleted meanwhile.
import { randomBytes } from "node:crypto";

/** In the order of their character codes: SQLite, PostgreSQL ("C") and JavaScript sort such ids alike. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** 62 ** 8 ms are 6,900 years. */
const TIME_DIGITS = 8;
const FILE_ID = /^file_01([0-9A-Za-z]{8})[0-9A-Za-z]{14}$/;

/** `length` letters and digits, each with 5.95 bits. */
export function randomCharacters(length: number): string {
  let text = "";
  while (text.length < length)
    // 248 is the largest multiple of 62 in a byte: above it, some characters would be likelier.
    for (const byte of randomBytes(length * 2)) if (byte < 248 && text.length < length) text += DIGITS[byte % 62];
  return text;
}

/** `file_01`, the time in 8 characters, and 14 random ones (83 bits). `now` is ms since 1970. */
export function newFileId(now: number): string {
  let time = "";
  for (let rest = Math.max(0, Math.floor(now)); time.length < TIME_DIGITS; rest = Math.floor(rest / 62))
    time = DIGITS[rest % 62] + time;
  return `file_01${time}${randomCharacters(14)}`;
}

/** When the file of this id was made, in ms since 1970; null where the id is none of ours. The file need not exist. */
export function timeOfFileId(id: string): number | null {
  const [, digits] = FILE_ID.exec(id) ?? [];
  if (digits === undefined) return null;
  return [...digits].reduce((time, digit) => time * 62 + DIGITS.indexOf(digit), 0);
}
