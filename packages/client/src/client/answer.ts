// What a call gives back.
import type { Plan } from "../plan/plan.ts";
import { messageCost } from "../platform/message-cost.ts";
import { findModel } from "../platform/models.ts";
import type { ImageLedger } from "./image-ledger.ts";
import type { Lowered } from "./lowered.ts";
import type { MessageLike } from "./messages-client.ts";
import { type Usage, usageOf } from "./usage.ts";

/** What `ask` gives back, and a stream when it has ended. */
export interface Answer {
  /** The text blocks of the reply, joined. */
  readonly text: string;
  /** The platform's message, untouched. */
  readonly message: MessageLike;
  /** What it took, in tokens, by the platform's own count. */
  readonly usage: Usage;
  /** What it cost in USD, by list price; null where the model has none that is published. */
  readonly cost: number | null;
  /** What was decided about every picture. */
  readonly plan: Plan;
  /** What became of every picture: how many came in and went out, and a line for each. */
  readonly images: ImageLedger;
}

export function answerOf(message: MessageLike, { plan, images }: Pick<Lowered, "plan" | "images">): Answer {
  return { text: textOf(message), message, usage: usageOf(message), cost: costOf(message, plan), plan, images };
}

/** The text blocks of a message, joined. */
export function textOf({ content }: Pick<MessageLike, "content">): string {
  return content.map((block) => (block.type === "text" ? (block.text ?? "") : "")).join("");
}

/** By the model that answered, where the table has it: a deployment's name says nothing of its price. */
function costOf({ model, usage }: MessageLike, plan: Plan): number | null {
  const row = (typeof model === "string" ? findModel(model) : null) ?? findModel(plan.model);
  return row === null ? null : messageCost(row, usage ?? {});
}
