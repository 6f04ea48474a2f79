// Poisoned transcripts repaired with what this machine has: codecs, decoders, and a guarded fetch for urls that the platform does not take.
import { FoveaError, type Problem, problem } from "../errors/errors.ts";
import { bytesRef } from "../input/bytes.ts";
import { openBytes } from "../input/open-bytes.ts";
import type { ImageFacts } from "../media/facts.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.ts";
import { createPixels, type PixelWriter } from "../pixels/create-pixels.ts";
import { mendTruncated } from "../pixels/mend.ts";
import { MAX_DECODED_PIXELS } from "../plan/rules/size.ts";
import type { PlatformId } from "../platform/capability.ts";
import { type CapabilityOverrides, withCapabilities } from "../platform/override.ts";
import { findPlatform } from "../platform/platforms.ts";
import { byteTape } from "../transcript/byte-tape.ts";
import type { Hands } from "../transcript/edits.ts";
import type { Rules } from "../transcript/judge.ts";
import { readRejection } from "../transcript/rejection.ts";
import { repair, valueTape } from "../transcript/repair.ts";
import { repairFile, type TranscriptFileReport } from "../transcript/repair-file.ts";
import type { TranscriptReport } from "../transcript/report.ts";
import { drawForeign } from "./draw-foreign.ts";
import { DEFAULT_MODEL } from "./fovea-options.ts";

/** What `repairTranscript` may be told. */
export interface RepairOptions {
  /** Where the transcript goes. Default `anthropic`. */
  readonly platform?: PlatformId;
  /** What is accepted there in other ways than the table of platforms says. */
  readonly capabilities?: CapabilityOverrides;
  /** The model it goes to. Default: that of the last answer in it, else `claude-sonnet-5-5`. */
  readonly model?: string;
  /** The `anthropic-version` it is sent with. Default `2026-10-21`. */
  readonly apiVersion?: string;
  /**
   * Whether every picture is decoded to its last pixel, which finds those whose header alone is well. Default: where a session tells of a picture that
   * could not be processed.
   */
  readonly deep?: boolean;
  /**
   * How the platform refused it: the error as it was caught, or its text. A limit that it names counts where it is stricter than the table's. Default:
   * what a session itself tells of.
   */
  readonly refusal?: unknown;
  /** Fetches urls that the platform will not fetch; null: nobody does, and they give way to text. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch | null;
  /** Writes the pixels of pictures anew. Default: `createPixels()`, which needs the package sharp when there is something to write. */
  readonly pixels?: PixelWriter;
  readonly signal?: AbortSignal;
}

/** What `repairTranscriptFile` may be told. */
export interface RepairFileOptions extends RepairOptions {
  /** Says what would be done, and changes nothing. Default false. */
  readonly dryRun?: boolean;
}

/** A repaired transcript, and what was changed. */
export interface Repaired<T> {
  /** The repaired one; the very one that was given, when it is healthy. */
  readonly transcript: T;
  readonly report: TranscriptReport;
}

/**
 * Repairs a transcript that a platform refuses for its pictures: bytes of a message list, of a request body, or of one message a line, and the session
 * lines of common coding agents; or such a list or body as an object, which is not changed. Everything that needs no repair stays as it is, byte for byte.
 *
 * @throws InputError `input.no-transcript`; LimitError `limit.transcript-line`; CapabilityError for what this machine lacks
 */
export async function repairTranscript(transcript: Uint8Array, options?: RepairOptions): Promise<Repaired<Uint8Array>>;
export async function repairTranscript<T extends object>(transcript: T, options?: RepairOptions): Promise<Repaired<T>>;
export async function repairTranscript(
  transcript: Uint8Array | object,
  options: RepairOptions = {},
): Promise<Repaired<unknown>> {
  const { rules, hands } = handsOf(options);
  if (transcript instanceof Uint8Array) {
    const { tape, report } = await repair(await byteTape(transcript), rules, hands);
    return { transcript: tape.bytes(), report };
  }
  const { tape, report } = await repair(valueTape(transcript), rules, hands);
  return { transcript: tape.value, report };
}

/**
 * The same with a file, in place, in bounded memory however long it is. The file as it was is kept beside it (`FILE.bak`); a healthy one is not touched.
 *
 * @throws what `repairTranscript` throws; InputError `input.not-found`, `input.is-folder`, `input.not-a-file`, `input.not-readable`, `input.not-writable`,
 * `input.being-repaired`, `input.changed-meanwhile`: then nothing was changed
 */
export async function repairTranscriptFile(
  path: string,
  options: RepairFileOptions = {},
): Promise<TranscriptFileReport> {
  const { rules, hands } = handsOf(options);
  const { dryRun, signal } = options;
  return repairFile(path, rules, hands, { dryRun, signal });
}

function handsOf(options: RepairOptions): { rules: Rules; hands: Hands } {
  const {
    platform = "anthropic",
    capabilities = {},
    model = null,
    apiVersion,
    deep = "told",
    pixels = createPixels({ drawForeign }),
    signal,
  } = options;
  const fetchUrl = options.fetchUrl === undefined ? createGuardedFetch() : options.fetchUrl;
  const mend: Hands["mendTruncated"] = async (bytes, mediaType, missing) => {
    const at = "the picture";
    return mendTruncated(bytes, mediaType, { at, maxPixels: MAX_DECODED_PIXELS, missing, drawForeign });
  };
  const refused = readRejection(options.refusal);
  const rules: Rules = {
    told: refused === null ? [] : [refused],
    platform: withCapabilities(findPlatform(platform), capabilities),
    model,
    defaultModel: DEFAULT_MODEL,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    look: { mendTruncated: mend, decode: (bytes, facts) => decoded(bytes, facts as ImageFacts, pixels, signal), deep },
    fetchUrl:
      fetchUrl === null
        ? null
        : async (url) => {
            const { bytes, declared } = await fetchUrl(url, signal ? { signal } : {});
            return openBytes(bytes, { declared, name: url });
          },
  };
  return { rules, hands: { pixels: (work) => pixels.pixels(work, signal), mendTruncated: mend } };
}

/** Longest side of what is made to see whether all pixels are there, in px: all are read for it, and few are written. */
const PROOF_EDGE_PX = 64;

async function decoded(
  bytes: Uint8Array,
  facts: ImageFacts,
  pixels: PixelWriter,
  signal: AbortSignal | undefined,
): Promise<Problem | null> {
  const scale = Math.min(1, PROOF_EDGE_PX / Math.max(facts.width, facts.height));
  const resize = {
    width: Math.max(1, Math.round(facts.width * scale)),
    height: Math.max(1, Math.round(facts.height * scale)),
  };
  const tier = { maxEdgePx: PROOF_EDGE_PX, maxTokens: 16 };
  const bounds = {
    maxEdgePx: PROOF_EDGE_PX,
    fit: tier,
    seen: tier,
    maxBytes: null,
    maxPixels: MAX_DECODED_PIXELS,
    fallback: null,
  };
  try {
    await pixels.pixels(
      { at: "the picture", bytes: bytesRef(bytes), facts, resize, transcode: "image/png", bounds },
      signal,
    );
    return null;
  } catch (error) {
    if (!FoveaError.isInstance(error) || error.code.startsWith("capability.")) throw error;
    return problem(error.code, error.facts);
  }
}
