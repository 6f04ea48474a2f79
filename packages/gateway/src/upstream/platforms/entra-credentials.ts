// Microsoft Entra tokens for Foundry, by an application's secret or a federated token file (workload identity of Kubernetes and pipelines): the
// two ways that need no more than one form. Managed identities and logins of `az` are not asked; their tokens can be given as authToken.
// Source: Microsoft identity platform, OAuth 2.0 client credentials flow; the scope from npm @anthropic-ai/foundry-sdk 1.1.1, README.
import { readFile } from "node:fs/promises";
import { noCredentials, patiently } from "./no-credentials.ts";
import type { Credentials } from "./row.ts";
import { fromEnvironment, type Given } from "./settings.ts";

const SCOPE = "https://ai.azure.com/.default";
/** A token is got anew this long before it expires, as AWS's chain does it. */
const RENEW_BEFORE_MS = 300_000;

interface Token {
  readonly value: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

/** Null where the environment does not name an application. */
export function entraCredentials(given: Given): Credentials | null {
  const { env, title } = given;
  const tenant = fromEnvironment(env, ["AZURE_TENANT_ID"]);
  const client = fromEnvironment(env, ["AZURE_CLIENT_ID"]);
  const secret = fromEnvironment(env, ["AZURE_CLIENT_SECRET"]);
  const tokenFile = fromEnvironment(env, ["AZURE_FEDERATED_TOKEN_FILE"]);
  if (tenant === undefined || client === undefined || (secret === undefined && tokenFile === undefined)) return null;
  const host = fromEnvironment(env, ["AZURE_AUTHORITY_HOST"]) ?? "https://login.microsoftonline.com";
  const url = `${host.replace(/\/+$/, "")}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
  let held: Token | null = null;
  let getting: Promise<Token> | null = null;

  async function get(): Promise<Token> {
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id: client ?? "", scope: SCOPE });
    if (secret !== undefined) form.set("client_secret", secret);
    else {
      form.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      form.set("client_assertion", (await readFile(tokenFile ?? "", "utf8")).trim());
    }
    const reply = await fetch(url, {
      method: "POST",
      body: form,
      redirect: "error",
      signal: AbortSignal.timeout(20_000),
    });
    const answer: unknown = await reply.json().catch(() => null);
    const { access_token: value, expires_in: seconds, error } = (answer ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof value !== "string" || typeof seconds !== "number") throw new RefusedByEntra(reply.status, error);
    held = { value, expiresAt: Date.now() + seconds * 1000 };
    return held;
  }

  async function token(signal: AbortSignal): Promise<Token> {
    if (held !== null && held.expiresAt - Date.now() > RENEW_BEFORE_MS) return held;
    getting ??= get().finally(() => {
      getting = null;
    });
    try {
      return await patiently(getting, signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // The old one may still do for a while.
      if (held !== null && held.expiresAt > Date.now()) return held;
      throw noCredentials(title, (error as Error).name, error);
    }
  }

  return {
    authorizer: {
      coversBody: false,
      prove: async ({ signal }) => ({ authorization: `Bearer ${(await token(signal)).value}` }),
    },
    identity: ["entra", tenant, client],
    async describe() {
      const where = `Microsoft Entra, by ${secret === undefined ? "AZURE_FEDERATED_TOKEN_FILE" : "AZURE_CLIENT_SECRET"}`;
      try {
        return { found: true, where, expiresAt: (await token(new AbortController().signal)).expiresAt };
      } catch (error) {
        return { found: false, where: `${where}: ${((error as Error).cause as Error).name}` };
      }
    },
  };
}

/** Only Entra's word for the kind of error: its sentences quote ids. */
class RefusedByEntra extends Error {
  override readonly name: string;

  constructor(status: number, kind: unknown) {
    super(`Entra answered ${status}`);
    this.name = `Entra answered ${status}${typeof kind === "string" ? ` ${kind.slice(0, 60)}` : ""}`;
  }
}
