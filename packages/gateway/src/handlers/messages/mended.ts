// Which blocks were mended on the way, for the caller to see: `fovea-mended: messages.0.content.1=type.relabelled`.
import type { Plan } from "@fovea/client/internal/plan/plan";

const MENDED: ReadonlySet<string> = new Set(["type.relabelled", "base64.mended"]);
/** Most characters of the header. */
const MAX_CHARS = 2048;

/** The value of `fovea-mended`, cut at a whole entry; null when nothing was mended. */
export function mendedHeader(plan: Plan): string | null {
  const entries = plan.diagnostics.filter((note) => MENDED.has(note.code)).map((note) => `${note.at}=${note.code}`);
  let value = "";
  for (const entry of entries) {
    const longer = value === "" ? entry : `${value}, ${entry}`;
    if (longer.length > MAX_CHARS) break;
    value = longer;
  }
  return value === "" ? null : value;
}
