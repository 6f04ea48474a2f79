// Codes for what a gateway remembers: files of workspaces, keys, and the directory they live in.
export const storeCodes = {
  "store.file-not-found": {
    family: "store",
    status: 404,
    title: "There is no such file",
    fix: "Check the file id, and that the key belongs to the workspace that uploaded the file; deleted files do not come back.",
    retry: false,
    // The words of the Files API, seen on GET, DELETE and in Messages (read 2026-09-26).
    sentence: (f: { id: string }): string => `File \`${f.id}\` not found.`,
  },
  "store.file-expired": {
    family: "store",
    status: 404,
    title: "The file has expired",
    fix: "Upload the file again; leave `expires_in_seconds` out to keep it until it is deleted.",
    retry: false,
    sentence: (f: { id: string }): string => `File \`${f.id}\` has expired.`,
  },
  "store.file-too-large": {
    family: "store",
    status: 413,
    title: "The file is too large",
    fix: "Make the file smaller, or split it.",
    retry: false,
    sentence: (f: { limit: number; unit: "bytes" }): string =>
      `The file is larger than ${f.limit} bytes, the most for one file.`,
  },
  "store.quota": {
    family: "store",
    status: 400,
    title: "The workspace's storage is used up",
    fix: "Delete files that are no longer needed, or give uploads an expiry.",
    retry: false,
    sentence: (f: { limit: number; used: number; unit: "bytes" }): string =>
      `The file does not fit into the workspace's storage: ${f.used} of ${f.limit} bytes are used.`,
  },
  "store.full": {
    family: "store",
    status: 500,
    title: "No space is left for files",
    fix: "Free space where the server keeps its data, then try again.",
    retry: true,
    sentence: (_: Record<never, never>): string => "The server has no space left to store this.",
  },
  "store.bytes-lost": {
    family: "store",
    status: 500,
    title: "The file's bytes are missing or damaged",
    fix: "Restore the server's data directory from a backup, or upload the file again: that mends every file of the same bytes.",
    retry: false,
    sentence: (f: { id: string }): string => `The bytes of file \`${f.id}\` are not as they were stored.`,
  },
  "store.workspace-not-found": {
    family: "store",
    status: 404,
    title: "There is no such workspace",
    fix: "List the workspaces (`fovea keys list`), and use the id of one.",
    retry: false,
    sentence: (f: { id: string }): string => `There is no workspace \`${f.id}\`.`,
  },
  "store.name-taken": {
    family: "store",
    status: 409,
    title: "The name is taken",
    fix: "Choose another name, or use the workspace of that name.",
    retry: false,
    sentence: (f: { name: string }): string => `There is a workspace named ${JSON.stringify(f.name)} already.`,
  },
  "store.locked": {
    family: "store",
    status: 503,
    title: "Another process uses this directory",
    fix: "Stop that process, or ask the server it runs; one directory has one server. Give a second server a directory of its own.",
    retry: true,
    sentence: (f: {
      directory: string;
      /** Null when the holder has not written its name yet. */
      holder: { pid: number; host: string; since: string } | null;
    }): string =>
      f.holder === null
        ? `${f.directory} is in use by another process.`
        : `${f.directory} is in use by process ${f.holder.pid} on ${f.holder.host}, since ${f.holder.since}.`,
  },
  "store.busy": {
    family: "store",
    status: 503,
    title: "The database is busy",
    fix: "Try again; when it lasts, look for another process that holds the database of the data directory open.",
    retry: true,
    sentence: (f: { waitedMs: number }): string =>
      `Another process kept the database locked for more than ${f.waitedMs} ms.`,
  },
  "store.closed": {
    family: "store",
    status: 503,
    title: "The store is closed",
    fix: "Try again when the server runs again.",
    retry: true,
    sentence: (_: Record<never, never>): string => "The store is closing down and takes no more work.",
  },
  "store.unreadable": {
    family: "store",
    status: 500,
    title: "The store cannot be read or written",
    fix: "Look at the data directory: whether it is there, belongs to the user who runs the server, and its disk is well.",
    retry: false,
    sentence: (f: { what: string; reason: string }): string => `The store's ${f.what} failed (${f.reason}).`,
  },
  "store.ledger": {
    family: "store",
    status: 500,
    title: "The ledger of uploads cannot be read or written",
    fix: "Check that its folder is yours and its disk is well, or name another file. Without its old file, everything is uploaded once more.",
    retry: false,
    sentence: (f: { path: string; reason: string }): string => `${f.path} cannot be used (${f.reason}).`,
  },
  "store.newer": {
    family: "store",
    status: 500,
    title: "The directory was written by a newer Fovea",
    fix: "Run the newer version, or use another directory.",
    retry: false,
    sentence: (f: { found: number; known: number }): string =>
      `The store has format ${f.found}; this version knows formats up to ${f.known}.`,
  },
  "store.no-sqlite": {
    family: "store",
    status: 500,
    title: "This Node has no SQLite",
    fix: "Use Node 22.13 or newer; everything but the server, its keys and stored files runs on this one, too.",
    retry: false,
    sentence: (f: { node: string }): string =>
      `A store on disk needs node:sqlite, and this is Node ${f.node}, which has none.`,
  },
} as const;

/**
 * What the Claude API says in `error.details.error_code`, where it has a code of its own for the case. Source: the types of
 * @anthropic-ai/sdk 1.12.0.
 */
export const STORE_WIRE_CODES: Readonly<Partial<Record<keyof typeof storeCodes, string>>> = {
  "store.file-expired": "file_expired",
  "store.quota": "storage_quota_exceeded",
};
