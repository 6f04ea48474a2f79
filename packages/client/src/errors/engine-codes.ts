// Codes for what answers: a platform that cannot be reached, or the built-in eyes.
export const engineCodes = {
  "engine.crashed": {
    family: "engine",
    status: 500,
    title: "The built-in eyes stopped while answering",
    fix: "Ask again; the eyes have been restarted. If it happens twice with the same picture, the picture is the cause.",
    retry: true,
    sentence: (f: { detail: string }): string =>
      `The process that runs the vision models ended before it answered (${f.detail}).`,
  },
} as const;
