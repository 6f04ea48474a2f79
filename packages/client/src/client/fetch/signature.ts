// A request that is signed over its body (AWS signature version 4) and whose body has changed: signed again, with the same key, for the same service
// and region, over the same headers. Source: AWS General Reference, "Create a signed AWS API request" (read 2026-11-23).
import { CapabilityError } from "../../errors/errors.ts";
import type { Fetch } from "./outgoing.ts";
import { type AwsCredentials, amzDate, signatureOf, UNSIGNED } from "./sigv4.ts";

/** Asked when a signed request has to be signed again. */
export type CredentialsOf = () => Promise<AwsCredentials> | AwsCredentials;

export interface Signature {
  /** `AWS4-HMAC-SHA256`; others cannot be made here. */
  readonly algorithm: string;
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
}

const AUTHORIZATION = /^(AWS4-[A-Z0-9-]+)\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=/;

/** What the request is signed for; null when it is not. */
export function signedFor(headers: Headers): Signature | null {
  const [, algorithm, credential = "", names = ""] = AUTHORIZATION.exec(headers.get("authorization") ?? "") ?? [];
  if (algorithm === undefined) return null;
  // ECDSA names no region: its scope is a part shorter.
  const parts = credential.split("/");
  const [accessKeyId = "", , region = ""] = parts;
  return { algorithm, accessKeyId, region, service: parts.at(-2) ?? "", signedHeaders: names.split(";") };
}

export interface ToSign {
  readonly method: string;
  readonly url: URL;
  /** As they were signed, with what else has to change. */
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** The platform's name for people. */
  readonly platform: string;
  /** Path of the first block that was changed, for the error; null where it is not known. */
  readonly at: string | null;
  /** ms since the request was signed. */
  readonly elapsedMs: number;
}

/**
 * The headers with a signature that fits the new body; those of a request that is not signed, or not over its body, as they are.
 *
 * @throws CapabilityError `capability.signature` where nobody has the key
 */
export async function signedAgain(
  request: ToSign,
  credentials: CredentialsOf | undefined,
  environment: () => AwsCredentials | null,
): Promise<Headers> {
  const { headers, url, body, elapsedMs } = request;
  if (url.searchParams.has("X-Amz-Signature")) throw cannot(request, "the signature stands in its address");
  const signature = signedFor(headers);
  if (signature === null || headers.get("x-amz-content-sha256") === UNSIGNED) return headers;
  if (signature.algorithm !== "AWS4-HMAC-SHA256") throw cannot(request, `it is signed by ${signature.algorithm}`);

  const keys = await keysFor(signature, request, credentials, environment);
  const signed = new Headers(headers);
  const date = amzDate(dateOf(headers) + elapsedMs);
  signed.set("x-amz-date", date);
  if (keys.sessionToken === undefined) signed.delete("x-amz-security-token");
  else signed.set("x-amz-security-token", keys.sessionToken);
  const names = ["x-amz-date", ...signature.signedHeaders.filter((name) => name === "host" || signed.has(name))];
  if (keys.sessionToken !== undefined) names.push("x-amz-security-token");
  const authorization = await signatureOf(
    { method: request.method, url, headers: signed, body, names: [...new Set(names)] },
    { date, region: signature.region, service: signature.service },
    keys,
  );
  signed.set("authorization", authorization);
  return signed;
}

async function keysFor(
  { accessKeyId }: Signature,
  request: Blamed,
  credentials: CredentialsOf | undefined,
  environment: () => AwsCredentials | null,
): Promise<AwsCredentials> {
  if (credentials !== undefined) {
    try {
      return await credentials();
    } catch (cause) {
      throw cannot(request, "`credentials` failed", cause);
    }
  }
  const found = environment();
  if (found?.accessKeyId === accessKeyId) return found;
  const set = found === null ? "holds no AWS keys" : "holds other AWS keys than it was signed with";
  throw cannot(request, `the environment ${set}`);
}

/** ms since 1970 of `x-amz-date`, which a client may have corrected by what the server's clock says. */
function dateOf(headers: Headers): number {
  const date = headers.get("x-amz-date") ?? "";
  const read = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  return Number.isNaN(read) ? Date.now() : read;
}

/**
 * Requests for the files of the same place, with the same key: each is signed by itself, and bodies that are read while they are sent are not covered, as
 * the official client does it (npm @anthropic-ai/aws-sdk 1.1.2).
 */
export function signingFetch(
  fetch: Fetch,
  from: Blamed & { readonly headers: Headers; readonly startedMs: number },
  credentials: CredentialsOf | undefined,
  environment: () => AwsCredentials | null,
): Fetch {
  const signature = signedFor(from.headers);
  if (signature === null) return fetch;
  // How far the client knows this machine's clock to be from the server's.
  const aheadMs = dateOf(from.headers) - from.startedMs;
  return async (input, init = {}) => {
    const keys = await keysFor(signature, from, credentials, environment);
    const headers = new Headers(init.headers);
    headers.delete("authorization");
    const date = amzDate(Date.now() + aheadMs);
    headers.set("x-amz-date", date);
    headers.set("x-amz-content-sha256", UNSIGNED);
    if (keys.sessionToken === undefined) headers.delete("x-amz-security-token");
    else headers.set("x-amz-security-token", keys.sessionToken);
    const names = ["host", ...[...headers.keys()].filter((name) => /^(x-amz-|anthropic-)/.test(name))];
    const url = new URL(input instanceof Request ? input.url : input);
    const covered = init.body === undefined || init.body === null ? new Uint8Array() : null;
    const signable = { method: init.method ?? "GET", url, headers, body: covered, names };
    headers.set("authorization", await signatureOf(signable, { ...signature, date }, keys));
    return fetch(input, { ...init, headers });
  };
}

/** What an error says of a request. */
type Blamed = Pick<ToSign, "platform" | "at">;

function cannot({ platform, at }: Blamed, because: string, cause?: unknown): CapabilityError {
  const alternatives = ["`foveaFetch({ credentials })`", "a bearer token"];
  return new CapabilityError(
    "capability.signature",
    { platform, capability: because, alternatives },
    { ...(at !== null && { at }), ...(cause !== undefined && { cause }) },
  );
}
