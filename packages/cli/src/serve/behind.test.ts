import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chosen } from "../config/choose.ts";
import { behindWords, platformsOf } from "./behind.ts";

const say = (chosen: Chosen | null, upstream: string | null = null, config: string | null = null): string =>
  behindWords({ upstream, chosen, config });
const main = { name: "main", platform: "bedrock", region: "eu-west-1" } as const;
const azure = { name: "foundry", platform: "foundry", resource: "mine" } as const;

test("a start says in words where requests go", () => {
  const none: Chosen = { platforms: [], routes: [], eyes: false };
  assert.equal(say(none), "Fovea's built-in eyes answer; they are not Claude.");
  assert.equal(say(none, null, "a.json"), "Fovea's built-in eyes answer (a.json); they are not Claude.");
  assert.equal(say(null, "http://127.0.0.1:11434"), "Requests go on to http://127.0.0.1:11434.");
  assert.equal(
    say({ platforms: [azure], routes: [], eyes: false }),
    "Requests go to Microsoft Foundry (hosted on Anthropic), mine.",
  );
  const routes = [
    { model: "claude-x", upstream: "foundry", as: "ours" },
    { model: "*", upstream: "main" },
  ];
  assert.equal(
    say({ platforms: [main, azure], routes, eyes: false }, null, "fovea.json"),
    "Requests go (fovea.json):\n" +
      "  claude-x -> Microsoft Foundry (hosted on Anthropic), mine, as ours\n" +
      "  all other models -> main: Amazon Bedrock, eu-west-1",
  );
});

test("and as data", () => {
  const chosen: Chosen = { platforms: [main, azure], routes: [], eyes: false };
  assert.deepEqual(platformsOf({ upstream: null, chosen, config: null }), { platforms: ["main", "foundry"] });
  assert.deepEqual(platformsOf({ upstream: "http://x", chosen: null, config: null }), { upstream: "http://x" });
});
