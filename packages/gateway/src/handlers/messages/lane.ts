// What every request about messages goes through, whoever answers it: read, answered or refused, and written down in the image ledger.
import { isObject } from "@fovea/client/internal/content/source";
import type { Plan } from "@fovea/client/internal/plan/plan";
import type { Scan } from "@fovea/client/internal/wire/scan";
import type { GatewayContext, GatewayReply, GatewayRequest } from "../../exchange.ts";
import { checkModelAllowed } from "../../guard/key-limits.ts";
import { errorReply, ReplyError } from "../../reply/envelope.ts";
import { type Admitted, admit } from "./admit.ts";
import { hashImages } from "./hash-images.ts";
import { imageLines } from "./image-lines.ts";
import type { References } from "./references.ts";
import { refusalOf } from "./refusal.ts";

/** What is noted of a request while it is answered. */
export interface Notes {
  model: string;
  plan: Plan | null;
  /** Images that were really given to the engine, or written to the platform. */
  out: number;
  /** Name of the upstream that answers; null: the engine does. */
  platform: string | null;
  /** What was left out because the platform does not take it. */
  leftOut: readonly string[];
  /** What was done for blocks that the plan could not know all of, by printed path. */
  done: References["done"];
}

/** Status in the ledger of a request whose caller left; never on the wire. */
const LEFT = 499;

/** Of a model's name in the ledger: a caller may write megabytes. */
export const MAX_MODEL_CHARS = 200;

/** `answer` fills in the notes on the way; what it throws becomes a refusal. */
export async function withLedger(
  request: GatewayRequest,
  context: GatewayContext,
  answer: (admitted: Admitted, notes: Notes) => Promise<GatewayReply>,
): Promise<GatewayReply> {
  const notes: Notes = { model: "", plan: null, out: 0, platform: null, leftOut: [], done: new Map() };
  let scan: Scan | null = null;
  let hashes: ReadonlyMap<string, string> = new Map();
  try {
    const admitted = await admit(request, context);
    scan = admitted.scan;
    const asked = isObject(scan.body) ? scan.body.model : undefined;
    // Whose body names no model is told so by who answers.
    if (typeof asked === "string") checkModelAllowed(context.limits, asked);
    const reply = await answer(admitted, notes);
    if (context.ledgerDetail === "full" && notes.plan !== null) hashes = await hashImages(scan, notes.plan);
    return { ...reply, headers: { ...reply.headers, ...write(reply.status) } };
  } catch (error) {
    const refusal = refusalOf(error, scan?.body, context);
    const headers = write(request.signal.aborted ? LEFT : errorReply(refusal, context.requestId).status);
    if (!(refusal instanceof ReplyError)) throw refusal;
    const { status, message, details } = refusal;
    throw new ReplyError(status, message, details, { ...refusal.headers, ...headers });
  }

  function write(status: number): Record<string, string> {
    const came = scan === null ? 0 : imagesOf(scan);
    context.ledger({
      requestId: context.requestId,
      workspace: context.caller.workspace,
      model: notes.model.slice(0, MAX_MODEL_CHARS),
      status,
      in: came,
      out: notes.out,
      platform: notes.platform,
      ...(notes.leftOut.length === 0 ? {} : { leftOut: notes.leftOut }),
      images: imageLines(notes, hashes),
    });
    return { "fovea-images": `in=${came} out=${notes.out}` };
  }
}

/** Counted in the bytes of the body. */
export function imagesOf(scan: Scan): number {
  return scan.blocks().filter(({ type }) => type === "image").length;
}
