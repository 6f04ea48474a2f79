// What an answer says of how long it holds, and how a later request asks whether it still does (RFC 9110 section 13, RFC 9111).

/** Headers as they came; null where there are none. */
export interface Caching {
  readonly cacheControl: string | null;
  readonly expires: string | null;
  readonly date: string | null;
  readonly age: string | null;
  readonly vary: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export type Validators = Pick<Caching, "etag" | "lastModified">;

/** The headers of an answer that speak of caching, by their names in small letters; Node joins those that came more than once. */
export interface CachingHeaders {
  readonly "cache-control"?: string | undefined;
  readonly expires?: string | undefined;
  readonly date?: string | undefined;
  readonly age?: string | undefined;
  readonly vary?: string | undefined;
  readonly etag?: string | undefined;
  readonly "last-modified"?: string | undefined;
}

export function cachingOf(headers: CachingHeaders): Caching {
  const { "cache-control": cacheControl, expires, date, age, vary, etag, "last-modified": lastModified } = headers;
  return {
    cacheControl: cacheControl ?? null,
    expires: expires ?? null,
    date: date ?? null,
    age: age ?? null,
    vary: vary ?? null,
    etag: etag ?? null,
    lastModified: lastModified ?? null,
  };
}

/** The conditions of a request that may be answered with 304. */
export function conditionsOf(validators: Validators | null): Record<string, string> {
  const { etag = null, lastModified = null } = validators ?? {};
  return {
    ...(isSendable(etag) ? { "if-none-match": etag } : {}),
    ...(isSendable(lastModified) ? { "if-modified-since": lastModified } : {}),
  };
}

/** A server may put bytes into a header that Node does not send back. */
function isSendable(value: string | null): value is string {
  return value !== null && value !== "" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
