// One request on its way: read, made ready, signed, sent; and once more where the platform has forgotten a file that it points to.
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
import { changed, type Fetch, joined, marked, type Outgoing, type ReadBody, readBody, SendError } from "./outgoing.ts";
import type { Written } from "./ready.ts";
import { createReferences, type References } from "./references.ts";
import { failureOf, refusalOf, type Told, uploadRefusalOf } from "./refusal.ts";
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
  const { outgoing, inner, options } = carried;
  const notes = bodyNotes();
  try {
    const prepared = await prepare(carried, notes);
    if (prepared === null) return inner(outgoing.input, outgoing.init);
    return await send(carried, prepared, notes);
  } catch (error) {
    if (outgoing.signal?.aborted) throw outgoing.signal.reason;
    if (error instanceof SendError) throw error.cause;
    const reply = replyFor(error, toldOf(carried, notes));
    tell(options, carried.route, notes, { status: reply.status, out: 0, refused: true });
    return reply;
  }
}

interface Prepared {
  readonly read: ReadBody;
  readonly body: ReadyBody;
  readonly written: Written | null;
}

/** Null for what is not Claude's after all. */
async function prepare(carried: Carried, notes: BodyNotes): Promise<Prepared | null> {
  const { outgoing, route, shared, options, splice } = carried;
  const { headers, signal, url } = outgoing;
  signal?.throwIfAborted();
  const read = await readBody(outgoing, shared.maxBytes);
  if (read === null) return null;
  const bytes = await decoded(read.bytes, headers, shared.maxBytes, signal);
  signal?.throwIfAborted();
  if (!route.certain && !namesVersion(bytes)) return untouched(read);
  const work = {
    route,
    bytes,
    version: headers.get("anthropic-version"),
    signal,
    shared,
    splice,
    aim: (model: string) => aimOf(options, url, headers, route, model),
    references: (aim: Aim, lasting: boolean) => referencesFor(carried, aim, lasting),
  };
  const body = await readyBody(work, notes);
  return { read, body, written: await body.write() };
}

/** What stands in every request for Claude on the clouds whose paths other models share. */
const VERSION = Buffer.from('"anthropic_version"');

function namesVersion(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(VERSION);
}

function untouched(read: ReadBody): Prepared {
  const body = { write: async () => null, renewable: null, remember: async () => undefined };
  return { read, body, written: null };
}

async function send(carried: Carried, { read, body, written }: Prepared, notes: BodyNotes): Promise<Response> {
  const { options, route } = carried;
  const { renewable } = body;
  let now = written;
  let edits = renewable?.edits ?? [];
  for (let resends = 0; ; resends++) {
    const response = await sendOnce(carried, read, now, notes);
    const missing = renewable === null ? new Set<string>() : await missingFiles(response, renewable.references.ids);
    if (renewable === null || missing.size === 0 || resends === MAX_RESENDS) {
      if (response.ok) await body.remember();
      const out = now === null ? cameIn(notes) : now.images;
      tell(options, route, notes, { status: response.status, out, refused: false });
      return response;
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
  { aim }: BodyNotes,
): Promise<Response> {
  const { init, input, method, url } = outgoing;
  const call = async (): Promise<Parameters<Fetch>> => {
    if (written === null) return read.instead === null ? [input, init] : changed(outgoing, read.instead, null);
    const bytes = joined(written.pieces, written.length);
    const headers = new Headers(outgoing.headers);
    for (const name of OF_THE_BODY) headers.delete(name);
    const platform = aim?.platform.title ?? "the platform";
    const elapsedMs = Date.now() - startedMs;
    const toSign = { method, url, headers, body: bytes, platform, elapsedMs };
    return changed(outgoing, bytes, await signedAgain(toSign, shared.credentials, shared.environment));
  };
  const args = await call();
  outgoing.signal?.throwIfAborted();
  return marked(inner)(...args);
}

function referencesFor({ outgoing, route, shared, inner }: Carried, aim: Aim, lasting: boolean): References | null {
  const { policy, ledger, sentAsFile, credentials, environment } = shared;
  const { platform } = aim;
  if (route.baseURL === null || route.operation === "count_tokens") return null;
  if (policy.uploads === "never" || policy.mode === "strict" || !platform.filesApi.value) return null;
  const { headers, signal } = outgoing;
  const fetch = signingFetch(marked(inner), { headers, platform: platform.title }, credentials, environment);
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

function tell(
  { onPlan, onLedger }: FoveaFetchOptions,
  { operation }: Route,
  notes: BodyNotes,
  { status, out, refused }: { readonly status: number; readonly out: number; readonly refused: boolean },
): void {
  const plans = plansOf(notes);
  for (const { plan, prefix } of plans) onPlan?.(plan, { operation, prefix });
  if (notes.aim === null || plans.length === 0) return;
  const { model, aim } = notes;
  const images = linesOf(notes, refused);
  onLedger?.({ platform: aim.platform.id, operation, model, status, in: cameIn(notes), out, images });
}
