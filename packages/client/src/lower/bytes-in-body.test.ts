import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { bytesInBody } from "./bytes-in-body.ts";

const at = "messages.0.content.0";

function bodyOf(data: unknown): unknown {
  return { messages: [{ content: [{ type: "image", source: { type: "base64", data } }] }] };
}

async function read(data: string): Promise<Buffer> {
  const bytes = bytesInBody(bodyOf(data))(at);
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes.open()) chunks.push(chunk);
  const all = Buffer.concat(chunks);
  assert.equal(bytes.length, all.length);
  return all;
}

test("gives the bytes of clean and of mendable base64 text, over several chunks too", async () => {
  for (const length of [1, 2, 3, 1000, 192 * 1024 - 1, 192 * 1024, 192 * 1024 + 1, 500_001]) {
    const bytes = randomBytes(length);
    const text = bytes.toString("base64");
    for (const spelled of [
      text,
      `data:image/png;base64,${text}`,
      text.replace(/.{76}/g, "$&\r\n"),
      bytes.toString("base64url"),
    ])
      assert.ok(bytes.equals(await read(spelled)));
  }
});

test("bytes can be read more than once", async () => {
  const bytes = bytesInBody(bodyOf("AAEC"))(at);
  for (let i = 0; i < 2; i++) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes.open()) chunks.push(chunk);
    assert.deepEqual(chunks, [new Uint8Array([0, 1, 2])]);
  }
});

test("a block without base64 text is a mistake of the program", () => {
  for (const body of [bodyOf(7), bodyOf("%%%"), {}, null]) assert.throws(() => bytesInBody(body)(at), TypeError);
});
