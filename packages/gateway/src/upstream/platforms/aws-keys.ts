// Where AWS keys come from: the environment, else AWS's own chain (shared files and profiles, SSO, process, web identity, container and instance
// metadata), which keeps them and renews them five minutes before they expire. Order as in npm @anthropic-ai/bedrock-sdk 1.1.3, core/aws-auth.ts.
import { noCredentials, patiently } from "./no-credentials.ts";
import type { Found } from "./row.ts";
import { fromEnvironment, type Given } from "./settings.ts";

export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface AwsKeySource {
  /** @throws EngineError `engine.credentials` */
  get(signal: AbortSignal): Promise<AwsKeys>;
  /** Stays the same when keys are renewed. */
  readonly identity: unknown;
  describe(): Promise<Found>;
}

export function awsKeys(given: Given): AwsKeySource {
  const { settings, env, title } = given;
  const accessKeyId = fromEnvironment(env, ["AWS_ACCESS_KEY_ID"]);
  const secretAccessKey = fromEnvironment(env, ["AWS_SECRET_ACCESS_KEY"]);
  if (settings.profile === undefined && accessKeyId !== undefined && secretAccessKey !== undefined) {
    const sessionToken = fromEnvironment(env, ["AWS_SESSION_TOKEN"]);
    const keys: AwsKeys = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    return {
      get: async () => keys,
      identity: ["key", accessKeyId],
      describe: async () => ({
        found: true,
        where: "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      }),
    };
  }
  const half = accessKeyId === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
  const lacks = (accessKeyId === undefined) === (secretAccessKey === undefined) ? null : half;
  return chained(settings.profile ?? fromEnvironment(env, ["AWS_PROFILE"]), title, lacks);
}

/** It warns on the console of a profile and keys that are both set; which of them counts is decided here. */
const SILENT = Object.freeze({ trace() {}, debug() {}, info() {}, warn() {}, error() {} });

const PLACES =
  "shared files and profiles (~/.aws), SSO, a credential process, a web identity token, container and instance metadata";

/** @param lacks the variable that is not set, where the other half of a key is */
function chained(profile: string | undefined, title: string, lacks: string | null): AwsKeySource {
  let chain: Promise<() => Promise<AwsKeys>> | null = null;

  async function open(): Promise<() => Promise<AwsKeys>> {
    const { defaultProvider } = await import("@aws-sdk/credential-provider-node");
    return defaultProvider({ logger: SILENT, ...(profile === undefined ? {} : { profile }) });
  }

  async function get(signal: AbortSignal): Promise<AwsKeys> {
    chain ??= open();
    try {
      return await patiently(
        chain.then((provide) => provide()),
        signal,
      );
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw noCredentials(title, reasonOf(error, profile, lacks), error);
    }
  }

  return {
    get,
    identity: ["profile", profile ?? null],
    async describe() {
      try {
        const { expiration } = await get(new AbortController().signal);
        return {
          found: true,
          where: profile === undefined ? "AWS's chain of credentials" : `the AWS profile ${profile}`,
          ...(expiration === undefined ? {} : { expiresAt: expiration.getTime() }),
        };
      } catch (error) {
        const keys = "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
        const looked = profile === undefined ? `${keys}, ${PLACES}` : `the AWS profile ${profile}`;
        return { found: false, where: `${looked}: ${reasonOf((error as Error).cause ?? error, profile, lacks)}` };
      }
    },
  };
}

/** In our own words: a message of the chain may quote a command or what it printed. */
function reasonOf(error: unknown, profile: string | undefined, lacks: string | null): string {
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  const text = typeof message === "string" ? message : "";
  if (text.startsWith("Could not load credentials from any providers"))
    return lacks === null || profile !== undefined ? "none were found" : `half a key was found: ${lacks} is not set`;
  if (/^Could not resolve credentials using profile/.test(text)) return `the profile ${profile ?? "default"} has none`;
  if (/\bSSO\b.*(expired|invalid|login)/i.test(text)) return "the SSO session has ended; run `aws sso login`";
  return typeof name === "string" && name !== "Error" ? name : "they could not be got";
}
