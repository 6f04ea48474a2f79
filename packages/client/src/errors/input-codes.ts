// Codes for content that is wrong: what the caller holds cannot be read, or is not what it says it is.
export const inputCodes = {
  "input.not-found": {
    family: "input",
    status: 400,
    title: "File not found",
    fix: "Check the spelling and the folder you are in.",
    retry: false,
    sentence: (f: { path: string }): string => `There is no file at ${f.path}.`,
  },
} as const;
