// A conversation as JSON, without a byte of its pictures, and back: what is loaded is sent as it was.
import { type BlockFacts, isKnown } from "../../content/block.ts";
import { readBlocks } from "../../content/block-facts.ts";
import { formatPath, type JsonPath } from "../../content/path.ts";
import { isObject, type LooseObject } from "../../content/source.ts";
import { InputError } from "../../errors/errors.ts";
import type { PlatformId } from "../../platform/capability.ts";
import { defined } from "../defined.ts";
import { valueAt } from "./body.ts";
import type { HistoryMessage } from "./conversation.ts";
import { freeze, type History, type Picture, withSources } from "./history.ts";
import type { PictureStore } from "./picture-store.ts";
import type { Settings, Standing } from "./settings.ts";

const VERSION = 1;

/** A picture of a saved conversation: where it stands, and by which bytes or file it is found again. */
export interface SavedPicture {
  /** Printed path of its block. */
  readonly at: string;
  readonly sha256: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly method: "base64" | "file";
  readonly file_id: string | null;
  /** RFC 3339; null: never, or there is no file. */
  readonly expires_at: string | null;
  readonly facts: BlockFacts;
}

/** What `save()` gives: JSON, for a file or a database. */
export interface SavedConversation {
  readonly fovea: "conversation";
  readonly version: 1;
  readonly platform: PlatformId;
  readonly standing: Standing;
  readonly turns: number;
  readonly paused: boolean;
  /** As they are sent; of base64 sources `data` is empty. */
  readonly messages: readonly HistoryMessage[];
  readonly pictures: readonly SavedPicture[];
}

/** @throws InputError `input.pictures-in-memory` */
export function saved(history: History, { lane, standing }: Settings, store: PictureStore): SavedConversation {
  const inline = history.pictures.filter(({ method }) => method === "base64");
  if (inline.length > 0 && store.directory === null)
    throw new InputError("input.pictures-in-memory", { pictures: inline.length });
  const empty = new Map(
    inline.map(({ at, mediaType }) => [formatPath(at), { type: "base64", media_type: mediaType, data: "" }]),
  );
  const facts = new Map(history.blocks.map((block) => [formatPath(block.at), block.facts]));
  return {
    fovea: "conversation",
    version: VERSION,
    platform: lane.platform.id,
    standing,
    turns: history.turns,
    paused: history.paused,
    messages: withSources(history.messages, empty),
    pictures: history.pictures.map((picture): SavedPicture => {
      const { sha256, mediaType, bytes, method, fileId, expiresAt } = picture;
      const at = formatPath(picture.at);
      return {
        at,
        sha256,
        media_type: mediaType,
        bytes,
        method,
        file_id: fileId,
        expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
        facts: facts.get(at) as BlockFacts,
      };
    }),
  };
}

export interface LoadTerms {
  readonly settings: Settings;
  readonly store: PictureStore;
  /** A file of these bytes that is known to be on the platform. */
  find(picture: Picture): Promise<{ readonly fileId: string; readonly expiresAt: number | null } | null>;
  /** ms since 1970. */
  readonly now: number;
}

/** @throws InputError `input.saved-unreadable`, `input.saved-differs`, `input.picture-missing` */
export async function loaded(
  value: unknown,
  terms: LoadTerms,
): Promise<{ readonly history: History; readonly standing: Standing }> {
  const { settings } = terms;
  if (typeof value === "string") throw unreadable("", "it is a text; give what JSON.parse makes of it");
  if (!isObject(value) || value.fovea !== "conversation") throw unreadable("", "it is none that save() made");
  if (value.version !== VERSION) throw unreadable("version", `version ${String(value.version)} is not known here`);
  if (value.platform !== settings.lane.platform.id)
    throw differs("the platform", String(value.platform), settings.lane.platform.id);
  const standing = standingOf(value.standing, settings);
  const messages = freeze(structuredClone(messagesOf(value.messages))) as unknown as readonly HistoryMessage[];
  const found = list(value.pictures, "pictures").map((one, index) => pictureOf(one, `pictures.${index}`, messages));
  const sources = new Map<string, object>();
  const pictures: Picture[] = [];
  for (const { picture } of found) {
    const { picture: kept, source } = await restored(picture, terms);
    if (source !== null) sources.set(formatPath(picture.at), source);
    pictures.push(kept);
  }
  const whole = withSources(messages, sources);
  const known = new Map(found.map(({ picture, facts }) => [formatPath(picture.at), facts]));
  const blocks = readBlocks({ messages: whole }).blocks.map((block) => ({
    ...block,
    facts: known.get(formatPath(block.at)) ?? block.facts,
  }));
  for (const { at, source } of blocks)
    if (source.method === "base64" && source.base64Length === 0)
      throw unreadable(formatPath(at), "its picture is not among the pictures");
  const { turns } = value;
  if (typeof turns !== "number" || !Number.isSafeInteger(turns) || turns < 0)
    throw unreadable("turns", "it is no number of turns");
  const paused = value.paused === true;
  return { history: { messages: whole, blocks: freeze(blocks), pictures: freeze(pictures), turns, paused }, standing };
}

