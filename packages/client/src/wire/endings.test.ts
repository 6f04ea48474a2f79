import assert from "node:assert/strict";
import { test } from "node:test";
import { checkEnding } from "../media/ending.ts";
import { ask } from "../media/fixtures/ask.ts";
import { bytesOf, fixtures } from "../media/fixtures/manifest.ts";
import { withEndings } from "./endings.ts";
import { scan } from "./scan.ts";
import { blocksOfScan } from "./scan-blocks.ts";

const image = (bytes: Uint8Array, escaped = false): string => {
  const data = Buffer.from(bytes).toString("base64");
  const text = escaped ? data.replaceAll("/", "\\/") : data;
  return `{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${text}"}}`;
};

function defects(messages: string): (string | null)[] {
  const read = scan(new TextEncoder().encode(`{"model":"m","messages":[${messages}]}`));
  return withEndings(read, blocksOfScan(read).blocks).map(({ facts }) =>
    "defect" in facts ? facts.defect.code : null,
  );
}

const user = (...content: string[]): string => `{"role":"user","content":[${content.join(",")}]}`;
const images = fixtures.filter(({ facts }) => facts.kind === "image").map(({ file }) => bytesOf(file));

test("it says what a look at the whole file says, of whole files, cut ones, and those with more behind them", () => {
  for (const bytes of images)
    for (const file of [
      bytes,
      Buffer.concat([bytes, Buffer.alloc(90_000, 1)]),
      Buffer.concat([bytes, Buffer.alloc(90_000, 1)]).subarray(0, bytes.length + 3),
      ...[0.5, 0.8, 0.95].map((share) => bytes.subarray(0, Math.ceil(bytes.length * share))),
      bytes.subarray(0, bytes.length - 1),
    ]) {
      const said = ask(file);
      const ending =
        said.status === "defect" ? said.problem : said.facts.kind === "image" ? checkEnding(file, said.facts) : null;
      const expected = ending?.code ?? null;
      assert.deepEqual(defects(user(image(file), image(file, true))), [expected, expected]);
    }
});

test("only what the last turn brings is looked at: an answer stands behind the rest", () => {
  const [bytes] = images;
  const cut = image(bytes?.subarray(0, bytes.length - 9) ?? new Uint8Array());
  const answer = '{"role":"assistant","content":"yes"}';
  assert.deepEqual(defects([user(cut), answer, user(cut)].join(",")), [null, "input.truncated"]);
  const result = `{"type":"tool_result","tool_use_id":"t","content":[${cut}]}`;
  assert.deepEqual(defects([user(cut), answer, user(result)].join(",")), [null, "input.truncated"]);
});
