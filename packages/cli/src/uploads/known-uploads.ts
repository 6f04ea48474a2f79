// `fovea upload --list` and `--prune`: what this user's ledger knows of the place, and taking it away from there.

import { filesApiOfClient } from "@fovea/client/internal/files/client-files";
import { createUploads } from "@fovea/client/internal/files/create-uploads";
import { EXIT_CODES } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { shortSize, shortTime } from "../terminal/amounts.ts";
import { printable } from "../terminal/printable.ts";
import { table } from "../terminal/table.ts";
import { openLedger } from "./ledger.ts";
import type { UploadPlace } from "./place.ts";

function apiOf({ client }: UploadPlace) {
  const api = filesApiOfClient(client);
  if (api === null) throw new TypeError("an official client has files");
  return api;
}

/** The newest first. Asks nobody: what the platform has forgotten meanwhile is still there. */
export async function listUploads(
  place: UploadPlace,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const rows = await (await openLedger(io)).list(apiOf(place).account);
  const sorted = rows.toSorted((a, b) => b.createdAt - a.createdAt);
  const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  if (json) {
    const files = sorted.map(({ fileId, mediaType, bytes, sha256, createdAt, usedAt, expiresAt }) => ({
      fileId,
      mediaType,
      bytes,
      sha256,
      createdAt: time(createdAt),
      usedAt: time(usedAt),
      expiresAt: time(expiresAt),
    }));
    io.stdout.write(`${JSON.stringify({ place: place.name, files })}\n`);
    return EXIT_CODES.ok.code;
  }
  if (sorted.length === 0) {
    io.stderr.write(`Nothing was uploaded to ${place.name} with \`fovea upload\`.\n`);
    return EXIT_CODES.ok.code;
  }
  const columns = [
    { head: "ID" },
    { head: "SIZE", right: true },
    { head: "TYPE" },
    { head: "LAST USED" },
    { head: "EXPIRES" },
  ];
  const cells = sorted.map(({ fileId, bytes, mediaType, usedAt, expiresAt }) => [
    fileId,
    shortSize(bytes),
    mediaType,
    shortTime(usedAt) ?? "",
    expiresAt === null ? "never" : (shortTime(expiresAt) ?? ""),
  ]);
  io.stdout.write(table(columns, cells));
  return EXIT_CODES.ok.code;
}

export interface PruneFlags {
  readonly json?: boolean;
  /** Seconds. */
  readonly unused: number;
  readonly keep: readonly string[];
}

/** Deletes at the place what was not uploaded or found again for so long. */
export async function pruneUploads(
  place: UploadPlace,
  { json = false, unused, keep }: PruneFlags,
  io: Io,
): Promise<number> {
  const uploads = createUploads({ api: apiOf(place), ledger: await openLedger(io) });
  const { deleted, kept } = await uploads.prune({ keep, before: Date.now() - unused * 1000, signal: io.signal });
  const exit = kept.length > 0 ? EXIT_CODES.platform.code : EXIT_CODES.ok.code;
  if (json) {
    io.stdout.write(`${JSON.stringify({ place: place.name, deleted, kept })}\n`);
    return exit;
  }
  for (const fileId of deleted) io.stdout.write(`Deleted ${fileId}\n`);
  for (const { fileId, reason } of kept)
    io.stderr.write(`fovea: ${fileId} could not be deleted, and stays in the list: ${printable(reason)}\n`);
  if (deleted.length + kept.length === 0) io.stderr.write(`There is nothing to delete at ${place.name}.\n`);
  return exit;
}
