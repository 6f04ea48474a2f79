// One message looked at: its pictures with what their bytes prove, its thinking blocks, and how long it is. All bytes are looked at, to the end: a
// transcript is read once, and whoever sends it finds out otherwise.
import type { Block } from "../content/block.ts";
import { blockOf } from "../content/block-facts.ts";
import { formatPath, type JsonPath } from "../content/path.ts";
import { isObject, type LooseObject } from "../content/source.ts";
import { bindingThinking } from "../content/thinking.ts";
import { type WalkedBlock, walk } from "../content/walk.ts";
import { FoveaError, type Problem, problem } from "../errors/errors.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { OpenedBytes } from "../input/opened.ts";
import { readBase64 } from "../media/base64.ts";
import type { Facts, MediaType } from "../media/facts.ts";
import { below, type Form, OFFICIAL, readForms } from "./forms.ts";
import type { Part } from "./messages-in.ts";

/** Makes what can be seen of a picture whose end is missing into a whole one. @throws FoveaError where nothing can be seen, or nobody can write it */
export type MendTruncated = (bytes: Uint8Array, mediaType: MediaType, missing: number | null) => Promise<Uint8Array>;

/** How bytes are looked at. */
export interface Look {
  readonly mendTruncated: MendTruncated | null;
  /** Decodes a picture to its last pixel; null when it is well. Null: nobody does, and what headers and ends prove is believed. */
  readonly decode: ((bytes: Uint8Array, facts: Facts) => Promise<Problem | null>) | null;
  /** When pictures are decoded: all, or where the transcript tells of one that could not be processed. */
  readonly deep: boolean | "told";
}

/** A block where it stands in a piece. */
export interface Spot {
  /** Index of the piece, from 0. */
  readonly piece: number;
  /** Path of the content in the piece's value, and of the block below that. */
  readonly content: JsonPath;
  readonly below: JsonPath;
  readonly form: Form;
  /** `at`: the path in the conversation, as if it were one request. */
  readonly block: Block;
  /** Set where the type of the block is not that of its bytes: a PDF in an image block, a picture in a document block. */
  readonly retype: "image" | "document" | null;
  /** Whether its bytes are those that `openWhole` gives, and not those that stand there. */
  readonly remade: boolean;
}

/** A block that is none, and why. */
export interface Malformed extends Pick<Spot, "piece" | "content" | "below" | "form"> {
  readonly at: JsonPath;
  readonly problem: Problem;
}

export interface Thinking extends Pick<Spot, "piece" | "content"> {
  readonly at: JsonPath;
  readonly below: JsonPath;
}

export interface Examined {
  readonly spots: readonly Spot[];
  readonly malformed: readonly Malformed[];
  readonly thinking: readonly Thinking[];
  /** Bytes of the message's JSON without the long texts of its pictures. */
  readonly otherBytes: number;
}

/** @param index of the message in its conversation */
export async function examine(
  part: Part,
  piece: number,
  index: number,
  request: LooseObject | null,
  look: Look,
): Promise<Examined> {
  const { content, forms } = readForms(part.content);
  const isSystem = part.role === "system" && part.at.at(-1) === "system";
  const body = isSystem ? { system: content } : { messages: [{ role: part.role, content }] };
  // What stands before the path below the content: as walked, and in the conversation.
  const walked = isSystem ? 1 : 3;
  const base: JsonPath = isSystem ? ["system"] : ["messages", index, "content"];
  const place = (at: JsonPath) => {
    const inner = at.slice(walked);
    const form = forms.get(formatPath(inner)) ?? OFFICIAL;
    return { at: [...base, ...inner], where: { piece, content: part.at, below: inner, form } };
  };
  const { blocks, problems } = walk(body);
  const spots: Spot[] = [];
  for (const block of blocks) {
    const { at, where } = place(block.at);
    spots.push({ ...where, ...(await known({ ...block, at }, where.form, look)) });
  }
  return {
    spots,
    malformed: problems.map(({ at, problem }) => ({ ...place(at).where, at: place(at).at, problem })),
    thinking: isSystem
      ? []
      : bindingThinking({ ...request, ...body }).map((at) => {
          const { at: inConversation, where } = place(at);
          return { piece, content: part.at, at: inConversation, below: where.below };
        }),
    otherBytes: Buffer.byteLength(JSON.stringify(body, short) ?? ""),
  };
}

