// Serves until it is told to stop. What is slow is loaded when the port is open already: the eyes warm their models behind it.
import type { Engine, GatewayOptions } from "@fovea/gateway";
import { dataDirectory } from "../data-directory.ts";
import { hasStore, openDirectory } from "../directory.ts";
import type { Io } from "../io.ts";
import { httpUrl, keyFrom } from "../key-from.ts";
import { UsageError } from "../usage-error.ts";
import { announce } from "./announce.ts";
import { checkPort } from "./check-port.ts";
import { listenError } from "./listen-error.ts";
import { originOf } from "./origin.ts";
import { removeServerNote, writeServerNote } from "./server-note.ts";

export interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly data?: string;
  readonly upstream?: string;
  readonly strict?: boolean;
  readonly allowUrlHost: readonly string[];
  readonly allowHost: readonly string[];
  readonly ledger: "brief" | "full";
  readonly maxBytesInFlight: number;
  readonly json?: boolean;
}

/**
 * Resolves with the exit code when the signal was aborted and every reply under way has ended.
 * @throws UsageError; StoreError and CommandError for the directory; CommandError `serve.*` for the port
 */
export async function serve(flags: ServeFlags, io: Io): Promise<number> {
  const { json = false } = flags;
  const relay = relayOptions(flags, io);
  const origins = flags.allowUrlHost.map(originOf);
  const { createFetchUrl, createGateway, createLog, createMetrics, createRelay, listen } = await import(
    "@fovea/gateway"
  );
  const { host, port, allowHost } = flags;
  const refuse = (error: unknown): never => {
    throw listenError(error, host, port);
  };
  const directory = dataDirectory(flags.data, io);
  // Where a store is there already, whose server has it says more than who has the port.
  if (!(await hasStore(directory))) await checkPort(host, port).catch(refuse);
  const store = await openDirectory(directory);
  const lines = await createLog({ json, write: (line) => void io.stderr.write(line) });
  // People read the address on standard output.
  const log = json ? lines : { ...lines, event: quietly(lines.event) };
  const { engine, warm } = await engineFor(relay !== null);
  const options: GatewayOptions = {
    engine,
    store,
    auth: "keys",
    mode: flags.strict ? "strict" : "mend",
    ledgerDetail: flags.ledger,
    pool: { maxBytes: flags.maxBytesInFlight },
    fetchUrl: createFetchUrl({ allow: origins }),
    log,
    metrics: await createMetrics(),
    ...(relay === null ? {} : { upstream: await createRelay(relay) }),
  };
  const gateway = createGateway(options);
  try {
    const listening = await listen(gateway, { host, port, allowHosts: allowHost }).catch(refuse);
    try {
      await writeServerNote(store.directory, listening.url);
      await announce(listening, store, { json, upstream: relay?.baseUrl ?? null }, io);
      warm();
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

/** The engine and what makes it quick. Behind a relay it is never asked, and starts nothing. */
async function engineFor(relayed: boolean): Promise<{ engine: Engine; warm(): void }> {
  const [{ createEyes }, { createEyesEngine }] = await Promise.all([import("@fovea/eyes"), import("@fovea/gateway")]);
  const eyes = createEyes();
  return {
    engine: createEyesEngine(eyes),
    warm() {
      // If the eyes cannot, the first question says why.
      if (!relayed) eyes.warm().catch(() => undefined);
    },
  };
}

function relayOptions(
  { upstream }: ServeFlags,
  io: Io,
): { baseUrl: string; apiKey?: string; authToken?: string } | null {
  if (upstream === undefined) return null;
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
