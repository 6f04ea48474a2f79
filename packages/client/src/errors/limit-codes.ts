// Codes for a number that is over a limit. Their facts carry limit, actual and unit.
export const limitCodes = {
  "limit.image-base64-bytes": {
    family: "limit",
    status: 400,
    title: "Image has too many bytes",
    fix: "Resize or recompress the picture, or upload it where the platform has a Files API.",
    retry: false,
    sentence: (f: { limit: number; actual: number; unit: "base64 bytes"; platform: string }): string =>
      `The image is ${f.actual} bytes as base64; ${f.platform} accepts at most ${f.limit}.`,
  },
} as const;