/** Longest texts of pictures that are counted as they stand, in characters. */
const SHORT_CHARS = 256;

/** Texts of pictures are counted with their blocks, by whatever the plan makes of them. */
function short(this: unknown, key: string, value: unknown): unknown {
  if (typeof value !== "string" || value.length <= SHORT_CHARS) return value;
  return key === "data" && isObject(this) && this.type === "base64" ? "" : value;
}

type Known = Pick<Spot, "block" | "retype" | "remade">;

async function known(walked: WalkedBlock, form: Form, { mendTruncated, decode }: Look): Promise<Known> {
  const { source } = walked;
  // A data URL in a url source: its bytes are in hand, and belong into a base64 source.
  const text =
    source.method === "base64" ? source.text : source.method === "url" && isDataUrl(source.url) ? source.url : null;
  const asIs = { retype: null, remade: false };
  if (text === null) return { block: blockOf(walked), ...asIs };
  const declared = source.method === "base64" ? source.declared : null;
  const reading = readBase64(text);
  const block: Block = {
    ...walked,
    source: reading.ok
      ? { method: "base64", declared, base64Length: reading.length, flaws: reading.flaws }
      : { method: "base64", declared, base64Length: text.length, flaws: [] },
    facts: { unknown: "url-not-fetched" },
  };
  if (!reading.ok) return { block: { ...block, facts: { defect: reading.problem } }, ...asIs };
  const held = source.method === "url" ? ({ method: "held", declared: null, name: null } as const) : block.source;
  try {
    const bytes = Buffer.from(reading.clean(), "base64");
    const opened = await openWhole(bytes, mendTruncated);
    const defect =
      opened.facts.kind === "image" && !("remade" in opened) ? ((await decode?.(bytes, opened.facts)) ?? null) : null;
    if (defect !== null) return { block: { ...block, facts: { defect } }, ...asIs };
    const remade = "remade" in opened;
    const retype = retyped(walked.type, opened.facts, form);
    return {
      block: {
        ...block,
        type: retype ?? block.type,
        facts: opened.facts,
        source: remade ? { method: "held", declared: null, name: null } : held,
      },
      retype,
      remade,
    };
  } catch (error) {
    if (!FoveaError.isInstance(error)) throw error;
    return { block: { ...block, facts: { defect: problem(error.code, error.facts) } }, ...asIs };
  }
}

function isDataUrl(url: string): boolean {
  return /^\s*data:/i.test(url);
}

function retyped(type: "image" | "document", facts: Facts, { official }: Form): Spot["retype"] {
  const is = facts.mediaType === "application/pdf" ? "document" : facts.mediaType === "text/html" ? type : "image";
  return is === type || !official ? null : is;
}

const ENDS_EARLY: ReadonlySet<string> = new Set(["input.truncated", "input.damaged"]);

/** The bytes opened; where their end is missing, what can be seen of them, written whole. @throws FoveaError */
export async function openWhole(
  bytes: Uint8Array,
  mendTruncated: MendTruncated | null,
): Promise<OpenedBytes | (OpenedBytes & { readonly remade: Uint8Array })> {
  const claims = { declared: null, name: "" };
  try {
    return openBytes(bytes, claims);
  } catch (error) {
    if (mendTruncated === null || !FoveaError.isInstance(error) || !ENDS_EARLY.has(error.code)) throw error;
    const { mediaType, missing = null } = error.facts as {
      readonly mediaType: MediaType;
      readonly missing?: number | null;
    };
    const made = await mendTruncated(bytes, mediaType, missing).catch(() => {
      throw error;
    });
    return { ...openBytes(made, claims), remade: made };
  }
}

/** The decoded bytes of the block at a path below a content, as `examine` opened them. */
export async function bytesAt(
  { content, below: inner, remade }: Pick<Spot, "content" | "below" | "remade">,
  value: unknown,
  mendTruncated: MendTruncated | null,
): Promise<Uint8Array> {
  const block = below(readForms(below(value, content)).content, inner) as LooseObject;
  const source = block.source as LooseObject;
  const reading = readBase64(String(source.type === "url" ? source.url : source.data));
  if (!reading.ok) throw new TypeError(`there is no base64 text at ${formatPath([...content, ...inner])}`);
  const bytes = Buffer.from(reading.clean(), "base64");
  if (!remade) return bytes;
  const opened = await openWhole(bytes, mendTruncated);
  return "remade" in opened ? opened.remade : bytes;
}