/** The picture and its source as it is sent from now on: the same bytes, or the same file. Null: the source stands in the messages. */
async function restored(
  picture: Picture,
  { store, find, now }: LoadTerms,
): Promise<{ picture: Picture; source: object | null }> {
  const { at, sha256, mediaType, bytes: length, method, expiresAt } = picture;
  const bytes = await store.get(sha256);
  const missing = (reason: "missing" | "damaged" | "expired") =>
    new InputError(
      "input.picture-missing",
      { sha256, mediaType, bytes: length, directory: store.directory, reason },
      { at: formatPath(at) },
    );
  if (bytes === "damaged") throw missing("damaged");
  if (method === "base64") {
    if (bytes === null) throw missing("missing");
    // Bytes of that hash are what was sent; that they still are a picture is no question.
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
    return { picture, source: { type: "base64", media_type: mediaType, data } };
  }
  const expired = expiresAt !== null && expiresAt <= now;
  if (!expired || bytes !== null) return { picture, source: null };
  // Somebody else may have uploaded the same since.
  const file = await find(picture);
  if (file === null) throw missing("expired");
  return { picture: { ...picture, ...file }, source: { type: "file", file_id: file.fileId } };
}

/** What stands before the messages: as it was saved, and no other than is wanted here. */
function standingOf(value: unknown, { standing: here, named }: Settings): Standing {
  if (!isObject(value)) throw unreadable("standing", "it is no object");
  const { model, system, tools } = value;
  if (typeof model !== "string") throw unreadable("standing.model", "it is no text");
  if (system !== undefined && typeof system !== "string" && !Array.isArray(system))
    throw unreadable("standing.system", "it is neither a text nor a list");
  if (tools !== undefined && !Array.isArray(tools)) throw unreadable("standing.tools", "it is no list");
  const before: Standing = freeze(structuredClone({ model, ...defined({ system, tools }) })) as Standing;
  for (const field of named) {
    const [saved, wanted] = [JSON.stringify(before[field] ?? null), JSON.stringify(here[field] ?? null)];
    if (saved !== wanted) throw differs(field, cut(saved), cut(wanted));
  }
  return before;
}

function messagesOf(value: unknown): readonly LooseObject[] {
  return list(value, "messages").map((message, index) => {
    const at = `messages.${index}`;
    if (!isObject(message)) throw unreadable(at, "it is no object");
    const { role, content } = message;
    if (role !== "user" && role !== "assistant") throw unreadable(`${at}.role`, "it is neither user nor assistant");
    for (const [inner, block] of list(content, `${at}.content`).entries())
      if (!isObject(block) || typeof block.type !== "string")
        throw unreadable(`${at}.content.${inner}`, "it is no block");
    return message;
  });
}

function pictureOf(
  value: unknown,
  where: string,
  messages: readonly HistoryMessage[],
): { picture: Picture; facts: BlockFacts } {
  if (!isObject(value)) throw unreadable(where, "it is no object");
  const { at, sha256, media_type: mediaType, bytes, method, file_id: fileId, expires_at: expires, facts } = value;
  const wrong = (field: string, reason: string) => unreadable(`${where}.${field}`, reason);
  if (typeof at !== "string") throw wrong("at", "it is no path");
  const path: JsonPath = at.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const source = valueAt({ messages }, [...path, "source"]);
  // Also what keeps a file that was tampered with from naming other files: names are made of it.
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) throw wrong("sha256", "it is no sha256 in hex");
  if (typeof mediaType !== "string") throw wrong("media_type", "it is no text");
  if (typeof bytes !== "number" || !Number.isSafeInteger(bytes) || bytes < 1)
    throw wrong("bytes", "it is no number of bytes");
  if (method !== "base64" && method !== "file") throw wrong("method", "it is neither base64 nor file");
  if (!isObject(source) || source.type !== method) throw wrong("at", `there is no block with a ${method} source`);
  if (method === "file" && (typeof fileId !== "string" || fileId !== source.file_id))
    throw wrong("file_id", "it is not the file of the block");
  const expiresAt = expires === null || expires === undefined ? null : Date.parse(String(expires));
  if (Number.isNaN(expiresAt)) throw wrong("expires_at", "it is no time");
  if (!isFacts(facts)) throw wrong("facts", "they are none");
  if (isKnown(facts) && (facts.mediaType !== mediaType || (facts.sha256 !== null && facts.sha256 !== sha256)))
    throw wrong("facts", "they are those of other bytes");
  const picture: Picture = {
    at: path,
    sha256,
    mediaType,
    bytes,
    method,
    fileId: method === "file" ? (fileId as string) : null,
    expiresAt,
  };
  return { picture, facts };
}

/** Facts only plan; the platform judges. Numbers must be numbers, so that a plan cannot go wrong over them. */
function isFacts(value: unknown): value is BlockFacts {
  if (!isObject(value) || typeof value.mediaType !== "string") return false;
  const positive = (one: unknown): boolean => typeof one === "number" && Number.isSafeInteger(one) && one > 0;
  return value.kind === "other" || (value.kind === "image" && positive(value.width) && positive(value.height));
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable(where, "it is no list");
  return value;
}

function unreadable(where: string, reason: string): InputError {
  return new InputError("input.saved-unreadable", { where, reason });
}

function differs(field: string, saved: string, here: string): InputError {
  return new InputError("input.saved-differs", { field, saved, here });
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Kept for what reads a picture out of the messages. */
export function inlineBytes(messages: readonly HistoryMessage[], { at }: Picture): Uint8Array {
  const data = valueAt({ messages }, [...at, "source", "data"]);
  if (typeof data !== "string") throw new TypeError(`${formatPath(at)} has no base64 text`);
  return Buffer.from(data, "base64");
}
