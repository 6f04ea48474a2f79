// All requests of a batch made ready, or every problem that they have at once.
import { setImmediate as turn } from "node:timers/promises";
import { FoveaError } from "@fovea/client/internal/errors/errors";
import { ReplyError } from "../../reply/envelope.ts";
import { refusalOf } from "../messages/refusal.ts";
import { asOne, problemsBelow, replyBelow } from "./below.ts";
import { eachBounded } from "./each-bounded.ts";
import { type Noted, type Prepared, prepare, type Work } from "./prepared.ts";

/** Requests settled at the same time: what is fetched, read from the store or uploaded for them takes its time. */
const AT_ONCE = 8;
/** How long others wait while a long batch is read, in ms. */
const TURN_MS = 20;
/** Problems after which the rest of a batch is not looked at any more. */
const MAX_PROBLEMS = 20;

interface Failure {
  readonly index: number;
  readonly error: FoveaError | ReplyError;
  readonly body: unknown;
}

/** `onNoted` is told of each request, refused ones too. @throws ReplyError, FoveaError with paths in the batch */
export async function prepareAll(
  work: Work,
  onNoted: (index: number, noted: Noted) => void,
): Promise<readonly Prepared[]> {
  const failures: Failure[] = [];
  let since = performance.now();
  const prepared = await eachBounded(work.scan.params, AT_ONCE, async (place) => {
    const { index } = place;
    if (failures.length >= MAX_PROBLEMS) return null;
    if (performance.now() - since > TURN_MS) {
      await turn();
      since = performance.now();
    }
    work.request.signal.throwIfAborted();
    const noted: Noted = {
      model: "",
      plan: null,
      done: new Map(),
      leftOut: [],
      body: null,
      came: 0,
      hashes: new Map(),
    };
    try {
      return await prepare(work, place, noted);
    } catch (error) {
      if (noted.body === null || !(error instanceof ReplyError || isOfBlocks(error))) throw error;
      failures.push({ index, error, body: noted.body });
      return null;
    } finally {
      onNoted(index, noted);
    }
  });
  if (failures.length > 0) throw told(failures, work);
  return prepared.filter((one) => one !== null);
}

/** Errors of single blocks or of one request; others are of the whole batch. */
function isOfBlocks(error: unknown): error is FoveaError {
  return FoveaError.isInstance(error) && !/^(engine\.|store\.|capability\.operation$)/.test(error.code);
}

function told(failures: readonly Failure[], { context }: Work): unknown {
  const inOrder = [...failures].sort((a, b) => a.index - b.index);
  const [first] = inOrder as [Failure];
  if (first.error instanceof ReplyError) return replyBelow(first.index, first.error);
  const problems = inOrder.flatMap(({ index, error }) =>
    error instanceof ReplyError ? [] : problemsBelow(index, error),
  );
  const requests = Object.fromEntries(inOrder.map(({ index, body }) => [index, { params: body }]));
  return refusalOf(asOne(problems as [FoveaError, ...FoveaError[]]), { requests }, context);
}
