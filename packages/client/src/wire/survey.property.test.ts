import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NODE } from "./fixtures/node-tools.ts";
import { request } from "./fixtures/requests.ts";
import { spell } from "./fixtures/spell.ts";
import { createLexer } from "./lexer.ts";
import { membersWritten, tally } from "./members.ts";
import { survey } from "./survey.ts";

const numRuns = process.env.FOVEA_SOAK === undefined ? 150 : 10_000;

test("property: looking only where the parser saw blocks finds what looking everywhere finds", () => {
  let passedOver = 0;
  fc.assert(
    fc.property(fc.array(request, { minLength: 1, maxLength: 3 }), fc.nat(), (requests, seed) => {
      // Longer conversations, most of them with messages before, between and behind those with blocks.
      const messages = requests.flatMap((one) => (one as { messages: object[] }).messages);
      const { bytes } = spell({ ...(requests[0] as object), messages: messages as never }, seed);
      const text = new TextDecoder().decode(bytes);
      const { media } = tally(JSON.parse(text));
      passedOver += messages.length - media.messages.size;
      const lexer = createLexer(bytes, NODE, []);
      assert.deepEqual(survey(lexer, media), survey(lexer, null));
    }),
    { seed: 5, numRuns },
  );
  assert.ok(passedOver > numRuns / 4, `only ${passedOver} messages`);
});

test("members are counted as written and as kept, and differ where a key stands twice", () => {
  const cases: [string, number, number][] = [
    ["5", 0, 0],
    ["[[{}],1]", 0, 0],
    ['{"a":1,"b":[{"c":null},{"c" \n:\t{}}]}', 4, 4],
    ['{"a":1,"\\u0061":2}', 2, 1],
    ['{"messages":[{"a":1,"a":2}]}', 3, 2],
    ['[{"a\\\\":1}]', 1, 1],
    // A text that begins with a colon counts as one more.
    ['{"a":":b"}', 2, 1],
    ['{"a":"\\":"}', 1, 1],
    ['{"__proto__":{"x":1}}', 2, 2],
  ];
  for (const [text, written, kept] of cases) {
    assert.equal(membersWritten(Buffer.from(text), []), written, text);
    // Long enough for the fast way, at every place of its windows.
    const members = 400 + (text.length % 17);
    const long = `{"p":[${'{"k" :"v"},'.repeat(members)}${text}]}`;
    assert.equal(membersWritten(Buffer.from(long), []), 1 + members + written, text);
    assert.equal(tally(JSON.parse(text)).members, kept, text);
  }
});

test("property: members are counted the same in long bodies as one by one", () => {
  const naive = (text: string): number =>
    [...text.matchAll(/:/g)].filter(({ index }) => {
      const front = text.slice(0, index).trimEnd();
      return front.endsWith('"') && (/\\*$/.exec(front.slice(0, -1))?.[0].length ?? 0) % 2 === 0;
    }).length;
  const piece = fc.constantFrom('"', ":", "\\", " ", "\n", "a", '":', '" :', '\\":', '\\\\":', "x".repeat(40));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 300, maxLength: 900 }), fc.nat(40), (pieces, offset) => {
      const text = `${"y".repeat(1100 + offset)}${pieces.join("")}`;
      assert.equal(membersWritten(Buffer.from(text), []), naive(text));
      const at = text.length >> 1;
      const both = membersWritten(Buffer.from(text), [{ start: at, end: at }]);
      assert.equal(both, naive(text));
    }),
    { seed: 6, numRuns: numRuns / 3 },
  );
});

test("messages and the system prompt with blocks in them are told, however deep the blocks are", () => {
  const image = { type: "image", source: {} };
  const body = {
    system: [{ type: "text", text: "image" }],
    messages: [
      { role: "user", content: "image" },
      { role: "user", content: [image] },
      { role: "user", content: [{ type: "tool_result", content: [{ type: "document" }] }] },
      { role: "user", content: [{ type: "text", text: "document" }] },
      7,
    ],
    tools: [image],
  };
  assert.deepEqual(tally(body).media, { system: false, messages: new Set([1, 2]) });
  assert.deepEqual(tally({ ...body, system: [image], messages: {} }).media, { system: true, messages: new Set() });
});
