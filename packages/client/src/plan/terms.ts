// The terms all blocks of one request are planned under: defaults filled in, and what depends on the blocks as a set, counted once.
import type { Block } from "../content/block.ts";
import { formatPath } from "../content/path.ts";
import type { FitLimits } from "../content/tier.ts";
import type { Capability, Model, Platform } from "../platform/capability.ts";
import type { ConversationTerms, PlanContext } from "./context.ts";
import { standsBefore } from "./order.ts";
import { DEFAULT_POLICY, type PlanProblem, type Policy } from "./plan.ts";

export interface Terms {
  readonly platform: Platform;
  readonly model: Model;
  readonly modelKnown: boolean;
  readonly policy: Policy;
  readonly otherBytes: number;
  readonly uploaded: Readonly<Record<string, string>>;
  readonly textBefore: ReadonlySet<string>;
  readonly openedOrigins: ReadonlySet<string>;
  readonly documentsInAssistant: boolean;
  /** Image blocks, wherever they stand. */
  readonly images: number;
  /** Document blocks with pages: those whose text does not stand in the request. */
  readonly documents: number;
  /** Blocks that count towards the many-image rule. */
  readonly crowd: number;
  /** Whether the many-image rule holds for this request. */
  readonly many: boolean;
  /** Longest side of an image in this request, in px. */
  readonly maxEdgePx: Capability<number>;
  /** The two numbers of the model's tier. */
  readonly tier: FitLimits;
  /** The size that a picture is brought to when it must get smaller: the tier's, and inside the many-image edge where that rule holds. */
  readonly fit: FitLimits;
  /** Path of the last thinking block that binds what stands before it, or null. */
  readonly thinking: Block["at"] | null;
  /** All thinking blocks that bind what stands before them, in their order. */
  readonly bonds: readonly Bond[];
  /** What holds in a conversation; null where the blocks are those of one request. */
  readonly conversation: ConversationTerms | null;
  /** Problems that were found before there was anything to plan. */
  readonly found: readonly PlanProblem[];
}

/** A thinking block, and the request that it was made in: everything before it. */
export interface Bond {
  readonly thinking: Block["at"];
  /** Whether the many-image rule held for that request. */
  readonly many: boolean;
}

const CHOICES: { readonly [K in keyof Policy]: readonly Policy[K][] } = {
  method: ["auto", "base64", "url", "file"],
  uploads: ["never", "asked", "auto"],
  fit: ["never", "legal", "seen"],
  mode: ["mend", "strict"],
};

/** @throws TypeError when a policy value is none of the choices, or `otherBytes` is no whole number of bytes. */
export function termsOf(blocks: readonly Block[], context: PlanContext): Terms {
  const {
    platform,
    model,
    modelKnown = true,
    otherBytes = 0,
    frozenBefore = null,
    boundBy = [],
    conversation = null,
  } = context;
  if (!Number.isSafeInteger(otherBytes) || otherBytes < 0)
    throw new TypeError(`otherBytes must be a whole number of bytes, not ${otherBytes}`);
  const images = blocks.filter((block) => block.type === "image").length;
  const crowd = crowdOf(blocks, platform);
  const many = crowd > platform.manyImages.value;
  const maxEdgePx =
    many && platform.manyImagesMaxEdgePx.value < platform.maxEdgePx.value
      ? platform.manyImagesMaxEdgePx
      : platform.maxEdgePx;
  const tier = { maxEdgePx: model.tier.value.maxEdgePx, maxTokens: model.tier.value.maxTokens };
  const entryEdgePx = conversation?.maxEdgePx ?? Number.POSITIVE_INFINITY;
  return {
    platform,
    model,
    modelKnown,
    policy: policyOf(context.policy ?? {}),
    otherBytes,
    uploaded: context.uploaded ?? {},
    textBefore: new Set(context.textBefore ?? []),
    openedOrigins: new Set(context.openedOrigins ?? []),
    documentsInAssistant: context.apiVersion === "2023-06-01",
    images,
    documents: blocks.filter((block) => block.type === "document" && block.source.method !== "text").length,
    crowd,
    many,
    maxEdgePx,
    tier,
    fit: { maxEdgePx: Math.min(tier.maxEdgePx, maxEdgePx.value, entryEdgePx), maxTokens: tier.maxTokens },
    thinking: frozenBefore,
    bonds: [
      ...(frozenBefore === null ? [] : [{ thinking: frozenBefore, many: false }]),
      ...boundBy.map((thinking) => {
        const before = many ? blocks.filter(({ at }) => standsBefore(at, thinking)) : [];
        return { thinking, many: crowdOf(before, platform) > platform.manyImages.value };
      }),
    ],
    conversation,
    found: (context.problems ?? []).map(({ at, problem }) => ({ ...problem, at: formatPath(at) })),
  };
}

/**
 * Whether the block's bytes are bound by a thinking block after it, or were sent in an earlier turn of a conversation. A held block is not: it
 * was made what it is by an earlier plan, and the same rules make the same of it again, unless its neighbours changed them (rules/size.ts).
 */
export function isFrozen(block: Block, terms: Terms): boolean {
  return block.source.method !== "held" && (standsBeforeThinking(block, terms) || wasSent(block, terms));
}

function wasSent({ at }: Block, { conversation }: Terms): boolean {
  return conversation !== null && standsBefore(at, conversation.sentBefore);
}

function standsBeforeThinking(block: Block, terms: Terms): boolean {
  return terms.thinking !== null && standsBefore(block.at, terms.thinking);
}

/** The thinking block that bound the block first; null when none does. */
export function bondOf(block: Block, terms: Terms): Bond | null {
  return terms.bonds.find(({ thinking }) => standsBefore(block.at, thinking)) ?? null;
}

/** Whether the block is bound to a request in which its pictures could be larger than they can be now: the many-image rule holds only since. */
export function outgrew(block: Block, terms: Terms): boolean {
  const bond = bondOf(block, terms);
  return bond !== null && terms.many && !bond.many;
}

/** Whether nothing may be edited: strict, and the block is on the wire already. */
export function isStrict(block: Block, terms: Terms): boolean {
  return terms.policy.mode === "strict" && block.source.method !== "held";
}

/** Whether the block enters a conversation now: what it is made, it stays. */
export function enters(block: Block, terms: Terms): boolean {
  return terms.conversation !== null && !isSettled(block, terms);
}

/** Whether preferences do not count for the block, only what the platform would refuse: it is history, or the platform's own. */
export function isSettled(block: Block, terms: Terms): boolean {
  return isStrict(block, terms) || isFrozen(block, terms) || block.place === "server_result";
}

/** Blocks that count towards the many-image rule. */
function crowdOf(blocks: readonly Block[], { documentsCountAsMany }: Platform): number {
  return documentsCountAsMany.value ? blocks.length : blocks.filter((block) => block.type === "image").length;
}

function policyOf(given: Partial<Policy>): Policy {
  for (const key of Object.keys(CHOICES) as (keyof Policy)[]) {
    const value = given[key];
    if (value !== undefined && !(CHOICES[key] as readonly string[]).includes(value))
      throw new TypeError(`policy.${key} must be one of ${CHOICES[key].join(", ")}, not ${String(value)}`);
  }
  return {
    method: given.method ?? DEFAULT_POLICY.method,
    uploads: given.uploads ?? DEFAULT_POLICY.uploads,
    fit: given.fit ?? DEFAULT_POLICY.fit,
    mode: given.mode ?? DEFAULT_POLICY.mode,
  };
}
