// Cache marks: how many there may be, and on what. Source: Claude documentation, Prompt caching, read 2026-09-26.
import { isJson, type Json } from "./blocks.ts";
import { invalid } from "./refusal.ts";

const MOST = 4;

export function checkCaching({ system, tools, messages }: Json): void {
  let found = 0;
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look(one);
    if (!isJson(value)) return;
    if (isJson(value.cache_control)) {
      found++;
      if (value.type === "thinking" || value.type === "redacted_thinking")
        throw invalid("cache_control: may not be set on thinking blocks");
      if (value.type === "text" && value.text === "")
        throw invalid("cache_control cannot be set for empty text blocks");
    }
    look(value.content);
  };
  look([system, tools, messages]);
  if (found > MOST) throw invalid(`A maximum of ${MOST} blocks with cache_control may be provided. Found ${found}.`);
}
