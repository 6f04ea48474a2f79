// A turn made ready: its inputs opened, planned with everything that was said, and made what they stay.

import { bindingThinking } from "../../content/thinking.ts";
import { InputError } from "../../errors/errors.ts";
import type { PlanContext } from "../../plan/context.ts";
import { makePlan } from "../../plan/make-plan.ts";
import type { Plan } from "../../plan/plan.ts";
import { MANY_IMAGES_FIT_EDGE_PX } from "../../platform/limits.ts";
import { checkTurn } from "../check-options.ts";
import { defined } from "../defined.ts";
import { type ImageLedger, imageLedger } from "../image-ledger.ts";
import { releaseAll } from "../open-item.ts";
import type { Wish } from "../prepare.ts";
import { unreadableFiles } from "../unreadable-files.ts";
import { wishOf } from "../wish.ts";
import { bytesOfSources, jsonBytes } from "./body.ts";
import type { TurnOptions } from "./conversation.ts";
import { enter } from "./enter.ts";
import { type History, openToolCalls } from "./history.ts";
import type { PictureStore } from "./picture-store.ts";
import { checkTurnFields, fieldsOf, type Settings } from "./settings.ts";
import type { Transport } from "./transport.ts";
import type { Turn } from "./turn.ts";
import { type TurnContent, turnContent } from "./turn-content.ts";
import { inputsOf, partOf, type TurnInputs, type TurnPart } from "./turn-inputs.ts";
import type { Uploading } from "./uploading.ts";

export interface Asked {
  readonly parts: readonly TurnPart[];
  readonly prompt: string;
  readonly options: TurnOptions;
}

/** What a conversation works with. */
export interface Means {
  readonly settings: Settings;
  readonly store: PictureStore;
  readonly uploading: Uploading;
  readonly transport: Transport;
  /** Whether what enters may be uploaded without being asked for. */
  readonly files: boolean;
  /** The platform refused to take files. */
  withoutFiles(): void;
}

/** Both forms of a call: `(prompt, options?)` and `(inputs, prompt, options?)`. */
export function askedOf(given: readonly unknown[]): Asked {
  const [first, second, third] = given;
  const [inputs, prompt, options = {}] = typeof second === "string" ? [first, second, third] : [[], first, second];
  if (typeof prompt !== "string") throw new TypeError("prompt must be a string");
  checkTurn(options as TurnOptions);
  checkTurnFields((options as TurnOptions).fields);
  const list = (Array.isArray(inputs) ? inputs : [inputs]) as Extract<TurnInputs, readonly unknown[]>;
  return { parts: list.map(partOf), prompt, options: options as TurnOptions };
}

export interface ReadyTurn {
  readonly turn: Turn;
  readonly plan: Plan;
  readonly images: ImageLedger;
}

/** @throws InputError `input.turn-empty`, `input.tool-result-missing`, and what opening, planning and uploading throw */
export async function readyTurn(sent: History, asked: Asked, means: Means): Promise<ReadyTurn> {
  const isEmpty = asked.parts.length === 0 && asked.prompt === "";
  if (isEmpty && sent.paused) return goingOn(sent, asked, means);
  if (isEmpty) throw new InputError("input.turn-empty", {});
  checkToolResults(sent, asked.parts);
  const wish = wishFor(asked, means);
  const content = await contentOf(sent, asked, wish, true).catch((error: unknown) => {
    // What stands behind the one that failed was not begun with.
    releaseAll(inputsOf(asked.parts));
    throw error;
  });
  const context = await contextOf(sent, content, asked, wish, means);
  async function ready(files: boolean): Promise<ReadyTurn> {
    const policy = files ? context.policy : { ...context.policy, uploads: "asked" as const };
    const entered = await enter(sent, content, wish, { ...context, ...(policy && { policy }) }, means.store);
    return { turn: { sent, entered }, plan: entered.plan, images: entered.images };
  }
  try {
    return await onceReady(ready, asked, means);
  } finally {
    wish.teller.end();
  }
}

