// The body of one call made ready: a Messages request, or a batch of them, each planned by itself. What nobody changed goes on as it came.
import type { Edit } from "../../content/edit.ts";
import { errorOf, FoveaError } from "../../errors/errors.ts";
import { oneError } from "../../plan/errors.ts";
import type { Plan } from "../../plan/plan.ts";
import { scan as scanBody } from "../../wire/scan.ts";
import { type BatchScan, type ParamsPlace, scanBatch, scanParams } from "../../wire/scan-batch.ts";
import type { splice as spliceBytes } from "../../wire/splice.ts";
import type { Aim } from "./aim.ts";
import { BUFFER_TOOLS } from "./byte-tools.ts";
import { type ImageLine, imageLines } from "./image-lines.ts";
import { makeReady, modelIn, type Notes, type Ready, type Written } from "./ready.ts";
import type { References } from "./references.ts";
import type { Route } from "./route.ts";
import type { Shared } from "./shared.ts";

export interface BodyWork {
  readonly route: Route;
  readonly bytes: Uint8Array;
  readonly version: string | null;
  readonly signal: AbortSignal | undefined;
  readonly shared: Shared;
  /** Asked once the model is known: that of the first request of a batch. */
  aim(model: string): Aim;
  /** Null where nothing can be uploaded. Each request has its own. */
  references(aim: Aim, lasting: boolean): References | null;
  readonly splice: typeof spliceBytes;
}

/** What is known of a body, however far it came. */
export interface BodyNotes {
  model: string;
  aim: Aim | null;
  readonly requests: { readonly prefix: string; readonly notes: Notes; readonly references: References | null }[];
}

export interface ReadyBody {
  write(edits?: readonly Edit[]): Promise<Written | null>;
  /** Null for a batch: which file it misses is only found out when it runs. */
  readonly renewable: { readonly references: References; readonly edits: readonly Edit[] } | null;
  remember(): Promise<void>;
}

export function bodyNotes(): BodyNotes {
  return { model: "", aim: null, requests: [] };
}

/** @throws FoveaError with paths from the root of the body */
export function readyBody(work: BodyWork, notes: BodyNotes): Promise<ReadyBody> {
  return work.route.operation === "batches" ? batch(work, notes) : single(work, notes);
}

async function single(work: BodyWork, notes: BodyNotes): Promise<ReadyBody> {
  const { route, bytes, version, signal, shared, splice } = work;
  const scan = scanBody(bytes, BUFFER_TOOLS);
  const model = route.model ?? modelIn(scan.body);
  const aim = work.aim(model);
  const references = work.references(aim, false);
  Object.assign(notes, { model, aim });
  const own: Notes = { came: 0, plan: null };
  notes.requests.push({ prefix: "", notes: own, references });
  const asked = { scan, operation: route.operation, model, aim, version, signal, references, splice };
  const { write, edits, remember } = await makeReady(asked, shared, own);
  return { write, renewable: references === null ? null : { references, edits }, remember };
}

/** Requests made ready at the same time: what is fetched or uploaded for them takes its time. */
const AT_ONCE = 4;

async function batch(work: BodyWork, notes: BodyNotes): Promise<ReadyBody> {
  const scanned = scanBatch(work.bytes, BUFFER_TOOLS);
  const ready: (readonly [ParamsPlace, Ready])[] = [];
  const failures: FoveaError[] = [];
  // Automatic uploads are for what is looked at now.
  const { policy } = work.shared;
  const shared =
    policy.uploads === "auto" ? { ...work.shared, policy: { ...policy, uploads: "asked" as const } } : work.shared;
  for (let from = 0; from < scanned.params.length; from += AT_ONCE) {
    work.signal?.throwIfAborted();
    const places = scanned.params.slice(from, from + AT_ONCE);
    const settled = await Promise.allSettled(places.map((place) => one({ ...work, shared }, scanned, place, notes)));
    for (const [index, result] of settled.entries()) {
      const place = places[index] as ParamsPlace;
      if (result.status === "fulfilled") ready.push([place, result.value]);
      else if (isOfBlocks(result.reason)) failures.push(...below(place, result.reason));
      else throw result.reason;
    }
  }
  const refused = oneError(failures);
  if (refused !== null) throw refused;
  return {
    write: () => joined(scanned.bytes, ready),
    renewable: null,
    async remember() {
      for (const [, { remember }] of ready) await remember();
    },
  };
}

async function one(work: BodyWork, scanned: BatchScan, place: ParamsPlace, notes: BodyNotes): Promise<Ready> {
  const { version, signal, shared, splice } = work;
  const scan = scanParams(scanned, place);
  const model = modelIn(scan.body);
  notes.aim ??= work.aim(model);
  if (notes.model === "") notes.model = model;
  const references = work.references(notes.aim, true);
  const own: Notes = { came: 0, plan: null };
  notes.requests.push({ prefix: `requests.${place.index}.params.`, notes: own, references });
  return makeReady(
    { scan, operation: "batches", model, aim: notes.aim, version, signal, references, splice },
    shared,
    own,
  );
}

/** What makes a body unreadable has its path and place in the batch already. */
function isOfBlocks(error: unknown): error is FoveaError {
  return FoveaError.isInstance(error) && !error.code.startsWith("input.body-");
}

/** The errors of one request with their paths in the batch. */
function below({ index }: ParamsPlace, error: FoveaError): FoveaError[] {
  const { cause } = error;
  const parts = cause instanceof AggregateError ? cause.errors.filter(FoveaError.isInstance) : [error];
  const params = `requests.${index}.params`;
  return parts.map((part) => {
    const at = part.at === null || part.at === "" ? params : `${params}.${part.at}`;
    return errorOf(part.code, part.facts, { at, cause: part.cause });
  });
}

async function joined(bytes: Uint8Array, ready: readonly (readonly [ParamsPlace, Ready])[]): Promise<Written | null> {
  const pieces: Uint8Array[] = [];
  let images = 0;
  let from = 0;
  for (const [place, { write, came }] of ready) {
    const written = await write();
    images += written?.images ?? came;
    if (written === null) continue;
    pieces.push(bytes.subarray(from, place.start), ...written.pieces);
    from = place.end;
  }
  if (from === 0) return null;
  pieces.push(bytes.subarray(from));
  return { pieces, images, length: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}

export function cameIn({ requests }: BodyNotes): number {
  return requests.reduce((sum, { notes }) => sum + notes.came, 0);
}

export function linesOf({ requests }: BodyNotes, refused: boolean): ImageLine[] {
  return requests.flatMap(({ prefix, notes, references }) =>
    notes.plan === null ? [] : imageLines(notes.plan, references?.done ?? new Map(), refused, prefix),
  );
}

export function plansOf({ requests }: BodyNotes): readonly { readonly prefix: string; readonly plan: Plan }[] {
  return requests.flatMap(({ prefix, notes }) => (notes.plan === null ? [] : [{ prefix, plan: notes.plan }]));
}
