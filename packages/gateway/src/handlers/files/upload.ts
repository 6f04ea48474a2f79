// POST /v1/files: the file goes from the socket into the store as it arrives.
import type { Handler } from "../../exchange.ts";
import { ReplyError } from "../../reply/envelope.ts";
import { fileTooLarge, malformed, refused, wireError } from "./errors.ts";
import { filenameOf } from "./filename.ts";
import { readForm } from "./form.ts";
import { integerOf } from "./integer.ts";
import { readParameters } from "./parameters.ts";
import { json } from "./reply.ts";
import { FILES_BETA, metadataOf, shapeOf } from "./shape.ts";

/** 500 MB, as the Claude API. Source: claude files documentation, read 2026-09-26. */
export const MAX_FILE_BYTES = 500 * 1024 * 1024;
/** For what stands around the file: boundaries, headers, a field. */
const MAX_FORM_BYTES = 65_536;
/** RFC 2046 5.1.1. */
const MAX_BOUNDARY_CHARS = 70;
/** One hour to ninety days. Source: @anthropic-ai/sdk 1.12.0. */
const EXPIRES = { name: "expires_in_seconds", min: 3600, max: 7_776_000 } as const;

export const uploadFile: Handler = async (request, context) => {
  const boundary = boundaryOf(request.headers["content-type"]);
  // A length that was counted before the encoding was undone does not come here.
  const most = MAX_FILE_BYTES + MAX_FORM_BYTES;
  if (Number(request.headers["content-length"]) > most) throw fileTooLarge(MAX_FILE_BYTES);
  const shape = shapeOf(context.betas);
  const { caller, files } = context;

  const stored = await readForm(limited(request.body, most), {
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
        yield* limited(file.body, MAX_FILE_BYTES);
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
  return json(context, metadataOf(stored, shape));
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

async function* limited(body: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw fileTooLarge(MAX_FILE_BYTES);
    yield chunk;
  }
}

function expiryOf(values: ReadonlyMap<string, string>): number | null {
  const sent = values.get(EXPIRES.name);
  return sent === undefined ? null : integerOf(EXPIRES.name, sent, EXPIRES);
}
