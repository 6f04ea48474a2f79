// POST /v1/files: the file goes from the socket into the store as it arrives.
import type { Handler } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { jsonReply } from "../../reply/json.ts";
import { DEFAULT_MAX_FILE_BYTES } from "../../store/stored-files.ts";
import { malformed, refused, wireError } from "./errors.ts";
import { filenameOf } from "./filename.ts";
import { readForm } from "./form.ts";
import { integerOf } from "./integer.ts";
import { readParameters } from "./parameters.ts";
import { FILES_BETA, metadataOf, shapeOf } from "./shape.ts";

/** Longest body: a file of the longest, and 64 KiB for what stands around it. The store counts the file itself. */
export const MAX_UPLOAD_BYTES = DEFAULT_MAX_FILE_BYTES + 65_536;
/** RFC 2046 5.1.1. */
const MAX_BOUNDARY_CHARS = 70;
/** One hour to ninety days. Source: @anthropic-ai/sdk 1.12.0. */
const EXPIRES = { name: "expires_in_seconds", min: 3600, max: 7_776_000 } as const;

export const uploadFile: Handler = async (request, context) => {
  const boundary = boundaryOf(request.headers["content-type"]);
  const shape = shapeOf(context.betas);
  const { caller, files } = context;

  const stored = await readForm(request.body, {
    boundary,
    fields: [EXPIRES.name],
    take: async (file, values) => {
      const filename = filenameOf(file.filename);
      if (shape === "beta" && file.mediaType === null)
        throw refused("file", `the part needs a Content-Type with anthropic-beta: ${FILES_BETA}`);
      // Refused before a byte is stored where it stands in front of the file.
      expiryOf(values);
      let expiresInSeconds: number | null = null;
      async function* body(): AsyncGenerator<Uint8Array> {
        yield* file.body;
        expiresInSeconds = expiryOf(values);
      }
      return await files.add(
        caller.workspace,
        {
          filename,
          declaredMediaType: file.mediaType,
          body: body(),
          expiresInSeconds: () => expiresInSeconds,
        },
        request.signal,
      );
    },
  }).catch((error: unknown) => {
    throw wireError(error);
  });
  return jsonReply(metadataOf(stored, shape));
};

function boundaryOf(contentType: string | undefined): string {
  const read = readParameters(contentType ?? "");
  if (read?.value !== "multipart/form-data")
    throw new ReplyError(400, "Content-Type: a file is uploaded as multipart/form-data, in a part named `file`.");
  const boundary = read.parameters.get("boundary") ?? "";
  if (boundary === "" || boundary.length > MAX_BOUNDARY_CHARS)
    throw malformed(`Content-Type needs a boundary of 1 to ${MAX_BOUNDARY_CHARS} characters`);
  return boundary;
}

function expiryOf(values: ReadonlyMap<string, string>): number | null {
  const sent = values.get(EXPIRES.name);
  return sent === undefined ? null : integerOf(EXPIRES.name, sent, EXPIRES);
}
