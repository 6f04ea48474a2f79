import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BOUNDARY, createExchange, cut, fieldPart, filePart, formOf } from "./fixtures/exchange.ts";
import { FILES_BETA } from "./shape.ts";

const cat = readFileSync(join(import.meta.dirname, "../../../../../examples/photos/cat.png"));
const refusal = (status: number, message: string | RegExp, type = "invalid_request_error") => ({
  status,
  message,
  type,
});
// biome-ignore lint/suspicious/noExplicitAny: replies are read loosely on purpose.
function assertRefused({ status, body }: { status: number; body: any }, wanted: ReturnType<typeof refusal>): void {
  assert.equal(status, wanted.status, JSON.stringify(body));
  assert.equal(body.error.type, wanted.type);
  if (typeof wanted.message === "string") assert.equal(body.error.message, wanted.message);
  else assert.match(body.error.message, wanted.message);
}

async function assertEmpty({ ask }: ReturnType<typeof createExchange>): Promise<void> {
  assert.deepEqual((await ask("GET", "/v1/files")).body.data, []);
}

test("an upload is answered with what the store has: id, name, proven type, size and times", async () => {
  const { post, store } = createExchange();
  const { status, body } = await post(formOf(filePart(cat, "my cat.png")));
  assert.equal(status, 200);
  assert.match(body.id, /^file_[A-Za-z0-9]{24}$/);
  assert.deepEqual(body, {
    id: body.id,
    type: "file",
    filename: "my cat.png",
    mime_type: "image/png",
    size_bytes: cat.length,
    created_at: "2026-11-22T12:00:00.000Z",
    downloadable: false,
    expires_at: null,
  });
  const { content } = await store.files.open("wrkspc_1", body.id);
  const pieces: Uint8Array[] = [];
  for await (const piece of content.open()) pieces.push(piece);
  assert.deepEqual(Buffer.concat(pieces), cat);
});

test("expires_in_seconds counts in front of the file and behind it", async () => {
  const { post } = createExchange();
  const parts = [fieldPart("expires_in_seconds", "3600"), filePart("some words")];
  for (const order of [parts, parts.toReversed()])
    for (const pieceBytes of [1, 7, 65_536]) {
      const { status, body } = await post(formOf(...order), {}, pieceBytes);
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(body.expires_at, "2026-11-22T13:00:00.000Z");
    }
});

test("expires_in_seconds that is no number, or out of bounds, is refused and nothing is stored", async () => {
  const exchange = createExchange();
  const cases = [
    ["3599", "expires_in_seconds: Input should be greater than or equal to 3600"],
    ["-1", "expires_in_seconds: Input should be greater than or equal to 3600"],
    ["7776001", "expires_in_seconds: Input should be less than or equal to 7776000"],
    ["1e4", "expires_in_seconds: Input should be a valid integer, unable to parse string as an integer"],
    ["", "expires_in_seconds: Input should be a valid integer, unable to parse string as an integer"],
    ["9".repeat(300), "expires_in_seconds: the value is too long"],
  ] as const;
  for (const [value, message] of cases)
    for (const order of [
      [fieldPart("expires_in_seconds", value), filePart(cat)],
      [filePart(cat), fieldPart("expires_in_seconds", value)],
    ])
      assertRefused(await exchange.post(formOf(...order)), refusal(400, message));
  await assertEmpty(exchange);
});

test("the media type is what the bytes prove, and what the part says where they prove nothing", async () => {
  const { post } = createExchange();
  const typeOf = async (bytes: Uint8Array | string, type: string | null) =>
    (await post(formOf(filePart(bytes, "x", type)))).body.mime_type;
  assert.equal(await typeOf(cat, "image/jpeg"), "image/png");
  assert.equal(await typeOf(cat, null), "image/png");
  assert.equal(await typeOf("a,b\n1,2\n", "text/csv; charset=utf-8"), "text/csv");
  assert.equal(await typeOf("plain words", null), "text/plain");
  assert.equal(await typeOf("plain words", "no media type"), "text/plain");
  assert.equal(await typeOf(Uint8Array.of(0, 1, 2, 255), "application/x-thing"), "application/x-thing");
  assert.equal(await typeOf(Uint8Array.of(0, 1, 2, 255), null), "application/octet-stream");
});

