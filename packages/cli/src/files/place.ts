// Where files are: at a server that speaks the Files API, or in a directory of this machine, whose gateway then runs in this process. The same
// official client speaks to both.
import type Anthropic from "@anthropic-ai/sdk";
import type { Io } from "../io.ts";
import { keyFrom, type ServerKey } from "../key-from.ts";
import { UsageError } from "../usage-error.ts";

export interface FilesPlace {
  /** For people: an address or a directory. */
  readonly name: string;
  readonly client: Anthropic;
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The bytes of an upload, where this process may read them; null over the wire, where uploads cannot be downloaded. */
  readonly read: ((id: string) => Promise<{ filename: string; bytes: AsyncIterable<Uint8Array> }>) | null;
  close(): Promise<void>;
}

export interface PlaceFlags {
  readonly server?: string;
  readonly data?: string;
  readonly workspace?: string;
}

/**
 * `--server`, or a key in the environment: over the wire. `--data`, or no key: the directory.
 * @throws UsageError when both are named, or a server and no key
 */
export async function openPlace(flags: PlaceFlags, io: Io): Promise<FilesPlace> {
  if (flags.server !== undefined && (flags.data !== undefined || flags.workspace !== undefined))
    throw new UsageError(
      `--server and --${flags.data === undefined ? "workspace" : "data"} exclude each other: files are at a server or in a directory.`,
      "Leave one of the two out. At a server the key decides the workspace.",
    );
  const named = flags.data !== undefined || flags.workspace !== undefined;
  const found = named ? null : keyFrom(io, flags.server);
  if (found !== null) return overTheWire(found);
  if (flags.server !== undefined)
    throw new UsageError(
      "--server needs a key, and there is none in the environment.",
      "Set ANTHROPIC_API_KEY to a key of that server; `fovea keys add` makes one.",
    );
  const { openDirectoryPlace } = await import("./directory-place.ts");
  return openDirectoryPlace(flags, io);
}

/** An upload may take long; a server that stays silent so long is gone. */
const TIMEOUT_MS = 3_600_000;

async function overTheWire({ apiKey, authToken, baseURL }: ServerKey): Promise<FilesPlace> {
  const { Anthropic } = await import("@anthropic-ai/sdk");
  const client = new Anthropic({
    apiKey: apiKey ?? null,
    authToken: authToken ?? null,
    timeout: TIMEOUT_MS,
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  return { name: client.baseURL, client, fetch: globalThis.fetch, read: null, close: async () => undefined };
}
