// A picture enters a conversation: it is planned with everything that was said, made right, put where it is sent from, and stays so.
import { type Block, type BlockFacts, isKnown } from "../../content/block.ts";
import { formatPath } from "../../content/path.ts";
import { isObject } from "../../content/source.ts";
import type { Upload } from "../../files/uploads.ts";
import { bytesRef, readBytes } from "../../input/bytes.ts";
import { openBytes } from "../../input/open-bytes.ts";
import { resolve } from "../../lower/resolve.ts";
import type { NewPicture, Resolvers } from "../../lower/resolvers.ts";
import type { Facts } from "../../media/facts.ts";
import type { PlanContext } from "../../plan/context.ts";
import { errorOfPlan } from "../../plan/errors.ts";
import { makePlan } from "../../plan/make-plan.ts";
import type { Plan, Step } from "../../plan/plan.ts";
import { base64LengthOf } from "../../plan/wire-bytes.ts";
import { fetchInput } from "../fetch-input.ts";
import type { ImageLedger } from "../image-ledger.ts";
import { lowered } from "../lowered.ts";
import type { Wish } from "../prepare.ts";
import { hashOf } from "../uploader.ts";
import { valueAt } from "./body.ts";
import type { HistoryMessage, SentUpload } from "./conversation.ts";
import { copy, freeze, type History, type Picture } from "./history.ts";
import type { PictureStore } from "./picture-store.ts";
import type { TurnContent } from "./turn-content.ts";

/** What a turn adds: its message, as it is sent from now on. */
export interface Entered {
  readonly message: HistoryMessage;
  readonly blocks: readonly Block[];
  readonly pictures: readonly Picture[];
  readonly uploads: readonly SentUpload[];
  readonly plan: Plan;
  readonly images: ImageLedger;
}

/**
 * The whole request planned, and the blocks that enter made what they stay.
 *
 * @throws what planning, opening, writing pixels and uploading throw
 */
export async function enter(
  sent: History,
  turn: TurnContent,
  wish: Wish,
  context: PlanContext,
  store: PictureStore,
): Promise<Entered> {
  const index = sent.messages.length;
  const all = [...sent.blocks, ...turn.blocks];
  const first = makePlan(all, context);
  const refused = errorOfPlan(first);
  if (refused !== null) throw refused;
  const made = new Map<string, NewPicture>();
  const resolvers: Resolvers = {
    bytes: (at) => turn.bytes(at),
    fetch: (url) => fetchInput(url, wish),
    async pixels(work) {
      const picture = await wish.pixels.pixels(work, wish.signal);
      made.set(work.at, picture);
      return picture;
    },
  };
  const planned = await resolve(first, all, context, resolvers);
  const messages = [...sent.messages, { role: "user", content: turn.content }];
  const { body, plan, images, uploads } = await lowered({ body: { messages }, ...planned }, wish);

  // A copy: the caller's own blocks stand in it, and stay the caller's.
  const message = freeze(copy(body.messages[index])) as HistoryMessage;
  const blocks: Block[] = [];
  const pictures: Picture[] = [];
  const list: SentUpload[] = [];
  const steps = new Map(plan.steps.map((step) => [step.at, step]));
  for (const block of planned.blocks.slice(sent.blocks.length)) {
    const at = formatPath(block.at);
    const step = steps.get(at) as Step;
    const upload = uploads.get(at) ?? null;
    if (upload === null && step.method !== "base64") {
      blocks.push(asSent(block, message, step.facts, null));
      continue;
    }
    const bytes = await readBytes(made.get(at)?.bytes ?? turn.bytes(at));
    const facts = await factsOf(step, bytes);
    const { sha256, mediaType } = facts;
    // What is sent as base64 stands in the message: memory holds it once.
    if (upload !== null || store.directory !== null) await store.put(sha256, bytes);
    blocks.push(asSent(block, message, facts, bytes.length));
    pictures.push({ at: block.at, sha256, mediaType, bytes: bytes.length, ...placeOf(upload) });
    if (upload !== null) {
      const { fileId, found, expiresAt } = upload;
      list.push({ sha256, fileId, found, bytes: bytes.length, expiresAt });
    }
  }
  return { message, blocks: freeze(blocks), pictures: freeze(pictures), uploads: list, plan, images };
}

function placeOf(upload: Upload | null): Pick<Picture, "method" | "fileId" | "expiresAt"> {
  if (upload === null) return { method: "base64", fileId: null, expiresAt: null };
  return { method: "file", fileId: upload.fileId, expiresAt: upload.expiresAt };
}

/** Of what is sent: what was opened where it goes as it was, and what the new bytes prove where its pixels were written anew. */
async function factsOf(step: Step, bytes: Uint8Array): Promise<Facts & { readonly sha256: string }> {
  const facts =
    step.bounds === null && isKnown(step.facts)
      ? step.facts
      : openBytes(bytes, { declared: null, name: step.at }).facts;
  const sha256 = facts.sha256 ?? (await hashOf(bytesRef(bytes)));
  return { ...facts, sha256 };
}

/** The block as it stands on the wire from now on. */
function asSent(block: Block, message: HistoryMessage, facts: BlockFacts, bytes: number | null): Block {
  const source = valueAt(message, [...block.at.slice(2), "source"]);
  return { ...block, facts, source: wireSource(source, bytes) };
}

/** @param bytes of the file, where they are known: a long text is not measured again */
export function wireSource(source: unknown, bytes: number | null): Block["source"] {
  if (!isObject(source)) return { method: "text" };
  if (source.type === "file") return { method: "file", fileId: String(source.file_id) };
  if (source.type === "url") return { method: "url", url: String(source.url) };
  if (source.type !== "base64") return { method: "text" };
  const base64Length = bytes === null ? String(source.data).length : base64LengthOf(bytes);
  return { method: "base64", declared: String(source.media_type), base64Length, flaws: [] };
}
