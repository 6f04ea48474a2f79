// Tells credentials apart without telling them: the key of what was uploaded with them.
import { createHash } from "node:crypto";
import type { Base } from "./base-url.ts";

/** `identity`: what stays the same as long as the same files are seen. It cannot be read from the result. */
export function credentialIdOf({ origin, path }: Base, identity: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([origin + path, identity]))
    .digest("hex")
    .slice(0, 32);
}
