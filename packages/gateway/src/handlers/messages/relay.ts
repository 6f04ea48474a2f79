// A platform answers: the plan's edits are written into the bytes of the body, the sources that go out are counted, and the reply is given
// back untouched.
import type { Platform } from "@fovea/client/internal/platform/capability";
import { modelOf } from "@fovea/client/internal/platform/models";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayContext, GatewayReply, GatewayRequest, Mode } from "../../exchange.ts";
import type { Upstream } from "../../upstream/upstream.ts";
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
  context: GatewayContext & { readonly upstream: Upstream },
  splice: typeof spliceBytes = spliceBytes,
): Promise<GatewayReply> {
  const { upstream, mode } = context;
  checkSize(scan.body);
  notes.model = readModel(scan.body);
  const { model, known } = modelOf(notes.model);
  checkCounts(scan.body, model, mode);
  if (mode === "strict") checkStrict(scan.body, request.path.endsWith("/count_tokens") ? null : model.id);
  const target = { platform: facing(upstream.platform, mode), model, modelKnown: known, needsEveryByte: false };
  const { plan, edits } = await settle(scan, target, context, request.signal, (made) => {
    notes.plan = made;
  });
  const spliced = splice(scan, edits);
  const out = counted(scan, edits, spliced);
  const query = request.query.toString();
  const reply = await upstream.send({
    method: request.method,
    target: query === "" ? request.path : `${request.path}?${query}`,
    headers: request.headers,
    length: spliced.length,
    body: out.body,
    signal: request.signal,
    stream: (scan.body as { stream?: unknown }).stream === true,
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
