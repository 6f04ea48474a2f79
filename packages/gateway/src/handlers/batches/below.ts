// What is said of one request's params, said of the batch: every path gets in front where that request stands.
import { errorOf, FoveaError } from "@fovea/client/internal/errors/errors";
import { ReplyError } from "../../reply/envelope.ts";

/** `messages.0.content.1` of request 3 is `requests.3.params.messages.0.content.1`. */
export function pathBelow(index: number, at: string | null): string {
  const params = `requests.${index}.params`;
  return at === null || at === "" ? params : `${params}.${at}`;
}

/** The errors of a plan as single ones, each with its path in the batch. */
export function problemsBelow(index: number, error: FoveaError): FoveaError[] {
  const { cause } = error;
  const parts = cause instanceof AggregateError ? cause.errors.filter(FoveaError.isInstance) : [error];
  return parts.map((one) => errorOf(one.code, one.facts, { at: pathBelow(index, one.at), cause: one.cause }));
}

/** Problems of several requests as one error, as a plan has it. */
export function asOne(problems: readonly [FoveaError, ...FoveaError[]]): FoveaError {
  const [first, ...more] = problems;
  if (more.length === 0) return first;
  return errorOf(first.code, first.facts, { at: first.at ?? "", cause: new AggregateError(problems) });
}

/** A path in front of a sentence, as the validator writes it: `model: Field required`. */
const PATH = /^[a-z_]+(\.[a-z_0-9]+)*: /;

export function replyBelow(index: number, error: ReplyError): ReplyError {
  const { status, message, details, headers } = error;
  const at = details?.at;
  const told = typeof at === "string" ? { ...details, at: pathBelow(index, at) } : details;
  const place = pathBelow(index, headers["fovea-at"] ?? null);
  const text = PATH.test(message) ? pathBelow(index, message) : `${pathBelow(index, null)}: ${message}`;
  return new ReplyError(status, text, told, { ...headers, "fovea-at": place });
}
