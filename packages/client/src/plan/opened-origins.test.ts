import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlatformId } from "../platform/capability.ts";
import { PLATFORMS } from "../platform/platforms.ts";
import { context, url } from "./fixtures/samples.ts";
import { makePlan } from "./make-plan.ts";
import type { Policy } from "./plan.ts";

const HERE = "http://127.0.0.1:9000";

function stepOf(platform: PlatformId, address: string, policy: Partial<Policy>, openedOrigins = [HERE]): string {
  const step = makePlan([url(address)], context(platform, policy, { openedOrigins })).steps[0];
  const codes = step?.problems.map((problem) => problem.code).join(" ") ?? "";
  return `${step?.action}${step?.needs ? ` after ${step.needs}` : ""}${codes === "" ? "" : ` ${codes}`}`;
}

/** A private plain-http picture whose origin was opened, by platform: mend, then strict. */
const OPENED: Record<PlatformId, readonly [mend: string, strict: string]> = {
  anthropic: ["inline after fetch", "keep"],
  aws: ["inline after fetch", "keep"],
  bedrock: ["inline after fetch", "refuse capability.method"],
  "bedrock-legacy": ["inline after fetch", "refuse capability.method"],
  vertex: ["inline after fetch", "refuse capability.method"],
  "google-cloud": ["inline after fetch", "keep"],
  foundry: ["inline after fetch", "keep"],
  "foundry-azure": ["inline after fetch", "keep"],
  compatible: ["inline after fetch", "refuse capability.method"],
  eyes: ["inline after fetch", "refuse capability.method"],
};

test("a picture of an opened origin is fetched for every platform, and in strict left to those that take urls", () => {
  for (const id of Object.keys(PLATFORMS) as PlatformId[]) {
    const [mend, strict] = OPENED[id];
    assert.equal(stepOf(id, `${HERE}/a.png`, {}), mend, id);
    assert.equal(stepOf(id, `${HERE}/a.png`, { mode: "strict" }), strict, id);
  }
});

test("only the exact scheme, host and port are opened", () => {
  for (const [other, code] of [
    ["http://127.0.0.1:9001/a.png", "input.url-not-https"],
    ["https://127.0.0.1:9000/a.png", "input.url-unreachable"],
    ["http://localhost:9000/a.png", "input.url-not-https"],
    ["http://127.0.0.1:9000@evil.example/a.png", "input.url-not-https"],
  ] as const)
    assert.equal(stepOf("anthropic", other, {}), `refuse ${code}`, other);
  assert.equal(stepOf("bedrock", `${HERE}/a.png`, {}, []), "refuse input.url-not-https");
});

test("an opened public origin changes nothing for a method that was asked for", () => {
  const opened = ["https://pictures.example"];
  assert.equal(stepOf("anthropic", "https://pictures.example/a.png", { method: "url" }, opened), "keep");
  assert.equal(stepOf("anthropic", "https://pictures.example/a.png", {}, opened), "inline after fetch");
});
