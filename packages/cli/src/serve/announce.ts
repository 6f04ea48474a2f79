// What a start prints: the address, and, on the first start of a directory, the key and how to use it. Once, on stdout, never through the log.
import type { DirectoryStore, Listening } from "@fovea/gateway";
import { dataWords } from "../data-directory.ts";
import { FIRST_WORKSPACE, workspaceId } from "../directory.ts";
import type { Io } from "../io.ts";
import { type Behind, behindWords, platformsOf } from "./behind.ts";

export async function announce(
  { url, loopback }: Listening,
  store: DirectoryStore,
  { json, ...behind }: Behind & { readonly json: boolean },
  io: Io,
): Promise<void> {
  const key = await firstKey(store);
  if (!loopback) io.stderr.write(WITHOUT_TLS);
  if (json) {
    const made = key === null ? {} : { api_key: key };
    io.stdout.write(`${JSON.stringify({ base_url: url, data: store.directory, ...platformsOf(behind), ...made })}\n`);
    return;
  }
  const add = `fovea keys add NAME${dataWords(store.directory, io)}`;
  io.stdout.write(`Fovea serves the Claude API at ${url}\n${behindWords(behind)}\n\n`);
  io.stdout.write(
    key === null
      ? `  To make a key: ${add}\n\n`
      : `  export ANTHROPIC_BASE_URL=${url}\n  export ANTHROPIC_API_KEY=${key}\n\nThe key is shown this once. To make another: ${add}\n\n`,
  );
}

const WITHOUT_TLS =
  "Warning: other machines reach this address, and without TLS keys and pictures travel in the clear. Put a proxy with TLS in front, or\n" +
  "listen on 127.0.0.1. /metrics asks for a key here.\n";

/** The secret of a key made now, where there was never one; else null. */
async function firstKey({ keys }: DirectoryStore): Promise<string | null> {
  if ((await keys.keys()).length > 0) return null;
  return (await keys.addKey(await workspaceId(keys, FIRST_WORKSPACE), "first")).secret;
}
