// What a chat says besides answers: plans, what was added, why an answer is not whole.

import type { Plan, Step } from "@fovea/client";
import { bytes, dollars, number } from "@fovea/client/internal/plan/numbers";
import { printable } from "../terminal/printable.ts";

/** One line a picture of the next question, and the sum of the whole request. */
export function planText(plan: Plan, turn: number): string {
  const index = `messages.${turn}.`;
  const fresh = plan.steps.filter(({ at }) => at.startsWith(index));
  const sent = plan.steps.length - fresh.length;
  const { tokens, cost, requestBytes, unknown } = plan.totals;
  const isWhole = fresh.every(({ wireBytes }) => wireBytes !== null);
  const price = cost === null ? "" : `, ${dollars(cost)} without caching`;
  const more = unknown === 0 ? "" : `, and ${number(unknown)} not known before they are fetched`;
  const lines = [
    ...fresh.map((step) => `  ${stepText(step)}`),
    ...(sent === 0 ? [] : [`  ${number(sent)} sent before, as ${sent === 1 ? "it was" : "they were"}`]),
    `  all pictures: ${number(tokens)} tokens${more}${price}; the request: ${isWhole ? "" : "at least "}${bytes(requestBytes)}`,
    ...plan.diagnostics.filter(({ at }) => at?.startsWith(index)).map(({ message }) => `  note: ${message}`),
  ];
  return `${lines.join("\n")}\n`;
}

export function stepText({ name, at, action, method, sent, tokens, facts }: Step): string {
  const size = sent === null ? "" : `, ${number(sent.width)}x${number(sent.height)} px`;
  const kind = "mediaType" in facts ? ` (${facts.mediaType}${size})` : "";
  const cost = tokens === null ? "" : `, ${number(tokens)} tokens`;
  return `${printable(name ?? at, 69)}${kind}: ${action}${method === null ? "" : ` by ${method}`}${cost}`;
}

/** Why an answer is not what it looks like on stdout; null where it is. */
export function endNote(reason: string | null): string | null {
  return reason === null ? null : (NOTES[reason] ?? null);
}

const NOTES: Readonly<Record<string, string>> = {
  max_tokens: "the answer was cut at --max-tokens.",
  model_context_window_exceeded: "the answer was cut: the model's context is full.",
  pause_turn: "the answer is not finished: the platform paused the turn.",
  refusal: "the model declined to answer; the chat goes on as if this had not been asked.",
  tool_use: "the answer is not finished: the model asks for a tool.",
};
