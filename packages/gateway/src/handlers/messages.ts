// POST /v1/messages: the body read once, its blocks planned and lowered as for any platform, then the engine answers.
import { readBytes } from "@fovea/client/internal/input/bytes";
import { bytesInBody } from "@fovea/client/internal/lower/bytes-in-body";
import { lower } from "@fovea/client/internal/lower/lower";
import { makePlan } from "@fovea/client/internal/plan/make-plan";
import type { Plan } from "@fovea/client/internal/plan/plan";
import { modelOf } from "@fovea/client/internal/platform/models";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import { scan } from "@fovea/client/internal/wire/scan";
import { blocksOfScan, bytesInScan } from "@fovea/client/internal/wire/scan-blocks";
import type { Turn } from "../engine/engine.ts";
import { turnsOf } from "../engine/turns.ts";
import type { GatewayReply, Handler } from "../exchange.ts";
import { NODE_TOOLS } from "../guard/node-tools.ts";
import { readBody } from "../guard/read-body.ts";
import { ReplyError } from "../reply/envelope.ts";
import { newId } from "../reply/id.ts";
import { type MessageParts, messageOf } from "../reply/message.ts";
import { streamOf } from "../reply/stream.ts";
import { endOf } from "./end-of-text.ts";
import { mendedHeader } from "./mended.ts";
import { ignoredFields, readMessagesRequest } from "./messages-request.ts";
import { textTokens } from "./text-tokens.ts";

export const messages: Handler = async (request, context) => {
  const scanned = scan(await readBody(request.body, request.headers, context.maxBodyBytes), NODE_TOOLS);
  const { body } = scanned;
  const wanted = readMessagesRequest(body);
  const { model, known } = modelOf(wanted.model);
  if (!known) throw unknownModel(wanted.model, context.engine.model);

  const { blocks, problems } = blocksOfScan(scanned);
  const plan = makePlan(blocks, { platform: PLATFORMS.eyes, model, problems });
  const bytes = bytesInScan(scanned, bytesInBody(body));
  // Refuses what the plan refuses, and what cannot be carried out here. The edits are for a platform's wire; the engine takes the bytes.
  await lower(plan, blocks, { bytes });
  const turns = await turnsOf(body, async (at) => readBytes(bytes(at)));
  // Image or error: what was counted in the bytes of the body is what the engine gets.
  const came = scanned.blocks().filter((block) => block.type === "image").length;
  const given = turns.reduce((sum, turn) => sum + turn.pictures.length, 0);
  if (given !== came || plan.totals.images !== came)
    throw new Error(`${came} images came in, ${given} reached the engine`);

  const answer = await context.engine.answer(
    { turns, ...(wanted.schema === undefined ? {} : { schema: wanted.schema }) },
    request.signal,
  );
  const parts: MessageParts = {
    id: newId("msg"),
    model: context.engine.model,
    ...endOf(answer.text, wanted),
    inputTokens: inputTokensOf(plan, turns),
  };
  return replyOf(parts, wanted.stream, { "request-id": context.requestId, ...notes(body, plan) });
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

function inputTokensOf(plan: Plan, turns: readonly Turn[]): number {
  return plan.totals.tokens + turns.reduce((sum, turn) => sum + textTokens(turn.text), 0);
}

/** What was ignored and what was mended. */
function notes(body: unknown, plan: Plan): Record<string, string> {
  const ignored = ignoredFields(body);
  const mended = mendedHeader(plan);
  return {
    ...(ignored.length > 0 ? { "fovea-ignored": ignored.join(", ") } : {}),
    ...(mended === null ? {} : { "fovea-mended": mended }),
  };
}

function unknownModel(name: string, engine: string): ReplyError {
  return new ReplyError(404, `model: ${name.slice(0, 100)}`, {
    error_code: "input.unknown-model",
    title: "Unknown model",
    fix: `Use ${engine}, or the id of a Claude model, whose limits then apply.`,
  });
}
