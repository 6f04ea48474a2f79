// A platform answers: the plan's edits are written into the bytes of the body, the sources that go out are counted, and the reply is given
// back untouched.
import type { Platform } from "@fovea/client/internal/platform/capability";
import { modelOf } from "@fovea/client/internal/platform/models";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayContext, GatewayReply, GatewayRequest, Mode } from "../../exchange.ts";
import { queryToUpstream } from "../../upstream/query.ts";
import type { Router } from "../../upstream/router.ts";
import type { Operation } from "../../upstream/upstream.ts";
import type { Admitted } from "./admit.ts";
import { checkCounts, checkSize } from "./check-counts.ts";
import { checkStrict } from "./check-strict.ts";
import { deliver } from "./deliver.ts";
import type { Notes } from "./lane.ts";
import { noRoute } from "./no-route.ts";
import { readModel } from "./request.ts";
import { settle } from "./settle.ts";
import { toldHeaders } from "./told-headers.ts";

/** `splice` is the seam where a test loses an edit. */
export async function relay(
  request: GatewayRequest,
  { scan, release }: Admitted,
  notes: Notes,
  context: GatewayContext & { readonly router: Router },
  splice: typeof spliceBytes = spliceBytes,
): Promise<GatewayReply> {
  const { router, mode } = context;
  const { signal } = request;
  checkSize(scan.body);
  notes.model = readModel(scan.body);
  const route = router.routeOf(notes.model);
  if (route === null) throw noRoute(notes.model, mode);
  const { upstream } = route;
  notes.platform = upstream.name;
  const { model, known } = modelOf(route.planAs);
  const operation = request.path.endsWith("/count_tokens") ? "count_tokens" : "messages";
  checkCounts(scan.body, model, mode);
  if (mode === "strict") checkStrict(scan.body, operation === "count_tokens" ? null : model.id);
  const stream = (scan.body as { stream?: unknown }).stream === true;
  // Before anything is fetched or uploaded: the platform may not have this call at all.
  const composed = upstream.compose({
    operation,
    model: route.model,
    body: scan.body,
    stream,
    version: context.version,
    betas: context.betas,
    headers: request.headers,
    query: queryToUpstream(request.query),
    mode,
  });
  notes.leftOut = composed.leftOut;
  const platform = facing(upstream.platform, operation, mode);
  const target = { platform, model, modelKnown: known, needsEveryByte: false, upstream };
  const { plan, edits, references } = await settle(scan, target, context, signal, (made) => {
    notes.plan = made;
  });
  if (references !== null) notes.done = references.done;
  const delivered = await deliver({
    scan,
    upstream,
    composed,
    edits,
    references,
    stream,
    signal,
    // A full ledger reads the pictures once more when the reply has begun.
    release: context.ledgerDetail === "full" ? null : release,
    splice,
  });
  notes.out = delivered.images;
  const { leftOut } = composed;
  const told = toldHeaders({ plan, platform: upstream.name, done: notes.done, leftOut });
  return { ...delivered.reply, headers: { ...delivered.reply.headers, ...told } };
}

/**
 * What the platform's row says of this call. Tokens are counted of pictures in the body alone (claude token counting documentation, read
 * 2026-09-26): pictures by url or file are refused there. Of documents it says nothing, and base64 is safe.
 */
function facing(platform: Platform, operation: Operation, mode: Mode): Platform {
  if (operation === "messages") return platform;
  const inBody = { url: false, file: false } as const;
  return withCapabilities(platform, mode === "strict" ? { image: inBody } : { image: inBody, document: inBody });
}
