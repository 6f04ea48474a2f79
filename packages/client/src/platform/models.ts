// From the many spellings of a model's name to its row: dated ids, Bedrock's prefixes, versions and ARNs, Vertex's @date.
import type { Model } from "./capability.ts";
import { MODEL_ROWS, unknownModel } from "./model-rows.ts";

const BY_NAME: ReadonlyMap<string, Model> = new Map(
  MODEL_ROWS.flatMap((row) => [row.id, ...row.aliases].map((name) => [name, row] as const)),
);

/** The row of a model by any of its names, or null when it is not in the table. */
export function findModel(id: string): Model | null {
  const name = bareName(id.trim());
  return BY_NAME.get(name) ?? BY_NAME.get(withoutDate(name)) ?? null;
}

/**
 * The row to plan with. A model that is not in the table, a Foundry deployment of any name for example, gets a careful row: standard
 * tier, 100 images, no price; `known` is then false, and a plan says so.
 */
export function modelOf(id: string): { readonly model: Model; readonly known: boolean } {
  const model = findModel(id);
  return model === null ? { model: unknownModel(id), known: false } : { model, known: true };
}

// arn:aws:bedrock:us-east-1:1234:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0, publishers/anthropic/models/claude-...:
// the name is what follows the last slash. An application-inference-profile's own id says nothing, and stays unknown.
function bareName(id: string): string {
  const last = id.slice(id.lastIndexOf("/") + 1);
  const vendor = last.lastIndexOf("anthropic.");
  const name = vendor === -1 ? last : last.slice(vendor + "anthropic.".length);
  // Bedrock's version, `-v1:0` or `-v1`.
  return name.replace(/-v\d{1,3}(:\d{1,3})?$/, "");
}

// A snapshot has the limits of its model: `-20250929`, and `@20250929` or `@default` on Vertex.
function withoutDate(name: string): string {
  return name.replace(/(-\d{8}|@\d{8}|@default)$/, "");
}
