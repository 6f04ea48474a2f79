// Where a question goes: to the platform that the environment names, or, without a key, to the built-in eyes in this process.
import type { FoveaOptions } from "@fovea/client";
import type { Io } from "./io.ts";
import { UsageError } from "./usage-error.ts";

export interface Connection {
  readonly options: FoveaOptions;
  readonly engine: "platform" | "eyes";
  close(): Promise<void>;
}

const NO_KEY = "No ANTHROPIC_API_KEY: Fovea's built-in eyes answer, on this machine. They are not Claude.";
const NO_KEY_BUT_URL = `${NO_KEY}\nANTHROPIC_BASE_URL is set but no key; to go there set ANTHROPIC_API_KEY (any value, if the server wants none).`;

/** The environment's key wins; an empty variable counts as not set. With `quiet` nothing is said about a missing key. */
export async function connectFrom(io: Io, quiet: boolean): Promise<Connection> {
  const apiKey = headerValue("ANTHROPIC_API_KEY", io);
  const authToken = headerValue("ANTHROPIC_AUTH_TOKEN", io);
  const baseURL = serverOf(io);
  if (apiKey !== undefined || authToken !== undefined)
    return {
      engine: "platform",
      options: {
        platform: isClaudeApi(baseURL) ? "anthropic" : "compatible",
        ...(apiKey === undefined ? {} : { apiKey }),
        ...(apiKey === undefined && authToken !== undefined ? { authToken } : {}),
        ...(baseURL === undefined ? {} : { baseURL }),
      },
      close: async () => undefined,
    };

  if (!quiet) io.stderr.write(`${baseURL === undefined ? NO_KEY : NO_KEY_BUT_URL}\n`);
  // The eyes load their models in a process of their own while this one loads the rest. If they cannot, the question itself will say why.
  const { createEyes } = await import("@fovea/eyes");
  const eyes = createEyes();
  eyes.warm().catch(() => undefined);
  const { createEyesEngine, createGateway } = await import("@fovea/gateway");
  const gateway = createGateway({ engine: createEyesEngine(eyes) });
  return {
    engine: "eyes",
    options: {
      platform: "eyes",
      model: "fovea-eyes-1",
      // The same official client as for a platform: only its fetch and its key are others.
      apiKey: "built-in-eyes-need-no-key",
      baseURL: "http://fovea.invalid",
      fetch: gateway.fetch,
    },
    close: () => gateway.close(),
  };
}

/** Any other server is planned for with care: base64 only, which every Claude-wire server takes. */
function isClaudeApi(baseURL: string | undefined): boolean {
  if (baseURL === undefined) return true;
  return URL.canParse(baseURL) && new URL(baseURL).hostname === "api.anthropic.com";
}

/** A key goes into a header; one that cannot is told without being shown. */
function headerValue(name: string, { env }: Io): string | undefined {
  const value = env[name] || undefined;
  if (value !== undefined && !/^[\x21-\x7e]+$/.test(value))
    throw new UsageError(
      `${name} has a character that no key has: a space, a line break, or one outside ASCII.`,
      `Set ${name} again, without quotes or line breaks inside it.`,
    );
  return value;
}

function serverOf({ env }: Io): string | undefined {
  const value = env.ANTHROPIC_BASE_URL || undefined;
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new UsageError(
      "ANTHROPIC_BASE_URL is no address that requests can go to.",
      "Set it to http:// or https://, a host, and no user name or password: https://api.anthropic.com",
    );
  return value;
}
