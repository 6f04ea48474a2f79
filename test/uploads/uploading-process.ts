// A process that wishes for files again and again, and shares the ledger with others. It says which content has which id, and how often it found them.

import { createUploads } from "@fovea/client/internal/files/create-uploads";
import { filesApiOfFetch } from "@fovea/client/internal/files/fetch-files";
import { createFileLedger } from "@fovea/client/internal/files/file-ledger";
import { contentOf } from "./contents.ts";

const [ledgerPath = "", baseURL = "", key = "", wishes = "0", contents = "1"] = process.argv.slice(2);
const api = filesApiOfFetch({ fetch: globalThis.fetch, baseURL, headers: { "x-api-key": key } });
const uploads = createUploads({ api, ledger: createFileLedger(ledgerPath) });

await Promise.all(
  Array.from({ length: Number(wishes) }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
    const content = index % Number(contents);
    const { fileId } = await uploads.upload(contentOf(content));
    process.stdout.write(`${content} ${fileId}\n`);
  }),
);
