// POST /v1/messages/count_tokens: what the request would cost as input. The official count refuses pictures by url or file; in mend they are
// fetched and counted.
import { formatPath } from "@fovea/client/internal/content/path";
import { walk } from "@fovea/client/internal/content/walk";
import type { Handler } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { prepare } from "./eyes-lane.ts";
import { withLedger } from "./lane.ts";
import { mendedHeader } from "./mended.ts";
import { spotOf } from "./refusal.ts";
import { relay } from "./relay.ts";

export const countTokens: Handler = (request, context) =>
  withLedger(request, context, async (admitted, notes) => {
    const { scan } = admitted;
    const { router } = context;
    if (router !== null) return relay(request, admitted, notes, { ...context, router });
    if (context.mode === "strict") refuseForeign(scan.body);
    const { inputTokens, plan, turns } = await prepare(scan, notes, context, request.signal, true);
    notes.out = turns.reduce((sum, turn) => sum + turn.pictures.length, 0);
    const mended = mendedHeader(plan);
    return {
      status: 200,
      headers: {
        "request-id": context.requestId,
        "content-type": "application/json",
        ...(mended === null ? {} : { "fovea-mended": mended }),
      },
      body: JSON.stringify({ input_tokens: inputTokens }),
    };
  });

/** Source: Claude token counting documentation (read 2026-09-26): refused instead of fetched. The text is not published. */
function refuseForeign(body: unknown): void {
  for (const { at, type, source } of walk(body).blocks) {
    if (type !== "image" || (source.method !== "url" && source.method !== "file")) continue;
    const { path } = spotOf(body, formatPath(at));
    const text = `${path}.image.source.${source.method}: ${source.method} sources are not supported when counting tokens`;
    throw new ReplyError(400, text, null, { "fovea-at": formatPath(at) });
  }
}
