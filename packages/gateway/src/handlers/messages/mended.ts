// Which blocks were mended on the way, for the caller to see: `fovea-mended: messages.0.content.1=type.relabelled`. Behind a platform also which went
// there by another method than they came: `messages.0.content.0=inline:bedrock`; and the size of what was written anew: `...=pixels.resized:2576x129`.
import type { Plan } from "@fovea/client/internal/plan/plan";
import { joined } from "./joined.ts";
import type { References } from "./references.ts";

const MENDED: ReadonlySet<string> = new Set(["type.relabelled", "base64.mended", "pixels.resized", "pixels.converted"]);
const MOVED: ReadonlySet<string> = new Set(["inline", "upload", "reference"]);

/** What answers, where that is a platform. */
export interface Moved {
  readonly platform: string;
  /** What was really done, where the plan could not know. */
  readonly done: References["done"];
}

/** The value of `fovea-mended`, cut at a whole entry; null when nothing was mended. */
export function mendedHeader(plan: Plan, moved: Moved | null = null): string | null {
  const entries = plan.steps.flatMap(({ at, action, bounds, sent }) => {
    const done = moved?.done.get(at) ?? action;
    const way = moved !== null && MOVED.has(done) ? [`${at}=${done}:${moved.platform}`] : [];
    const size = bounds === null || sent === null ? "" : `:${sent.width}x${sent.height}`;
    const notes = plan.diagnostics.filter((note) => note.at === at && MENDED.has(note.code));
    return [...way, ...notes.map(({ code }) => `${at}=${code}${code.startsWith("pixels.") ? size : ""}`)];
  });
  return joined(entries);
}
