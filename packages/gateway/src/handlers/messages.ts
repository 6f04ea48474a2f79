// POST /v1/messages: the blocks planned and lowered as for any platform, then the engine answers.
import { apply } from "@fovea/client/internal/content/apply";
import { blockOf } from "@fovea/client/internal/content/block-facts";
import { walk } from "@fovea/client/internal/content/walk";
import { bytesInBody } from "@fovea/client/internal/lower/bytes-in-body";
import { lower } from "@fovea/client/internal/lower/lower";
import { makePlan } from "@fovea/client/internal/plan/make-plan";
import type { Plan } from "@fovea/client/internal/plan/plan";
import { modelOf } from "@fovea/client/internal/platform/models";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { turnsOf } from "../engine/turns.ts";
import type { GatewayReply, Handler } from "../exchange.ts";
import { parseJson, readBody } from "../guard/read-body.ts";
import { ReplyError } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";
import { type MessageParts, messageOf } from "../reply/message.ts";
import { streamOf } from "../reply/stream.ts";
import { endOf } from "./end-of-text.ts";
import { ignoredFields, readMessagesRequest } from "./messages-request.ts";
import { textTokens } from "./text-tokens.ts";

export const messages: Handler = async (request, context) => {
  const bytes = await readBody(request.body, request.headers, context.maxBodyBytes);
  const body = parseJson(bytes);
  const wanted = readMessagesRequest(body);
  const { model, known } = modelOf(wanted.model);
  if (!known) throw new ReplyError(404, `model: ${wanted.model.slice(0, 100)}`);

  const { blocks: walked, problems } = walk(body);
  const blocks = walked.map(blockOf);
  const plan = makePlan(blocks, { platform: PLATFORMS.eyes, model, problems });
  const edits = await lower(plan, blocks, { bytes: bytesInBody(body) });
  const lowered = await apply(body, edits, { encode });

  const turns = turnsOf(lowered);
  // Image or error: what the walk found must be what the engine gets.
  const given = turns.reduce((sum, turn) => sum + turn.pictures.length, 0);
  if (given !== plan.totals.images)
    throw new Error(`${plan.totals.images} images came in, ${given} reached the engine`);

  const answer = await context.engine.answer(
    { turns, ...(wanted.schema === undefined ? {} : { schema: wanted.schema }) },
    request.signal,
  );
  const { text, stopReason, stopSequence } = endOf(answer.text, wanted);
  const parts: MessageParts = {
    id: newId("msg"),
    model: context.engine.model,
    text,
    stopReason,
    stopSequence,
    inputTokens: inputTokensOf(plan, turns),
    outputTokens: textTokens(text),
  };
  return replyOf(parts, wanted.stream, { "request-id": context.requestId, ...ignoredHeader(body) });
};

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

function inputTokensOf(plan: Plan, turns: readonly { text: string }[]): number {
  return plan.totals.tokens + turns.reduce((sum, turn) => sum + textTokens(turn.text), 0);
}

function ignoredHeader(body: unknown): Record<string, string> {
  const ignored = ignoredFields(body);
  return ignored.length > 0 ? { "fovea-ignored": ignored.join(", ") } : {};
}

/** Node's encoder, several times faster than the portable one. */
function encode({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("base64");
}
