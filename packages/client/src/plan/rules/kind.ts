// Whether what the bytes are belongs into this kind of block, and whether the platform takes this kind of block at all.
import { isKnown } from "../../content/block.ts";
import { problem } from "../../errors/errors.ts";
import { type Draft, refuse } from "../draft.ts";
import { pdfOf } from "../pages.ts";
import type { Terms } from "../terms.ts";

/** Whether the platform takes blocks of this kind by any method. */
export function takesKind(draft: Draft, terms: Terms): boolean {
  const methods = terms.platform[draft.block.type];
  return methods.base64.value || methods.url.value || methods.file.value;
}

export function kind(draft: Draft, terms: Terms): Draft {
  const { type, facts } = draft.block;
  const taken = takesKind(draft, terms)
    ? draft
    : refuse(
        draft,
        problem("capability.block", {
          platform: terms.platform.title,
          capability: `${type} blocks`,
          alternatives: type === "document" ? ["the pages of the document as images"] : [],
        }),
      );
  if ("defect" in facts) return refuse(taken, facts.defect);
  if (!isKnown(facts)) return taken;
  if (facts.mediaType === "text/html") return refuse(taken, problem("input.web-page", { block: type }));
  if (type === "image")
    return facts.mediaType === "application/pdf"
      ? refuse(taken, problem("input.pdf-in-image", { mediaType: facts.mediaType }))
      : taken;
  return facts.mediaType === "application/pdf"
    ? readable(taken, terms)
    : refuse(taken, problem("input.image-in-document", { mediaType: facts.mediaType }));
}

/** Source: Claude documentation, PDF support, read 2026-09-26: "no passwords or encryption". What only says that it is encrypted is believed. */
function readable(draft: Draft, { platform }: Terms): Draft {
  const encryption = pdfOf(draft.block.facts)?.encryption ?? "none";
  if (encryption === "none") return draft;
  return refuse(
    draft,
    encryption === "password"
      ? problem("input.pdf-password", {})
      : problem("input.pdf-encrypted", { platform: platform.title }),
  );
}
