// The real gateway as `fovea serve --upstream` puts it together: keys, a directory with SQLite, metrics, and a log that nobody reads.
import {
  createFetchUrl,
  createGateway,
  createLog,
  createMetrics,
  createRelay,
  listen,
  openStore,
} from "@fovea/gateway";
import type { Listening, ServerSettings } from "./servers.ts";

export async function startGateway({
  sink,
  directory,
  ledgerDetail = "brief",
  fit = "legal",
}: ServerSettings): Promise<Listening> {
  const store = await openStore(directory);
  const { id: workspace } = await store.keys.addWorkspace("bench");
  const { secret } = await store.keys.addKey(workspace, "bench");
  const gateway = createGateway({
    engine: {
      model: "none",
      answer: () => Promise.reject(new Error("the bench asks the upstream alone")),
      close: async () => undefined,
    },
    store,
    auth: "keys",
    ledgerDetail,
    fit,
    log: await createLog({ json: true, write: () => undefined }),
    metrics: await createMetrics(),
    fetchUrl: createFetchUrl({ allow: [sink] }),
    upstream: await createRelay({ baseUrl: sink, apiKey: "sk-bench" }),
  });
  const listening = await listen(gateway, { port: 0 });
  return {
    url: listening.url,
    headers: { "x-api-key": secret, "anthropic-version": "2023-06-01" },
    async close() {
      await listening.close();
      await gateway.close();
    },
  };
}
