// `fovea files get ID`
import type { Io } from "../io.ts";
import { printable } from "../terminal/printable.ts";
import type { FilesPlace } from "./place.ts";

export async function getFile(
  { client }: FilesPlace,
  id: string,
  { json = false }: { readonly json?: boolean },
  io: Io,
): Promise<number> {
  const file = await client.files.retrieveMetadata(id, {}, { signal: io.signal });
  if (json) {
    io.stdout.write(`${JSON.stringify(file)}\n`);
    return 0;
  }
  const rows: [string, string][] = [
    ["id", file.id],
    ["name", file.filename],
    ["type", file.mime_type],
    ["bytes", String(file.size_bytes)],
    ["created", file.created_at],
    ["expires", file.expires_at ?? "never"],
    ["downloadable", file.downloadable ? "yes" : "no"],
  ];
  for (const [name, value] of rows) io.stdout.write(`${name.padEnd(13)} ${printable(value)}\n`);
  return 0;
}
