import assert from "node:assert/strict";
import { test } from "node:test";
import { createExchange, filePart, formOf } from "./fixtures/exchange.ts";
import { FILES_BETA } from "./shape.ts";

const BETA = { betas: [FILES_BETA] };
const MANAGED = { betas: ["managed-agents-2026-04-01"] };

/** Files named 0, 1, 2 ... a second apart, and their ids in that order. */
async function filled(count: number) {
  const exchange = createExchange();
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    exchange.clock.now += 1000;
    ids.push((await exchange.post(formOf(filePart(`file ${index}`, `${index}.txt`, "text/plain")))).body.id);
  }
  const list = async (query: string, asked = {}) => {
    const { status, body } = await exchange.ask("GET", `/v1/files${query}`, asked);
    return {
      status,
      body,
      names: body.data?.map(({ filename }: { filename: string }) => Number.parseInt(filename, 10)),
    };
  };
  const refused = async (query: string, message: string | RegExp, asked = {}) => {
    const { status, body } = await list(query, asked);
    assert.equal(status, 400, query);
    assert.equal(body.error.type, "invalid_request_error");
    if (typeof message === "string") assert.equal(body.error.message, message);
    else assert.match(body.error.message, message);
  };
  return { ...exchange, ids, list, refused };
}

test("the list is newest first, twenty to a page, and next_page leads on to its end", async () => {
  const { list } = await filled(45);
  const first = await list("");
  assert.deepEqual(Object.keys(first.body), ["data", "next_page"]);
  assert.deepEqual(
    first.names,
    Array.from({ length: 20 }, (_, index) => 44 - index),
  );
  const second = await list(`?page=${first.body.next_page}`);
  const third = await list(`?page=${second.body.next_page}`);
  assert.deepEqual([second.names[0], third.names], [24, [4, 3, 2, 1, 0]]);
  assert.equal(third.body.next_page, null);
});

test("a list that ends with its page has no next one, and an empty one is a list", async () => {
  const { list } = await filled(3);
  assert.equal((await list("?limit=3")).body.next_page, null);
  assert.notEqual((await list("?limit=2")).body.next_page, null);
  assert.deepEqual((await list("", { workspace: "wrkspc_2" })).body, { data: [], next_page: null });
  assert.deepEqual((await list("", { workspace: "wrkspc_2", ...BETA })).body, {
    data: [],
    has_more: false,
    first_id: null,
    last_id: null,
  });
});

test("pages stay right while files are deleted and come in between them", async () => {
  const { list, ask, post, ids } = await filled(6);
  const first = await list("?limit=2");
  for (const id of ids.slice(-2)) await ask("DELETE", `/v1/files/${id}`);
  await post(formOf(filePart("new")));
  assert.deepEqual((await list(`?limit=2&page=${first.body.next_page}`)).names, [3, 2]);
  assert.deepEqual((await list(`?limit=2&after_id=${ids[4]}`, BETA)).names, [3, 2]);
});

test("a cursor of another workspace, or one that was tampered with, is refused", async () => {
  const { list, refused } = await filled(3);
  const cursor = (await list("?limit=1")).body.next_page;
  assert.equal((await list(`?page=${cursor}`)).status, 200);
  await refused(`?page=${cursor}`, /^page: this is no cursor of this workspace/, { workspace: "wrkspc_2" });
  for (const bad of ["x", `${cursor}x`, cursor.slice(1), cursor.slice(0, -1), `${cursor}=`])
    await refused(`?page=${bad}`, /^page: this is no cursor/);
});

test("the beta header brings the old shape: after_id, before_id, has_more, first_id and last_id", async () => {
  const { list, ids } = await filled(7);
  const first = await list("?limit=3", BETA);
  assert.deepEqual(first.names, [6, 5, 4]);
  const { data, ...rest } = first.body;
  assert.deepEqual(rest, { has_more: true, first_id: ids[6], last_id: ids[4] });
  assert.equal("expires_at" in data[0], false);

  const next = await list(`?limit=3&after_id=${rest.last_id}`, BETA);
  assert.deepEqual([next.names, next.body.has_more], [[3, 2, 1], true]);
  const end = await list(`?limit=3&after_id=${next.body.last_id}`, BETA);
  assert.deepEqual([end.names, end.body.has_more], [[0], false]);

  const back = await list(`?limit=3&before_id=${next.body.first_id}`, BETA);
  assert.deepEqual([back.names, back.body.has_more], [[6, 5, 4], false]);
  const near = await list(`?limit=2&before_id=${ids[2]}`, BETA);
  assert.deepEqual([near.names, near.body.has_more], [[4, 3], true]);
});

