// Ids in the form of the Claude API: a prefix and 24 characters that nobody can guess.
import { randomBytes } from "node:crypto";

export function newId(prefix: "req" | "msg"): string {
  return `${prefix}_01${randomBytes(16).toString("hex").slice(0, 22)}`;
}
