// Bodies of Messages requests of a wanted length, with pictures that begin and end as real ones do and are noise between.
import { readFileSync } from "node:fs";

const PNG = readFileSync(new URL("../../packages/client/src/media/fixtures/png-bilevel.png", import.meta.url));
/** Longest base64 text of one picture here: the Claude API takes 10 MB, other platforms 5 MB. */
const MAX_PICTURE_LETTERS = 5_000_000;

/** A PNG's header, one chunk of noise where its pixels are, and its end: what is looked at without decoding is as in any picture. */
export function pictureBytes(bytes: number): Buffer {
  const data = PNG.indexOf("IDAT") - 4;
  const end = PNG.subarray(PNG.indexOf("IEND") - 4);
  const file = Buffer.alloc(Math.max(bytes, PNG.length));
  for (let at = 0; at < file.length; at++) file[at] = (at * 2654435761) >>> 13;
  PNG.copy(file, 0, 0, data);
  file.writeUInt32BE(file.length - data - 12 - end.length, data);
  file.write("IDAT", data + 4, "latin1");
  end.copy(file, file.length - end.length);
  return file;
}

const question = (content: readonly unknown[]): unknown => ({
  model: "claude-opus-5-5",
  max_tokens: 1024,
  messages: [{ role: "user", content: [...content, { type: "text", text: "What is this?" }] }],
});

/** A request of about `bytes` bytes: one picture, or as many as it takes. */
export function pictureBody(bytes: number): Buffer {
  const frame = 300;
  const count = Math.max(1, Math.ceil((bytes - frame) / MAX_PICTURE_LETTERS));
  const letters = (bytes - frame) / count - 90;
  const data = pictureBytes(Math.floor((letters * 3) / 4)).toString("base64");
  const image = { type: "image", source: { type: "base64", media_type: "image/png", data } };
  return Buffer.from(JSON.stringify(question(new Array(count).fill(image))));
}

export function fileBody(fileId: string): Buffer {
  return Buffer.from(JSON.stringify(question([{ type: "image", source: { type: "file", file_id: fileId } }])));
}

export function urlBody(url: string): Buffer {
  return Buffer.from(JSON.stringify(question([{ type: "image", source: { type: "url", url } }])));
}

/** A multipart upload of a picture. */
export function uploadBody(bytes: number): { readonly body: Buffer; readonly contentType: string } {
  const boundary = "----fovea-bench-boundary";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="picture.png"\r\nContent-Type: image/png\r\n\r\n`;
  return {
    body: Buffer.concat([Buffer.from(head), pictureBytes(bytes), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
