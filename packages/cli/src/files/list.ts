// `fovea files list`
import type { FileMetadata } from "@anthropic-ai/sdk/resources/files";
import type { Io } from "../io.ts";
import { shortSize, shortTime } from "../terminal/amounts.ts";
import { table } from "../terminal/table.ts";
import type { FilesPlace } from "./place.ts";

/** Files asked for at once; the most there are on a page. */
const PAGE = 1000;

export async function listFiles(
  { client, name }: FilesPlace,
  { limit = Number.POSITIVE_INFINITY, json = false }: { readonly limit?: number; readonly json?: boolean },
  io: Io,
): Promise<number> {
  const files: FileMetadata[] = [];
  for await (const file of client.files.list({ limit: Math.min(limit, PAGE) }, { signal: io.signal })) {
    files.push(file);
    if (files.length >= limit) break;
  }
  if (json) io.stdout.write(`${JSON.stringify({ data: files })}\n`);
  else if (files.length > 0) io.stdout.write(tableOf(files));
  else io.stderr.write(`There are no files in ${name}.\n`);
  return 0;
}

const COLUMNS = [
  { head: "ID" },
  { head: "SIZE", right: true },
  { head: "TYPE" },
  { head: "CREATED (UTC)" },
  { head: "EXPIRES (UTC)" },
  { head: "NAME" },
];

function tableOf(files: readonly FileMetadata[]): string {
  return table(
    COLUMNS,
    files.map((file) => [
      file.id,
      shortSize(file.size_bytes),
      file.mime_type,
      shortTime(file.created_at) ?? "?",
      file.expires_at == null ? "never" : (shortTime(file.expires_at) ?? "?"),
      file.filename,
    ]),
  );
}
