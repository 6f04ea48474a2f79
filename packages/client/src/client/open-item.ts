// Opens what a call was given: everything once, and tells of everything that cannot be opened. The same stream, Blob or path given twice is read
// once and shared.
import { errorOf, FoveaError } from "../errors/errors.ts";
import { nameOf, type OpenOptions, open, release } from "../input/open.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { Input, Opened, OpenedText } from "../input/opened.ts";
import { readBase64 } from "../media/base64.ts";
import { oneError } from "../plan/errors.ts";
import type { BlockInput, TextInput } from "./inputs.ts";
import type { Base64Input, Item } from "./item.ts";
import type { Teller } from "./progress.ts";

/** A block that is sent as it stands. */
export interface OpenedBlock {
  readonly kind: "block";
  readonly block: BlockInput | TextInput;
}

export type Ready = Opened | OpenedText | OpenedBlock;

/**
 * In the order of the items.
 *
 * @throws the one error, or `input.several-problems` with all of them; the signal's reason
 */
export async function openItems(items: readonly Item[], options: OpenOptions, tell: Teller["tell"]): Promise<Ready[]> {
  const shared = new Map<unknown, Promise<Opened | OpenedText>>();
  const results = await Promise.allSettled(
    items.map((item): Ready | Promise<Ready> => {
      if (item.kind !== "input") return { kind: "block", block: item.block };
      const { input, at } = item;
      if (isBase64(input)) return openBase64(input, at, options);
      const opening = shared.get(input) ?? openTelling(input, items.length > 1 ? at : null, options, tell);
      shared.set(input, opening);
      return opening;
    }),
  );
  const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (reasons.length === 0) return results.map((result) => (result as PromiseFulfilledResult<Ready>).value);
  // What is no error of ours (an abort, a caller's own stream failing) goes through as it is.
  const foreign = reasons.find((reason) => !FoveaError.isInstance(reason));
  throw foreign ?? oneError(reasons as FoveaError[]);
}

async function openTelling(
  input: Input,
  at: string | null,
  options: OpenOptions,
  tell: Teller["tell"],
): Promise<Opened | OpenedText> {
  const name = nameAt(input, at);
  if (name !== null) tell({ type: "opening", name });
  return open(input, { ...options, texts: true });
}

/** What is no input has no name: among several it is told by its place. */
function nameAt(input: Input, at: string | null): string | null {
  try {
    return nameOf(input);
  } catch (error) {
    if (at === null || !(error instanceof TypeError)) throw error;
    throw new TypeError(`${at}: ${error.message}`);
  }
}

/** Lets go of the streams among inputs that nobody will read. */
export function releaseAll(inputs: readonly unknown[]): void {
  for (const input of new Set(inputs)) release(input);
}

function isBase64(input: Input | Base64Input): input is Base64Input {
  return typeof input === "object" && input !== null && "base64" in input;
}

async function openBase64({ base64, declared }: Base64Input, at: string, options: OpenOptions): Promise<Opened> {
  const reading = readBase64(base64);
  if (!reading.ok) throw errorOf(reading.problem.code, reading.problem.facts, { at });
  const bytes = Buffer.from(reading.clean(), "base64");
  return openBytes(bytes, {
    declared: declared ?? reading.declared,
    name: at,
    allowTruncated: options.allowTruncated ?? false,
  });
}
