// POST /v1/messages: the body read once, its blocks planned and lowered as for any platform, then the engine or the platform answers.

import type { Scan } from "@fovea/client/internal/wire/scan";
import type { GatewayContext, GatewayReply, GatewayRequest, Handler } from "../../exchange.ts";
import { newId } from "../../reply/id.ts";
import { type MessageParts, messageOf } from "../../reply/message.ts";
import { streamOf } from "../../reply/stream.ts";
import { endOf } from "./end-of-text.ts";
import { type Prepared, prepare } from "./eyes-lane.ts";
import { imagesOf, type Notes, withLedger } from "./lane.ts";
import { mendedHeader } from "./mended.ts";
import { relay } from "./relay.ts";
import { ignoredFields } from "./request.ts";

export const messages: Handler = (request, context) =>
  withLedger(request, context, (admitted, notes) => {
    const { router } = context;
    return router === null
      ? ask(request, admitted.scan, notes, context)
      : relay(request, admitted, notes, { ...context, router });
  });

async function ask(
  { signal }: GatewayRequest,
  scan: Scan,
  notes: Notes,
  context: GatewayContext,
): Promise<GatewayReply> {
  const prepared = await prepare(scan, notes, context, signal, false);
  const { turns, wanted, plan, inputTokens } = prepared;
  notes.out = given(scan, prepared);
  const asked = { turns, ...(wanted.schema === undefined ? {} : { schema: wanted.schema }) };
  const { text } = wanted.maxTokens === 0 ? { text: "" } : await context.engine.answer(asked, signal);
  const parts: MessageParts = { id: newId("msg"), model: context.engine.model, ...endOf(text, wanted), inputTokens };
  const ignored = ignoredFields(scan.body);
  const mended = mendedHeader(plan);
  const headers = {
    "request-id": context.requestId,
    ...(ignored.length > 0 ? { "fovea-ignored": ignored.join(", ") } : {}),
    ...(mended === null ? {} : { "fovea-mended": mended }),
  };
  return replyOf(parts, wanted.stream, headers);
}

/** Image or error: what was counted in the bytes of the body is what the engine gets, block by block. */
function given(scan: Scan, { turns, plan }: Prepared): number {
  const pictures = turns.reduce((sum, turn) => sum + turn.pictures.filter(({ page }) => !page).length, 0);
  const came = imagesOf(scan);
  if (pictures !== came || plan.totals.images !== came)
    throw new Error(`${came} images came in, ${pictures} would reach the engine`);
  return pictures;
}

function replyOf(parts: MessageParts, stream: boolean, headers: Readonly<Record<string, string>>): GatewayReply {
  if (!stream)
    return {
      status: 200,
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(messageOf(parts)),
    };
  return {
    status: 200,
    headers: { ...headers, "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" },
    body: streamOf(parts),
  };
}
