// A conversation as callers see it: one interface, and the options of its calls.
import type { Plan, Policy } from "../../plan/plan.ts";
import type { RejectionKind } from "../../transcript/rejection.ts";
import type { Answer } from "../answer.ts";
import type { OnProgress } from "../progress.ts";
import type { SavedConversation } from "./saved.ts";
import type { TurnInputs } from "./turn-inputs.ts";

/** Fields of the Messages API that stand before the messages, and go as they are. */
export interface ConversationFields {
  /** Instructions: a text, or text blocks of the Messages API. */
  readonly system?: string | readonly object[];
  /** Tools in the form of the Messages API. */
  readonly tools?: readonly object[];
  /** `thinking` of the Messages API. Default: the platform's. */
  readonly thinking?: object;
  /** Other fields of the Messages API (`tool_choice`, `metadata`, `output_config` ...). */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** `uploads` is `auto` here unless it is named: see `docs/conversations.md`. */
export interface ConversationOptions extends Partial<Policy>, ConversationFields {
  /** Default: that of `createFovea`. */
  readonly model?: string;
  /** Longest answer, in tokens. Default 4096. */
  readonly maxTokens?: number;
  /** Puts `Image 1:` and so on before each picture, counted through the conversation. Default: where there are several. */
  readonly label?: boolean;
  /**
   * Marks where the platform should cache the prompt, and for how long. False: no marks. Default `5m`, where the platform takes marks and the prompt
   * is long enough for the model; none where your own blocks have marks.
   */
  readonly cache?: false | "5m" | "1h";
  /** The platform holds the conversation between the turns (message threads, a beta), by the official client's own helper. Default false. */
  readonly threads?: boolean;
  /** Where the bytes of pictures are kept, each under its sha256: for `save()` and `load()`, and instead of memory. Made where it is missing. */
  readonly directory?: string;
}

/** What may be said for one turn alone. */
export interface TurnOptions extends Partial<Pick<Policy, "method" | "fit">> {
  /** Longest answer of this turn, in tokens. */
  readonly maxTokens?: number;
  /** JSON schema the answer must fit; sent as `output_config.format`. Not with `threads`. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Other fields of the Messages API for this turn alone. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly label?: boolean;
  /** As in `AskOptions`. */
  readonly stripMetadata?: boolean;
  /** As in `AskOptions`. */
  readonly mendTruncated?: boolean;
  /** As in `AskOptions`. */
  readonly asImages?: boolean;
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Folder that relative paths start from. Default: the process's. */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Told what is going on until the turn is sent, and of each time that it is. What it throws ends the turn. */
  readonly onProgress?: OnProgress;
}

/** What one turn put on the wire, failed attempts included. */
export interface Sent {
  /** Messages requests. */
  readonly requests: number;
  /** Bytes of their bodies, as they were handed to the client. With `threads`, a replay that the helper makes by itself is not among them. */
  readonly requestBytes: number;
  readonly uploads: readonly SentUpload[];
  /** Bytes of the files that were really uploaded. */
  readonly uploadedBytes: number;
}

/** A file that a turn uploaded, or found on the platform. */
export interface SentUpload {
  readonly sha256: string;
  readonly fileId: string;
  /** True where the file was there already. */
  readonly found: boolean;
  readonly bytes: number;
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

/** A picture that the platform refused, and that was made anew. */
export interface Mended {
  /** Path of the block. */
  readonly at: string;
  readonly kind: RejectionKind;
  /** The platform's own words. */
  readonly message: string;
  /** The picture that was refused, and the one that is kept: sha256 in hex. */
  readonly from: string;
  readonly to: string;
}

/** The answer of one turn, with what that turn put on the wire. */
export interface ConversationAnswer extends Answer {
  /** From 1. */
  readonly turn: number;
  /** False for a reply with stop reason `refusal`: the conversation goes on as if the turn had not been. */
  readonly kept: boolean;
  readonly sent: Sent;
  readonly mended: readonly Mended[];
}

/** Pieces of text as they arrive; `answer` settles after the last. Leaving the loop early ends the turn, and takes it back. */
export interface ConversationStream extends AsyncIterable<string> {
  readonly answer: Promise<ConversationAnswer>;
}

/** A message as it was sent, and is sent again. Frozen. */
export interface HistoryMessage {
  readonly role: "user" | "assistant";
  readonly content: readonly Readonly<Record<string, unknown>>[];
}

/** A conversation about pictures: keeps what was said and sends it as it was. Made by `Fovea.conversation`. */
export interface Conversation {
  /**
   * One turn. After any failure (a refusal, the network, an abort) the conversation is as it was before.
   *
   * @throws InputError `input.turn-in-progress` while another turn is on its way, `input.turn-empty`, `input.tool-result-missing`; what
   * `Fovea.ask` throws
   */
  ask(prompt: string, options?: TurnOptions): Promise<ConversationAnswer>;
  ask(inputs: TurnInputs, prompt: string, options?: TurnOptions): Promise<ConversationAnswer>;
  /** As `ask`, the text in pieces as it arrives. */
  stream(prompt: string, options?: TurnOptions): ConversationStream;
  stream(inputs: TurnInputs, prompt: string, options?: TurnOptions): ConversationStream;
  /** What `ask` would do with the inputs, and what the whole request would cost. Sends and fetches nothing. */
  plan(prompt: string, options?: TurnOptions): Promise<Plan>;
  plan(inputs: TurnInputs, prompt: string, options?: TurnOptions): Promise<Plan>;
  /** Everything that was said, as it is sent again. */
  readonly messages: readonly HistoryMessage[];
  /** Turns that were taken and kept. */
  readonly turns: number;
  /**
   * The conversation as JSON, without a byte of its pictures: those are in `directory`, or, sent by file id, on the platform.
   *
   * @throws InputError `input.pictures-in-memory`
   */
  save(): Promise<SavedConversation>;
  /**
   * Goes on with a saved conversation. Only where nothing was said yet.
   *
   * @throws InputError `input.saved-unreadable`, `input.saved-differs`, `input.picture-missing`; TypeError where something was said
   */
  load(saved: unknown): Promise<void>;
}
