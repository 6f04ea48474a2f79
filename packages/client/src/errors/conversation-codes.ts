// Codes for conversations: turns that cannot be taken, and histories that cannot be saved or loaded.
export const conversationCodes = {
  "input.turn-in-progress": {
    family: "input",
    status: 409,
    title: "Another turn of this conversation is not finished",
    fix: "Wait until the turn before has settled (of a stream: its `answer`), or give each line of talk a conversation of its own.",
    retry: true,
    sentence: (_: Record<never, never>): string =>
      "A conversation takes one turn at a time, and the one before is still on its way.",
  },
  "input.turn-empty": {
    family: "input",
    status: 400,
    title: "The turn is empty",
    fix: "Ask something, or hand in a picture or a tool result. Only a reply that the platform paused (`pause_turn`) goes on with an empty turn.",
    retry: false,
    sentence: (_: Record<never, never>): string => "The turn has no words and no inputs, and no reply waits to go on.",
  },
  "input.tool-result-missing": {
    family: "input",
    status: 400,
    title: "A tool was called, and the turn has no result for it",
    fix: "Hand in `toolResult(id, ...)` for every tool_use block of the reply before.",
    retry: false,
    sentence: (f: { ids: readonly string[] }): string =>
      `The reply before calls ${f.ids.join(", ")}, and this turn has no result for ${f.ids.length === 1 ? "it" : "them"}; platforms refuse that.`,
  },
  "input.saved-unreadable": {
    family: "input",
    status: 400,
    title: "This is no saved conversation",
    fix: "Load what `save()` gave, unchanged; a newer Fovea may have written it.",
    retry: false,
    sentence: (f: {
      /** Where in it, like `pictures.0.sha256`; empty for the whole. */
      where: string;
      /** Without a full stop. */
      reason: string;
    }): string => `The saved conversation cannot be read${f.where === "" ? "" : ` at ${f.where}`}: ${f.reason}.`,
  },
  "input.saved-differs": {
    family: "input",
    status: 400,
    title: "The saved conversation was another one",
    fix: "Load it with the same settings, or leave model, system and tools out: what was saved is then used. The platform has to be the one it was saved at.",
    retry: false,
    sentence: (f: { field: string; saved: string; here: string }): string =>
      `The conversation was saved with ${f.field} ${f.saved}, and this one has ${f.here}; what was sent would not be sent again as it was.`,
  },
  "input.picture-missing": {
    family: "input",
    status: 400,
    title: "A picture of the conversation is not here",
    fix: "Give `conversation({ directory })` the directory that the conversation was saved with, or put the file there under its sha256 as its name.",
    retry: false,
    sentence: (f: {
      sha256: string;
      mediaType: string;
      bytes: number;
      /** Null where no directory was given. */
      directory: string | null;
      reason: "missing" | "damaged" | "expired";
    }): string =>
      `The picture with sha256 ${f.sha256} (${f.mediaType}, ${f.bytes} bytes) ${REASONS[f.reason](f.directory)}.`,
  },
  "input.directory-unusable": {
    family: "input",
    status: 500,
    title: "The directory for pictures cannot be used",
    fix: "Check that the directory is yours to read and write, and that its disk has room; or name another one.",
    retry: false,
    sentence: (f: { directory: string; reason: string }): string =>
      `Pictures cannot be kept in ${f.directory} (${f.reason}).`,
  },
  "input.pictures-in-memory": {
    family: "input",
    status: 400,
    title: "The pictures of this conversation are nowhere but in memory",
    fix: "Give `conversation({ directory })` a directory to keep pictures in, from the beginning.",
    retry: false,
    sentence: (f: { pictures: number }): string =>
      `A saved conversation holds no bytes, and ${f.pictures} of its pictures ${f.pictures === 1 ? "is" : "are"} sent as base64 and kept in no directory.`,
  },
} as const;

const REASONS: Readonly<Record<"missing" | "damaged" | "expired", (directory: string | null) => string>> = {
  missing: (directory) => (directory === null ? "is needed, and no directory was given" : `is not in ${directory}`),
  damaged: (directory) => `is in ${directory ?? "the directory"}, but its bytes are not those that were kept`,
  expired: (directory) =>
    `is no longer on the platform, and ${directory === null ? "no directory was given" : `it is not in ${directory}`}`,
};
