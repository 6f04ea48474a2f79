// The surface as callers see it: one interface, and the options of its calls.
import type { Box } from "../content/geometry.ts";
import type { Pruned } from "../files/uploads.ts";
import type { Input } from "../input/opened.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import type { Answer } from "./answer.ts";
import type { AnswerStream } from "./answer-stream.ts";
import type { DocumentBlock, ImageBlock } from "./block-types.ts";
import type { Conversation, ConversationOptions } from "./conversation/conversation.ts";
import type { EstimatedInputs, EstimateInputsOptions } from "./estimate-inputs.ts";
import type { ImageOptions, OneInput } from "./image.ts";
import type { Inputs } from "./inputs.ts";
import type { Located, LocateOptions } from "./locate.ts";
import type { OnProgress } from "./progress.ts";
import type { PruneOptions, UploadedInput, UploadOptions } from "./upload.ts";

/** What one call says of itself; the policy of `createFovea` counts where it is silent. */
export interface AskOptions extends Partial<Policy> {
  readonly model?: string;
  /** Instructions that stand before the conversation. */
  readonly system?: string;
  /** Longest answer, in tokens. Default 4096. */
  readonly maxTokens?: number;
  /** JSON schema the answer must fit; sent as `output_config.format`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Puts `Image 1:` and so on before each picture without a label of its own. Default: when there are several, and no text block among them. */
  readonly label?: boolean;
  /** Takes EXIF, XMP, IPTC and comments out of the pictures in hand, and of those that are fetched here; no pixel changes. Default false. */
  readonly stripMetadata?: boolean;
  /**
   * Sends what can be seen of a JPEG, PNG, GIF, WebP, TIFF, BMP or HEIC whose end is missing, labelled as such; the rest is grey, or black. Default false: it
   * is refused, with how much is missing.
   */
  readonly mendTruncated?: boolean;
  /**
   * Sends the pages of PDFs as pictures in the size the model sees, each with its label (`report.pdf page 3:`). Default: where the platform
   * takes no PDF.
   */
  readonly asImages?: boolean;
  /** Read when an input is `-`. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  /** Ends the call: reading, fetching, uploading and the request itself. Its reason is thrown, or the official client's abort error. */
  readonly signal?: AbortSignal;
  /** Told what is going on: opening, fetching, resizing, uploading, sending. Never called after the call has settled. */
  readonly onProgress?: OnProgress;
}

/** What `plan` is told: what `ask` would be, and whether urls are fetched. */
export interface PlanOptions extends Omit<AskOptions, "maxTokens"> {
  /** Fetches url inputs to know their size and tokens. Default false: no network. */
  readonly fetch?: boolean;
  /** The text the pictures come with; it counts towards the request's bytes. */
  readonly prompt?: string;
}

/** All calls to one platform with one client. Safe to share: calls may run at the same time. */
export interface Fovea {
  /**
   * Asks about pictures and documents. Every input reaches the model, or an error names the one that cannot. Text files (.txt, .md, .csv, ...) go as
   * documents; `report.pdf#2-5` is a PDF of those pages, `film.gif#3` that frame.
   *
   * @throws InputError, LimitError, CapabilityError, FetchError; errors of the platform come as the official client throws them
   */
  ask(inputs: Inputs, prompt: string, options?: AskOptions): Promise<Answer>;
  /** As `ask`, the text in pieces as it arrives. */
  stream(inputs: Inputs, prompt: string, options?: AskOptions): AnswerStream;
  /**
   * Where things are in a picture: boxes, or points, in whole px of the upright original, whatever size the model saw.
   *
   * @param what the thing or things, in plain words: `the cup`, `every button`
   * @throws EngineError `engine.find-answer` when the answer is no list of places, `engine.find-coordinates` when they lie outside the picture;
   * InputError `input.no-pixels` for a PDF of several pages of which none is named, or a file id; and what `ask` throws
   */
  locate(input: Input, what: string, options?: LocateOptions & { readonly give?: "boxes" }): Promise<Located>;
  locate(input: Input, what: string, options: LocateOptions & { readonly give: "points" }): Promise<Located<null>>;
  locate(input: Input, what: string, options?: LocateOptions): Promise<Located<Box | null>>;
  /** What `ask` would do with the inputs, and what it would cost. Sends nothing. */
  plan(inputs: Inputs, options?: PlanOptions): Promise<Plan>;
  /**
   * Tokens, USD and bytes on the wire, by each method and for as many turns as are asked for. Sends nothing.
   *
   * @throws what `plan` throws, and TypeError for an option that is not of its kind
   */
  estimate(inputs: Inputs, options?: EstimateInputsOptions): Promise<EstimatedInputs>;
  /**
   * Puts a picture, PDF or text file on the platform, in the form in which `ask` would send it, unless the same bytes are there already.
   *
   * @throws CapabilityError `capability.operation` where the platform has no files; InputError `input.already-file`, `input.several-pictures`; what
   * opening and fetching throw; errors of the platform as they came
   */
  upload(input: OneInput, options?: UploadOptions): Promise<UploadedInput>;
  /**
   * Deletes from the platform what the ledger holds and nothing needs any more. What cannot be deleted stays in the ledger, with why.
   *
   * @throws CapabilityError `capability.operation` where the platform has no files
   */
  prune(options?: PruneOptions): Promise<Pruned>;
  /**
   * A content block of a picture or document in a form that the platform accepts, for a request that is written by hand.
   *
   * @throws InputError `input.several-pictures` for several pages or frames; what `plan` refuses; what opening and fetching throw
   */
  image(input: OneInput, options?: ImageOptions): Promise<ImageBlock | DocumentBlock>;
  /**
   * A conversation: keeps what was said, makes each picture right once, and sends it as it was ever after. Pictures are uploaded where the platform
   * has files, unless `uploads` says otherwise: a long conversation then stays small on the wire.
   *
   * @throws TypeError for an option that is none, or not of its kind; CapabilityError `capability.threads`
   */
  conversation(options?: ConversationOptions): Conversation;
}
