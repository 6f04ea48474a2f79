// Fetches what other people's URLs name, on Node: https only, public addresses only, checked and pinned on every hop, capped in redirects,
// bytes, time and number.
import { FetchError } from "../errors/errors.ts";
import type { Caching, Validators } from "./caching.ts";
import { type Outcome, runHop } from "./hop.ts";
import type { Reserve } from "./room.ts";
import { type GuardedFetchOptions, settingsOf, wholeNumber } from "./settings.ts";
import { createSlots } from "./slots.ts";
import { type Target, targetOf } from "./target.ts";
import { createWatch } from "./watch.ts";

export type { GuardedFetchOptions } from "./settings.ts";

export interface GuardedFetchCall {
  /** Ends the fetch; its reason is thrown as it is. */
  readonly signal?: AbortSignal;
  /** Cap on the body in bytes, instead of the one the fetch was made with. */
  readonly maxBytes?: number;
  /** What an earlier answer said of its bytes: the server may then say that they still hold (`unchanged`) instead of sending them. */
  readonly validators?: Validators;
  /** Asked before so many more bytes of the body are held; what it throws is thrown as it is. Default: nobody is asked. */
  readonly reserve?: Reserve;
}

/** What was fetched, and from where. */
export interface FetchedBytes {
  readonly bytes: Uint8Array;
  /** The URL that gave the bytes, after redirects. It is whole: its query may be a secret. */
  readonly finalUrl: string;
  /** The IP address that gave the bytes. */
  readonly address: string;
  /** Redirects followed. */
  readonly hops: number;
  /** The media type the server claims, lower case and without parameters: never a fact. */
  readonly declared: string | null;
}

export interface Fetched extends FetchedBytes {
  /** What the answer says of how long it holds. */
  readonly caching: Caching;
  /** True where the bytes that the validators came from still hold; `bytes` is empty then. Only ever after a call with validators. */
  readonly unchanged: boolean;
}

/** Fetches what stands behind a url: never from a private address, at most so many bytes, within a time. Made by `createGuardedFetch`. */
export type GuardedFetch = (url: string | URL, call?: GuardedFetchCall) => Promise<FetchedBytes>;

/** Also says how long its bytes hold. */
export type CachingFetch = (url: string | URL, call?: GuardedFetchCall) => Promise<Fetched>;

/**
 * Makes a fetch for URLs that strangers wrote. Only `https:` on port 443 without a user name, unless `allowOrigins` names the origin; every address of the host must be public and
 * the connection goes to one that was checked; redirects are followed by hand under the same rules; nothing but a plain GET is sent; the body
 * must be uncompressed and under the cap. Proxy variables, `NODE_TLS_REJECT_UNAUTHORIZED` and parser flags change none of it.
 *
 * @returns a function that throws a `FetchError` (`fetch.*`), a `LimitError` (`limit.fetch-bytes`) or the signal's own reason
 * @throws TypeError when an option is out of range
 */
export function createGuardedFetch(options: GuardedFetchOptions = {}): CachingFetch {
  const settings = settingsOf(options);
  const slots = createSlots(settings);

  return async (url, call = {}) => {
    const maxBytes = wholeNumber("maxBytes", call.maxBytes, settings.maxBytes, 1);
    let leftMs = settings.totalTimeoutMs;

    const hop = (target: Target): Promise<Outcome> => {
      const full = (waiting: number) => new FetchError("fetch.busy", { url: target.printed, waiting });
      return slots.run(target.url.hostname, { signal: call.signal, full }, async () => {
        const watch = createWatch({
          url: target.printed,
          signal: call.signal,
          totalTimeoutMs: settings.totalTimeoutMs,
          leftMs,
        });
        try {
          return await runHop(target, watch, settings, {
            maxBytes,
            validators: target.hop === 0 ? (call.validators ?? null) : null,
            reserve: call.reserve,
          });
        } finally {
          leftMs -= watch.stop();
        }
      });
    };

    let target = targetOf(String(url), null, 0, settings);
    for (;;) {
      const outcome = await hop(target);
      if ("bytes" in outcome) return { ...outcome, finalUrl: target.url.href, hops: target.hop };
      if (target.hop === settings.maxRedirects)
        throw new FetchError("fetch.too-many-redirects", { url: target.printed, limit: settings.maxRedirects });
      target = targetOf(outcome.location, target.url, target.hop + 1, settings);
    }
  };
}
