// Which of two places comes first in a request, as the platform reads it: the system prompt, then the messages in order.
import type { JsonPath } from "../content/path.ts";

/** Whether `a` stands before `b`. A block stands before what it contains. */
export function standsBefore(a: JsonPath, b: JsonPath): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    if (typeof x === "number" && typeof y === "number") return x < y;
    return x === "system";
  }
  return a.length < b.length;
}
