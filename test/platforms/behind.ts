// A gateway in front of the fake of a platform, as an operator would set it up: the platform by name, credentials from the environment.
import { FetchError } from "@fovea/client/internal/errors/errors";
import {
  createGateway,
  createLog,
  createMemoryStore,
  createMetrics,
  createUpstream,
  type FilePolicy,
  type Gateway,
  type LedgerLine,
  type Log,
  type Metrics,
  type Store,
  type Upstream,
  type UpstreamSettings,
} from "@fovea/gateway";
import { type Fake, type FakeOptions, type FakePlatform, startFake } from "../fakes/fake.ts";

export const PLATFORMS: readonly FakePlatform[] = [
  "bedrock",
  "vertex",
  "anthropic",
  "aws",
  "bedrock-legacy",
  "google-cloud",
  "foundry",
  "foundry-azure",
  "compatible",
];

/** Those with a Files API. */
export const WITH_FILES: ReadonlySet<FakePlatform> = new Set(["anthropic", "aws", "google-cloud", "foundry"]);

export interface BehindOptions extends FakeOptions {
  readonly files?: Partial<FilePolicy>;
  readonly urls?: Readonly<Record<string, Uint8Array>>;
  readonly store?: Store;
  readonly auth?: "none" | "keys";
  /** Default `never`: many pictures of these tests are headers without pixels. */
  readonly fit?: "never" | "legal" | "seen";
  /** Bytes in flight. */
  readonly poolBytes?: number;
  readonly timeouts?: { readonly headersTimeoutMs: number; readonly idleTimeoutMs: number };
}

export interface Behind {
  readonly fake: Fake;
  readonly upstream: Upstream;
  readonly gateway: Gateway;
  readonly store: Store;
  /** Image ledger, a line a request. */
  readonly lines: LedgerLine[];
  /** Bytes that requests hold now. */
  used(): number;
  ask(path: string, body: unknown, headers?: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Response>;
  /** Puts a file into the gateway's store, through its Files API; its id. */
  upload(bytes: Uint8Array, type: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

/** What the environment does not say. */
export function settingsOf({ platform, credentials }: Fake): UpstreamSettings {
  const { baseURL: baseUrl, key } = credentials;
  return {
    platform,
    baseUrl,
    maxRetries: 0,
    ...(platform === "anthropic" ? { apiKey: key ?? "" } : {}),
    ...(platform === "compatible" ? { authToken: key ?? "" } : {}),
  };
}

export async function behind(platform: FakePlatform, options: BehindOptions = {}): Promise<Behind> {
  const { files, urls = {}, auth = "none", fit = "never", timeouts, poolBytes, ...fakeOptions } = options;
  const fake = await startFake(platform, fakeOptions);
  const settings = { ...settingsOf(fake), ...(files && { files }), ...(timeouts && { timeouts }) };
  const upstream = await createUpstream(settings, fake.credentials.env);
  const now = fakeOptions.now ?? Date.now;
  const store = options.store ?? createMemoryStore({ now });
  const lines: LedgerLine[] = [];
  const log: Log = { ...(await createLog({ write: () => undefined })), images: (line) => void lines.push(line) };
  let used = (): number => 0;
  const metrics: Metrics = {
    ...(await createMetrics()),
    watch(gauges) {
      used = () => gauges.used;
    },
  };
  const gateway = createGateway({
    metrics,
    engine: {
      model: "none",
      answer: () => Promise.reject(new Error("the engine was asked")),
      close: async () => undefined,
    },
    upstream,
    store,
    auth,
    fit,
    log,
    now,
    ...(poolBytes === undefined ? {} : { pool: { maxBytes: poolBytes } }),
    async fetchUrl(_workspace, url) {
      const bytes = urls[url];
      if (bytes === undefined) throw new FetchError("fetch.status", { url, status: 404 });
      return { bytes };
    },
  });

  const ask: Behind["ask"] = (path, body, headers = {}, signal = undefined) =>
    gateway.fetch(`http://fovea${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "anthropic-version": "2023-06-01", ...headers },
      body:
        typeof body === "string" || body instanceof Uint8Array
          ? new Uint8Array(Buffer.from(body as Buffer))
          : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });

  return {
    fake,
    upstream,
    gateway,
    store,
    lines,
    used: () => used(),
    ask,
    async upload(bytes, type, headers = {}) {
      const form = new FormData();
      form.set("file", new File([new Uint8Array(bytes)], "a", { type }));
      const body = new Response(form);
      const reply = await gateway.fetch("http://fovea/v1/files", {
        method: "POST",
        headers: {
          "content-type": body.headers.get("content-type") ?? "",
          "anthropic-version": "2023-06-01",
          ...headers,
        },
        body: await body.arrayBuffer(),
      });
      const { id } = (await reply.json()) as { id: string };
      return id;
    },
    async close() {
      await gateway.close();
      await upstream.close();
      await fake.close();
    },
  };
}
