// What lets a client in, in the form that the standard clients read it.
import { randomBytes } from "node:crypto";
import { Refusal } from "./refusal.ts";
import type { AwsKey } from "./sigv4.ts";
import { verifySignature } from "./sigv4.ts";
import type { GoogleTokens } from "./tokens.ts";
import type { Received } from "./wire.ts";

export interface Credentials {
  /** Files and batches belong to it. */
  readonly owner: string;
  /** What the platform's official client takes as its base URL. */
  readonly baseURL: string;
  /** The environment that the standard clients read: credentials, region or project, and the base URL by the official client's name. */
  readonly env: Readonly<Record<string, string>>;
  /** A key that is sent as a bearer, or as `x-api-key` where the platform takes that. Null on Google. */
  readonly key: string | null;
  readonly aws: (AwsKey & { readonly region: string; readonly service: string }) | null;
  readonly google: (GoogleTokens & { readonly project: string; readonly location: string }) | null;
  /** Of the platforms that name one. */
  readonly workspaceId: string | null;
}

const random = (bytes: number): string => randomBytes(bytes).toString("hex");

export const keyLike = (prefix: string): string => `${prefix}${random(20)}`;
export const workspaceLike = (): string => `wrkspc_01${random(11)}`;

export function awsKey(region: string, service: string): NonNullable<Credentials["aws"]> {
  return {
    accessKeyId: `ASIA${random(8).toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    sessionToken: randomBytes(90).toString("base64"),
    region,
    service,
  };
}

export function awsEnv(key: AwsKey & { readonly region: string }): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    ...(key.sessionToken === null ? {} : { AWS_SESSION_TOKEN: key.sessionToken }),
    AWS_REGION: key.region,
  };
}

export const bearerOf = ({ headers }: Received): string | null =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? null;

/** Whose key it is, sent as a bearer or in one of the headers named. */
export function byKey(request: Received, all: readonly Credentials[], headers: readonly string[]): Credentials | null {
  const sent = [bearerOf(request), ...headers.map((name) => request.headers[name] ?? null)].filter(
    (key) => key !== null,
  );
  if (sent.length === 0) return null;
  const found = all.find(({ key }) => key !== null && sent.every((one) => one === key));
  if (found === undefined) throw new Refusal(401, "API key is invalid.", { edge: true });
  return found;
}

export interface Signing {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Headers a key may come in, besides a bearer's. */
  readonly keyHeaders?: readonly string[];
  /** Whether multipart bodies may be left out of the signature. Default false. */
  readonly unsignedUploads?: boolean;
}

/** Whose signature it is, or whose key. */
export function bySignatureOrKey(
  request: Received,
  all: readonly Credentials[],
  { now, keyHeaders = [], unsignedUploads = false }: Signing,
): Credentials {
  if (!request.headers.authorization?.startsWith("AWS4-")) {
    const found = byKey(request, all, keyHeaders);
    if (found !== null) return found;
    throw new Refusal(403, "Missing Authentication Token", { type: "MissingAuthenticationTokenException", edge: true });
  }
  const keys = all.flatMap((one) => (one.aws === null ? [] : [{ ...one.aws, credentials: one }]));
  const [first] = keys;
  if (first === undefined) throw new Error("this fake has no AWS keys");
  const { region, service } = first;
  const mayBeUnsigned =
    unsignedUploads && (request.headers["content-type"]?.startsWith("multipart/form-data;") ?? false);
  return verifySignature(request, { keys, region, service, now, mayBeUnsigned }).credentials;
}

/** Whose token it is. */
export function byGoogleToken(request: Received, all: readonly Credentials[]): Credentials {
  const token = bearerOf(request);
  const found = all.find(({ google }) => token !== null && google?.accepts(token));
  if (found !== undefined) return found;
  throw new Refusal(
    401,
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    { edge: true },
  );
}
