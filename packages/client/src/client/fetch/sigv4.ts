// AWS signature version 4 by WebCrypto, for requests whose body is in memory. Source: AWS General Reference, "Create a signed AWS API request"
// (read 2026-11-23); the examples printed there are tests.

/** Keys of AWS that a request is signed with. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** In place of the hash of a body that is not covered. */
export const UNSIGNED = "UNSIGNED-PAYLOAD";

export interface Signable {
  readonly method: string;
  readonly url: URL;
  /** All but the host, which is the url's. `x-amz-content-sha256`, where it is there, is brought up to date. */
  readonly headers: Headers;
  /** Null: the signature does not cover it, which few services take. */
  readonly body: Uint8Array | null;
  /** Lower-case names of the headers that are signed. */
  readonly names: readonly string[];
}

export interface Scope {
  /** As `amzDate` writes it. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The `authorization` header. */
export async function signatureOf(
  { method, url, headers, body, names }: Signable,
  { date, region, service }: Scope,
  { accessKeyId, secretAccessKey }: AwsCredentials,
): Promise<string> {
  const hash = body === null ? UNSIGNED : hex(await sha256(body));
  if (headers.has("x-amz-content-sha256")) headers.set("x-amz-content-sha256", hash);
  const sorted = [...names].sort();
  const canonical = [
    method,
    pathOf(url),
    queryOf(url),
    ...sorted.map((name) => `${name}:${headerValue(name, url, headers)}`),
    "",
    sorted.join(";"),
    hash,
  ].join("\n");
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, hex(await sha256(utf8(canonical)))].join("\n");
  let key = utf8(`AWS4${secretAccessKey}`);
  for (const part of [day, region, service, "aws4_request"]) key = await hmac(key, part);
  const signature = hex(await hmac(key, toSign));
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${sorted.join(";")}, Signature=${signature}`;
}

/** `20150830T123600Z`. @param ms since 1970 */
export function amzDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}

function headerValue(name: string, url: URL, headers: Headers): string {
  const value = name === "host" ? url.host : (headers.get(name) ?? "");
  return value.trim().replace(/ +/g, " ");
}

/** Everywhere but on S3 the path that is sent, escapes included, is escaped once more. */
function pathOf({ pathname }: URL): string {
  return pathname.replace(/\/+/g, "/").split("/").map(escaped).join("/");
}

function queryOf({ search }: URL): string {
  if (search.length < 2) return "";
  const pairs = search
    .slice(1)
    .split("&")
    .map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return [escaped(unescaped(name)), escaped(unescaped(value))] as const;
    });
  pairs.sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
}

async function hmac(key: Uint8Array, text: string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key as Uint8Array<ArrayBuffer>, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8(text) as Uint8Array<ArrayBuffer>));
}
