// The message of a turn, opened and put together: results of tools first, as platforms want them, then inputs in their order, then the words.
import type { Block } from "../../content/block.ts";
import type { BytesRef } from "../../content/edit.ts";
import { textBlock } from "../../content/make.ts";
import { formatPath, type JsonPath } from "../../content/path.ts";
import type { Problem } from "../../errors/errors.ts";
import type { OpenedBytes } from "../../input/opened.ts";
import { bytesInBody } from "../../lower/bytes-in-body.ts";
import { type Composed, compose } from "../compose.ts";
import { countedPdf, isPdf } from "../documents.ts";
import { fetchInput } from "../fetch-input.ts";
import type { AnyInput } from "../inputs.ts";
import { openInputs, type Part, takesTextBlocks } from "../open-inputs.ts";
import type { Wish } from "../prepare.ts";
import type { ToolResultInput, TurnPart } from "./turn-inputs.ts";

/** Content whose held blocks have no source yet; paths are those of the whole request. */
export interface TurnContent {
  readonly content: readonly unknown[];
  readonly blocks: readonly Block[];
  /** Bytes of held blocks, and of those that stand in the content as base64, by printed path. */
  bytes(at: string): BytesRef;
  readonly problems: readonly { readonly at: JsonPath; readonly problem: Problem }[];
}

export interface ContentTerms {
  /** Of the message in the conversation. */
  readonly index: number;
  /** Pictures and documents that were said before: labels count on from there. */
  readonly before: { readonly image: number; readonly document: number };
  /** Undefined: where there are several. */
  readonly label: boolean | undefined;
  /** Whether urls are fetched, to be kept as they are now. */
  readonly fetching: boolean;
}

export async function turnContent(
  given: readonly TurnPart[],
  prompt: string,
  wish: Wish,
  terms: ContentTerms,
): Promise<TurnContent> {
  const { index } = terms;
  const content: unknown[] = [];
  const blocks: Block[] = [];
  const held = new Map<string, BytesRef>();
  const problems: TurnContent["problems"][number][] = [];

  function add(composed: Composed, into: unknown[], base: JsonPath, place: Block["place"] | null): void {
    const moved = (at: JsonPath): JsonPath => [...base, into.length + (at[3] as number), ...at.slice(4)];
    for (const block of composed.blocks)
      blocks.push({
        ...block,
        at: moved(block.at),
        place: place !== null && block.place === "user" ? place : block.place,
      });
    for (const { at, problem } of composed.problems) problems.push({ at: moved(at), problem });
    for (const [path, bytes] of composed.held) held.set(formatPath(moved(pathOf(path))), bytes);
    into.push(...composed.content);
  }

  const before = { ...terms.before };
  const composed = (parts: readonly Part[], label: boolean): Composed =>
    compose(parts, "", { label, textBlocks: takesTextBlocks(wish.platform), before });

  for (const result of given.flatMap((part) => (part.kind === "tool" ? [part.result] : []))) {
    const inner: unknown[] = [];
    const at = ["messages", index, "content", content.length];
    if (Array.isArray(result.content)) {
      const parts = await opened(result.content, wish, terms.fetching);
      add(composed(parts, false), inner, [...at, "content"], "tool_result");
    }
    content.push(asBlock(result, inner));
  }

  const runs = await Promise.all(
    runsOf(given).map(async (run) => (Array.isArray(run) ? opened(run, wish, terms.fetching) : run)),
  );
  const several = before.image + before.document + runs.flat().filter(isMedia).length > 1;
  for (const run of runs) {
    if (!Array.isArray(run)) content.push(structuredClone(run));
    else {
      const found = composed(run, terms.label ?? several);
      add(found, content, ["messages", index, "content"], null);
      for (const { type } of found.blocks) before[type]++;
    }
  }
  if (prompt !== "") content.push(textBlock(prompt));
  const inBody = bytesInBody({ messages: [...Array.from({ length: index }, () => null), { content }] });
  return { content, blocks, bytes: (at) => held.get(at) ?? inBody(at), problems };
}

async function opened(inputs: readonly AnyInput[], wish: Wish, fetching: boolean): Promise<readonly Part[]> {
  const parts = await openInputs({ ...wish, inputs }, fetching);
  if (!fetching || wish.policy.method === "url") return parts;
  return Promise.all(parts.map((part) => snapshot(part, wish)));
}

/** What is behind a url is kept as it is now: tomorrow it may be something else, or gone. */
async function snapshot(part: Part, wish: Wish): Promise<Part> {
  const { ready } = part;
  if (ready.kind !== "url") return part;
  const { bytes, facts } = await fetchInput(ready.url, wish);
  const here: OpenedBytes = { kind: "bytes", bytes, facts, declared: null, name: ready.name };
  return { ...part, ready: isPdf(here) ? await countedPdf({ opened: here, pages: null }, wish) : here };
}

function asBlock({ content: _, ...result }: ToolResultInput, inner: readonly unknown[]): object {
  if (typeof _ === "string") return { ...result, content: _ };
  return inner.length === 0 ? result : { ...result, content: inner };
}

type OtherBlock = Extract<TurnPart, { kind: "block" }>["block"];

/** Inputs that stand beside each other are opened together, and so told of together; other blocks stand between them. */
function runsOf(given: readonly TurnPart[]): (AnyInput[] | OtherBlock)[] {
  const runs: (AnyInput[] | OtherBlock)[] = [];
  for (const part of given) {
    const last = runs.at(-1);
    if (part.kind === "block") runs.push(part.block);
    else if (part.kind === "input" && Array.isArray(last)) last.push(part.input);
    else if (part.kind === "input") runs.push([part.input]);
  }
  return runs;
}

function isMedia(part: Part | OtherBlock): boolean {
  return "ready" in part && (part as Part).ready.kind !== "text" && !isText(part as Part);
}

function isText({ ready }: Part): boolean {
  return ready.kind === "block" && ready.block.type === "text";
}

function pathOf(printed: string): JsonPath {
  return printed.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}