test("each shape refuses the cursors of the other, and says what to do", async () => {
  const { refused, ids } = await filled(2);
  await refused(`?after_id=${ids[0]}`, /^after_id: needs the header anthropic-beta: files-api-2025-04-14/);
  await refused(`?before_id=${ids[0]}`, /^before_id: needs the header anthropic-beta: files-api-2025-04-14/);
  await refused("?page=x", /^page: cannot be used with the header anthropic-beta/, BETA);
  await refused(`?ids[]=${ids[0]}`, /^ids: cannot be used with the header anthropic-beta/, BETA);
  await refused(`?before_id=${ids[0]}&after_id=${ids[1]}`, /^page: only one of/, BETA);
});

test("a cursor that is no file id is refused, as in the list of models; that of a deleted file keeps its place", async () => {
  const { list, refused, ask, ids } = await filled(3);
  for (const shape of [BETA, MANAGED])
    for (const name of ["after_id", "before_id"])
      for (const id of ["nobody", "file_unknown", `${ids[0]}x`])
        await refused(`?${name}=${id}`, `${name}: no file of this list has the id ${id}`, shape);
  await ask("DELETE", `/v1/files/${ids[1]}`);
  assert.deepEqual((await list(`?after_id=${ids[1]}`, BETA)).names, [0]);
  assert.deepEqual((await list(`?before_id=${ids[1]}`, BETA)).names, [2]);
});

test("managed agents take the cursors of both shapes, and get the fields of both", async () => {
  const { list, ids, refused } = await filled(5);
  const first = await list("?limit=2", MANAGED);
  assert.deepEqual(Object.keys(first.body).sort(), ["data", "first_id", "has_more", "last_id", "next_page"]);
  assert.equal(first.body.data[0].expires_at, null);
  assert.deepEqual((await list(`?page=${first.body.next_page}`, MANAGED)).names, [2, 1, 0]);
  assert.deepEqual((await list(`?after_id=${first.body.last_id}`, MANAGED)).names, [2, 1, 0]);
  const back = await list(`?limit=1&before_id=${ids[2]}`, MANAGED);
  assert.deepEqual([back.names, back.body.has_more, back.body.next_page], [[3], true, null]);
  await refused(`?page=${first.body.next_page}&after_id=${ids[1]}`, /^page: only one of/, MANAGED);
  assert.equal((await list("", { betas: [...MANAGED.betas, FILES_BETA] })).body.next_page, undefined);
});

test("ids[] gives those that are there, newest first, on one page", async () => {
  const { list, ids, ask } = await filled(5);
  await ask("DELETE", `/v1/files/${ids[1]}`);
  const asked = [ids[0], ids[3], ids[1], "file_unknown", ids[3]].map((id) => `ids[]=${id}`).join("&");
  const { body, names } = await list(`?${asked}`);
  assert.deepEqual([names, body.next_page], [[3, 0], null]);
  assert.deepEqual((await list(`?${asked}`, { workspace: "wrkspc_2" })).body.data, []);
});

test("ids[] is counted without repetitions, and excludes page and limit", async () => {
  const { list, refused } = await filled(0);
  const many = (count: number) => Array.from({ length: count }, (_, index) => `ids[]=file_${index}`).join("&");
  assert.equal((await list(`?${many(100)}&${many(100)}`)).status, 200);
  await refused(`?${many(101)}`, "ids: List should have at most 100 items after deduplication");
  await refused(`?${many(1)}&limit=5`, "ids: cannot be combined with `page` or `limit`");
  await refused(`?${many(1)}&page=abc`, "ids: cannot be combined with `page` or `limit`");
});

test("limit is a whole number from 1 to 1000, given once", async () => {
  const { list, refused } = await filled(2);
  assert.equal((await list("?limit=1000")).status, 200);
  await refused("?limit=0", "limit: Input should be greater than or equal to 1");
  await refused("?limit=1001", "limit: Input should be less than or equal to 1000");
  for (const limit of ["x", "1.5", "1e2", "0x1"])
    await refused(`?limit=${limit}`, "limit: Input should be a valid integer, unable to parse string as an integer");
  await refused("?limit=1&limit=2", "limit: was given more than once");
});

test("uploads belong to no session, so a scope has none", async () => {
  const { list } = await filled(2);
  assert.deepEqual((await list("?scope_id=sesn_1&beta=true")).body, { data: [], next_page: null });
});
