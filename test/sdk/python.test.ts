import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { createEyesEngine } from "@fovea/gateway";
import sharp from "sharp";
import { cat, type OpenGateway, openGateway, root } from "./fixtures/gateway.ts";

// The official Python SDK on a real socket, with nothing but a base URL and a key in its environment. The SDKs stand in virtual environments
// that test/sdk/python/install.py makes.

const VERSIONS = ["2.12.0", "0.125.0"];
const run = promisify(execFile);

describe("the official Python SDK", { timeout: 300_000 }, () => {
  let gateway: OpenGateway;
  let folder = "";
  before(async () => {
    gateway = await openGateway(createEyesEngine());
    folder = mkdtempSync(join(tmpdir(), "fovea-python-"));
    writeFileSync(join(folder, "my_image.jpg"), await sharp(cat).jpeg().toBuffer());
  });
  after(async () => {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const version of VERSIONS) {
    const place = join(root, "node_modules/.cache/python-sdk", version);
    const skip = existsSync(join(place, "whole"))
      ? false
      : `anthropic ${version} is not installed: python3 test/sdk/python/install.py (Python 3.10 or newer) does it`;
    const python = async (key: string, script: string, ...args: string[]): Promise<string> => {
      const { stdout } = await run(join(place, "bin/python"), [join(root, "test/sdk/python", script), ...args], {
        env: { ANTHROPIC_BASE_URL: gateway.baseURL, ANTHROPIC_API_KEY: key, PYTHONUTF8: "1" },
        cwd: folder,
        timeout: 120_000,
      });
      return stdout;
    };

    test(`${version}: the three methods of the guide describe their images`, { skip }, async () => {
      const lines = (await python(gateway.apiKey, "guide.py", "my_image.jpg", `${gateway.pictures}/rocket.jpg`))
        .trim()
        .split("\n");
      assert.equal(lines.length, 4, lines.join("\n"));
      const [base64 = "", url = "", upload = "", file = ""] = lines;
      for (const answer of [base64, url, file]) assert.match(answer, /^\[\w*TextBlock\(.*type='text'.*\)\]$/);
      assert.match(base64, /\bcat\b/);
      // What the eyes cannot name they say so.
      assert.match(url, /\bcannot name\b/);
      assert.match(upload, /^Upload complete\. file_id: file_\w{24}$/);
      assert.match(file, /\bcat\b/);
    });

    test(`${version}: files, pages, a stream and errors`, { skip }, async () => {
      assert.equal(await python(await gateway.keyOfAnotherWorkspace(version), "files.py"), "whole\n");
    });
  }
});
