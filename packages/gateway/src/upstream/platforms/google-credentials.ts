// Google's bearer tokens by google-auth-library: application default credentials (a key file, gcloud's login, workload identity, the metadata
// server). The library keeps a token and renews it before it expires. Order as in npm @anthropic-ai/vertex-sdk 1.1.3 and google-cloud-sdk 1.1.4.
import type { GoogleAuth } from "google-auth-library";
import { noCredentials, patiently } from "./no-credentials.ts";
import type { Credentials } from "./row.ts";
import { fromEnvironment, type Given } from "./settings.ts";
import { staticCredentials } from "./static-credentials.ts";

const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const KEY_FILE = "GOOGLE_APPLICATION_CREDENTIALS";

/** The bearer alone: a workspace's path says which project pays. @throws TypeError as `googleCredentials` */
export function googleCloudCredentials(given: Given): Credentials {
  const credentials = googleCredentials(given);
  const { coversBody, prove } = credentials.authorizer;
  return {
    ...credentials,
    authorizer: {
      coversBody,
      async prove(request) {
        const { authorization = "" } = await prove(request);
        return { authorization };
      },
    },
  };
}

/** With `x-goog-user-project`, where the credentials name one. @throws TypeError for an apiKey, which neither offering takes */
export function googleCredentials(given: Given): Credentials {
  const { settings, title } = given;
  if (settings.apiKey !== undefined)
    throw new TypeError(`${title} takes no apiKey: give a Google access token as authToken, or leave both out.`);
  const fixed = staticCredentials(given, [{ setting: "authToken", as: "bearer" }]);
  if (fixed !== null) return fixed;
  let auth: Promise<GoogleAuth> | null = null;

  async function headers(signal: AbortSignal): Promise<Record<string, string>> {
    auth ??= openGoogleAuth(given);
    try {
      const client = await patiently(
        auth.then((one) => one.getClient()),
        signal,
      );
      return Object.fromEntries(await patiently(client.getRequestHeaders(), signal));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw noCredentials(title, reasonOf(error), error);
    }
  }

  return {
    authorizer: { coversBody: false, prove: ({ signal }) => headers(signal) },
    identity: ["google", fromEnvironment(given.env, [KEY_FILE]) ?? null],
    async describe() {
      try {
        await headers(new AbortController().signal);
        const client = await (await (auth ?? openGoogleAuth(given))).getClient();
        const { expiry_date: expiresAt } = client.credentials;
        return {
          found: true,
          where: KINDS[client.constructor.name] ?? "Google's application default credentials",
          ...(typeof expiresAt === "number" ? { expiresAt } : {}),
        };
      } catch (error) {
        const where = `${KEY_FILE}, the login of gcloud, the metadata server`;
        return { found: false, where: `${where}: ${reasonOf((error as Error).cause ?? error)}` };
      }
    },
  };
}

/** The project that the credentials name; null when they name none. */
export async function googleProject(given: Given): Promise<string | null> {
  try {
    const auth = await openGoogleAuth(given);
    return await patiently(auth.getProjectId(), new AbortController().signal);
  } catch {
    return null;
  }
}

async function openGoogleAuth({ env }: Given): Promise<GoogleAuth> {
  const { GoogleAuth } = await import("google-auth-library");
  const keyFilename = fromEnvironment(env, [KEY_FILE]);
  return new GoogleAuth({ scopes: SCOPE, ...(keyFilename === undefined ? {} : { keyFilename }) });
}

const KINDS: Readonly<Record<string, string>> = {
  JWT: `a service account's key file (${KEY_FILE})`,
  UserRefreshClient: "the login of gcloud",
  Compute: "the metadata server",
  Impersonated: "an impersonated service account",
};

/** In our own words: messages of token endpoints and files may quote what they read. */
function reasonOf(error: unknown): string {
  const { name, message, code } = error as {
    readonly name?: unknown;
    readonly message?: unknown;
    readonly code?: unknown;
  };
  const text = typeof message === "string" ? message : "";
  if (text.startsWith("Could not load the default credentials")) return "none were found";
  if (code === "ENOENT" || /does not exist|ENOENT/.test(text)) return `the file of ${KEY_FILE} is not there`;
  if (/invalid_grant|invalid_rapt/.test(text)) return "Google refused them (invalid_grant); log in again";
  if (typeof code === "string" || typeof code === "number") return String(code);
  return typeof name === "string" && name !== "Error" ? name : "they could not be got";
}
