// The cases of the appliers' contract: a request, edits, and what comes out; and edits that every applier refuses.
import type { Base64Value, Edit, Json } from "../../packages/client/src/content/edit.ts";
import { base64, bytesOf } from "./bytes.ts";

export const source = (data: string): Json => ({ type: "base64", media_type: "image/png", data });
export const replace = (at: Edit["at"], value: Json | Base64Value): Edit => ({ at, op: "replace", value });
export const insert = (at: Edit["at"], value: Json | Base64Value): Edit => ({ at, op: "insert", value });
const remove = (at: Edit["at"]): Edit => ({ at, op: "remove" });

export interface Case {
  readonly title: string;
  readonly body: string;
  readonly edits: readonly Edit[];
  readonly expected: string;
}

const REQUEST = `{ "model": "claude-opus-5-5", "max_tokens": 64,
  "messages": [ { "role": "user", "content": [
    { "type": "text", "text": "caf\\u00e9 \\ud83d\\ude00 \\"q\\" \\\\ /" },
    { "type": "image", "source": { "type": "url", "url": "https://example.com/a.png" }, "cache_control": null } ] } ] }`;
const IMAGE = ["messages", 0, "content", 1] as const;

export const CASES: readonly Case[] = [
  { title: "no edits leave the request as it is", body: REQUEST, edits: [], expected: REQUEST },
  {
    title: "replace a value at the top",
    body: REQUEST,
    edits: [replace(["model"], "anthropic.claude-opus-5-5")],
    expected: REQUEST.replace("claude-opus-5-5", "anthropic.claude-opus-5-5"),
  },
  {
    title: "replace a source by bytes, written as base64",
    body: REQUEST,
    edits: [replace([...IMAGE, "source"], base64(bytesOf(0, 255, 16, 131, 251, 62, 63)))],
    expected: REQUEST.replace(/\{ "type": "url".*?\}/, JSON.stringify(source("AP8Qg/s+Pw=="))),
  },
  {
    title: "insert a source by bytes",
    body: '{"messages":[{"content":[{"type":"image"}]}]}',
    edits: [insert(["messages", 0, "content", 0, "source"], base64(bytesOf(1, 2)))],
    expected:
      '{"messages":[{"content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQI="}}]}]}',
  },
  {
    title: "bytes of length nothing are an empty text",
    body: '{"a":1}',
    edits: [replace(["a"], base64(bytesOf()))],
    expected: '{"a":{"type":"base64","media_type":"image/png","data":""}}',
  },
  {
    title: "remove keys: the first, one between, the last, the only one",
    body: '{"first":1,"between":{"only":[1]},"rest":{"x":1,"y":2,"z":3},"last":{}}',
    edits: [
      remove(["first"]),
      remove(["between", "only"]),
      remove(["rest", "y"]),
      remove(["rest", "z"]),
      remove(["last"]),
    ],
    expected: '{"between":{},"rest":{"x":1}}',
  },
  {
    title: "remove every key of an object and every element of an array",
    body: '{"o":{"a":1,"b":[2],"c":{}},"l":[1,[2],{"c":3}]}',
    edits: [...["a", "b", "c"].map((key) => remove(["o", key])), ...[0, 1, 2].map((index) => remove(["l", index]))],
    expected: '{"o":{},"l":[]}',
  },
  {
    title: "insert keys into an empty object and into a full one",
    body: '{ "empty": { }, "full": { "a" : 1 } }',
    edits: [
      insert(["empty", "x"], 1),
      insert(["full", "b"], [true, null]),
      insert(["full", "c"], {}),
      insert(["d"], "e"),
    ],
    expected: '{"empty":{"x":1},"full":{"a":1,"b":[true,null],"c":{}},"d":"e"}',
  },
  {
    title: "insert before the first element, between, and behind the last",
    body: '["a", "b"]',
    edits: [insert([0], "0"), insert([1], "1"), insert([2], "2")],
    expected: '["0","a","1","b","2"]',
  },
  { title: "insert into an empty array", body: '{"l":[ ]}', edits: [insert(["l", 0], "x")], expected: '{"l":["x"]}' },
  {
    title: "insert where everything else is removed",
    body: '{"l":[1,2],"o":{"a":1}}',
    edits: [remove(["l", 0]), remove(["l", 1]), insert(["l", 2], 3), remove(["o", "a"]), insert(["o", "b"], 2)],
    expected: '{"l":[3],"o":{"b":2}}',
  },
  {
    title: "paths are those of the original: inserts and removals do not shift other edits",
    body: "[[0],[1],[2],[3],[4]]",
    edits: [
      remove([0]),
      insert([1], "new"),
      replace([1, 0], "one"),
      remove([2]),
      replace([3], "three"),
      insert([4, 1], 5),
    ],
    expected: '["new",["one"],"three",[4,5]]',
  },
  {
    title: "a label goes before an image whose source changes",
    body: '{"content":[{"type":"image","source":{}},{"type":"image","source":{}}]}',
    edits: [
      insert(["content", 0], { type: "text", text: "Image 1:" }),
      replace(["content", 0, "source"], { type: "file", file_id: "file_1" }),
      insert(["content", 1], { type: "text", text: "Image 2:" }),
      replace(["content", 1, "source"], { type: "file", file_id: "file_2" }),
    ],
    expected: JSON.stringify({
      content: [
        { type: "text", text: "Image 1:" },
        { type: "image", source: { type: "file", file_id: "file_1" } },
        { type: "text", text: "Image 2:" },
        { type: "image", source: { type: "file", file_id: "file_2" } },
      ],
    }),
  },
  { title: "replace the root", body: '{"a":1}', edits: [replace([], ["all", "new"])], expected: '["all","new"]' },
  {
    title: "keys of an object that look like indexes are keys",
    body: '{"0":"zero","-1":"minus","":"empty"}',
    edits: [replace(["0"], 0), remove(["-1"]), replace([""], "still"), insert(["1"], "one")],
    expected: '{"0":0,"":"still","1":"one"}',
  },
  {
    title: "keys that JavaScript finds special are plain keys",
    body: '{"__proto__":{"a":1},"constructor":{"prototype":1},"toString":2,"deep":{"__proto__":3}}',
    edits: [
      replace(["__proto__", "a"], "kept"),
      remove(["constructor", "prototype"]),
      replace(["toString"], 4),
      remove(["deep", "__proto__"]),
      insert(["deep", "hasOwnProperty"], 5),
    ],
    expected: '{"__proto__":{"a":"kept"},"constructor":{},"toString":4,"deep":{"hasOwnProperty":5}}',
  },
  {
    title: "insert a key named __proto__",
    body: '{"a":{}}',
    edits: [insert(["a", "__proto__"], { polluted: true })],
    expected: '{"a":{"__proto__":{"polluted":true}}}',
  },
  {
    title: "keys are found however they are spelled, and text that looks like JSON is text",
    body: '{"\\u006d\\u0065ssages":["]}{[\\"","\\\\",{"caf\\u00e9":"\\u2028"}],"\\ud83d\\ude00":1}',
    edits: [replace(["messages", 1], "\\"), replace(["messages", 2, "café"], '\u2029\u0000"'), remove(["😀"])],
    expected: JSON.stringify({ messages: [']}{["', "\\", { café: '\u2029\u0000"' }] }),
  },
  {
    title: "all kinds of JSON are values",
    body: '{"a":0,"b":0,"c":0,"d":0,"e":0,"f":0}',
    edits: [
      replace(["a"], null),
      replace(["b"], false),
      replace(["c"], 1.5e-7),
      replace(["d"], ""),
      replace(["e"], []),
      replace(["f"], { nested: [{ deep: "</script>" }] }),
    ],
    expected: '{"a":null,"b":false,"c":1.5e-7,"d":"","e":[],"f":{"nested":[{"deep":"</script>"}]}}',
  },
  {
    title: "a value that has the form of a base64 source but is JSON is written as JSON",
    body: '{"a":0}',
    edits: [replace(["a"], { type: "base64", mediaType: "image/png", bytes: { length: 3, open: "no" } })],
    expected: '{"a":{"type":"base64","mediaType":"image/png","bytes":{"length":3,"open":"no"}}}',
  },
];

