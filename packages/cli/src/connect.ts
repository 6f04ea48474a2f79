// Where a question goes: to the platform that the environment names, or, without a key, to the built-in eyes in this process.
import type { FoveaOptions } from "@fovea/client";
import type { Io } from "./io.ts";

export interface Connection {
  readonly options: FoveaOptions;
  readonly engine: "platform" | "eyes";
  close(): Promise<void>;
}

const NO_KEY = "No ANTHROPIC_API_KEY: Fovea's built-in eyes answer, on this machine. They are not Claude.";
const NO_KEY_BUT_URL = `${NO_KEY}\nANTHROPIC_BASE_URL is set but no key; to go there set ANTHROPIC_API_KEY (any value, if the server wants none).`;

/** The environment's key wins; an empty variable counts as not set. */
export async function connectFrom(io: Io): Promise<Connection> {
  const apiKey = io.env.ANTHROPIC_API_KEY || undefined;
  const authToken = io.env.ANTHROPIC_AUTH_TOKEN || undefined;
  const baseURL = io.env.ANTHROPIC_BASE_URL || undefined;
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

  io.stderr.write(`${baseURL === undefined ? NO_KEY : NO_KEY_BUT_URL}\n`);
  const { createEyesEngine, createGateway } = await import("@fovea/gateway");
  const gateway = createGateway({ engine: createEyesEngine() });
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