test("a name keeps its last component; without one the file is unnamed, with the extension of its type", async () => {
  const { post } = createExchange();
  const nameOf = async (head: string, bytes: Uint8Array | string = cat) =>
    (await post(formOf({ head: `Content-Disposition: form-data; name="file"${head}`, bytes }))).body.filename;
  assert.equal(await nameOf('; filename="a/b/cat.png"'), "cat.png");
  assert.equal(await nameOf('; filename="C:\\pictures\\cat.png"'), "cat.png");
  assert.equal(await nameOf('; filename="C:\\\\pictures\\\\cat.png"'), "cat.png");
  assert.equal(await nameOf('; filename="Katze schläft 猫.png"'), "Katze schläft 猫.png");
  assert.equal(await nameOf("; filename*=UTF-8''%e7%8c%ab.png; filename=\"cat.png\""), "猫.png");
  assert.equal(await nameOf("; filename=cat.png"), "cat.png");
  assert.equal(await nameOf('; filename=""'), "unnamed.png");
  assert.equal(await nameOf(""), "unnamed.png");
  for (const none of [".", "..", "../..", "a/.", "C:\\..", " ", "a/ \u00a0\u3000 "])
    assert.equal(await nameOf(`; filename="${none}"`), "unnamed.png", none);
  assert.equal(await nameOf('; filename="..."'), "...");
  assert.equal(await nameOf('; filename=".hidden.png"'), ".hidden.png");
  assert.equal(await nameOf("", "words"), "unnamed.txt");
  assert.equal(await nameOf("", Uint8Array.of(0, 1, 2, 255)), "unnamed");
  assert.equal(await nameOf(`; filename="${"é".repeat(255)}"`), "é".repeat(255));
});

test("a name that is too long, or has a forbidden character, is refused", async () => {
  const exchange = createExchange();
  for (const name of ["a<b", "a>b", "a:b", "a|b", "a?b", "a*b", 'a\\"b', "a\tb", "a\u0000b"])
    assertRefused(
      await exchange.post(formOf(filePart(cat, name))),
      refusal(400, /^file: the filename must not contain/),
    );
  assertRefused(
    await exchange.post(formOf(filePart(cat, "a".repeat(256)))),
    refusal(400, "file: the filename should have at most 255 characters"),
  );
  await assertEmpty(exchange);
});

test("the beta header asks for the part's Content-Type, and leaves expires_at out", async () => {
  const { post } = createExchange();
  const betas = [FILES_BETA];
  assertRefused(
    await post(formOf(filePart(cat, "a.png", null)), { betas }),
    refusal(400, `file: the part needs a Content-Type with anthropic-beta: ${FILES_BETA}`),
  );
  const { status, body } = await post(formOf(fieldPart("expires_in_seconds", "3600"), filePart(cat)), { betas });
  assert.equal(status, 200);
  assert.equal("expires_at" in body, false);
});

test("a form without the file, with two files, or with other parts is refused and nothing is stored", async () => {
  const exchange = createExchange();
  const cases = [
    [formOf(), "file: Field required"],
    [formOf(fieldPart("expires_in_seconds", "3600")), "file: Field required"],
    [formOf(filePart(cat), filePart(cat)), "file: only one part may have this name"],
    [formOf(filePart(cat), fieldPart("purpose", "vision")), "purpose: Extra inputs are not permitted"],
    [formOf(fieldPart("purpose", "vision"), filePart(cat)), "purpose: Extra inputs are not permitted"],
    [
      formOf(fieldPart("expires_in_seconds", "3600"), fieldPart("expires_in_seconds", "4000"), filePart(cat)),
      "expires_in_seconds: only one part may have this name",
    ],
  ] as const;
  for (const [form, message] of cases) assertRefused(await exchange.post(form), refusal(400, message));
  await assertEmpty(exchange);
});

