import assert from "node:assert/strict";
import { test } from "node:test";
import { EngineError } from "@fovea/client/internal/errors/errors";
import type { GatewayReply } from "../exchange.ts";
import { read } from "./fixtures/platform.ts";
import { readable } from "./unreadable.ts";

const JSON_TYPE = "application/json";
const EVENTS = "text/event-stream; charset=utf-8";

function replyOf(type: string, pieces: readonly string[], more: Partial<GatewayReply> = {}) {
  const state = { ended: false };
  const body = (async function* () {
    try {
      for (const piece of pieces) yield Buffer.from(piece);
    } finally {
      state.ended = true;
    }
  })();
  return { reply: { status: 200, headers: { "content-type": type }, body, ...more }, state };
}

const unreadable = (error: unknown): boolean =>
  error instanceof EngineError && error.code === "engine.unreadable-answer";

test("JSON and events pass piece by piece, however they are cut", async () => {
  for (const [type, pieces] of [
    [JSON_TYPE, ['{"type"', ':"message"}']],
    [JSON_TYPE, [" \n", "{}"]],
    [JSON_TYPE, ["["]],
    [EVENTS, ["event: ping\n", "data: {}\n\n"]],
    [EVENTS, ["e", "vent: ping\ndata: {}\n\n"]],
    [EVENTS, [": keep-alive\n\n"]],
    [EVENTS, ["\n", "data: {}\n\n"]],
    [EVENTS, []],
  ] as const) {
    const { reply } = replyOf(type, pieces);
    assert.equal((await read((await readable(reply)).body)).toString(), pieces.join(""));
  }
});

test("a page that calls itself JSON is an error before anything is answered", async () => {
  for (const pieces of [["<!doctype html>", "<p>"], ["Service unavailable"], []]) {
    const { reply, state } = replyOf(JSON_TYPE, pieces);
    await assert.rejects(readable(reply), unreadable);
    assert.equal(state.ended, true);
  }
});

test("a page that calls itself a stream is an error in its place, and the stream had begun", async () => {
  const { reply, state } = replyOf(EVENTS, ["<!doctype html>", "<p>"]);
  const { body } = await readable(reply);
  await assert.rejects(read(body), unreadable);
  assert.equal(state.ended, true);
});

test("errors, packed replies and other types are not looked at", async () => {
  for (const { reply } of [
    replyOf(JSON_TYPE, ["<p>"], { status: 500 }),
    replyOf(JSON_TYPE, ["\x1f\x8b"], { headers: { "content-type": JSON_TYPE, "content-encoding": "gzip" } }),
    replyOf("application/x-jsonl", ["x"]),
    replyOf("application/octet-stream", ["x"]),
  ])
    assert.equal(await readable(reply), reply);
});

test("who stops reading ends the platform's reply", async () => {
  for (const [type, piece] of [
    [JSON_TYPE, "{"],
    [EVENTS, "event: a\n\n"],
  ] as const) {
    const { reply, state } = replyOf(type, [piece, piece, piece]);
    for await (const _ of (await readable(reply)).body) break;
    assert.equal(state.ended, true);
  }
});
