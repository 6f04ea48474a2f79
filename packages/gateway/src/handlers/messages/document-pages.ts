// The pages of a request's PDFs, as pictures for an engine that looks: drawn in a child process, so many and no more.
import { sharedDecoder } from "@fovea/client/internal/client/shared-decoder";
import { imageTokens } from "@fovea/client/internal/content/tokens";
import { pageSize } from "@fovea/client/internal/decode/page-size";
import { InputError, LimitError } from "@fovea/client/internal/errors/errors";
import type { Plan } from "@fovea/client/internal/plan/plan";
import { HIGH_TIER } from "@fovea/client/internal/platform/tiers";

/** Most pages of one request. The eyes take a second or more for each. */
export const MAX_PAGES = 20;

export interface DocumentPages {
  /** Pictures of the pages of the PDF at a printed path. */
  at(path: string): Promise<readonly Uint8Array[]>;
  /** What pictures of this size cost. Fewer are drawn than counted where nobody looks. */
  readonly tokens: number;
}

/**
 * @param bytesAt the bytes of the block at a printed path
 * @param counting nobody will look: nothing is drawn
 * @throws LimitError `limit.pages-drawn` for all PDFs together; InputError `input.pdf-broken`, `input.pdf-password`; CapabilityError
 * `capability.package`; each with the path of its block
 */
export async function documentPages(
  { steps }: Plan,
  bytesAt: (at: string) => Promise<Uint8Array>,
  signal: AbortSignal,
  counting: boolean,
): Promise<DocumentPages> {
  const decoder = sharedDecoder();
  const counts = new Map<string, number>();
  let tokens = 0;
  let actual = 0;
  for (const { at, block } of steps) {
    if (block !== "document") continue;
    const { pages, sizes } = await decoder.pdf(await bytesAt(at), { at, signal });
    if (pages === null) throw new InputError("input.pdf-password", {}, { at });
    counts.set(at, pages);
    actual += pages;
    if (actual > MAX_PAGES)
      throw new LimitError("limit.pages-drawn", { limit: MAX_PAGES, actual, unit: "pages" }, { at });
    for (const size of sizes) {
      const { width, height } = pageSize(size, HIGH_TIER);
      tokens += imageTokens(width, height, HIGH_TIER);
    }
  }
  return {
    tokens,
    async at(path) {
      const pages = counts.get(path);
      if (pages === undefined) throw new TypeError(`${path} is no document of the plan`);
      if (counting) return [];
      const drawn = await decoder.rasterise(
        await bytesAt(path),
        { pages: [1, pages], fit: HIGH_TIER },
        { at: path, signal },
      );
      return drawn.map(({ bytes }) => bytes);
    },
  };
}
