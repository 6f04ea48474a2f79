// A request that is not sent, as an answer: in the platform's envelope for errors, so that programs that never heard of Fovea show the sentence.
//
// Not thrown: what a fetch throws is to every client a connection that failed, which it tries again and whose words it replaces by its own.
import { FoveaError } from "../../errors/errors.ts";
import type { UploadRefusedError } from "../../files/refused.ts";
import type { PlatformId } from "../../platform/capability.ts";

/** Most problems that one answer tells of. */
const MAX_TOLD = 20;

/** Statuses that clients try again by themselves, whatever else they are told. Source: npm ai 7.0.173, @anthropic-ai/sdk 1.12.0. */
const TRIED_AGAIN: ReadonlySet<number> = new Set([408, 409, 429]);

/** What an answer says beside the errors. */
export interface Told {
  readonly platform: PlatformId;
  /** Whether nothing showed which platform it is. */
  readonly guessed: boolean;
}

/** The answer for an error of Fovea's. */
export function refusalOf(error: FoveaError, told: Told): Response {
  const errors = partsOf(error);
  const status = Math.max(...errors.map(statusOf));
  const retry = errors.some((one) => one.retry);
  return answer(status, told, retry, { message: messageOf(errors, told), details: detailsOf(errors) });
}

/** The answer for an upload that the platform refused: its status, and when it says to try again. */
export function uploadRefusalOf({ status, message, errorCode, headers }: UploadRefusedError, told: Told): Response {
  const retry = headers["x-should-retry"] ?? String(status >= 500 || TRIED_AGAIN.has(status));
  const details = errorCode === null ? null : { error_code: errorCode };
  const reply = answer(status, told, retry === "true", { message, details });
  for (const name of ["retry-after", "retry-after-ms"])
    if (headers[name] !== undefined) reply.headers.set(name, headers[name]);
  return reply;
}

/** The answer for what nobody expected: a fault of Fovea's own. */
export function failureOf(error: unknown, told: Told): Response {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Fovea could not make this request ready, and sent nothing: ${reason}`;
  return answer(500, told, false, { message, details: null });
}

/**
 * The answer for what `onPlan` or `onLedger` threw.
 *
 * @param sent status of the reply to what was sent; null where nothing was
 */
export function listenerFailureOf(error: unknown, told: Told, sent: number | null): Response {
  const reason = error instanceof Error ? error.message : String(error);
  const done = sent === null ? "Nothing was sent." : `The request had been sent; its reply (status ${sent}) is lost.`;
  const message = `A listener of foveaFetch (onPlan or onLedger) threw: ${reason} ${done} Let listeners catch what they throw.`;
  return answer(400, told, false, { message, details: null });
}

/** `x-should-retry` is obeyed by the official clients; the others go by the status. */
function answer(
  status: number,
  { platform }: Told,
  retry: boolean,
  { message, details }: { readonly message: string; readonly details: object | null },
): Response {
  const type = status === 413 ? "request_too_large" : status >= 500 ? "api_error" : "invalid_request_error";
  const headers = new Headers({ "content-type": "application/json", "x-should-retry": String(retry) });
  const error = { type, message, ...(details && { details }) };
  const body = { type: "error", error, request_id: null };
  if (platform !== "bedrock-legacy") return new Response(JSON.stringify(body), { status, headers });
  headers.set("x-amzn-errortype", status === 500 ? "InternalServerException" : "ValidationException");
  // AWS's envelope; clients that know both find the rest as well.
  return new Response(JSON.stringify({ message, ...body }), { status, headers });
}

function partsOf(error: FoveaError): readonly FoveaError[] {
  const { cause } = error;
  const parts = cause instanceof AggregateError ? cause.errors.filter(FoveaError.isInstance) : [];
  return parts.length === 0 ? [error] : parts;
}

function statusOf({ status }: FoveaError): number {
  return status < 400 || status >= 500 || TRIED_AGAIN.has(status) ? 400 : status;
}

function messageOf(errors: readonly FoveaError[], { guessed }: Told): string {
  const said = errors
    .slice(0, MAX_TOLD)
    .map(({ at, message, fix }) => `${at === null || message.startsWith(at) ? "" : `${at}: `}${message} ${fix}`);
  const more = errors.length > MAX_TOLD ? ` And ${errors.length - MAX_TOLD} more.` : "";
  const note = guessed && errors.some(isOfPlatform) ? ` ${GUESSED}` : "";
  const count = errors.length === 1 ? "" : `${errors.length} problems: `;
  return `${count}${said.join(" ")}${more}${note}`;
}

const GUESSED =
  'Nothing in the address shows which platform this is, so it was taken for a server that only speaks the Claude API; name it: foveaFetch({ platform: "anthropic" }).';

function isOfPlatform({ code }: FoveaError): boolean {
  return code.startsWith("capability.");
}

function detailsOf(errors: readonly FoveaError[]): Record<string, unknown> {
  const told = errors
    .slice(0, MAX_TOLD)
    .map(({ code, title, message, fix, at }) => ({ code, title, message, fix, at }));
  const [first] = told as [(typeof told)[number]];
  if (errors.length === 1) {
    const { code, title, fix, at } = first;
    return { error_code: code, title, fix, ...(at === null ? {} : { at }) };
  }
  return { error_code: "input.several-problems", problems: told, ...(first.at === null ? {} : { at: first.at }) };
}
