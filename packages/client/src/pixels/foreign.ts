// Who decodes what the codecs here do not. A type without sharp's: it is part of the surface, which compiles where sharp is not installed.

/** A HEIC or SVG picture as a PNG file, upright; made where a hostile file can hurt nobody. */
export type DrawForeign = (
  bytes: Uint8Array,
  mediaType: "image/heic" | "image/svg+xml",
  bounds: { readonly maxPixels: number },
  call: { readonly at: string; readonly signal?: AbortSignal },
) => Promise<{ readonly bytes: Uint8Array }>;
