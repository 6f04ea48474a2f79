// What the reply says of the way a request took: what was done to its blocks, and what was left out because the platform does not take it.
import type { Plan } from "@fovea/client/internal/plan/plan";
import { joined } from "./joined.ts";
import { mendedHeader } from "./mended.ts";
import type { References } from "./references.ts";

export interface Way {
  readonly plan: Plan;
  /** Name of the upstream. */
  readonly platform: string;
  readonly done: References["done"];
  readonly leftOut: readonly string[];
}

export function toldHeaders({ plan, platform, done, leftOut }: Way): Record<string, string> {
  const mended = mendedHeader(plan, { platform, done });
  const left = joined(leftOut);
  return {
    ...(mended === null ? {} : { "fovea-mended": mended }),
    ...(left === null ? {} : { "fovea-left-out": left }),
  };
}
