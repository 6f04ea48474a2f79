// Who asks: the key of a request, looked up by its hash. A secret is never kept, compared letter by letter, or written anywhere.
import { createHash } from "node:crypto";
import type { Caller } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";
import type { KeyStore, StoredKey } from "../store/key-store.ts";

type Headers = Readonly<Record<string, string>>;

export type Authenticate = (headers: Headers) => Promise<Caller>;

export interface KeyAuthenticationOptions {
  /** ms since 1970. */
  readonly now: () => number;
  /** How long a key that opened is not looked up again, in ms: what a revocation may lag. Default 250. */
  readonly cacheMs?: number;
}

/** Most keys remembered at once. */
const MAX_CACHED = 1000;

/** Callers without keys: one process, one workspace. */
export const withoutKeys: Authenticate = async (headers) =>
  checkWorkspace(headers, { workspace: "local", keyId: null });

/** Callers with keys, by `x-api-key` or `Authorization: Bearer`. @throws ReplyError 401, and 403 for a workspace that is not the key's */
export function createKeyAuthentication(keys: KeyStore, options: KeyAuthenticationOptions): Authenticate {
  const { now, cacheMs = 250 } = options;
  const opened = new Map<string, { readonly key: StoredKey; readonly until: number }>();

  async function find(secret: string): Promise<StoredKey | null> {
    const hash = createHash("sha256").update(secret).digest("base64");
    const cached = opened.get(hash);
    if (cached && cached.until > now()) return cached.key;
    opened.delete(hash);
    // Only keys that open are remembered: a new key works at once, and wrong ones fill no memory.
    const asked = now();
    const key = await keys.find(secret);
    if (key === null) return null;
    if (opened.size >= MAX_CACHED) opened.clear();
    opened.set(hash, { key, until: asked + cacheMs });
    return key;
  }

  return async (headers) => {
    const secret = secretOf(headers);
    const key = secret === null ? null : await find(secret);
    if (key === null) throw secret === null ? missing() : new ReplyError(401, "API key is invalid.");
    return checkWorkspace(headers, { workspace: key.workspace, keyId: key.id, keyName: key.name });
  };
}

/** The key wins over the token where both are given, as in the official SDKs. */
function secretOf(headers: Headers): string | null {
  const key = headers["x-api-key"]?.trim();
  if (key) return key;
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1] ?? null;
}

// A key belongs to one workspace: the header may be left out, and when sent it must match (npm @anthropic-ai/sdk 1.12.0, models.d.ts).
// The answer is the same for workspaces that exist and those that do not.
function checkWorkspace(headers: Headers, caller: Caller): Caller {
  const asked = headers["anthropic-workspace-id"]?.trim() ?? "";
  // Empty counts as left out: a variable of the environment that is not set.
  if (asked === "" || asked === caller.workspace) return caller;
  throw new ReplyError(403, "anthropic-workspace-id: this key does not belong to that workspace.", {
    error_code: "gateway.workspace",
    title: "Another workspace",
    fix: "Leave the header out, or use a key of that workspace.",
  });
}

function missing(): ReplyError {
  return new ReplyError(401, "API key is missing: send it in `x-api-key` or as `Authorization: Bearer`.");
}
