// What `createFovea` takes.
import type { Decoder } from "../decode/create-decoder.ts";
import type { UploadLedger } from "../files/upload-ledger.ts";
import type { GuardedFetch } from "../net/guarded-fetch.ts";
import type { PixelWriter } from "../pixels/create-pixels.ts";
import type { Policy } from "../plan/plan.ts";
import type { PlatformId } from "../platform/capability.ts";
import type { CapabilityOverrides } from "../platform/override.ts";
import type { ConnectOptions } from "./connect.ts";

/** Used when nobody names a model. Source: Claude models documentation, read 2026-10-07; the middle of the newest line. */
export const DEFAULT_MODEL = "claude-sonnet-5-5";
/** Used when nobody says how long an answer may be, in tokens. */
export const DEFAULT_MAX_TOKENS = 4096;
/** How long what is uploaded for a request is kept when nobody says so, in seconds: a day. */
export const DEFAULT_EXPIRY_SECONDS = 86_400;

/** `fit` is `seen` unless it is named: pictures are sent in the size the model sees, or as they are where sharp is not installed. */
export interface FoveaOptions extends ConnectOptions, Partial<Policy> {
  /**
   * Where requests go, so that the plan knows what is accepted there. Default: found from the class of `client`, its fields, or its address. An
   * address of nobody's that Fovea knows is `compatible`, of which only base64 pictures are expected: for a proxy of the Claude API say
   * `anthropic`. Of Foundry's two hostings, which look alike, it is the one by Anthropic: say `foundry-azure` for the other.
   */
  readonly platform?: PlatformId;
  /** What is accepted there in other ways than the table of platforms says. */
  readonly capabilities?: CapabilityOverrides;
  /** Default model. Default `claude-sonnet-5-5`. */
  readonly model?: string;
  /** Remembers what was uploaded where. Default: the memory of this Fovea; `createFileLedger(path)` is one that processes share. */
  readonly ledger?: UploadLedger;
  /**
   * How long what is uploaded for a request (method `file`) is kept on the platform, in seconds, 3600 to 7776000; null: until it is deleted.
   * Default 86400, a day. What `upload()` is given is kept for as long as it says itself.
   */
  readonly uploadsExpireInSeconds?: number | null;
  /** Fetches urls that the platform will not fetch. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch;
  /** Origins, like `http://10.0.0.5:8080`, whose urls are fetched here though they are not https or not public. Default none. */
  readonly openedOrigins?: readonly string[];
  /** Writes the pixels of pictures anew. Default: `createPixels()`, which needs the package sharp when there is something to write. */
  readonly pixels?: PixelWriter;
  /** Reads PDFs, in a child process. Default: `createDecoder()`, which needs the package @hyzyla/pdfium when there is a PDF to read. */
  readonly decoder?: Decoder;
}
