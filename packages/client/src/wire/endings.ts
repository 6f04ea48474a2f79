// Pictures of a body whose end is missing: told from their last bytes, without decoding what is whole. Platforms answer such pictures with "Could not
// process image", or show a part of them, and either way they would stay in the history.
import type { Block } from "../content/block.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject } from "../content/source.ts";
import { decodePrefix, readBase64 } from "../media/base64.ts";
import { checkEnding, endsWhole } from "../media/ending.ts";
import type { Scan } from "./scan.ts";
import { decodedBytes, firstBytes, lastBytes } from "./span-bytes.ts";

/** Bytes of the end that are looked at first. Phones append films to photographs, so that more may have to be. */
const TAIL_BYTES = 48;
const NEXT_TAIL_BYTES = 64 * 1024;

/**
 * The blocks, with `input.truncated` or `input.damaged` as the defect of those pictures in base64 that break off. Only what the last turn brings: what
 * an answer stands behind was taken by the platform.
 */
export function withEndings(scan: Scan, blocks: readonly Block[]): Block[] {
  const answered = lastAnswer(scan.body);
  return blocks.map((block) => {
    const { facts, source, at } = block;
    if (source.method !== "base64" || !("kind" in facts) || facts.kind !== "image" || !isNew(at, answered))
      return block;
    const { bytes, spans, tools } = scan;
    const span = spans.get(formatPath(at));
    const all = (): Uint8Array =>
      span === undefined ? textBytes(scan.body, at) : firstBytes(bytes, span, decodedBytes(span), tools);
    if (span !== undefined)
      for (const length of [TAIL_BYTES, NEXT_TAIL_BYTES]) {
        const tail = length < decodedBytes(span) ? lastBytes(bytes, span, length, tools) : null;
        if (tail !== null && endsWhole(tail, facts.mediaType)) return block;
      }
    const defect = checkEnding(all(), facts);
    return defect === null ? block : { ...block, facts: { defect } };
  });
}

/** The bytes of a text that is no span: short, or with something to clean. */
function textBytes(body: unknown, at: JsonPath): Uint8Array {
  const text = [...at, "source", "data"].reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    body,
  );
  const reading = readBase64(typeof text === "string" ? text : "");
  return reading.ok ? decodePrefix(reading.clean(), Number.POSITIVE_INFINITY) : new Uint8Array();
}

function isNew([root, message]: JsonPath, answered: number): boolean {
  return root !== "messages" || typeof message !== "number" || message > answered;
}

/** The index of the last message of the assistant; -1 where there is none. */
function lastAnswer(body: unknown): number {
  if (!isObject(body) || !Array.isArray(body.messages)) return -1;
  return body.messages.findLastIndex((message: unknown) => isObject(message) && message.role === "assistant");
}
