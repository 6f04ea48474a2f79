// One request of a batch, made ready: routed, its blocks settled, and what goes out in place of its params.
import type { Edit } from "@fovea/client/internal/content/edit";
import type { Platform } from "@fovea/client/internal/platform/capability";
import { modelOf } from "@fovea/client/internal/platform/models";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { type Counted, counted } from "@fovea/client/internal/wire/counted";
import type { Scan } from "@fovea/client/internal/wire/scan";
import { type BatchScan, type ParamsPlace, scanParams } from "@fovea/client/internal/wire/scan-batch";
import type { Spliced, splice as spliceBytes } from "@fovea/client/internal/wire/splice";
import type { GatewayContext, GatewayRequest } from "../../exchange.ts";
import { checkModelAllowed } from "../../guard/key-limits.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { queryToUpstream } from "../../upstream/query.ts";
import type { Route, Router } from "../../upstream/router.ts";
import type { Composed, Upstream } from "../../upstream/upstream.ts";
import { checkCounts, checkSize } from "../messages/check-counts.ts";
import { hashImages } from "../messages/hash-images.ts";
import { imagesOf, type Notes } from "../messages/lane.ts";
import { noRoute } from "../messages/no-route.ts";
import { readModel } from "../messages/request.ts";
import { settle } from "../messages/settle.ts";
import { MAX_BATCH_BYTES } from "./open-batch.ts";
import { checkHasBatches } from "./who-has-batches.ts";

/** What goes out in place of a request's params. */
export interface Prepared {
  readonly place: ParamsPlace;
  /** Bytes. */
  readonly length: number;
  /** Null: its bytes as they came, in which there is no block. */
  readonly rewritten: { readonly spliced: Spliced; readonly counted: Counted } | null;
}

/** What is known of one request, however far it came. Paths begin at its params. */
export interface Noted extends Pick<Notes, "model" | "plan" | "done" | "leftOut"> {
  /** The params as a value; null until they were read. */
  body: unknown;
  /** Images counted in the bytes. */
  came: number;
  /** By printed path, where the ledger is full. */
  hashes: ReadonlyMap<string, string>;
}

/** The route of a batch: that of its first request, which all others must share. */
export interface Chosen {
  readonly route: Route;
  readonly asked: string;
  readonly composed: Composed;
  /** What it accepts in one request of a batch. */
  readonly platform: Platform;
}

export interface Work {
  readonly scan: BatchScan;
  readonly request: GatewayRequest;
  readonly context: GatewayContext & { readonly router: Router };
  /** Set by the first request. */
  chosen: Chosen | null;
  readonly splice: typeof spliceBytes;
}

/** @throws FoveaError, ReplyError with paths that begin at the params, but for `input.body-...`, whose paths begin at the batch */
export async function prepare(work: Work, place: ParamsPlace, noted: Noted): Promise<Prepared> {
  const { context, request, splice } = work;
  const scan = scanParams(work.scan, place);
  noted.body = scan.body;
  noted.came = imagesOf(scan);
  checkSize(scan.body);
  noted.model = readModel(scan.body);
  checkModelAllowed(context.limits, noted.model);
  const route = context.router.routeOf(noted.model);
  if (route === null) throw noRoute(noted.model, context.mode);
  const { upstream } = route;
  if (work.chosen === null) checkHasBatches(upstream, context.router);
  else checkSameUpstream(work.chosen, route, noted.model);
  const composed = upstream.compose({
    operation: "messages",
    model: route.model,
    body: scan.body,
    stream: false,
    version: context.version,
    betas: context.betas,
    headers: request.headers,
    query: queryToUpstream(request.query),
    mode: context.mode,
  });
  noted.leftOut = composed.leftOut;
  const chosen = work.chosen ?? { route, asked: noted.model, composed, platform: ofBatch(upstream.platform) };
  work.chosen = chosen;
  // Most batches are text: where no block stands there is nothing to settle.
  if (scan.blocks().length === 0) return written(place, scan, composed.edits, splice);
  const { model, known } = modelOf(route.planAs);
  checkCounts(scan.body, model, context.mode);
  const target = {
    platform: chosen.platform,
    model,
    modelKnown: known,
    needsEveryByte: false,
    upstream: forADay(upstream),
  };
  const { plan, edits, references } = await settle(scan, target, context, request.signal, (made) => {
    noted.plan = made;
  });
  if (references !== null) noted.done = references.done;
  if (context.ledgerDetail === "full") noted.hashes = await hashImages(scan, plan);
  return written(place, scan, [...composed.edits, ...edits], splice);
}

function written(place: ParamsPlace, scan: Scan, edits: readonly Edit[], splice: typeof spliceBytes): Prepared {
  if (edits.length === 0 && scan.blocks().length === 0)
    return { place, length: place.end - place.start, rewritten: null };
  const spliced = splice(scan, edits);
  return { place, length: spliced.length, rewritten: { spliced, counted: counted(scan, edits, spliced) } };
}

/** How long one request of a batch may be nobody says: as long as all of it. */
function ofBatch(platform: Platform): Platform {
  return withCapabilities(platform, { maxRequestBytes: MAX_BATCH_BYTES });
}

/** Requests of a batch are looked at within a day: what would have expired by then is not uploaded for them. */
function forADay(upstream: Upstream): Upstream {
  return upstream.files.uploads === "auto" ? { ...upstream, files: { ...upstream.files, uploads: "asked" } } : upstream;
}

function checkSameUpstream({ route: first, asked }: Chosen, { upstream }: Route, model: string): void {
  if (upstream.name === first.upstream.name) return;
  throw new ReplyError(
    400,
    `model: ${model.slice(0, 100)} goes to "${upstream.name}", and ${asked.slice(0, 100)}, the first of the batch, to "${first.upstream.name}".`,
    {
      error_code: "gateway.batch-upstreams",
      title: "A batch for several platforms",
      fix: "Make one batch for each platform.",
    },
  );
}
