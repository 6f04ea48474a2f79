// `transformations.oversized_image` where the platform does not know it. Leaving it out changes nothing: "downsize" is what platforms do
// anyway, and for "error" the size rule has made sure already that nothing would be downsized.
import { problem } from "../../errors/errors.ts";
import { type Draft, decide, refuse } from "../draft.ts";
import type { Terms } from "../terms.ts";

export function transformations(draft: Draft, terms: Terms): Draft {
  if (draft.block.oversizedImage === null || terms.platform.oversizedImage.value) return draft;
  const { title } = terms.platform;
  if (terms.policy.mode === "strict")
    return refuse(
      draft,
      problem("capability.oversized-image", {
        platform: title,
        capability: "transformations.oversized_image",
        alternatives: [],
      }),
    );
  return decide(draft, { strip: ["transformations"] }, `transformations.oversized_image is not known to ${title}`);
}
