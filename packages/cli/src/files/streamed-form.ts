// A form whose file is read while it is sent. FormData would do, but a part that fails while it is read brings Node 24 down
// (seen with 24.21: an unhandled rejection, and a request that never ends); a plain stream as the body fails as it should.
import { randomBytes } from "node:crypto";
import { ReadableStream } from "node:stream/web";
import type { LocalFile } from "./local-file.ts";

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A fetch for one upload of an official client: the form's part `file` has this file's bytes, whatever the client put there. Each try
 * reads the file from its beginning.
 * @param onBytes told how many bytes of the file have been handed over
 */
export function uploadingFetch(fetch: Fetch, file: LocalFile, onBytes: (bytes: number) => void): Fetch {
  const upload: Fetch = async (input, init) => {
    if (!(init?.body instanceof FormData)) return fetch(input, init);
    const boundary = `----fovea-${randomBytes(18).toString("hex")}`;
    const before = fieldsOf(init.body, boundary) + fileHeader(file, boundary);
    const after = `\r\n--${boundary}--\r\n`;
    const headers = new Headers(init.headers);
    headers.set("content-type", `multipart/form-data; boundary=${boundary}`);
    headers.set("content-length", String(Buffer.byteLength(before) + file.size + after.length));
    return fetch(input, {
      ...init,
      headers,
      body: ReadableStream.from(pieces(before, file, after, onBytes)),
      duplex: "half",
    } as RequestInit);
  };
  // The client asks its fetch for a Response class before it makes a form; without one it would send a request to find out.
  return Object.assign(upload, { Response });
}

async function* pieces(
  before: string,
  file: LocalFile,
  after: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(before);
  let sent = 0;
  for await (const chunk of file.read()) {
    yield chunk;
    sent += chunk.length;
    onBytes(sent);
  }
  yield Buffer.from(after);
}

function fieldsOf(form: FormData, boundary: string): string {
  let text = "";
  for (const [name, value] of form)
    if (typeof value === "string")
      text += `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  return text;
}

function fileHeader({ name, mediaType }: LocalFile, boundary: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(name)}"\r\ncontent-type: ${mediaType}\r\n\r\n`;
}

/** As the HTML standard writes names in forms. */
function quoted(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
