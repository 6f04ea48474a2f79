// AWS Signature Version 4 checked from the request as it was received, with node:crypto alone. Source: AWS General Reference, "Create a
// signed AWS API request" (read 2026-11-23). The payload's hash is taken from the body. UNSIGNED-PAYLOAD is taken only for uploads to Claude
// Platform on AWS, because its official client (npm @anthropic-ai/aws-sdk 1.1.2) signs multipart bodies so, and their type not at all.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "./refusal.ts";

export interface AwsKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null for a key that lasts. */
  readonly sessionToken: string | null;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Expected<K extends AwsKey> {
  readonly keys: readonly K[];
  readonly region: string;
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether this request's body may be left out of the signature. */
  readonly mayBeUnsigned: boolean;
}

const UNSIGNED = "UNSIGNED-PAYLOAD";
const SKEW_MS = 5 * 60_000;
const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;

const refuse = (type: string, message: string): Refusal => new Refusal(403, message, { type, edge: true });

/** The key that signed it. Throws a 403 that says what was wrong, by AWS's names. */
export function verifySignature<K extends AwsKey>(
  request: SignedRequest,
  { keys, region, service, now, mayBeUnsigned }: Expected<K>,
): K {
  const { headers } = request;
  const [, credential = "", signedNames = "", signature = ""] = AUTHORIZATION.exec(headers.authorization ?? "") ?? [];
  if (signature === "")
    throw refuse("IncompleteSignatureException", "Authorization header is missing or not AWS4-HMAC-SHA256.");
  const [id = "", day = "", signedRegion, signedService, end, ...more] = credential.split("/");
  if (end !== "aws4_request" || more.length > 0)
    throw refuse("IncompleteSignatureException", "Credential must end in aws4_request.");
  if (signedRegion !== region)
    throw refuse("InvalidSignatureException", `Credential should be scoped to a valid region, not '${signedRegion}'.`);
  if (signedService !== service)
    throw refuse("InvalidSignatureException", `Credential should be scoped to correct service: '${service}'.`);
  const key = keys.find(({ accessKeyId }) => accessKeyId === id);
  if (key === undefined || (headers["x-amz-security-token"] ?? null) !== key.sessionToken)
    throw refuse("UnrecognizedClientException", "The security token included in the request is invalid.");
  const date = headers["x-amz-date"] ?? "";
  checkDate(date, day, now);
  const names = signedNames.split(";");
  const declared = headers["x-amz-content-sha256"];
  const unsigned = mayBeUnsigned && declared === UNSIGNED;
  checkNames(names, headers);
  const hash = unsigned ? UNSIGNED : createHash("sha256").update(request.body).digest("hex");
  if (declared !== undefined && declared !== hash)
    throw refuse(
      "InvalidSignatureException",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  const canonical = [
    request.method,
    ...pathAndQuery(request.target),
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/ +/g, " ")}`),
    "",
    signedNames,
    hash,
  ].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", date, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const hmac = (secret: string | Buffer, text: string): Buffer => createHmac("sha256", secret).update(text).digest();
  let signing = hmac(`AWS4${key.secretAccessKey}`, day);
  for (const part of [region, service, "aws4_request"]) signing = hmac(signing, part);
  if (!timingSafeEqual(hmac(signing, toSign), Buffer.from(signature, "hex")))
    throw refuse(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.",
    );
  return key;
}

function checkDate(date: string, day: string, now: number): void {
  const [, year, month, dayOfMonth, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(date) ?? [];
  const at = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at) || !date.startsWith(day))
    throw refuse("IncompleteSignatureException", "x-amz-date is missing, or not the day of the credential.");
  if (now - at > SKEW_MS)
    throw refuse("InvalidSignatureException", `Signature expired: ${date} is now earlier than the time allowed.`);
  if (at - now > SKEW_MS)
    throw refuse(
      "InvalidSignatureException",
      `Signature not yet current: ${date} is still later than the time allowed.`,
    );
}

// AWS: host and every x-amz- header must be signed. It names the content-type too, which npm aws4fetch 1.0.20 and with it AI SDK's provider never sign.
function checkNames(names: readonly string[], headers: Readonly<Record<string, string>>): void {
  const must = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-amz-"))];
  const missing = must.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw refuse("InvalidSignatureException", `These headers must be signed: ${missing.join(", ")}.`);
  if (names.join() !== [...names].sort().join())
    throw refuse("InvalidSignatureException", "SignedHeaders must be sorted.");
  const absent = names.filter((name) => headers[name] === undefined);
  if (absent.length > 0)
    throw refuse("InvalidSignatureException", `These signed headers are not in the request: ${absent.join(", ")}.`);
}

const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

// Everywhere but on S3 the path that was sent, escapes included, is escaped once more.
function pathAndQuery(target: string): [string, string] {
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  const pairs = query === "" ? [] : query.split("&").map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  const canonical = pairs
    .map(([name = "", value = ""]) => [escaped(decodeURIComponent(name)), escaped(decodeURIComponent(value))])
    .sort(([a = "", b = ""], [c = "", d = ""]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return [path.split("/").map(escaped).join("/"), canonical];
}
