// One request on its way: read, made ready, signed, sent; and once more where the platform has forgotten a file that it points to.
import { Buffer } from "node:buffer";
import { isObject } from "../../content/source.ts";
import { FoveaError } from "../../errors/errors.ts";
import { createUploads } from "../../files/create-uploads.ts";
import { filesApiOfFetch } from "../../files/fetch-files.ts";
import { UploadRefusedError } from "../../files/refused.ts";
import { PLATFORMS } from "../../platform/platforms.ts";
import type { splice as spliceBytes } from "../../wire/splice.ts";
import { type Aim, aimOf } from "./aim.ts";
import { type BodyNotes, bodyNotes, cameIn, linesOf, plansOf, type ReadyBody, readyBody } from "./body.ts";
import { decoded } from "./content-encoding.ts";
import { missingFiles } from "./missing-files.ts";
import type { FoveaFetchOptions } from "./options.ts";
import { besideStandard, changed, type Fetch, marked, type Outgoing, SendError } from "./outgoing.ts";
import { joined, type ReadBody, readBody } from "./read-body.ts";
import type { Written } from "./ready.ts";
import { createReferences, type References } from "./references.ts";
import { failureOf, listenerFailureOf, refusalOf, type Told, uploadRefusalOf } from "./refusal.ts";
import type { Route } from "./route.ts";
import type { Shared } from "./shared.ts";
import { signedAgain, signingFetch } from "./signature.ts";

/** Most times that a request is sent again: one file after the other may be found gone. */
const MAX_RESENDS = 3;
/** What no longer holds for a body that was changed. */
const OF_THE_BODY = ["content-length", "content-encoding", "content-md5", "content-digest", "digest", "repr-digest"];

export interface Carried {
  readonly outgoing: Outgoing;
  readonly route: Route;
  readonly options: FoveaFetchOptions;
  readonly shared: Shared;
  readonly inner: Fetch;
  /** The seam where a test loses an edit. */
  readonly splice: typeof spliceBytes;
  /** When the caller handed it over, in ms since 1970. */
  readonly startedMs: number;
}

/** @throws the signal's reason, and what the inner fetch throws */
export async function carry(carried: Carried): Promise<Response> {
  const { response, notes, out } = await unlessLeft(attempt(carried), carried.outgoing.signal);
  if (notes === null) return response;
  try {
    tell(carried, notes, response.status, out);
    return response;
  } catch (error) {
    // The caller's to see, and answered: thrown, clients would take it for a connection that failed, and send what has been sent once more.
    response.body?.cancel().catch(() => undefined);
    return listenerFailureOf(error, toldOf(carried, notes), out === null ? null : response.status);
  }
}

/** Who leaves goes at once, whatever is waited for: a provider of keys, a ledger's lock. Nothing is sent afterwards. */
function unlessLeft(work: Promise<Sent>, signal: AbortSignal | undefined): Promise<Sent> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason);
      work.then(({ response }) => response.body?.cancel()).catch(() => undefined);
    };
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

interface Sent {
  readonly response: Response;
  /** Null for what is not Claude's after all. */
  readonly notes: BodyNotes | null;
  /** Images that went out; null where the request was refused. */
  readonly out: number | null;
}

async function attempt(carried: Carried): Promise<Sent> {
  const { outgoing, inner } = carried;
  const notes = bodyNotes();
  try {
    const read = await readCall(carried);
    if (read === null) return { response: await marked(inner)(outgoing.input, outgoing.init), notes: null, out: null };
    const sent = await send(carried, await prepare(carried, read, notes), notes);
    return (await onceMore(carried, read, sent)) ?? sent;
  } catch (error) {
    if (outgoing.signal?.aborted) throw outgoing.signal.reason;
    if (error instanceof SendError) throw error.cause;
    return { response: replyFor(error, toldOf(carried, notes)), notes, out: null };
  }
}

/** Where the platform's refusal names a limit that its row does not have: the request within that limit, once. Null: the refusal stands. */
async function onceMore(carried: Carried, read: Read, { response, notes }: Sent): Promise<Sent | null> {
  const { options, route, shared } = carried;
  const aim = notes?.aim ?? null;
  if (response.ok || notes === null || aim === null || route.operation === "batches" || options.mode === "strict")
    return null;
  const place = placeOf(carried, notes.model);
  const { signal } = carried.outgoing;
  if (!(await shared.learned.from(response, place, aim.platform, cameIn(notes), signal))) return null;
  const again = bodyNotes();
  try {
    const prepared = await prepare(carried, read, again);
    if (prepared.written === null) return null;
    await response.body?.cancel();
    return await send(carried, prepared, again);
  } catch (error) {
    // What cannot be brought within it is told in the platform's own words.
    if (FoveaError.isInstance(error) && !response.bodyUsed) return null;
    throw error;
  }
}

/** Limits are of a model at an address, with its path: behind one host there can be several servers. */
function placeOf({ outgoing, route }: Carried, model: string): string {
  return `${route.baseURL ?? outgoing.url.origin} ${model}`;
}

interface Read extends ReadBody {
  /** Without their content-encoding. */
  readonly plain: Uint8Array;
}

/** Null for a body that only whoever fetches makes. */
async function readCall({ outgoing, route, shared }: Carried): Promise<Read | null> {
  const { headers, signal } = outgoing;
  signal?.throwIfAborted();
  const read = await readBody(outgoing, shared.maxBytes);
  if (read === null) return null;
  try {
    return { ...read, plain: await decoded(read.bytes, headers, shared.maxBytes, signal) };
  } catch (error) {
    // Where nothing but the body tells whose it is, one that cannot be read is another's.
    if (route.toldBy === null || !FoveaError.isInstance(error)) throw error;
    return { ...read, plain: new Uint8Array() };
  }
}

