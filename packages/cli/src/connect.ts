// Where a question goes: to the platform that the environment names, or, without a key, to the built-in eyes in this process.
import type { FoveaOptions } from "@fovea/client";
import type { PlatformFlags } from "./config/overlay.ts";
import { saidUploads, type Uploads } from "./config/said-uploads.ts";
import { connectPlatform, namesPlatform } from "./connect-platform.ts";
import type { Io } from "./io.ts";
import { baseUrlFrom, keyFrom, platformOf } from "./key-from.ts";

export interface Connection {
  readonly options: FoveaOptions;
  readonly engine: "platform" | "eyes";
  /** The names of the platforms behind the gateway in this process; not set where the question goes straight to a server. */
  readonly platform?: string;
  /** What flag, variable or configuration say of uploads; not set where nobody said anything. */
  readonly uploads?: Uploads;
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Nothing is said about a missing key. */
  readonly quiet: boolean;
  /** The question names files by their ids: without a key, those of the data directory. */
  readonly files: boolean;
  /** Pictures go as files: the question needs a way to put them on the platform. Default false. */
  readonly uploads?: boolean;
}

/** What the command line says of where to go. */
export type ConnectFlags = PlatformFlags & { readonly allowUrlHost?: readonly string[] };

const EYES = "Fovea's built-in eyes answer, on this machine. They are not Claude.";
const NO_KEY = "No ANTHROPIC_API_KEY: Fovea's built-in eyes answer, on this machine. They are not Claude.";
const NO_KEY_BUT_URL = `${NO_KEY}\nANTHROPIC_BASE_URL is set but no key; to go there set ANTHROPIC_API_KEY (any value, if the server wants none).`;

/** A platform that was named wins, then the environment's key; an empty variable counts as not set. */
export async function connectFrom(io: Io, how: ConnectOptions, flags: ConnectFlags = {}): Promise<Connection> {
  const named = namesPlatform(flags, io) ? await connectPlatform(flags, io, how) : null;
  if (named !== null && named !== "eyes") return named;
  const found = named === "eyes" ? null : keyFrom(io);
  if (found !== null) {
    const uploads = saidUploads(flags, io.env);
    const ledger = how.uploads ? { ledger: await (await import("./uploads/ledger.ts")).openLedger(io) } : {};
    return {
      engine: "platform",
      options: { platform: platformOf(found), ...found, ...ledger },
      ...(uploads === undefined ? {} : { uploads }),
      close: async () => undefined,
    };
  }
  if (!how.quiet)
    io.stderr.write(`${named === "eyes" ? EYES : baseUrlFrom(io) === undefined ? NO_KEY : NO_KEY_BUT_URL}\n`);
  return connectEyes(io, how);
}

async function connectEyes(io: Io, { files }: ConnectOptions): Promise<Connection> {
  // The eyes load their models in a process of their own while this one loads the rest. If they cannot, the question itself will say why.
  const { createEyes } = await import("@fovea/eyes");
  const eyes = createEyes();
  eyes.warm().catch(() => undefined);
  try {
    const { createEyesEngine, createGateway } = await import("@fovea/gateway");
    const known = files ? await (await import("./local-files.ts")).localFiles(io) : {};
    const gateway = createGateway({ engine: createEyesEngine(eyes), ...known });
    return {
      engine: "eyes",
      options: {
        // A gateway that knows files takes what the Claude API takes; without them the plan is that of the eyes.
        platform: files ? "anthropic" : "eyes",
        model: "fovea-eyes-1",
        // The same official client as for a platform: only its fetch and its key are others.
        apiKey: "built-in-eyes-need-no-key",
        baseURL: "http://fovea.invalid",
        fetch: gateway.fetch,
      },
      close: () => gateway.close(),
    };
  } catch (error) {
    await eyes.close();
    throw error;
  }
}
