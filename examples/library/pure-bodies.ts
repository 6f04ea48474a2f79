// A Messages body as bytes, read, planned and changed without Node, packages or network: the same code runs in a browser.
// npx node --conditions=@fovea/source examples/library/pure-bodies.ts
import { readFile } from "node:fs/promises";
import {
  apply,
  CODES,
  type Edit,
  explain,
  FoveaError,
  findPlatform,
  formatPath,
  makePlan,
  modelOf,
  needs,
  PORTABLE,
  readBlocks,
  refine,
  scan,
  splice,
  textsOf,
  walk,
} from "@fovea/client/pure";

const picture = await readFile(new URL("../photos/cat.png", import.meta.url));
const data = new TextDecoder().decode(PORTABLE.encode(picture));
// Numbers and an order that JSON.parse and JSON.stringify would not keep.
const text = `{"max_tokens":100,"seed":12345678901234567890,"messages":[{"role":"user","content":[
  {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"${data}"}},
  {"type":"image","source":{"type":"url","url":"https://example.com/second.png"}},
  {"type":"text","text":"What changed?"}]}]}`;

const body = JSON.parse(text) as { messages: unknown[] };
const { blocks } = readBlocks(body);
console.log(
  `${walk(body).blocks.length} blocks: ${blocks.map(({ at }) => formatPath(at)).join(", ")}; ${textsOf(body.messages)}`,
);

const context = { platform: findPlatform("bedrock"), ...modelOf("claude-opus-5-5") };
const plan = makePlan(blocks, context);
console.log(explain(plan));
// Bedrock takes no url: whoever may fetch does, and the plan is made again with what was found.
const [open] = needs(plan, blocks);
const [cat] = blocks;
if (open && cat) {
  const at = formatPath(open.at);
  const again = refine(plan, blocks, context, { [at]: cat.facts });
  console.log(`${at}: first ${plan.steps[1]?.needs}, then ${again.plan.steps[1]?.action}`);
}

const edits: Edit[] = [
  { at: ["messages", 0, "content", 0, "source", "media_type"], op: "replace", value: "image/png" },
];
const read = scan(new TextEncoder().encode(text));
const spliced = splice(read, edits);
let sent = "";
for await (const piece of spliced.open()) sent += new TextDecoder().decode(piece);
console.log(sent === text.replace("image/jpeg", "image/png"), spliced.length, read.blocks().length);
const changed = (await apply(body, edits)) as typeof body;
console.log(JSON.stringify(changed) === JSON.stringify(JSON.parse(sent)));

try {
  scan(new TextEncoder().encode('{"model":"a","model":"b"}'));
} catch (error) {
  if (!FoveaError.isInstance(error)) throw error;
  console.log(`${error.code}: ${error.message} ${CODES[error.code].fix}`);
}
