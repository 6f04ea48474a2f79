// Google's access tokens as a fake gives them out: for a JWT that a service account signed (RFC 7523), for a federated identity's JWT
// (RFC 8693), and as a metadata server. Only tokens given out here, and not expired, let anyone in.
import { createPublicKey, generateKeyPairSync, randomBytes, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "./answers.ts";
import { isJson, type Json } from "./blocks.ts";
import { Refusal } from "./refusal.ts";
import type { Received } from "./wire.ts";

export const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** Where Google's libraries believe they ask: it is the audience of a service account's JWT, whoever answers. */
const TOKEN_AUDIENCE = "https://oauth2.googleapis.com/token";
const JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const METADATA = "/computeMetadata/v1/";
const SUBJECT_AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/fake";

export interface GoogleTokens {
  readonly email: string;
  /** A credentials file (`external_account`) whose tokens come from the fake: what GOOGLE_APPLICATION_CREDENTIALS may name. */
  readonly file: string;
  /** The JSON of a service account. Google's library asks its tokens of one fixed address: hand it a transporter that asks `/token` here. */
  readonly serviceAccount: Json;
  /** A token given out without asking. Default: an hour long. */
  issue(lifetimeS?: number): string;
  /** How many were given to those who asked. */
  readonly asked: number;
  /** Makes every token given out so far expire. */
  expireAll(): void;
  /** Whether this token was given out here and has not expired. */
  accepts(token: string): boolean;
  /** Answers `/token`, `/sts` and the metadata server's paths. Throws OAuth's 400. Null for any other path. */
  answer(request: Pick<Received, "method" | "path" | "headers" | "body">): Answer | null;
  close(): void;
}

export function createGoogleTokens(origin: string, project: string, now: () => number): GoogleTokens {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const email = `fake-${randomBytes(4).toString("hex")}@${project}.iam.gserviceaccount.com`;
  const keyId = randomBytes(20).toString("hex");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const directory = mkdtempSync(join(tmpdir(), "fovea-google-"));
  const subject = randomBytes(32).toString("base64url");
  writeFileSync(join(directory, "subject"), subject);
  const file = join(directory, "credentials.json");
  const account = {
    type: "external_account",
    audience: SUBJECT_AUDIENCE,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${origin}/sts`,
    credential_source: { file: join(directory, "subject") },
  };
  writeFileSync(file, JSON.stringify(account));
  const lives = new Map<string, number>();

  const issue = (lifetimeS = 3600): string => {
    const token = `ya29.${randomBytes(48).toString("base64url")}`;
    lives.set(token, now() + lifetimeS * 1000);
    return token;
  };
  let asked = 0;
  const granted = (): Json => {
    asked++;
    return { access_token: issue(), expires_in: 3599, token_type: "Bearer" };
  };

  function grant(form: URLSearchParams): Json {
    const type = form.get("grant_type");
    if (type === EXCHANGE_GRANT) {
      if (form.get("subject_token") !== subject || form.get("audience") !== SUBJECT_AUDIENCE)
        throw denied("The subject token is not one of ours.");
      return { ...granted(), issued_token_type: "urn:ietf:params:oauth:token-type:access_token" };
    }
    if (type !== JWT_GRANT) throw denied("Invalid grant_type.", "unsupported_grant_type");
    const claims = verifyJwt(
      form.get("assertion") ?? "",
      publicKey.export({ type: "spki", format: "pem" }).toString(),
      keyId,
    );
    const seconds = now() / 1000;
    if (claims.iss !== email) throw denied("Invalid issuer.");
    if (claims.aud !== TOKEN_AUDIENCE) throw denied("Invalid JWT: Failed audience check.");
    if (
      !(
        Number(claims.exp) > seconds &&
        Number(claims.iat) <= seconds + 300 &&
        Number(claims.exp) - Number(claims.iat) <= 3600
      )
    )
      throw denied("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.");
    if (!String(claims.scope).split(" ").includes(SCOPE))
      throw denied("Invalid OAuth scope or ID token audience provided.", "invalid_scope");
    return granted();
  }

  return {
    email,
    file,
    serviceAccount: {
      type: "service_account",
      project_id: project,
      private_key_id: keyId,
      private_key: pem,
      client_email: email,
      client_id: "1",
      token_uri: `${origin}/token`,
    },
    issue,
    get asked() {
      return asked;
    },
    expireAll: () => {
      for (const token of lives.keys()) lives.set(token, 0);
    },
    accepts: (token) => (lives.get(token) ?? 0) > now(),
    answer({ method, path, headers, body }) {
      if (method === "POST" && (path === "/token" || path === "/sts"))
        return json(grant(new URLSearchParams(body.toString())));
      if (!path.startsWith(METADATA)) return null;
      if (headers["metadata-flavor"] !== "Google")
        throw new Refusal(403, "Missing Metadata-Flavor:Google header.", { edge: true });
      const what = path.slice(METADATA.length);
      if (/^instance\/service-accounts\/[^/]+\/token$/.test(what)) return json(granted());
      if (/^instance\/service-accounts\/[^/]+\/email$/.test(what)) return text(email);
      if (what === "project/project-id") return text(project);
      if (what === "universe/universe-domain") return text("googleapis.com");
      return what === "instance" ? json({}) : null;
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

const json = (value: Json): Answer => ({
  status: 200,
  headers: { "content-type": "application/json", "metadata-flavor": "Google" },
  body: JSON.stringify(value),
});
const text = (body: string): Answer => ({
  status: 200,
  headers: { "content-type": "application/text", "metadata-flavor": "Google" },
  body,
});

function denied(message: string, type = "invalid_grant"): Refusal {
  return new Refusal(400, message, { type, edge: true });
}

function verifyJwt(assertion: string, pem: string, keyId: string): Json {
  const [head = "", claims = "", signature = ""] = assertion.split(".");
  const read = (part: string): Json => {
    try {
      const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
      if (isJson(value)) return value;
    } catch {}
    throw denied("Bad Request");
  };
  const { alg, kid } = read(head);
  if (alg !== "RS256" || (kid !== undefined && kid !== keyId)) throw denied("Invalid JWT Signature.");
  const good = verify(
    "RSA-SHA256",
    Buffer.from(`${head}.${claims}`),
    createPublicKey(pem),
    Buffer.from(signature, "base64url"),
  );
  if (!good) throw denied("Invalid JWT Signature.");
  return read(claims);
}