/** What the refused edits are tried on. */
export const BODY = '{"a":{"b":[1,{"c":2}]},"s":"text","n":null}';
export const REFUSED: readonly (readonly [title: string, edits: readonly Edit[]])[] = [
  ["two edits at one path", [replace(["s"], 1), remove(["s"])]],
  ["two inserts at one index", [insert(["a", "b", 1], 1), insert(["a", "b", 1], 2)]],
  ["an insert and a removal at one index", [insert(["a", "b", 1], 1), remove(["a", "b", 1])]],
  ["two replacements of the root", [replace([], 1), replace([], 2)]],
  ["an edit below a replaced value", [replace(["a"], 1), replace(["a", "b", 0], 2)]],
  ["an edit below a removed value, named first", [replace(["a", "b", 1, "c"], 2), remove(["a", "b"])]],
  ["an edit below an inserted key", [insert(["x"], { y: 1 }), insert(["x", "z"], 2)]],
  ["an edit beside a replaced root", [replace([], 1), replace(["s"], 2)]],
  ["a removed root", [remove([])]],
  ["an inserted root", [insert([], 1)]],
  ["replacing a key that is not there", [replace(["x"], 1)]],
  ["removing a key that is not there", [remove(["a", "x"])]],
  ["removing a key that only JavaScript has", [remove(["constructor"])]],
  ["replacing the prototype", [replace(["__proto__"], 1)]],
  ["inserting a key that is there", [insert(["n"], 1)]],
  ["replacing behind the end of an array", [replace(["a", "b", 2], 1)]],
  ["removing behind the end of an array", [remove(["a", "b", 2])]],
  ["inserting behind the end of an array and one more", [insert(["a", "b", 3], 1)]],
  ["an edit below the end of an array", [insert(["a", "b", 2], 1), replace(["a", "b", 2, "c"], 1)]],
  ["a negative index", [replace(["a", "b", -1], 1)]],
  ["half an index", [replace(["a", "b", 0.5], 1)]],
  ["a key of an array", [replace(["a", "b", "0"], 1)]],
  ["an array's length", [replace(["a", "b", "length"], 1)]],
  ["an index of an object", [insert(["a", 0], 1)]],
  ["an edit below a text", [replace(["s", 0], "T")]],
  ["an edit below null", [insert(["n", "x"], 1)]],
  ["a path through what is not there", [insert(["x", "y"], 1)]],
];
