// Codes for other people's servers: a URL that could not be fetched, or must not be.
export const fetchCodes = {
  "fetch.status": {
    family: "fetch",
    status: 400,
    title: "The server did not give the picture",
    fix: "Open the URL in a private browser window; if it does not load there, save the picture and pass the file instead.",
    retry: true,
    sentence: (f: { url: string; status: number }): string => `${f.url} answered with status ${f.status}.`,
  },
} as const;
