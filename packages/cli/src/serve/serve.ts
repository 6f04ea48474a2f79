// Serves until it is told to stop. What is slow is loaded when the port is open already: the eyes warm their models behind it.
import type { Engine, GatewayOptions } from "@fovea/gateway";
import { choose } from "../config/choose.ts";
import { loadConfig } from "../config/load.ts";
import type { PlatformFlags } from "../config/overlay.ts";
import { type ServeWords, serveSettings } from "../config/serve-settings.ts";
import { dataDirectory } from "../data-directory.ts";
import { hasStore, openDirectory } from "../directory.ts";
import type { Io } from "../io.ts";
import { httpUrl, keyFrom } from "../key-from.ts";
import { NO_ENGINE } from "../no-engine.ts";
import { openRouter } from "../platforms.ts";
import { UsageError } from "../usage-error.ts";
import { announce } from "./announce.ts";
import { checkPort } from "./check-port.ts";
import { listenError } from "./listen-error.ts";
import { originsOf } from "./origin.ts";
import { removeServerNote, writeServerNote } from "./server-note.ts";

/** What was written on the command line; what was not stands in the environment, the configuration or nowhere. */
export interface ServeFlags extends PlatformFlags, ServeWords {
  readonly upstream?: string;
  readonly json?: boolean;
}

/**
 * Resolves with the exit code when the signal was aborted and every reply under way has ended.
 * @throws UsageError; StoreError and CommandError for the directory; CommandError `serve.*` for the port
 */
export async function serve(flags: ServeFlags, io: Io): Promise<number> {
  const { json = false } = flags;
  const { config, file, warnings } = await loadConfig(flags.config, io);
  const settings = serveSettings(flags, io.env, config.serve);
  const relay = relayOptions(flags, io);
  const chosen = relay === null ? choose(config, flags, io.env) : null;
  const origins = originsOf(flags.allowUrlHost, settings.allowUrlHosts);
  const { createFetchUrl, createGateway, createLog, createMetrics, createRelay, listen } = await import(
    "@fovea/gateway"
  );
  const { host, port } = settings;
  const refuse = (error: unknown): never => {
    throw listenError(error, host, port);
  };
  const directory = dataDirectory(settings.data, io);
  // Where a store is there already, whose server has it says more than who has the port.
  if (!(await hasStore(directory))) await checkPort(host, port).catch(refuse);
  const router = chosen === null ? null : await openRouter(chosen, io);
  const store = await openDirectory(directory).catch(async (error: unknown) => {
    await router?.close();
    throw error;
  });
  const lines = await createLog({ json, write: (line) => void io.stderr.write(line) });
  // People read the address on standard output.
  const log = json ? lines : { ...lines, event: quietly(lines.event) };
  const { engine, warm } = await engineFor(relay !== null || router !== null);
  const options: GatewayOptions = {
    engine,
    store,
    auth: "keys",
    mode: settings.strict ? "strict" : "mend",
    fit: settings.fit,
    ledgerDetail: settings.ledger,
    pool: { maxBytes: settings.maxBytesInFlight },
    fetchUrl: createFetchUrl({ allow: origins }),
    log,
    metrics: await createMetrics(),
    ...(config.keys === undefined ? {} : { limits: config.keys }),
    ...(relay === null ? {} : { upstream: await createRelay(relay) }),
    ...(router === null ? {} : { router }),
  };
  const gateway = createGateway(options);
  try {
    const listening = await listen(gateway, { host, port, allowHosts: settings.allowHosts }).catch(refuse);
    try {
      await writeServerNote(store.directory, listening.url);
      for (const warning of warnings) io.stderr.write(`Warning: ${warning}\n`);
      const behind = { upstream: relay?.baseUrl ?? null, chosen, config: file?.shown ?? null };
      await announce(listening, store, { json, ...behind }, io);
      warm();
      // This process is ours: no codec stays but those of pictures.
      await (await import("@fovea/client/internal/pixels/sharp")).lockCodecs();
      await aborted(io.signal);
      if (!json && io.stderr.isTTY)
        io.stderr.write("Stopping when replies under way have ended; once more ends at once.\n");
    } finally {
      await listening.close();
      await removeServerNote(store.directory);
    }
  } finally {
    await gateway.close();
  }
  return 0;
}

/** The engine and what makes it quick. With something behind, it is never asked, and the eyes are not loaded. */
async function engineFor(behind: boolean): Promise<{ engine: Engine; warm(): void }> {
  if (behind) return { engine: NO_ENGINE, warm: () => undefined };
  const [{ createEyes }, { createEyesEngine }] = await Promise.all([import("@fovea/eyes"), import("@fovea/gateway")]);
  const eyes = createEyes();
  return {
    engine: createEyesEngine(eyes),
    warm() {
      // If the eyes cannot, the first question says why.
      eyes.warm().catch(() => undefined);
    },
  };
}

function relayOptions(
  { upstream, platform }: ServeFlags,
  io: Io,
): { baseUrl: string; apiKey?: string; authToken?: string } | null {
  if (upstream === undefined) return null;
  if (platform !== undefined)
    throw new UsageError(
      "--upstream and --platform both say where requests go.",
      "Leave one out; a platform at another address is --platform NAME --base-url URL.",
    );
  const baseUrl = httpUrl("--upstream", upstream);
  if (/[?#]/.test(baseUrl))
    throw new UsageError(
      "--upstream has a query or a fragment, and nothing could follow it.",
      "Leave out the ? or # and what follows.",
    );
  const { apiKey, authToken } = keyFrom(io, baseUrl) ?? {};
  return { baseUrl, ...(apiKey === undefined ? {} : { apiKey }), ...(authToken === undefined ? {} : { authToken }) };
}

type Event = (name: string, facts?: Readonly<Record<string, string | number | boolean>>) => void;

function quietly(event: Event): Event {
  return (name, facts) => {
    if (name !== "listening") event(name, facts);
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