interface Prepared {
  readonly read: Read;
  readonly body: ReadyBody;
  readonly written: Written | null;
}

async function prepare(carried: Carried, read: Read, notes: BodyNotes): Promise<Prepared> {
  const { outgoing, route, shared, options, splice } = carried;
  const { headers, signal, url } = outgoing;
  if (route.toldBy !== null && !holdsKey(read.plain, route.toldBy)) return { read, body: UNTOUCHED, written: null };
  const body = await readyBody(
    {
      route,
      bytes: read.plain,
      version: headers.get("anthropic-version"),
      signal,
      shared,
      splice,
      aim(model) {
        const aim = aimOf(options, url, headers, route, model);
        return { ...aim, platform: shared.learned.of(placeOf(carried, model), aim.platform) };
      },
      references: (aim, lasting) => referencesFor(carried, aim, lasting),
    },
    notes,
  );
  return { read, body, written: await body.write() };
}

const UNTOUCHED: ReadyBody = { write: async () => null, renewable: null, remember: async () => undefined };

/** Whether the body has the key, however it is spelled. */
function holdsKey(bytes: Uint8Array, key: string): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.includes(`"${key}"`)) return true;
  if (!view.includes("\\u")) return false;
  try {
    // Rare, so that it may take its time; a key that stands twice is there as well.
    const body: unknown = JSON.parse(view.toString());
    return isObject(body) && Object.hasOwn(body, key);
  } catch {
    return false;
  }
}

async function send(carried: Carried, { read, body, written }: Prepared, notes: BodyNotes): Promise<Sent> {
  const { renewable } = body;
  let now = written;
  let edits = renewable?.edits ?? [];
  for (let resends = 0; ; resends++) {
    const response = await sendOnce(carried, read, now, notes);
    const ids = renewable?.references.ids ?? new Set<string>();
    const missing = await missingFiles(response, ids, carried.outgoing.signal);
    if (renewable === null || missing.size === 0 || resends === MAX_RESENDS) {
      if (response.ok) await body.remember();
      return { response, notes, out: now === null ? cameIn(notes) : now.images };
    }
    await response.body?.cancel();
    edits = await renewable.references.renew(edits, missing);
    now = await body.write(edits);
  }
}

async function sendOnce(
  { outgoing, inner, shared, startedMs }: Carried,
  read: ReadBody,
  written: Written | null,
  notes: BodyNotes,
): Promise<Response> {
  const { init, input, method, url } = outgoing;
  const call = async (): Promise<Parameters<Fetch>> => {
    if (written === null) return read.instead === null ? [input, init] : changed(outgoing, read.instead, null);
    const bytes = joined(written.pieces, written.length);
    const headers = new Headers(outgoing.headers);
    for (const name of OF_THE_BODY) headers.delete(name);
    if (read.contentType !== null && !headers.has("content-type")) headers.set("content-type", read.contentType);
    const platform = notes.aim?.platform.title ?? "the platform";
    const elapsedMs = Date.now() - startedMs;
    const toSign = { method, url, headers, body: bytes, platform, at: firstChanged(notes), elapsedMs };
    return changed(outgoing, bytes, await signedAgain(toSign, shared.credentials, shared.environment));
  };
  const args = await call();
  outgoing.signal?.throwIfAborted();
  return marked(inner)(...args);
}

function referencesFor(
  { outgoing, route, shared, inner, startedMs }: Carried,
  aim: Aim,
  lasting: boolean,
): References | null {
  const { policy, ledger, sentAsFile, credentials, environment } = shared;
  const { platform } = aim;
  if (route.baseURL === null || route.operation === "count_tokens") return null;
  if (policy.uploads === "never" || policy.mode === "strict" || !platform.filesApi.value) return null;
  const { headers, signal, init } = outgoing;
  // By the same way as the request: through the same dispatcher or proxy.
  const way = besideStandard(init);
  const sender = marked((input, own) => inner(input, { ...way, ...own }));
  const from = { headers, platform: platform.title, at: null, startedMs };
  const fetch = signingFetch(sender, from, credentials, environment);
  const api = filesApiOfFetch({ fetch, baseURL: route.baseURL, headers });
  const uploads = createUploads({ api, ledger });
  return createReferences({ account: api.account, uploads, sentAsFile, platform, signal, lasting });
}

function toldOf({ options, route }: Carried, { aim }: BodyNotes): Told {
  const platform = aim?.platform.id ?? options.platform ?? route.platform ?? PLATFORMS.compatible.id;
  return { platform, guessed: aim?.guessed ?? false };
}

function replyFor(error: unknown, told: Told): Response {
  if (FoveaError.isInstance(error)) return refusalOf(error, told);
  return error instanceof UploadRefusedError ? uploadRefusalOf(error, told) : failureOf(error, told);
}

/** Path of the first block that is not sent as it came. */
function firstChanged(notes: BodyNotes): string | null {
  for (const { prefix, plan } of plansOf(notes)) {
    const step = plan.steps.find(({ action }) => action !== "keep");
    if (step !== undefined) return prefix + step.at;
  }
  return null;
}

function tell({ options, route }: Carried, notes: BodyNotes, status: number, out: number | null): void {
  const { operation } = route;
  const plans = plansOf(notes);
  for (const { plan, prefix } of plans) options.onPlan?.(plan, { operation, prefix });
  if (notes.aim === null || plans.length === 0) return;
  const { model, aim } = notes;
  const images = linesOf(notes, out === null);
  options.onLedger?.({ platform: aim.platform.id, operation, model, status, in: cameIn(notes), out: out ?? 0, images });
}
