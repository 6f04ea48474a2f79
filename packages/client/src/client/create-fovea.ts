// The surface for new code: hold anything, ask anything.
import type { Box } from "../content/geometry.ts";
import type { Decoder } from "../decode/create-decoder.ts";
import type { Input } from "../input/opened.ts";
import { createGuardedFetch, type GuardedFetch } from "../net/guarded-fetch.ts";
import { createPixels, type PixelWriter } from "../pixels/create-pixels.ts";
import type { Plan, Policy } from "../plan/plan.ts";
import type { PlatformId } from "../platform/capability.ts";
import { modelOf } from "../platform/models.ts";
import { type CapabilityOverrides, withCapabilities } from "../platform/override.ts";
import { findPlatform } from "../platform/platforms.ts";
import { type Answer, type AnswerStream, answerOf, answerStream } from "./answer.ts";
import { checkCall, checkLocate, checkOptions } from "./check-options.ts";
import { type ConnectOptions, connector } from "./connect.ts";
import { drawForeign } from "./draw-foreign.ts";
import { type Located, type LocateOptions, locate } from "./locate.ts";
import type { MessageLike, MessageStreamLike } from "./messages-client.ts";
import { planInputs, prepare, type Wish } from "./prepare.ts";
import { asMessage, received } from "./receive.ts";
import { sharedDecoder } from "./shared-decoder.ts";

/** Used when nobody names a model. Source: Claude models documentation, read 2026-10-07; the middle of the newest line. */
export const DEFAULT_MODEL = "claude-sonnet-5-5";
/** Used when nobody says how long an answer may be, in tokens. */
export const DEFAULT_MAX_TOKENS = 4096;

/** `fit` is `seen` unless it is named: pictures are sent in the size the model sees, or as they are where sharp is not installed. */
export interface FoveaOptions extends ConnectOptions, Partial<Policy> {
  /** Where requests go, so that the plan knows what is accepted there. Default `anthropic`. */
  readonly platform?: PlatformId;
  /** What is accepted there in other ways than the table of platforms says. */
  readonly capabilities?: CapabilityOverrides;
  /** Default model. Default `claude-sonnet-5-5`. */
  readonly model?: string;
  /** Fetches urls that the platform will not fetch. Default: `createGuardedFetch()`. */
  readonly fetchUrl?: GuardedFetch;
  /** Origins, like `http://10.0.0.5:8080`, whose urls are fetched here though they are not https or not public. Default none. */
  readonly openedOrigins?: readonly string[];
  /** Writes the pixels of pictures anew. Default: `createPixels()`, which needs the package sharp when there is something to write. */
  readonly pixels?: PixelWriter;
  /** Reads PDFs, in a child process. Default: `createDecoder()`, which needs the package @hyzyla/pdfium when there is a PDF to read. */
  readonly decoder?: Decoder;
}

export interface AskOptions extends Partial<Policy> {
  readonly model?: string;
  /** Instructions that stand before the conversation. */
  readonly system?: string;
  /** Longest answer, in tokens. Default 4096. */
  readonly maxTokens?: number;
  /** JSON schema the answer must fit; sent as `output_config.format`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Puts `Image 1:` and so on before each picture. Default: when there are several. */
  readonly label?: boolean;
  /** Takes EXIF, XMP, IPTC and comments out of the pictures in hand, and of those that are fetched here; no pixel changes. Default false. */
  readonly stripMetadata?: boolean;
  /**
   * Sends what can be seen of a JPEG, PNG or GIF whose end is missing, labelled as such. Default false: it is refused, with how much is missing.
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
  readonly signal?: AbortSignal;
}

export interface PlanOptions extends Omit<AskOptions, "maxTokens"> {
  /** Fetches url inputs to know their size and tokens. Default false: no network. */
  readonly fetch?: boolean;
  /** The text the pictures come with; it counts towards the request's bytes. */
  readonly prompt?: string;
}

export interface Fovea {
  /**
   * Asks about pictures and documents. Every input reaches the model, or an error names the one that cannot. Text files (.txt, .md, .csv, ...) go as
   * documents; `report.pdf#2-5` is a PDF of those pages, `film.gif#3` that frame.
   *
   * @throws InputError, LimitError, CapabilityError, FetchError; errors of the platform come as the official client throws them
   */
  ask(inputs: Input | readonly Input[], prompt: string, options?: AskOptions): Promise<Answer>;
  /** As `ask`, the text in pieces as it arrives. */
  stream(inputs: Input | readonly Input[], prompt: string, options?: AskOptions): AnswerStream;
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
  plan(inputs: Input | readonly Input[], options?: PlanOptions): Promise<Plan>;
}

