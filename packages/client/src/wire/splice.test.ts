import assert from "node:assert/strict";
import { applierContract } from "../../../../test/contracts/applier.contract.ts";
import type { Edit } from "../content/edit.ts";
import { type ByteTools, PORTABLE } from "./byte-tools.ts";
import { NODE } from "./fixtures/node-tools.ts";
import { scan } from "./scan.ts";
import { splice } from "./splice.ts";

async function run(bodyJson: string, edits: readonly Edit[], tools: ByteTools): Promise<unknown> {
  const spliced = splice(scan(Buffer.from(bodyJson), tools), edits);
  const pieces: Uint8Array[] = [];
  for await (const piece of spliced.open()) pieces.push(piece);
  const whole = Buffer.concat(pieces);
  assert.equal(whole.length, spliced.length, "the length that was promised");
  return JSON.parse(whole.toString());
}

applierContract({ name: "splice", run: (bodyJson, edits) => run(bodyJson, edits, PORTABLE) });
applierContract({ name: "splice with the tools of Node", run: (bodyJson, edits) => run(bodyJson, edits, NODE) });
