// The package's surface: every export by name.
export type { Answer } from "./client/answer.ts";
export type { AnswerStream } from "./client/answer-stream.ts";
export type { DocumentBlock, ImageBlock } from "./client/block-types.ts";
export type { ConnectOptions } from "./client/connect.ts";
export type {
  Conversation,
  ConversationAnswer,
  ConversationFields,
  ConversationOptions,
  ConversationStream,
  HistoryMessage,
  Mended,
  Sent,
  SentUpload,
  TurnOptions,
} from "./client/conversation/conversation.ts";
export type { SavedConversation, SavedPicture } from "./client/conversation/saved.ts";
export type { Standing } from "./client/conversation/settings.ts";
export {
  type OtherBlock,
  type ToolResultInput,
  type TurnInput,
  type TurnInputs,
  toolResult,
} from "./client/conversation/turn-inputs.ts";
export { createFovea } from "./client/create-fovea.ts";
export type { EstimatedInputs, EstimateInputsOptions } from "./client/estimate-inputs.ts";
export { foveaFetch } from "./client/fetch/fovea-fetch.ts";
export type { ImageLine, RequestLedger } from "./client/fetch/image-lines.ts";
export type { FoveaFetchOptions, PlannedRequest } from "./client/fetch/options.ts";
export type { AwsCredentials } from "./client/fetch/sigv4.ts";
export type { AskOptions, Fovea, PlanOptions } from "./client/fovea.ts";
export {
  DEFAULT_EXPIRY_SECONDS,
  DEFAULT_MAX_TOKENS,
  DEFAULT_MODEL,
  type FoveaOptions,
} from "./client/fovea-options.ts";
export { type ImageOptions, type ImageTarget, image, type OneInput } from "./client/image.ts";
export type { ImageLedger, SentImage } from "./client/image-ledger.ts";
export type { AnyInput, BlockInput, Inputs, LabelledInput, TextInput } from "./client/inputs.ts";
export type { Found, Located, LocateOptions } from "./client/locate.ts";
export type { Look } from "./client/locate-tiles.ts";
export type { MessageLike, MessagesClient, MessageUsage } from "./client/messages-client.ts";
export {
  type CroppedPicture,
  crop,
  type DrawnPicture,
  draw,
  type Mark,
  type Picture,
  type PictureOptions,
} from "./client/pictures.ts";
export type { OnProgress, Progress } from "./client/progress.ts";
export {
  type Repaired,
  type RepairFileOptions,
  type RepairOptions,
  repairTranscript,
  repairTranscriptFile,
} from "./client/repair-transcript.ts";
export { type TilePicture, type TilePicturesOptions, tile } from "./client/tile.ts";
export type { PruneOptions, UploadedInput, UploadOptions } from "./client/upload.ts";
export type { Usage } from "./client/usage.ts";
export { type Pixels, toOriginal, toSent } from "./content/coordinates.ts";
export type { Give } from "./content/find.ts";
export type { FoundNote, Scale } from "./content/found.ts";
export { type Frame, type FrameOptions, makeFrame } from "./content/frame.ts";
export { type Box, type Point, wholePixel, wholePixels } from "./content/geometry.ts";
export {
  createDecoder,
  type Decoder,
  type DecoderOptions,
  type DrawnPng,
  type PagePicture,
  type PageRange,
  type PdfFacts,
} from "./decode/create-decoder.ts";
export { CODES, type ErrorCode, type FactsOf } from "./errors/codes.ts";
export {
  CapabilityError,
  EngineError,
  FetchError,
  FoveaError,
  InputError,
  LimitError,
  StoreError,
} from "./errors/errors.ts";
export { createFileLedger } from "./files/file-ledger.ts";
export { createMemoryLedger } from "./files/memory-ledger.ts";
export type { UploadKey, UploadLedger, UploadRow } from "./files/upload-ledger.ts";
export type { Pruned } from "./files/uploads.ts";
export type { Input, Opened } from "./input/opened.ts";
export { createGuardedFetch, type GuardedFetch, type GuardedFetchOptions } from "./net/guarded-fetch.ts";
export { createPixels, type PixelsOptions, type PixelWriter } from "./pixels/create-pixels.ts";
export type { Estimate } from "./plan/estimate.ts";
export type { CostEstimate } from "./plan/estimate-cost.ts";
export type { EstimateNote, EstimateNoteCode } from "./plan/estimate-notes.ts";
export type { TokenEstimate } from "./plan/estimate-tokens.ts";
export type { WireEstimate } from "./plan/estimate-wire.ts";
export { explain } from "./plan/explain.ts";
export { frameOf } from "./plan/frame-of.ts";
export type { Diagnostic, Plan, Policy, Step } from "./plan/plan.ts";
export type { Capability, Model, Platform, PlatformId } from "./platform/capability.ts";
export { type Rejection, type RejectionKind, type RejectionLimit, readRejection } from "./transcript/rejection.ts";
export type { TranscriptFileReport } from "./transcript/repair-file.ts";
export type { TranscriptChange, TranscriptReport } from "./transcript/report.ts";
