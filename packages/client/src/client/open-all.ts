// Opens every input of a call, and tells of every one that cannot be opened.
import { FoveaError } from "../errors/errors.ts";
import { type OpenOptions, open } from "../input/open.ts";
import type { Input, Opened, OpenedText } from "../input/opened.ts";
import { oneError } from "../plan/errors.ts";

/**
 * @throws the one error, or `input.several-problems` with all of them
 */
export async function openAll(inputs: readonly Input[], options: OpenOptions): Promise<(Opened | OpenedText)[]> {
  const results = await Promise.allSettled(inputs.map((input) => open(input, { ...options, texts: true })));
  const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (reasons.length === 0)
    return results.map((result) => (result as PromiseFulfilledResult<Opened | OpenedText>).value);
  // What is no error of ours (an abort, a caller's own stream failing) goes through as it is.
  const foreign = reasons.find((reason) => !FoveaError.isInstance(reason));
  throw foreign ?? oneError(reasons as FoveaError[]);
}
