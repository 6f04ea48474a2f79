// New pixels for a request: who writes them, and what the engine is given instead of what came.
import type { BytesRef, Edit } from "@fovea/client/internal/content/edit";
import { isBase64Value } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import type { Resolvers } from "@fovea/client/internal/lower/resolvers";
import type { WrittenPicture } from "@fovea/client/internal/plan/as-written";
import type { Plan } from "@fovea/client/internal/plan/plan";
import type { GatewayContext } from "../../exchange.ts";

/** What was written, by the printed path of the block. */
export type WrittenPictures = Map<string, WrittenPicture>;

/**
 * `written` is told of every picture that is written. Nothing where no step needs any, or nothing can write: `lower` then says in numbers what would
 * have to be sent.
 */
export async function pixelsFor(
  plan: Plan,
  { pixels, pool }: GatewayContext,
  signal: AbortSignal,
  written: WrittenPictures,
): Promise<Pick<Resolvers, "pixels">> {
  const needed = plan.steps.some(({ bounds }) => bounds !== null);
  if (!needed || !(await pixels.ready())) return {};
  // What came in the body or was fetched is reserved already, and becomes less; a file of the store is read piece by piece and takes nothing.
  const ofStore = new Set(plan.steps.filter(({ from }) => from === "file").map(({ at }) => at));
  return {
    async pixels(work) {
      const picture = await pixels.write(work, signal);
      if (ofStore.has(work.at)) await pool.reserve(picture.bytes.length, signal);
      const { width, height, mediaType, bytes } = picture;
      written.set(work.at, { width, height, mediaType, byteLength: bytes.length });
      return picture;
    },
  };
}

/** The pictures whose pixels were written anew, by the printed path of the block. */
export function newPictures(plan: Plan, edits: readonly Edit[]): ReadonlyMap<string, BytesRef> {
  const written = new Set(plan.steps.filter(({ bounds }) => bounds !== null).map(({ at }) => at));
  return new Map(
    edits.flatMap((edit): [string, BytesRef][] => {
      const at = formatPath(edit.at.slice(0, -1));
      if (edit.op === "remove" || edit.at.at(-1) !== "source" || !written.has(at)) return [];
      return isBase64Value(edit.value) ? [[at, edit.value.bytes]] : [];
    }),
  );
}
