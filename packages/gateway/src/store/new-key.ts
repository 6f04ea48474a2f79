// What a key is made of: 256 random bits, shown once. They need no salt and no slow hash: nobody can list them.
import { createHash, randomBytes } from "node:crypto";
import type { StoredKey, Workspace } from "./key-store.ts";
import { randomCharacters } from "./random-id.ts";

const SECRET = /^sk-fovea-[\w-]{43}$/;
const HINT_LENGTH = "sk-fovea-Ab3d".length;

/** A new key of a workspace; `now` is ms since 1970. */
export function newKey(workspace: string, name: string, now: number): { key: StoredKey; secret: string; hash: string } {
  const secret = `sk-fovea-${randomBytes(32).toString("base64url")}`;
  const key: StoredKey = {
    id: `key_${randomCharacters(12)}`,
    workspace,
    name,
    hint: secret.slice(0, HINT_LENGTH),
    createdAt: now,
    revokedAt: null,
  };
  return { key, secret, hash: hashOf(secret) };
}

export function newWorkspace(name: string, now: number): Workspace {
  return { id: `wrkspc_${randomCharacters(24)}`, name, createdAt: now };
}

/** What is stored of a secret: its sha256 in hex. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether a text can be a secret of ours: others are not worth hashing. */
export function looksLikeSecret(text: string): boolean {
  return SECRET.test(text);
}
