// The pages of the PDFs in a request on its way to a platform, counted before it goes: too many, or an encrypted one, and the platform refuses all of it
// after 32 MB have been sent. Who cannot count in time lets the platform count. The reader is a child process, for the bytes are anybody's.
import { sharedDecoder } from "@fovea/client/internal/client/shared-decoder";
import { type Block, isKnown } from "@fovea/client/internal/content/block";
import type { BytesRef } from "@fovea/client/internal/content/edit";
import { formatPath } from "@fovea/client/internal/content/path";
import type { Decoder } from "@fovea/client/internal/decode/create-decoder";
import { readBytes } from "@fovea/client/internal/input/bytes";
import type { Facts, OtherFacts, PdfPages } from "@fovea/client/internal/media/facts";
import type { GatewayContext } from "../../exchange.ts";
import { createRecentMap } from "./recent-map.ts";

const MAX_WAIT_MS = 5_000;
/** PDFs that are remembered: a conversation sends the same ones again with every turn. */
const MAX_REMEMBERED = 1_000;

export interface PageCounter {
  /** What the bytes prove, and how many pages there are where somebody counted them. Pictures come back as they are. */
  counted(facts: Facts, bytes: BytesRef, at: string): Promise<Facts>;
  /** The blocks, each PDF whose bytes are here with its pages; the same list where there is none. */
  blocks(blocks: readonly Block[], bytesAt: (at: string) => BytesRef): Promise<readonly Block[]>;
}

/** By workspace, so that no time tells one of them what another has sent, and digest of the bytes. */
const remembered = createRecentMap<PdfPages>(MAX_REMEMBERED);
/** One at a time in this process: so much memory, and no more, is held for it. */
let last: Promise<unknown> = Promise.resolve();

export interface PageCounterOptions {
  /** What the request holds of the pool already, in bytes. */
  readonly heldBytes: number;
  /** The request's. */
  readonly signal: AbortSignal;
  /** Default: that of the process. */
  readonly decoder?: Pick<Decoder, "pdf">;
  /** Longest time that the request waits for its pages, all of its PDFs together, in ms. Default 5000. */
  readonly maxWaitMs?: number;
}

/**
 * For one request.
 *
 * @returns a counter that throws nothing but the reason of the request's signal: what is wrong with a file otherwise is the platform's to say
 */
export function createPageCounter(
  { pool, caller }: Pick<GatewayContext, "pool" | "caller">,
  { heldBytes, signal, decoder = sharedDecoder(), maxWaitMs = MAX_WAIT_MS }: PageCounterOptions,
): PageCounter {
  let patience: AbortSignal | undefined;
  const keyOf = (sha256: string): string => `${caller.workspace}/${sha256}`;
  const recall = (sha256: string | null): PdfPages | undefined =>
    sha256 === null ? undefined : remembered.get(keyOf(sha256));

  async function counted(facts: Facts, bytes: BytesRef, at: string): Promise<Facts> {
    if (facts.kind !== "other" || facts.mediaType !== "application/pdf") return facts;
    const { sha256 } = facts;
    patience ??= AbortSignal.any([signal, AbortSignal.timeout(maxWaitMs)]);
    const until = patience;
    const pdf =
      recall(sha256) ??
      // Another block of the same file may have had its turn before.
      (await unlessLate(
        inTurn(async () => recall(sha256) ?? read(bytes, at, until)),
        until,
      ).catch(() => null));
    signal.throwIfAborted();
    return pdf === null ? facts : { ...facts, pdf };
  }

  async function read(ref: BytesRef, at: string, until: AbortSignal): Promise<PdfPages | null> {
    // The bytes, and their copy on its way to the child.
    const size = 2 * ref.length;
    if (until.aborted || heldBytes + size > pool.maxBytes) return null;
    const lease = await pool.reserve(size, until);
    try {
      const bytes = await readBytes(ref);
      const sha256 = await digestOf(bytes);
      const known = recall(sha256);
      if (known !== undefined) return known;
      const { pages, encryption } = await decoder.pdf(bytes, { at, signal: until });
      const pdf: PdfPages = { pages, exact: true, encryption };
      remembered.set(keyOf(sha256), pdf);
      return pdf;
    } finally {
      lease.release();
    }
  }

  return {
    counted,
    async blocks(blocks, bytesAt) {
      if (!blocks.some(isPdf)) return blocks;
      return Promise.all(
        blocks.map(async (block) => {
          const at = formatPath(block.at);
          return isPdf(block) ? { ...block, facts: await counted(block.facts, bytesAt(at), at) } : block;
        }),
      );
    },
  };
}

function isPdf(block: Block): block is Block & { readonly facts: OtherFacts } {
  const { type, facts } = block;
  return type === "document" && isKnown(facts) && facts.mediaType === "application/pdf";
}

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine.catch(() => undefined);
  return mine;
}

/** The outcome, or the signal's reason, whichever is first: whose turn does not come must not wait for it. */
function unlessLate<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    outcome.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

/** In hex; not on this thread. */
async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString("hex");
}
