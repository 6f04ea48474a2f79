// Paths as the platform's validator prints them: the kind of every block and source on the way stands in them too, like
// `messages.168.content.0.tool_result.content.1`. Source: error texts in public issues (earendil-works/pi#424 and others).
import type { JsonPath } from "@fovea/client/internal/content/path";
import { isObject } from "@fovea/client/internal/content/source";

/** The path of a block; its own kind is not in it. */
export function taggedPath(body: unknown, at: JsonPath): string {
  const printed: (string | number)[] = [];
  let value = body;
  for (const [index, step] of at.entries()) {
    printed.push(step);
    value = below(value, step);
    if (index < at.length - 1 && isTagged(at, index) && isObject(value) && typeof value.type === "string")
      printed.push(value.type.slice(0, 40));
  }
  return printed.join(".");
}

/** A block in a list of blocks, a block in place of such a list, or a source. */
function isTagged(at: JsonPath, index: number): boolean {
  return at[index] === "content" || at[index] === "source" || at[index - 1] === "content";
}

function below(value: unknown, step: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined;
}
