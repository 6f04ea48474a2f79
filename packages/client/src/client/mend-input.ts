// An opened picture whose end is missing, as far as it can be seen. Its label says so to whoever looks at it, and its facts to the plan.
import { errorOf, FoveaError } from "../errors/errors.ts";
import { readBytes } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { OpenedBytes } from "../input/opened.ts";
import { mendTruncated } from "../pixels/mend.ts";
import { MAX_DECODED_PIXELS } from "../plan/rules/size.ts";
import { drawForeign } from "./draw-foreign.ts";

/**
 * @returns `opened` itself where nothing is missing
 * @throws CapabilityError `capability.sharp`, `capability.package`; LimitError `limit.pixels`; InputError `input.truncated` where nothing can be seen
 */
export async function mendInput(opened: OpenedBytes, signal?: AbortSignal): Promise<OpenedBytes> {
  if (opened.truncated === undefined) return opened;
  const { bytes, facts, name, truncated } = opened;
  const { missing } = truncated;
  const given = await readBytes(bytes);
  const limits = { at: name, maxPixels: MAX_DECODED_PIXELS, missing, drawForeign, signal };
  const whole = await mendTruncated(given, facts.mediaType, limits).catch((error: unknown) => {
    // Nothing can be seen of it: what is wrong with the file is still that it is cut.
    if (!FoveaError.isInstance(error) || error.code !== "input.undecodable") throw error;
    const cut = { mediaType: facts.mediaType, byteLength: given.length, missing };
    throw errorOf("input.truncated", cut, { at: name, cause: error });
  });
  const mended = openBytes(whole, { declared: null, name });
  return { ...mended, facts: { ...mended.facts, mended: true }, label: `${name} (its end is missing)` };
}
