// Every server that is measured, by its name.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** `floor`: an unparsed pipe. `parse`: the body collected and parsed; `print`: printed again, too. `gateway`: the real thing. The rest: for uploads. */
export type ServerKind = keyof typeof SERVERS;

export interface ServerSettings {
  /** Base URL of the platform behind it. */
  readonly sink: string;
  /** A directory of its own, for what it stores. */
  readonly directory: string;
  readonly ledgerDetail?: "brief" | "full";
  /** Which pictures the gateway writes anew; where it is named, the delay of the event loop is measured. */
  readonly fit?: "legal" | "seen";
}

export interface Listening {
  readonly url: string;
  /** What its callers must send. */
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

type Start = (settings: ServerSettings) => Promise<Listening>;

export const SERVERS = {
  floor: async (settings) => listen((await import("./floor.ts")).pipeTo(settings.sink)),
  parse: async ({ sink }) => listen((await import("./parse.ts")).parseAndPass(sink, false)),
  print: async ({ sink }) => listen((await import("./parse.ts")).parseAndPass(sink, true)),
  inline: async (settings) => listen((await import("./inline.ts")).inlineAsString(settings)),
  "upload-floor": async ({ directory }) => listen((await import("./upload-floor.ts")).hashAndWrite(directory, true)),
  "upload-floor-unsynced": async ({ directory }) =>
    listen((await import("./upload-floor.ts")).hashAndWrite(directory, false)),
  gateway: async (settings) => (await import("./gateway.ts")).startGateway(settings),
} as const satisfies Record<string, Start>;

async function listen(answer: RequestListener): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 75_000 }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    headers: {},
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
