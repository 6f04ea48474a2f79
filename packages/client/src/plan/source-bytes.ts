// Bytes on the wire of a draft's source, from what is decided about it so far.
import { changesPixels, type Draft, factsOf, pictureOf } from "./draft.ts";
import { base64LengthOf, base64SourceBytes, fileSourceBytes, sourceBytesNow, urlSourceBytes } from "./wire-bytes.ts";

/** Length of the base64 text the block has, or would have; null when its bytes are not known. */
export function base64Length(draft: Draft): number | null {
  const { source } = draft.block;
  if (source.method === "base64") return source.base64Length;
  const byteLength = factsOf(draft)?.byteLength ?? null;
  return byteLength === null ? null : base64LengthOf(byteLength);
}

/** Bytes of the JSON of the source as it will be sent; null when not known before the step is carried out. */
export function sourceBytes(draft: Draft): number | null {
  if (draft.problems.length > 0 || draft.method === null) return sourceBytesNow(draft.block);
  const { source } = draft.block;
  if (draft.method === "url") return source.method === "url" ? urlSourceBytes(source.url) : null;
  if (draft.method === "file")
    return fileSourceBytes(draft.fileId ?? (source.method === "file" && !draft.upload ? source.fileId : null));
  if (changesPixels(draft)) {
    if (draft.shareBytes === null) return null;
    const type = draft.transcode ?? pictureOf(draft)?.mediaType ?? "";
    return base64SourceBytes(type, base64LengthOf(draft.shareBytes));
  }
  const length = base64Length(draft);
  return length === null ? null : base64SourceBytes(mediaTypeOf(draft) ?? "", length);
}

/** The media type a draft goes under; null when nothing proves or declares one. */
export function mediaTypeOf(draft: Draft): string | null {
  const { source } = draft.block;
  const declared = source.method === "base64" ? source.declared : null;
  return draft.transcode ?? draft.relabel?.to ?? factsOf(draft)?.mediaType ?? declared;
}
