// The engine answers: every picture is here as bytes, or the request is refused.

import { isKnown } from "@fovea/client/internal/content/block";
import { walk } from "@fovea/client/internal/content/walk";
import { CapabilityError, LimitError } from "@fovea/client/internal/errors/errors";
import type { Plan } from "@fovea/client/internal/plan/plan";
import { base64LengthOf } from "@fovea/client/internal/plan/wire-bytes";
import type { Platform } from "@fovea/client/internal/platform/capability";
import { modelOf } from "@fovea/client/internal/platform/models";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { Scan } from "@fovea/client/internal/wire/scan";
import type { Turn } from "../../engine/engine.ts";
import { turnsOf } from "../../engine/turns.ts";
import type { GatewayContext } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { checkCounts, checkSize } from "./check-counts.ts";
import { checkStrict } from "./check-strict.ts";
import { documentPages } from "./document-pages.ts";
import type { Notes } from "./lane.ts";
import { type MessagesRequest, readMessagesRequest } from "./request.ts";
import { type Settled, settle } from "./settle.ts";
import { textTokens } from "./text-tokens.ts";

// The setting is obeyed here, so it is neither refused nor taken out.
const MEND: Platform = withCapabilities(PLATFORMS.eyes, { oversizedImage: true });
/** Strict answers as the Claude API would, which takes all three methods. */
const STRICT: Platform = withCapabilities(MEND, { image: { url: true, file: true } });

/** The eyes look at the pages of PDFs. A text in a document is nothing to look at: such a request is refused as one for them. */
function platformOf(scan: Scan, mode: GatewayContext["mode"]): Platform {
  const platform = mode === "strict" ? STRICT : MEND;
  const { blocks } = walk(scan.body);
  const reads = blocks.some(({ type, source }) => type === "document" && source.method === "text");
  const { url, file } = platform.image;
  return reads
    ? platform
    : withCapabilities(platform, { document: { base64: true, url: url.value, file: file.value } });
}

export interface Prepared extends Settled {
  readonly wanted: MessagesRequest;
  readonly turns: readonly Turn[];
  readonly inputTokens: number;
}

/** Everything before the engine is asked. `counting`: nobody will be asked, so pictures are not read into memory. */
export async function prepare(
  scan: Scan,
  notes: Notes,
  context: GatewayContext,
  signal: AbortSignal,
  counting: boolean,
): Promise<Prepared> {
  checkSize(scan.body);
  const wanted = readMessagesRequest(scan.body, context.version, counting);
  notes.model = wanted.model;
  const { model, known } = modelOf(wanted.model);
  if (!known) throw unknownModel(wanted.model, context);
  checkCounts(scan.body, model, context.mode);
  if (context.mode === "strict") checkStrict(scan.body, counting ? null : model.id);
  const platform = platformOf(scan, context.mode);
  const target = { platform, model, modelKnown: known, needsEveryByte: true, upstream: null };
  const settled = await settle(scan, target, context, signal, (plan) => {
    notes.plan = plan;
  });
  refuseHeavy(settled.plan, platform);
  refuseTexts(settled.plan, platform);
  const pages = await documentPages(settled.plan, settled.pictureAt, signal, counting);
  const turns = await turnsOf(scan.body, {
    imageAt: counting ? async () => new Uint8Array() : settled.pictureAt,
    pagesAt: pages.at,
  });
  const text = turns.reduce((sum, turn) => sum + textTokens(turn.text), 0);
  const tokens = settled.plan.totals.tokens + pages.tokens;
  return { ...settled, wanted, turns, inputTokens: tokens + text };
}

/** A file of the store that is a text: only the store knew. */
function refuseTexts({ steps }: Plan, { title }: Platform): void {
  const text = steps.find(({ block, from }) => block === "document" && from === "text");
  if (text === undefined) return;
  const alternatives = ["the pages of the document as images"];
  throw new CapabilityError(
    "capability.block",
    { platform: title, capability: "document blocks", alternatives },
    { at: text.at },
  );
}

/** The plan holds to the limit what goes as base64; strict leaves urls and files what they are, and the API counts those the same. */
function refuseHeavy({ steps }: Plan, { maxImageBase64Bytes, title }: Platform): void {
  const limit = maxImageBase64Bytes.value;
  for (const { at, block, facts, bounds } of steps) {
    // What is written anew has the limit in its bounds.
    if (bounds !== null) continue;
    const actual = block === "image" && isKnown(facts) ? base64LengthOf(facts.byteLength ?? 0) : 0;
    if (actual > limit)
      throw new LimitError(
        "limit.image-base64-bytes",
        { limit, actual, unit: "base64 bytes", platform: title },
        { at },
      );
  }
}

function unknownModel(name: string, { mode, engine }: GatewayContext): ReplyError {
  const message = `model: ${name.slice(0, 100)}`;
  if (mode === "strict") return new ReplyError(404, message);
  return new ReplyError(404, message, {
    error_code: "input.unknown-model",
    title: "Unknown model",
    fix: `Use ${engine.model}, or the id of a Claude model, whose limits then apply.`,
  });
}
