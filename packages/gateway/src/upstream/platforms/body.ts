// Edits at the top of a body. What the caller wrote there is kept, unless it is the platform's to say.
import type { Edit, Json } from "@fovea/client/internal/content/edit";

function has(body: unknown, key: string): boolean {
  return typeof body === "object" && body !== null && Object.hasOwn(body, key);
}

/** Adds a key that is not there. */
export function added(body: unknown, key: string, value: Json): Edit[] {
  return has(body, key) ? [] : [{ at: [key], op: "insert", value }];
}

/** Takes a key out. */
export function taken(body: unknown, key: string): Edit[] {
  return has(body, key) ? [{ at: [key], op: "remove" }] : [];
}

/** Another name of the model. */
export function renamed(body: unknown, model: string): Edit[] {
  const asked = (body as { readonly model?: unknown }).model;
  return asked === model ? [] : [{ at: ["model"], op: "replace", value: model }];
}
