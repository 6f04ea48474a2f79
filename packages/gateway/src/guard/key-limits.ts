// What a key may do: which models it may ask, and how often. Counted in the memory of this process: several gateways count each for itself.
import { findModel } from "@fovea/client/internal/platform/models";
import type { Caller } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";
import type { Workspace } from "../store/key-store.ts";
import { type Allowance, createRequestRate, type Entrance } from "./request-rate.ts";

/** What one key, or all keys of a workspace together, may do. */
export interface KeyLimits {
  /** The only models it may ask, by the names that callers write. Default: all. */
  readonly models?: readonly string[];
  /** Requests that do something (POST), a minute; a quiet minute may be caught up on at once. Default: any number. */
  readonly requestsPerMinute?: number;
  /** The same requests at the same time. Default: any number. */
  readonly maxInFlight?: number;
}

/**
 * Limits by the name or id of a key, or of a workspace; `*` stands for everybody who has none. A key's own count for this key alone, those of a
 * workspace for all its keys together that have none of their own, those of `*` for each key alone.
 */
export type LimitsTable = Readonly<Record<string, KeyLimits>>;

/** A request that was let in. */
export interface Pass {
  readonly limits: KeyLimits | null;
  /** `anthropic-ratelimit-requests-...`, for its reply. */
  readonly headers: Readonly<Record<string, string>>;
  /** When its reply has gone. */
  leave(): void;
}

export interface KeyLimiter {
  /** The limits that hold for a caller, nothing counted. */
  limitsOf(caller: Caller): Promise<KeyLimits | null>;
  /** @throws ReplyError 429 */
  enter(caller: Caller): Promise<Pass>;
}

export interface KeyLimiterOptions {
  readonly table: LimitsTable;
  /** Asked when a workspace is seen for the first time. */
  readonly workspaces: () => Promise<readonly Workspace[]>;
  /** ms since 1970. */
  readonly now: () => number;
}

interface Found {
  readonly limits: KeyLimits;
  /** The name under which they count. */
  readonly counts: string;
  /** Whether all keys of the workspace count together. */
  readonly shared: boolean;
}

/** @throws TypeError for numbers that no request could keep */
export function createKeyLimiter({ table, workspaces, now }: KeyLimiterOptions): KeyLimiter {
  for (const [name, limits] of Object.entries(table)) check(name, limits);
  const rate = createRequestRate(now);
  const names = new Map<string, string | null>();
  const none = Object.keys(table).length === 0;

  async function nameOf(workspace: string): Promise<string | null> {
    if (!names.has(workspace)) {
      for (const { id, name } of await workspaces()) names.set(id, name);
      if (!names.has(workspace)) names.set(workspace, null);
    }
    return names.get(workspace) ?? null;
  }

  async function found({ keyId, keyName, workspace }: Caller): Promise<Found | null> {
    if (none) return null;
    const own = rowOf(keyName) ?? rowOf(keyId);
    const alone = `key ${keyId ?? ""} of ${workspace}`;
    if (own !== null) return { limits: own, counts: alone, shared: false };
    const shared = rowOf(workspace) ?? rowOf(await nameOf(workspace));
    if (shared !== null) return { limits: shared, counts: `workspace ${workspace}`, shared: true };
    const rest = rowOf("*");
    return rest === null ? null : { limits: rest, counts: alone, shared: false };
  }

  function rowOf(name: string | null | undefined): KeyLimits | null {
    return typeof name === "string" && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
  }

  return {
    limitsOf: async (caller) => (await found(caller))?.limits ?? null,
    async enter(caller) {
      const one = await found(caller);
      if (one === null) return { limits: null, headers: {}, leave: () => undefined };
      const { requestsPerMinute = null, maxInFlight = null } = one.limits;
      const allowance = { requestsPerMinute, maxInFlight };
      const entrance = rate.enter(one.counts, allowance);
      const headers = headersOf(entrance, allowance);
      if (entrance.outcome === "in") return { limits: one.limits, headers, leave: entrance.leave };
      throw tooMany(entrance, allowance, headers, one.shared);
    },
  };
}

/** @throws ReplyError 403 for a model that the caller may not ask; `at`: the path of the request it stands in, like `requests.3.params.` */
export function checkModelAllowed(limits: KeyLimits | null | undefined, model: string, at = ""): void {
  if (isModelAllowed(limits, model)) return;
  const shown = model.slice(0, 100);
  throw new ReplyError(403, `${at}model: this key may not ask ${shown}.`, {
    error_code: "gateway.model-not-allowed",
    title: "The key may not ask this model",
    fix: "Ask one of the models that GET /v1/models lists for this key, or have the model added to the key's limits.",
  });
}

/** A name of a Claude model, dated or as clouds write it, with nothing beside it that a platform might go by. */
const PLAIN_NAME = /^(?:[a-z]{2,6}\.)?(?:anthropic\.)?claude-[a-z0-9-]+(?:@[a-z0-9]+)?(?::\d+)?$/;

/** A dated name is allowed where its model is. */
export function isModelAllowed(limits: KeyLimits | null | undefined, model: string): boolean {
  const allowed = limits?.models;
  if (allowed === undefined || allowed.includes(model)) return true;
  const id = PLAIN_NAME.test(model) ? findModel(model)?.id : undefined;
  return id !== undefined && allowed.some((name) => findModel(name)?.id === id);
}

/** Source of the names: claude rate limits documentation, read 2026-09-26. */
function headersOf(entrance: Entrance, { requestsPerMinute }: Allowance): Record<string, string> {
  if (requestsPerMinute === null || entrance.outcome === "in-flight") return {};
  return {
    "anthropic-ratelimit-requests-limit": String(requestsPerMinute),
    "anthropic-ratelimit-requests-remaining": String(entrance.outcome === "in" ? entrance.remaining : 0),
    "anthropic-ratelimit-requests-reset": new Date(Math.ceil(entrance.fullAt)).toISOString(),
  };
}

function tooMany(
  entrance: Exclude<Entrance, { outcome: "in" }>,
  { requestsPerMinute, maxInFlight }: Allowance,
  headers: Readonly<Record<string, string>>,
  shared: boolean,
): ReplyError {
  const rate = entrance.outcome === "rate";
  const seconds = rate ? Math.max(1, Math.ceil(entrance.waitMs / 1000)) : 1;
  const whose = shared ? "this workspace, which its keys share" : "this key";
  const message = rate
    ? `This request would exceed the rate limit of ${whose}: ${requests(requestsPerMinute)} a minute.`
    : `${requests(maxInFlight)} under way is as much as is allowed at the same time to ${whose}.`;
  return new ReplyError(
    429,
    message,
    {
      error_code: rate ? "gateway.rate-limit" : "gateway.in-flight-limit",
      title: rate ? "Too many requests a minute" : "Too many requests at the same time",
      fix: "Try again after the seconds that retry-after names.",
    },
    { ...headers, "retry-after": String(seconds) },
  );
}

function requests(count: number | null): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

function check(name: string, { requestsPerMinute, maxInFlight }: KeyLimits): void {
  for (const [key, value] of Object.entries({ requestsPerMinute, maxInFlight }))
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1))
      throw new TypeError(`limits of ${name}: ${key} must be a whole number from 1 on`);
}