test("what is no form is refused: wrong types, boundaries, headers and endings", async () => {
  const exchange = createExchange();
  const whole = formOf(filePart(cat));
  const text = (body: string) => ({ contentType: whole.contentType, bytes: Buffer.from(body) });
  const cases = [
    [{ ...whole, contentType: "application/json" }, /^Content-Type: a file is uploaded as multipart\/form-data/],
    [{ ...whole, contentType: "" }, /^Content-Type: a file is uploaded/],
    [{ ...whole, contentType: "multipart/form-data" }, /needs a boundary of 1 to 70/],
    [{ ...whole, contentType: `multipart/form-data; boundary=${"x".repeat(71)}` }, /needs a boundary of 1 to 70/],
    [{ ...whole, contentType: "multipart/form-data; boundary=other" }, /it ends before its last boundary/],
    [text(""), /it ends before its last boundary/],
    [text("no form at all"), /it ends before its last boundary/],
    [text(`--${BOUNDARY}\r\nContent-Type: image/png\r\n\r\nx\r\n--${BOUNDARY}--\r\n`), /Content-Disposition/],
    [text(`--${BOUNDARY}\r\nContent-Disposition: attachment; name="file"\r\n\r\nx\r\n--${BOUNDARY}--`), /Disposition/],
    [text(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="fi\r\n\r\nx\r\n--${BOUNDARY}--`), /Disposition/],
    [text(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"\r\n--${BOUNDARY}--`), /does not end/],
    [
      formOf({ head: `X-Long: ${"x".repeat(20_000)}\r\nContent-Disposition: form-data; name="file"`, bytes: cat }),
      /Disp/,
    ],
  ] as const;
  for (const [form, message] of cases) assertRefused(await exchange.post(form), refusal(400, message));
  const latin = formOf(filePart(cat, "K\u00e4tzchen.png"));
  const broken = Buffer.from(Buffer.from(latin.bytes).toString("latin1").replace("\u00c3\u00a4", "\u00e4"), "latin1");
  assertRefused(await exchange.post({ ...latin, bytes: broken }), refusal(400, /the header of a part is not UTF-8/));
  await assertEmpty(exchange);
});

test("wherever a form is broken off, it is refused and nothing is stored", async () => {
  const exchange = createExchange();
  const { contentType, bytes } = formOf(fieldPart("expires_in_seconds", "3600"), filePart("some words of text"));
  // The closing boundary ends with its second dash; what follows it is nobody's.
  const least = bytes.length - "\r\n".length;
  for (let length = 0; length < least; length += 1) {
    const reply = await exchange.post({ contentType, bytes: bytes.subarray(0, length) }, {}, 16);
    assert.equal(reply.status, 400, `${length} of ${bytes.length}`);
  }
  await assertEmpty(exchange);
  assert.equal((await exchange.post({ contentType, bytes: bytes.subarray(0, least) }, {}, 16)).status, 200);
});

test("a caller who goes away in the middle of the file leaves nothing", async () => {
  const exchange = createExchange({ maxBytes: 200_000 });
  const { contentType, bytes } = formOf(filePart(new Uint8Array(150_000)));
  async function* broken() {
    yield* cut(bytes.subarray(0, 100_000), 10_000);
    throw new Error("the socket is gone");
  }
  const headers = { "content-type": contentType };
  for (let round = 0; round < 5; round += 1)
    await assert.rejects(exchange.ask("POST", "/v1/files", { body: broken(), headers }), /the socket is gone/);
  await assertEmpty(exchange);
  // Had the rounds kept their bytes, there would be no room left.
  assert.equal((await exchange.post({ contentType, bytes })).status, 200);
});

test("a file over the limit, and one over the quota, end the upload with the API's own errors", async () => {
  const small = createExchange({ maxFileBytes: 1000 });
  assertRefused(await small.post(formOf(filePart(new Uint8Array(1001)))), refusal(413, /1000/, "request_too_large"));
  await assertEmpty(small);

  const full = createExchange({ quotaBytes: 1000 });
  assert.equal((await full.post(formOf(filePart(new Uint8Array(600))))).status, 200);
  const reply = await full.post(formOf(filePart(new Uint8Array(401))));
  assertRefused(reply, refusal(400, /storage/));
  assert.equal(reply.body.error.details.error_code, "storage_quota_exceeded");
});

test("an upload that the store refuses is not read to its end", async () => {
  const { ask } = createExchange({ maxFileBytes: 100_000 });
  const { contentType, bytes } = formOf(filePart(new Uint8Array(64)));
  const head = bytes.subarray(0, bytes.indexOf(0));
  let pieces = 0;
  async function* endless() {
    yield Buffer.from(head);
    for (; pieces < 10_000; pieces += 1) yield Buffer.alloc(10_000);
  }
  const reply = await ask("POST", "/v1/files", { body: endless(), headers: { "content-type": contentType } });
  assert.equal(reply.status, 413);
  assert.ok(pieces < 100, `${pieces} pieces of 10,000 bytes were read`);
});
