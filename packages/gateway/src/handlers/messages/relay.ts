// A platform answers: the plan's edits are written into the bytes of the body, the sources that go out are counted, and the reply is given
// back untouched.
import type { Platform } from "@fovea/client/internal/platform/capability";
import { modelOf } from "@fovea/client/internal/platform/models";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayContext, GatewayReply, GatewayRequest, Mode } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import type { Router } from "../../upstream/router.ts";
import type { Admitted } from "./admit.ts";
import { checkCounts, checkSize } from "./check-counts.ts";
import { checkStrict } from "./check-strict.ts";
import { counted } from "./counted.ts";
import type { Notes } from "./lane.ts";
import { mendedHeader } from "./mended.ts";
import { readModel } from "./request.ts";
import { settle } from "./settle.ts";

/** `splice` is the seam where a test loses an edit. */
export async function relay(
  request: GatewayRequest,
  { scan, release }: Admitted,
  notes: Notes,
  context: GatewayContext & { readonly router: Router },
  splice: typeof spliceBytes = spliceBytes,
): Promise<GatewayReply> {
  const { router, mode } = context;
  checkSize(scan.body);
  notes.model = readModel(scan.body);
  const route = router.routeOf(notes.model);
  if (route === null) throw new ReplyError(404, `model: ${notes.model.slice(0, 100)}`);
  const { upstream } = route;
  const { model, known } = modelOf(route.planAs);
  const operation = request.path.endsWith("/count_tokens") ? "count_tokens" : "messages";
  checkCounts(scan.body, model, mode);
  if (mode === "strict") checkStrict(scan.body, operation === "count_tokens" ? null : model.id);
  const target = { platform: facing(upstream.platform, mode), model, modelKnown: known, needsEveryByte: false };
  const { plan, edits } = await settle(scan, target, context, request.signal, (made) => {
    notes.plan = made;
  });
  const stream = (scan.body as { stream?: unknown }).stream === true;
  const composed = upstream.compose({
    operation,
    model: route.model,
    body: scan.body,
    stream,
    version: context.version,
    betas: context.betas,
    headers: request.headers,
    query: request.query.toString(),
    mode,
  });
  const all = [...composed.edits, ...edits];
  const spliced = splice(scan, all);
  const out = counted(scan, all, spliced);
  const reply = await upstream.send({
    method: composed.method,
    target: composed.target,
    headers: composed.headers,
    length: spliced.length,
    body: out.body,
    rehearse: () => spliced.open(),
    signal: request.signal,
    stream,
    // A full ledger reads the pictures once more when the reply has begun.
    ...(context.ledgerDetail === "full" ? {} : { onSent: release }),
  });
  notes.out = out.images();
  const mended = mendedHeader(plan);
  return mended === null ? reply : { ...reply, headers: { ...reply.headers, "fovea-mended": mended } };
}

/** Our file ids mean nothing to a platform: in mend the plan knows it. In strict it says what the platform's row says of files. */
function facing(platform: Platform, mode: Mode): Platform {
  return mode === "strict"
    ? platform
    : withCapabilities(platform, { image: { file: false }, document: { file: false } });
}
