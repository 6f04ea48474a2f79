// Which notes a plan carries: looked for in the finished steps, so that a step settled earlier gets the same notes again.
import type { Block } from "../content/block.ts";
import { isKnown } from "../content/block.ts";
import type { Tier } from "../content/tier.ts";
import type { Problem } from "../errors/errors.ts";
import { DIAGNOSTICS, type DiagnosticCode, type FactsOfDiagnostic } from "./diagnostics.ts";
import { sizeOf } from "./draft.ts";
import { number } from "./numbers.ts";
import type { Diagnostic, Step } from "./plan.ts";
import type { Terms } from "./terms.ts";
import { uncertainties } from "./uncertain.ts";

/** Below this many px on a side the documentation expects poor answers (Claude vision documentation, read 2026-09-20). */
const SMALL_PX = 200;

export function diagnose(
  blocks: readonly Block[],
  steps: readonly Step[],
  problems: readonly Problem[],
  terms: Terms,
): Diagnostic[] {
  const { model, platform } = terms;
  const pages = steps.filter(
    (step) => step.block === "document" && step.from !== "text" && step.action !== "refuse" && step.pages === null,
  );
  return [
    ...(terms.modelKnown
      ? []
      : [
          note("model.unknown", null, {
            model: model.id,
            maxEdgePx: terms.tier.maxEdgePx,
            maxImages: model.maxImages.value,
          }),
        ]),
    ...steps.flatMap((step, index) => {
      const block = blocks[index];
      return block === undefined || step.action === "refuse"
        ? []
        : [...ofBytes(step, terms), ...ofSending(step, block, terms)];
    }),
    ...(pages.length === 0
      ? []
      : [note("pages.unknown", null, { documents: pages.length, limit: model.maxImages.value, model: model.id })]),
    ...uncertainties(steps, problems, terms).map(({ what, capability }) =>
      note("capability.uncertain", null, {
        what: `${platform.title}: ${what}`,
        value: spelled(capability.value),
        note: capability.note ?? "the source is silent",
        source: capability.source,
        read: capability.read,
      }),
    ),
  ];
}

/** Notes on the picture itself. */
function ofBytes(step: Step, terms: Terms): Diagnostic[] {
  const notes: Diagnostic[] = [];
  const { at, sent, seen, facts } = step;
  if (sent !== null && seen !== null) {
    if (sent.width !== seen.width || sent.height !== seen.height)
      notes.push(note("size.downscaled", at, { sent, seen, model: terms.model.id }));
    if (Math.min(seen.width, seen.height) < SMALL_PX) notes.push(note("size.small", at, { seen }));
    const limit = terms.maxEdgePx;
    if (!limit.certain && Math.max(sent.width, sent.height) === limit.value)
      notes.push(note("size.at-limit", at, { limit: limit.value, platform: terms.platform.title }));
  }
  if (step.pages?.exact === false) notes.push(note("pages.claimed", at, { pages: step.pages.count }));
  if (isKnown(facts) && facts.mended === true) notes.push(note("truncated.mended", at, {}));
  if (!isKnown(facts)) return notes;
  const { frames = 1 } = facts;
  if (frames > 1)
    notes.push(note("frames.first-only", at, { frames, exact: facts.kind === "other" || facts.framesExact }));
  if (facts.kind !== "image") return notes;
  if (facts.gps === true && step.bounds === null) notes.push(note("metadata.gps", at, {}));
  const coding = facts.jpeg?.coding;
  if (coding === "arithmetic" || coding === "lossless" || coding === "hierarchical")
    notes.push(note("jpeg.unusual", at, { coding }));
  return notes;
}

/** Notes on how it is sent. */
function ofSending(step: Step, block: Block, terms: Terms): Diagnostic[] {
  const notes: Diagnostic[] = [];
  const { at } = step;
  const platform = terms.platform.title;
  const { source } = block;
  notes.push(...ofPixels(step));
  if (terms.textBefore.has(at)) notes.push(note("order.text-before-image", at, { block: block.type }));
  const actual = isKnown(step.facts) ? step.facts.mediaType : null;
  const declared = source.method === "base64" || source.method === "held" ? source.declared : null;
  if (actual !== null && declared !== actual && (declared !== null || source.method === "base64"))
    notes.push(note("type.relabelled", at, { declared, actual }));
  if (source.method === "base64" && source.flaws.length > 0)
    notes.push(note("base64.mended", at, { flaws: source.flaws }));
  if (source.method === "url" && step.method === "url" && actual === null)
    notes.push(note("url.unknown-until-fetched", at, { platform }));
  if (source.method === "file" && step.method === "file" && actual === null)
    notes.push(note("file.unknown", at, { fileId: source.fileId }));
  if (step.method === "file" && step.fileId === null && (source.method !== "file" || source.ours === true))
    notes.push(note("upload.persists", at, { platform }));
  if (step.bounds?.maxBytes != null && step.wireBytes !== null)
    notes.push(note("request.tight", at, { maxBytes: step.bounds.maxBytes }));
  if (step.strip.length > 0) notes.push(note("setting.removed", at, { keys: step.strip, platform }));
  return notes;
}

/** Notes on pixels that are written anew. */
function ofPixels({ at, bounds, sent, transcode, facts }: Step): Diagnostic[] {
  if (bounds === null || !isKnown(facts)) return [];
  const from = sizeOf(facts);
  const same = from !== null && sent !== null && from.width === sent.width && from.height === sent.height;
  return [
    ...(from === null || sent === null || same ? [] : [note("pixels.resized", at, { from, to: sent })]),
    ...(transcode === null ? [] : [note("pixels.converted", at, { from: facts.mediaType, to: transcode })]),
  ];
}

function spelled(value: boolean | number | Tier): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? number(value) : value.name;
}

function note<C extends DiagnosticCode>(code: C, at: string | null, facts: FactsOfDiagnostic<C>): Diagnostic {
  const sentence = DIAGNOSTICS[code].sentence as (facts: FactsOfDiagnostic<C>) => string;
  return { code, at, message: sentence(facts) };
}
