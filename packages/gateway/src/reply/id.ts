// Ids in the form of the Claude API: a prefix and 24 characters that nobody can guess.
import { randomUUID } from "node:crypto";

export function newId(prefix: "req" | "msg"): string {
  // Node keeps random bytes in store for these alone; a call of its own for every request would be a tenth as fast. Without the digits that are fixed.
  const uuid = randomUUID();
  return `${prefix}_01${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(26)}`;
}
