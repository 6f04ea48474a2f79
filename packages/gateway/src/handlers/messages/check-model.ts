// What single models refuse, beside pictures and documents: strict says it as the API does. Only what has been read or observed, with its text.
import { isObject } from "@fovea/client/internal/content/source";
import { ReplyError } from "../../reply/envelope.ts";

/** Source: a report of 2026-10-06 for Opus 5.5 and Fable. Sonnet 5.5 has ways of its own, and is left out. */
const ADAPTIVE_ONLY = /^claude-(opus-5-5|fable-5)/;
/** "Newer models" in the report of the text: those of 2026-09 and later that are sure to be meant, and all of Fable. */
const NO_PREFILL = /^claude-((opus|sonnet|haiku)-5-5|fable-5)/;

/** @param model its canonical id @throws ReplyError 400 in the API's words */
export function checkModel(body: unknown, model: string): void {
  if (!isObject(body)) return;
  const { thinking, messages } = body;
  const type = isObject(thinking) ? thinking.type : null;
  if (ADAPTIVE_ONLY.test(model) && (type === "disabled" || type === "enabled"))
    throw new ReplyError(
      400,
      `"thinking.type.${type}" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`,
    );
  if (NO_PREFILL.test(model) && Array.isArray(messages) && isPrefill(messages.at(-1)))
    throw new ReplyError(
      400,
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
}

/** A turn that the platform paused ends in a tool of its own, and goes back as it is. */
function isPrefill(last: unknown): boolean {
  if (!isObject(last) || last.role !== "assistant") return false;
  const { content } = last;
  const block: unknown = Array.isArray(content) ? content.at(-1) : null;
  return typeof content === "string" || (isObject(block) && block.type === "text");
}
