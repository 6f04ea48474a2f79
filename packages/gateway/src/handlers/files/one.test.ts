import assert from "node:assert/strict";
import { test } from "node:test";
import { createExchange, fieldPart, filePart, formOf } from "./fixtures/exchange.ts";
import { FILES_BETA } from "./shape.ts";

const form = formOf(filePart("words", "a.txt", "text/plain"));
const mortal = formOf(fieldPart("expires_in_seconds", "3600"), filePart("words", "a.txt", "text/plain"));
const notFound = (id: string) => ({ status: 404, type: "not_found_error", message: `File \`${id}\` not found.` });
// biome-ignore lint/suspicious/noExplicitAny: replies are read loosely on purpose.
const told = ({ status, body }: { status: number; body: any }) => ({
  status,
  type: body.error?.type,
  message: body.error?.message,
});

test("a file is got by its id, in the shape that was asked for", async () => {
  const { post, ask } = createExchange();
  const { body } = await post(mortal);
  assert.deepEqual((await ask("GET", `/v1/files/${body.id}`)).body, body);
  const old = (await ask("GET", `/v1/files/${body.id}`, { betas: [FILES_BETA] })).body;
  const { expires_at, ...rest } = body;
  assert.equal(expires_at, "2026-11-22T13:00:00.000Z");
  assert.deepEqual(old, rest);
});

test("an upload cannot be downloaded", async () => {
  const { post, ask } = createExchange();
  const { id } = (await post(form)).body;
  const { status, body } = await ask("GET", `/v1/files/${id}/content`);
  assert.equal(status, 400);
  assert.equal(body.error.type, "invalid_request_error");
  assert.equal(body.error.details.error_code, "file_not_downloadable");
});

test("a deleted file is gone for every call", async () => {
  const { post, ask } = createExchange();
  const { id } = (await post(form)).body;
  assert.deepEqual(await ask("DELETE", `/v1/files/${id}`), { status: 200, body: { id, type: "file_deleted" } });
  assert.deepEqual(told(await ask("DELETE", `/v1/files/${id}`)), notFound(id));
  assert.deepEqual(told(await ask("GET", `/v1/files/${id}`)), notFound(id));
  assert.deepEqual(told(await ask("GET", `/v1/files/${id}/content`)), notFound(id));
});

test("another workspace sees nothing of a file and cannot delete it", async () => {
  const { post, ask } = createExchange();
  const { id } = (await post(form)).body;
  const other = { workspace: "wrkspc_2" };
  for (const [method, path] of [
    ["GET", ""],
    ["GET", "/content"],
    ["DELETE", ""],
  ] as const)
    assert.deepEqual(told(await ask(method, `/v1/files/${id}${path}`, other)), notFound(id));
  assert.equal((await ask("GET", `/v1/files/${id}`)).status, 200);
});

test("an expired file has no content but can be read about, listed and deleted", async () => {
  const { post, ask, clock } = createExchange();
  const { id } = (await post(mortal)).body;
  clock.now += 3_600_000;
  const { status, body } = await ask("GET", `/v1/files/${id}/content`);
  assert.deepEqual([status, body.error.type], [404, "not_found_error"]);
  assert.equal(body.error.details.error_code, "file_expired");
  assert.equal((await ask("GET", `/v1/files/${id}`)).body.expires_at, "2026-11-22T13:00:00.000Z");
  assert.equal((await ask("GET", "/v1/files")).body.data.length, 1);
  assert.equal((await ask("DELETE", `/v1/files/${id}`)).status, 200);
});

test("an unknown id is repeated no further than a line", async () => {
  const { ask } = createExchange();
  const { body } = await ask("GET", `/v1/files/${"x".repeat(5000)}`);
  assert.deepEqual(told({ status: 404, body }), notFound("x".repeat(100)));
});
