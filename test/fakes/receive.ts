// A request as it was received, and what its body says: the blocks of Messages, or of every row of a batch.
import type { IncomingMessage } from "node:http";
import { type Block, blocksOf, isJson } from "./blocks.ts";
import { decoded } from "./decode.ts";
import { FILE_BYTES } from "./limits.ts";
import { invalid, Refusal } from "./refusal.ts";
import type { Received } from "./wire.ts";

/** Throws when the request breaks off. What is longer than any platform takes is read and forgotten. */
export async function bodyOf(incoming: IncomingMessage): Promise<{ body: Buffer; tooLong: boolean }> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length <= FILE_BYTES) pieces.push(piece);
  }
  if (!incoming.complete) throw new Error("the request broke off");
  return { body: Buffer.concat(pieces), tooLong: length > FILE_BYTES };
}

export function received({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Received {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  const flat = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : (value ?? ""),
  ]);
  return { method, target: url, path, query: new URLSearchParams(query), headers: Object.fromEntries(flat), body };
}

export interface Parsed {
  readonly body: unknown;
  readonly blocks: readonly Block[];
  /** Why there is no body. */
  readonly problem: Refusal | null;
}

/** Never throws. `maxBytes`: of a body that comes compressed; null where it may not. */
export function parse({ headers, body: bytes }: Received, maxBytes: number | null): Parsed {
  // Forms are read by those who expect them.
  if (headers["content-type"]?.startsWith("multipart/")) return { body: undefined, blocks: [], problem: null };
  try {
    const encoding = headers["content-encoding"];
    if (encoding !== undefined && maxBytes === null) throw invalid("Content-Encoding is not supported");
    const body: unknown = JSON.parse(decoded(bytes, encoding, maxBytes ?? 0).toString("utf8"));
    const rows = isJson(body) && Array.isArray(body.requests) ? body.requests : [];
    const batch = rows.flatMap((row: unknown, index) =>
      isJson(row) ? blocksOf(row.params, `requests.${index}.params.`) : [],
    );
    return { body, blocks: [...blocksOf(body), ...batch], problem: null };
  } catch (error) {
    const problem = error instanceof Refusal ? error : invalid("The request body is not valid JSON");
    return { body: undefined, blocks: [], problem };
  }
}
