// What lowering needs done by others: who holds bytes, who may fetch, who writes pixels, who uploads. Each is optional; a step that needs one
// that is not there is a CapabilityError.
import type { BytesRef } from "../content/edit.ts";
import type { Size } from "../content/tokens.ts";
import type { Facts, ImageMediaType } from "../media/facts.ts";
import type { Bounds } from "../plan/plan.ts";

/** Bytes that were got, and what they prove. */
export interface KnownBytes {
  readonly bytes: BytesRef;
  readonly facts: Facts;
}

/** A picture whose pixels are to be written anew. */
export interface PixelWork {
  /** Printed path of the block, for errors. */
  readonly at: string;
  readonly bytes: BytesRef;
  readonly facts: Facts;
  /** The size to make, in px; null where the size was not known when it was planned: then `sizeWithin(bounds, ...)` says it. */
  readonly resize: Size | null;
  /** The media type to make; null keeps the one it has. */
  readonly transcode: ImageMediaType | null;
  readonly bounds: Bounds;
}

/** The picture written anew. */
export interface NewPicture {
  readonly bytes: BytesRef;
  readonly mediaType: ImageMediaType;
  /** In px, upright. */
  readonly width: number;
  readonly height: number;
}

/** A file to put on the platform. */
export interface UploadWork {
  /** Printed path of the block, for errors. */
  readonly at: string;
  readonly bytes: BytesRef;
  readonly mediaType: string;
  /** Hex digest of the bytes where it is known; null for bytes that were just made. */
  readonly sha256: string | null;
}

/** `at` is the printed path of the block. Whatever a resolver throws is thrown on as it is. */
export interface Resolvers {
  /** The bytes in hand: those of a held block, or of the base64 text of a block on the wire, decoded (`bytesInBody`). */
  bytes?(at: string): BytesRef | Promise<BytesRef>;
  /** The bytes behind a url that the platform does not fetch itself. */
  fetch?(url: string, at: string): Promise<KnownBytes>;
  /** The bytes of a file that the platform does not know. */
  file?(fileId: string, at: string): Promise<KnownBytes>;
  /** Writes the pixels of a picture anew. */
  pixels?(work: PixelWork): Promise<NewPicture>;
  /** Puts a file on the platform, or finds it there, and gives its id. */
  upload?(work: UploadWork): Promise<string>;
}
