// What `foveaFetch` takes.
import type { Decoder } from "../../decode/create-decoder.ts";
import type { UploadLedger } from "../../files/upload-ledger.ts";
import type { GuardedFetch } from "../../net/guarded-fetch.ts";
import type { PixelWriter } from "../../pixels/create-pixels.ts";
import type { Plan, Policy } from "../../plan/plan.ts";
import type { PlatformId } from "../../platform/capability.ts";
import type { CapabilityOverrides } from "../../platform/override.ts";
import type { RequestLedger } from "./image-lines.ts";
import type { Fetch } from "./outgoing.ts";
import type { Operation } from "./route.ts";
import type { CredentialsOf } from "./signature.ts";

/** Which request a plan is of. */
export interface PlannedRequest {
  readonly operation: Operation;
  /** In front of the plan's paths: empty, or in a batch `requests.3.params.`. */
  readonly prefix: string;
}

/** Of the policy, `method` is `auto` unless it is named, `uploads` is `asked`, `fit` is `legal` and `mode` is `mend`. */
export interface FoveaFetchOptions extends Partial<Policy> {
  /**
   * Where requests go. Default: by the address, the signature, the path and the model of each request; where none of them shows it, `compatible`, to
   * which pictures go as base64.
   */
  readonly platform?: PlatformId;
  /** What is accepted there in other ways than the table of platforms says. */
  readonly capabilities?: CapabilityOverrides;
  /** Sends requests. Default: the global `fetch`, as it is when a request is sent. */
  readonly fetch?: Fetch;
  /** Fetches urls that the platform will not fetch. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch;
  /** Origins, like `http://10.0.0.5:8080`, whose urls are fetched here though they are not https or not public. Default none. */
  readonly openedOrigins?: readonly string[];
  /** Writes the pixels of pictures anew. Default: `createPixels()`, which needs the package sharp when there is something to write. */
  readonly pixels?: PixelWriter;
  /** Draws HEIC and SVG, in a child process. Default: one for the process, which needs the package libheif-js when there is HEIC to draw. */
  readonly decoder?: Decoder;
  /** Remembers what was uploaded where. Default: the memory of this fetch. */
  readonly ledger?: UploadLedger;
  /**
   * The keys to sign changed requests with, where the client signs its requests (AWS). Default: those of the environment (AWS_ACCESS_KEY_ID, ...),
   * where they are the ones that the request was signed with.
   */
  readonly credentials?: CredentialsOf;
  /** Longest body that is looked at, in bytes, once decoded. Default 268435456 (256 MiB), the longest that any platform takes. */
  readonly maxBytes?: number;
  /** Most bytes of pictures from urls that are remembered, so that a later turn has the same. Default 67108864 (64 MiB). */
  readonly maxKeptUrlBytes?: number;
  /** Told of the plan of every request that holds a picture or document, also of those that are refused. */
  readonly onPlan?: (plan: Plan, of: PlannedRequest) => void;
  /** Told of every such request when its reply has begun, or it was refused: what came in, what went out, what was done with each image. */
  readonly onLedger?: (ledger: RequestLedger) => void;
}
