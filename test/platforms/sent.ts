// What a platform's official client sends for a body, as its fake received it: what our own requests are held against, field by field.
import type { Fake, FakePlatform, Recorded } from "../fakes/fake.ts";
import { type Auth, officialClient } from "./clients.ts";

export interface Sent {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed. */
  readonly body: unknown;
}

export interface SentOptions {
  /** Default: a signature where the platform takes one. */
  readonly auth?: Auth;
  /** Default `messages`. */
  readonly call?: "messages" | "count_tokens";
  /** By the client's beta namespace, with these in `anthropic-beta`. Default: the plain namespace. */
  readonly betas?: readonly string[];
  /** Headers of the one call. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What the official client sends to `fake` for a Messages body (with the platform's own name of the model; `stream: true` for a stream).
 * Rejects as the client does when the fake refuses it.
 */
export async function sentByOfficial(
  fake: Fake,
  body: Readonly<Record<string, unknown>>,
  options: SentOptions = {},
): Promise<Sent> {
  const { auth, call = "messages", betas, headers = {} } = options;
  const client = officialClient(fake.platform, fake.credentials, auth);
  const before = fake.requests.length;
  const params = { ...body, ...(betas === undefined ? {} : { betas }) } as never;
  // Both namespaces take what they are given here.
  const messages = (betas === undefined ? client.messages : client.beta.messages) as typeof client.messages;
  if (call === "count_tokens") await messages.countTokens(params, { headers });
  else {
    const reply: unknown = await messages.create(params, { headers });
    // A stream is read to its end, so that the connection is free again.
    if (body.stream === true) for await (const _ of reply as AsyncIterable<unknown>);
  }
  const [record, ...more] = fake.requests.slice(before);
  if (record === undefined || more.length > 0) throw new Error("the client did not send exactly one request");
  return sent(record);
}

export function sent({ method, target, headers, body }: Recorded): Sent {
  return { method, target, headers, body: body.length === 0 ? undefined : JSON.parse(body.toString("utf8")) };
}

// Of the client or the connection, and nothing a platform goes by.
const OWN =
  /^(user-agent|x-stainless-.*|accept|accept-encoding|accept-language|sec-fetch-mode|connection|content-length|transfer-encoding|x-amz-date|amz-sdk-.*|x-amz-user-agent)$/;

/**
 * The same for comparing with another client's request of the same meaning: headers that differ from client to client are left out, and
 * `authorization` says only how and with which credential.
 */
export function comparable({ method, target, headers, body }: Sent): Sent {
  const kept = Object.entries(headers)
    .filter(([name]) => !OWN.test(name))
    .map(([name, value]) => [name, plain(name, value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { method, target, headers: Object.fromEntries(kept), body };
}

function plain(name: string, value: string): string {
  // Of the body, whose spelling may differ where its meaning does not.
  if (name === "x-amz-content-sha256") return "sha256 of the body";
  if (name !== "authorization") return value;
  const [, key, region, service] = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\//.exec(value) ?? [];
  if (key !== undefined) return `signed by ${key} for ${service} in ${region}`;
  return value.replace(/^Bearer ya29\..*$/, "Bearer (a Google access token)");
}

/** Platforms whose official client can count tokens. */
export const COUNTS: readonly FakePlatform[] = [
  "anthropic",
  "aws",
  "bedrock",
  "vertex",
  "google-cloud",
  "foundry",
  "foundry-azure",
  "compatible",
];