/**
 * Makes a Fovea.
 *
 * @throws TypeError when an option is not of its kind; InputError `input.unknown-platform`
 */
export function createFovea(options: FoveaOptions = {}): Fovea {
  checkOptions(options);
  const {
    client,
    apiKey,
    authToken,
    baseURL,
    fetch,
    openedOrigins = [],
    fetchUrl = createGuardedFetch({ allowOrigins: openedOrigins }),
    pixels = createPixels({ drawForeign }),
    decoder = sharedDecoder(),
    ...defaults
  } = options;
  const platform = withCapabilities(findPlatform(defaults.platform ?? "anthropic"), defaults.capabilities ?? {});
  const connect = connector(defined({ client, apiKey, authToken, baseURL, fetch }) as ConnectOptions);

  function wish(inputs: Input | readonly Input[], prompt: string, call: AskOptions): Wish {
    const all = Array.isArray(inputs) ? (inputs as readonly Input[]) : [inputs as Input];
    if (typeof prompt !== "string") throw new TypeError("prompt must be a string");
    checkCall(call);
    const { model, known } = modelOf(call.model ?? defaults.model ?? DEFAULT_MODEL);
    return {
      inputs: all,
      prompt,
      label: call.label ?? all.length > 1,
      platform,
      model,
      modelKnown: known,
      policy: policyOf(defaults, call),
      fields: {
        // The caller's own spelling: a Bedrock id or a deployment's name must reach its platform.
        model: call.model ?? defaults.model ?? DEFAULT_MODEL,
        max_tokens: call.maxTokens ?? DEFAULT_MAX_TOKENS,
        ...(call.system === undefined ? {} : { system: call.system }),
        ...(call.schema === undefined
          ? {}
          : { output_config: { format: { type: "json_schema", schema: call.schema } } }),
      },
      fetchUrl,
      openedOrigins,
      pixels,
      decoder,
      asImages: call.asImages,
      stripMetadata: call.stripMetadata ?? false,
      mendTruncated: call.mendTruncated ?? false,
      stdin: call.stdin,
      cwd: call.cwd,
      signal: call.signal,
    };
  }

  async function send(body: unknown, signal: AbortSignal | undefined): Promise<MessageLike> {
    const { messages } = await connect();
    return asMessage(await received(() => messages.create(body, { signal }), signal));
  }

  return {
    async ask(inputs, prompt, call = {}) {
      const { body, plan } = await prepare(wish(inputs, prompt, call));
      return answerOf(await send(body, call.signal), plan);
    },
    async locate(input: Input, what: string, call: LocateOptions = {}): Promise<Located<never>> {
      checkLocate(call);
      const { model, fit, system, maxTokens, signal } = call;
      const asked = defined({ model, fit, system, maxTokens, signal });
      const located = await locate(
        input,
        what,
        { ...call, fetchUrl },
        {
          // What is asked about is what was measured: base64, and no second copy on the platform.
          wish: (bytes, prompt, schema) =>
            wish(bytes, prompt, { ...asked, ...(schema && { schema }), method: "base64", uploads: "never" }),
          send: (body) => send(body, signal),
        },
      );
      return located as Located<never>;
    },
    stream(inputs, prompt, call = {}) {
      return answerStream(async () => {
        const { body, plan } = await prepare(wish(inputs, prompt, call));
        const { messages } = await connect();
        return { stream: messages.stream(body, { signal: call.signal }) as MessageStreamLike, plan };
      }, call.signal);
    },
    async plan(inputs, call = {}) {
      const planned = await planInputs(wish(inputs, call.prompt ?? "", call), call.fetch ? "all" : "none");
      return planned.plan;
    },
  };
}

function policyOf(defaults: Partial<Policy>, call: Partial<Policy>): Partial<Policy> {
  const pick = ({ method, uploads, fit, mode }: Partial<Policy>): Partial<Policy> =>
    defined({ method, uploads, fit, mode });
  return { ...pick(defaults), ...pick(call) };
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(value: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<{
    [K in keyof T]: Exclude<T[K], undefined>;
  }>;
}
