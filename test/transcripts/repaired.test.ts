import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { readRejection } from "@fovea/client";
import { inFolder } from "../../packages/cli/src/commands/fixtures/run.ts";
import { type Fake, type FakePlatform, startFake } from "../fakes/fake.ts";
import { MODEL, officialClient } from "../platforms/clients.ts";
import { asSent, FORMATS, type Message, SESSION } from "./formats.ts";
import { flatPng, image, text } from "./pictures.ts";
import { POISONS } from "./poisons.ts";

// Each transcript is refused first, with the known words; `fovea doctor` repairs it; then it is accepted.

const PLATFORMS: readonly FakePlatform[] = ["anthropic", "bedrock", "vertex"];
const { folder, fovea } = inFolder();

for (const platform of PLATFORMS)
  describe(`poisoned transcripts for ${platform}`, { timeout: 300_000 }, () => {
    let fake: Fake;
    before(async () => {
      fake = await startFake(platform);
    });
    after(() => fake.close());
    const model = MODEL[platform];
    const send = (messages: readonly Message[]): Promise<unknown> =>
      officialClient(platform, fake.credentials).messages.create({
        model,
        max_tokens: 64,
        messages: asSent(messages) as never,
      });

    for (const { name, kind, words, left, heavy, messages } of POISONS)
      test(name, async () => {
        const poisoned = await messages();
        const refused = await send(poisoned).then(
          () => assert.fail("it was accepted"),
          (error: unknown) => error,
        );
        assert.match(String(refused), words);
        assert.equal(readRejection(refused)?.kind, kind);
        for (const format of heavy ? [SESSION] : FORMATS) {
          const file = join(
            folder,
            `${platform}-${kind}-${POISONS.findIndex((one) => one.name === name)}${format.ending}`,
          );
          const before = format.write(poisoned, model);
          writeFileSync(file, before);
          const { exit, out, err } = await fovea(["doctor", file, "--platform", platform, "--model", model, "--json"]);
          assert.equal(err, "", format.name);
          assert.equal(exit, 0, out);
          const report = JSON.parse(out);
          assert.equal(report.healthy, false);
          assert.equal(readFileSync(report.backup, "utf8"), before);
          const repaired = readFileSync(file, "utf8");
          fake.clear();
          await send(format.read(repaired));
          const images = fake.requests[0]?.images ?? [];
          if (kind === "request-too-large") assert.ok(images.length > 2 && images.length < 8, `${images.length}`);
          else assert.equal(images.length, left, `${format.name}: ${out}`);
          if (format.ending === ".jsonl") assertOtherLinesKept(before, repaired, report.changes);

          const again = await fovea(["doctor", file, "--platform", platform, "--model", model, "--json"]);
          assert.equal(JSON.parse(again.out).healthy, true, again.out);
          assert.equal(readFileSync(file, "utf8"), repaired);
        }
      });

    test("healthy ones are not touched: same bytes, same file, no backup", async () => {
      const healthy: readonly Message[] = [
        { role: "user", content: [image(await flatPng(2400, 1200)), text("What is this?")] },
        { role: "assistant", content: [text("Red.")] },
        { role: "user", content: "Thank you." },
      ];
      await send(healthy);
      for (const [index, format] of FORMATS.entries()) {
        const file = join(folder, `${platform}-healthy-${index}${format.ending}`);
        const before = format.write(healthy, model);
        writeFileSync(file, before);
        const { ino, mtimeNs } = statSync(file, { bigint: true });
        const { exit, out } = await fovea(["doctor", file, "--platform", platform, "--model", model]);
        assert.equal(exit, 0);
        assert.match(out, /Healthy: there was nothing to do/);
        assert.equal(readFileSync(file, "utf8"), before);
        const now = statSync(file, { bigint: true });
        assert.deepEqual([now.ino, now.mtimeNs], [ino, mtimeNs]);
        assert.equal(existsSync(`${file}.bak`), false);
      }
    });
  });

/** Lines without a change are the same, byte for byte. */
function assertOtherLinesKept(before: string, after: string, changes: readonly { readonly line: number }[]): void {
  const [old, now] = [before.split("\n"), after.split("\n")];
  assert.equal(now.length, old.length);
  const changed = new Set(changes.map(({ line }) => line));
  for (const [index, line] of old.entries())
    assert.equal(now[index] === line, !changed.has(index + 1), `line ${index + 1}`);
}
