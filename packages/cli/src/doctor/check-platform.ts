// One platform: its credentials, whether it is reached, whether the clocks agree, and whether it lets us in.
import type { Upstream } from "@fovea/gateway";
import type { ChosenPlatform } from "../config/choose.ts";
import type { Io } from "../io.ts";
import { openPlatform, settingsOf } from "../platforms.ts";
import { reportOf } from "../report.ts";
import { shortTime } from "../terminal/amounts.ts";
import { type Check, failed, ok, skipped, warning } from "./check.ts";
import { checkEntry } from "./check-entry.ts";

export interface PlatformCheckOptions {
  /** Nothing is asked of anybody. */
  readonly offline: boolean;
  /** The model to try with. */
  readonly model: string;
  /** ms since 1970. */
  readonly now: () => number;
}

/** Longest that one platform may take, in ms. */
const PATIENCE_MS = 20_000;
/** AWS refuses signatures that are older or newer. Source: AWS IAM user guide, signing (quoted in
 * re:Post), read 2026-11-23. */
const MAX_SKEW_MS = 300_000;
const NOTICED_SKEW_MS = 60_000;

/** Platforms that are shown a time that we have signed. */
const SIGNED: ReadonlySet<string> = new Set(["aws", "bedrock", "bedrock-legacy", "vertex", "google-cloud"]);

export async function checkPlatform(
  one: ChosenPlatform,
  { offline, model, now }: PlatformCheckOptions,
  io: Io,
): Promise<readonly Check[]> {
  let upstream: Upstream;
  try {
    upstream = await openPlatform(one, io);
  } catch (error) {
    const { message, fix } = reportOf(error);
    return [failed(`platform ${one.name}`, message, fix)];
  }
  try {
    const signal = AbortSignal.any([io.signal, AbortSignal.timeout(PATIENCE_MS)]);
    if (offline) return [await credentials(one, offline, now, io), skipped(`reach ${one.name}`, "--offline")];
    const [found, reached] = await Promise.all([credentials(one, offline, now, io), reach(one, upstream, signal)]);
    const entry =
      found.state === "failed" || reached.some(({ state }) => state === "failed")
        ? []
        : [await checkEntry(one, upstream, model, signal)];
    return [found, ...reached, ...entry];
  } finally {
    await upstream.close();
  }
}

async function credentials(one: ChosenPlatform, offline: boolean, now: () => number, io: Io): Promise<Check> {
  const name = `credentials of ${one.name}`;
  if (offline && mayAsk(one, io.env)) return skipped(name, "--offline: they may have to be fetched");
  const { describeCredentials } = await import("@fovea/gateway");
  const { found, where, expiresAt } = await describeCredentials(settingsOf(one), io.env);
  if (!found && one.platform === "compatible") return ok(name, `none: ${where}`);
  if (!found) return failed(name, `looked for in ${where}`, HOW[one.platform]);
  if (expiresAt === undefined) return ok(name, `from ${where}`);
  const until = `${shortTime(expiresAt) ?? ""} UTC`;
  return expiresAt <= now()
    ? failed(name, `from ${where}, expired at ${until}`, HOW[one.platform])
    : ok(name, `from ${where}, until ${until}`);
}

/** Whether looking for credentials may ask a token endpoint or a metadata server. */
function mayAsk({ platform, apiKey, authToken, profile }: ChosenPlatform, env: Io["env"]): boolean {
  if (apiKey !== undefined || authToken !== undefined) return false;
  if (platform === "vertex" || platform === "google-cloud") return true;
  if (platform !== "aws" && platform !== "bedrock" && platform !== "bedrock-legacy") return false;
  return profile !== undefined || !(env.AWS_ACCESS_KEY_ID || env.AWS_BEARER_TOKEN_BEDROCK || env.ANTHROPIC_AWS_API_KEY);
}

async function reach(one: ChosenPlatform, upstream: Upstream, signal: AbortSignal): Promise<readonly Check[]> {
  const name = `reach ${one.name}`;
  const { checkUpstream } = await import("@fovea/gateway");
  const asked = performance.now();
  try {
    const { reached, detail, fix, dateSkewMs } = await checkUpstream(upstream, signal);
    if (!reached) return [failed(name, detail, fix ?? NETWORK)];
    const took = Math.round(performance.now() - asked);
    return [ok(name, `${took} ms: ${detail}`), ...clock(one, dateSkewMs)];
  } catch (error) {
    if (!signal.aborted) throw error;
    return [failed(name, `no answer within ${PATIENCE_MS / 1000} s.`, "Check the network and the address.")];
  }
}

function clock({ name: platform, platform: kind }: ChosenPlatform, skewMs: number | undefined): readonly Check[] {
  const name = `clock of ${platform}`;
  if (skewMs === undefined) return [skipped(name, "it does not say what time it is")];
  const off = Math.abs(skewMs);
  if (off < NOTICED_SKEW_MS) return [ok(name, "agrees with this machine's")];
  const detail = `this machine's is ${words(off)} ${skewMs > 0 ? "ahead" : "behind"}`;
  const fix = "Set the clock, or switch on its synchronisation (NTP).";
  if (off < MAX_SKEW_MS || !SIGNED.has(kind)) return [warning(name, `${detail}.`, fix)];
  return [failed(name, `${detail}: signatures are refused from 5 minutes on.`, fix)];
}

function words(ms: number): string {
  const minutes = ms / 60_000;
  return minutes < 120 ? `${Math.round(minutes)} min` : `${Math.round(minutes / 60)} h`;
}

const NETWORK = "Check the network, the address and the region; a proxy in between may refuse.";

const AWS = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, log in (`aws sso login`), or name a profile (--profile).";
const GOOGLE = "Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a key file.";
const AZURE = "Set ANTHROPIC_FOUNDRY_API_KEY, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.";

const HOW: Readonly<Record<ChosenPlatform["platform"], string>> = {
  anthropic: "Set ANTHROPIC_API_KEY.",
  aws: AWS,
  bedrock: AWS,
  "bedrock-legacy": AWS,
  vertex: GOOGLE,
  "google-cloud": GOOGLE,
  foundry: AZURE,
  "foundry-azure": AZURE,
  compatible: "Set apiKey in fovea.json.",
};
