// A question to a configured platform goes through the gateway in this process: any method works there, and files of this machine too.
import type { FoveaOptions } from "@fovea/client";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { Router } from "@fovea/gateway";
import { type Chosen, type ChosenPlatform, choose } from "./config/choose.ts";
import { loadConfig } from "./config/load.ts";
import type { PlatformFlags } from "./config/overlay.ts";
import type { Uploads } from "./config/said-uploads.ts";
import type { Connection, ConnectOptions } from "./connect.ts";
import type { Io } from "./io.ts";
import { NO_ENGINE } from "./no-engine.ts";
import { openRouter } from "./platforms.ts";
import { placeOf } from "./serve/behind.ts";
import { originsOf } from "./serve/origin.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Whether a platform was asked for, or something of one was set. `./fovea.json` alone says how a server is to be run; it turns no question away
 * from its key.
 */
export function namesPlatform(flags: PlatformFlags, { env }: Io): boolean {
  const { platform, config, region, project, location, workspaceId, resource, baseUrl, profile } = flags;
  const said = [platform, config, region, project, location, workspaceId, resource, baseUrl, profile];
  return [...said, env.FOVEA_PLATFORM, env.FOVEA_CONFIG].some((one) => one !== undefined && one !== "");
}

/** The command that looks into the platform of these flags; undefined where the question goes straight to a server, or to the eyes. */
export function doctorFor(flags: PlatformFlags, io: Io): string | undefined {
  if (!namesPlatform(flags, io)) return undefined;
  const words = [
    ...(flags.platform === undefined ? [] : ["--platform", flags.platform]),
    ...(flags.config === undefined ? [] : ["--config", flags.config]),
  ];
  return ["fovea doctor", ...words].join(" ");
}

/** Null where the configuration has no platform after all; `eyes` where they were asked for by name. */
export async function connectPlatform(
  flags: PlatformFlags & { readonly allowUrlHost?: readonly string[] },
  io: Io,
  { quiet, files, uploads = false }: ConnectOptions,
): Promise<Connection | "eyes" | null> {
  const { config, file, warnings } = await loadConfig(flags.config, io);
  const given = choose(config, flags, io.env);
  if (given.eyes) return "eyes";
  const chosen = uploads ? withUploads(given) : files ? withTheirFiles(given) : given;
  const origins = originsOf(flags.allowUrlHost, config.serve?.allowUrlHosts ?? []);
  const router = await openRouter(chosen, io);
  if (router === null) return null;
  try {
    if (!quiet) {
      for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
      // A file that nobody named has a say in where the pictures go: it is told.
      const unnamed =
        file !== null &&
        flags.config === undefined &&
        !io.env.FOVEA_CONFIG &&
        chosen.platforms.some(({ name }) => Object.hasOwn(config.platforms ?? {}, name));
      if (unnamed) io.stderr.write(`Asking ${chosen.platforms.map(placeOf).join("; ")} (${file.shown}).\n`);
    }
    const [{ createFetchUrl, createGateway }, { localStore, urlsFrom }] = await Promise.all([
      import("@fovea/gateway"),
      import("./local-files.ts"),
    ]);
    const store = files ? await localStore(io) : null;
    const gateway = createGateway({
      engine: NO_ENGINE,
      fetchUrl: createFetchUrl({ allow: origins }),
      ...(origins.length === 0 ? urlsFrom(io) : {}),
      ...(store === null ? {} : { store }),
      router,
    });
    return {
      engine: "platform",
      platform: chosen.platforms.map(({ name }) => name).join(", "),
      ...uploadsOf(chosen),
      options: {
        ...modelOf(router),
        ...IN_PROCESS,
        openedOrigins: origins,
        fetch: gateway.fetch,
        ...(uploads ? await uploadsTo(router, gateway.fetch, io) : {}),
      },
      close: () => gateway.close(),
    };
  } catch (error) {
    await router.close();
    throw error;
  }
}

/** The gateway takes what the Claude API takes, and no key. */
const IN_PROCESS = {
  platform: "anthropic",
  apiKey: "in-process-needs-no-key",
  baseURL: "http://fovea.invalid",
} as const satisfies FoveaOptions;

/** What this user puts on their own platform in one step they name in the next, so ids that are not ours pass. */
function withUploads({ platforms, ...rest }: Chosen): Chosen {
  if (platforms.length > 1)
    throw new UsageError(
      `The configuration has several platforms, ${platforms.map(({ name }) => name).join(", ")}: files are on one of them.`,
      `Name the one: --platform ${platforms[0]?.name}`,
    );
  return { ...rest, platforms: platforms.map((one) => ({ ...one, foreignFiles: true })) };
}

/** An id that is not of this machine may be one of `fovea upload`: the platform knows whose it is. */
function withTheirFiles({ platforms, ...rest }: Chosen): Chosen {
  const pass = (one: ChosenPlatform): ChosenPlatform =>
    PLATFORMS[one.platform].filesApi.value ? { foreignFiles: true, ...one } : one;
  return { ...rest, platforms: platforms.map(pass) };
}

/** Several platforms may not be of one mind: what the strictest says counts, for nobody knows which of them answers. */
function uploadsOf({ platforms }: Chosen): { uploads?: Uploads } {
  const said = platforms.map(({ uploads }) => uploads);
  const strictest = (["never", "asked", "auto"] as const).find((one) => said.includes(one));
  return strictest === undefined ? {} : { uploads: strictest };
}

/** Files go to the platform itself, by the ledger that `fovea upload` keeps; everything else goes through the gateway. */
async function uploadsTo({ upstreams }: Router, fetch: Fetch, io: Io): Promise<FoveaOptions> {
  const [upstream] = upstreams;
  if (upstream === undefined || !upstream.platform.filesApi.value) return {};
  const [{ upstreamFetch }, { openLedger }] = await Promise.all([
    import("./uploads/upstream-fetch.ts"),
    import("./uploads/ledger.ts"),
  ]);
  const files = upstreamFetch(upstream);
  return {
    // They say whose files these are, and are sent nowhere: the same as those of `fovea upload`.
    apiKey: upstream.credentialId,
    baseURL: "http://platform.invalid",
    ledger: await openLedger(io),
    fetch: (input, init) => (isOfFiles(input) ? files : fetch)(input, init),
  };
}

type Fetch = NonNullable<FoveaOptions["fetch"]>;

function isOfFiles(input: string | URL | Request): boolean {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  return pathname === "/v1/files" || pathname.startsWith("/v1/files/");
}

/** Where the routes leave out the default model, the first that they name. */
function modelOf({ routes }: Router): { model?: string } {
  const [first] = routes;
  return first === undefined || routes.some(({ model }) => model === "*") ? {} : { model: first.model };
}