async function onceReady(
  ready: (files: boolean) => Promise<ReadyTurn>,
  asked: Asked,
  means: Means,
): Promise<ReadyTurn> {
  const { settings, uploading } = means;
  if (!settings.automatic || asked.options.method !== undefined) return ready(true);
  const files = means.files && settings.lane.platform.filesApi.value && (await uploading.uploads()) !== null;
  if (!files) return ready(false);
  try {
    return await ready(true);
  } catch (error) {
    // Nobody asked for files: without them the conversation is larger on the wire, and the same.
    if (!uploading.refused(error)) throw error;
    means.withoutFiles();
    return ready(false);
  }
}

/** The platform goes on with a reply that it paused: nothing is added. */
async function goingOn(sent: History, asked: Asked, means: Means): Promise<ReadyTurn> {
  const plan = await planTurn(sent, asked, means);
  const images = imageLedger(plan, { messages: sent.messages }, { made: new Map() });
  return { turn: { sent, entered: null }, plan, images };
}

/** The plan of the turn. Nothing is fetched, and nobody is asked. */
export async function planTurn(sent: History, asked: Asked, means: Means): Promise<Plan> {
  const wish = wishFor(asked, means);
  const content = await contentOf(sent, asked, wish, false);
  const context = await contextOf(sent, content, asked, wish, means);
  const blocks = [...sent.blocks, ...content.blocks];
  const plan = makePlan(blocks, context);
  const files = unreadableFiles(plan, blocks);
  return files.length === 0 ? plan : makePlan(blocks, { ...context, problems: [...content.problems, ...files] });
}

function wishFor({ options, prompt }: Asked, { settings, uploading }: Means): Wish {
  const { lane, policy, model } = settings;
  // What a turn has that a call has not, and is looked at here.
  const { fields: _f, schema: _s, maxTokens: _m, label: _l, ...call } = options;
  const wish = wishOf(lane, [], prompt, { model: model.name, ...policy, ...defined(call) });
  return { ...wish, uploads: () => uploading.uploads() };
}

function contentOf(
  sent: History,
  { parts, prompt, options }: Asked,
  wish: Wish,
  fetching: boolean,
): Promise<TurnContent> {
  // Pictures in results of tools have no labels, and are not counted.
  const count = (type: "image" | "document"): number =>
    sent.blocks.filter((block) => block.type === type && block.place === "user").length;
  const before = { image: count("image"), document: count("document") };
  return turnContent(parts, prompt, wish, { index: sent.messages.length, before, label: options.label, fetching });
}

async function contextOf(
  sent: History,
  content: TurnContent,
  { options }: Asked,
  wish: Wish,
  { settings }: Means,
): Promise<PlanContext> {
  const { platform, openedOrigins } = settings.lane;
  const { model, known } = settings.model;
  // What nobody wrote pixels for loads no sharp.
  const writes = content.blocks.length === 0 || (await wish.pixels.ready());
  const message = { role: "user", content: content.content };
  const messages = [...sent.messages, message];
  const list = sent.messages.reduce((sum, one) => sum + jsonBytes(one) + 1, jsonBytes(message));
  const around = jsonBytes({ ...fieldsOf(settings, options), messages: [] });
  // Whoever names a fit gets that, or an error; by default what is legal is sent as it is where nothing can make the size the model sees.
  const fit = wish.policy.fit ?? (writes ? "seen" : "legal");
  return {
    platform,
    model,
    modelKnown: known,
    policy: { ...wish.policy, fit },
    otherBytes: around + list - bytesOfSources(messages, [...sent.blocks, ...content.blocks]),
    openedOrigins,
    boundBy: bindingThinking({ messages }),
    problems: content.problems,
    conversation: {
      sentBefore: ["messages", sent.messages.length, "content", -1],
      maxEdgePx: writes ? MANY_IMAGES_FIT_EDGE_PX : null,
    },
  };
}

function checkToolResults(sent: History, parts: readonly TurnPart[]): void {
  const given = new Set(parts.map((part) => (part.kind === "tool" ? part.result.tool_use_id : null)));
  const ids = openToolCalls(sent).filter((id) => !given.has(id));
  if (ids.length > 0) throw new InputError("input.tool-result-missing", { ids });
}
