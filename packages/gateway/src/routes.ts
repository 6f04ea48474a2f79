// Every route, on one screen.
import type { Handler } from "./exchange.ts";
import { createBatch } from "./handlers/batches/create.ts";
import { listBatches } from "./handlers/batches/list.ts";
import { cancelBatch, deleteBatch, getBatch, getResults } from "./handlers/batches/one.ts";
import { MAX_BATCH_BYTES } from "./handlers/batches/open-batch.ts";
import { listFiles } from "./handlers/files/list.ts";
import { deleteFile, getContent, getFile } from "./handlers/files/one.ts";
import { MAX_UPLOAD_BYTES, uploadFile } from "./handlers/files/upload.ts";
import { health } from "./handlers/health.ts";
import { countTokens } from "./handlers/messages/count-tokens.ts";
import { messages } from "./handlers/messages/messages.ts";
import { metrics } from "./handlers/metrics.ts";
import { getModel, listModels } from "./handlers/models.ts";
import { ready } from "./handlers/ready.ts";

export interface Route {
  /** GET answers HEAD too. */
  readonly method: "GET" | "POST" | "DELETE";
  /** A path; `:name` stands for one segment and is found in `context.params`. */
  readonly path: string;
  readonly handler: Handler;
  /** Who may ask. `key` (default): callers with a key; `anyone`; `operator`: anyone on loopback, elsewhere callers with a key. */
  readonly access?: "key" | "anyone" | "operator";
  /** Longest body, in bytes, content-encoding undone. Default: what the gateway was made with. */
  readonly maxBodyBytes?: number;
}

export const ROUTES: readonly Route[] = [
  { method: "POST", path: "/v1/messages", handler: messages },
  { method: "POST", path: "/v1/messages/count_tokens", handler: countTokens },
  { method: "POST", path: "/v1/messages/batches", handler: createBatch, maxBodyBytes: MAX_BATCH_BYTES },
  { method: "GET", path: "/v1/messages/batches", handler: listBatches },
  { method: "GET", path: "/v1/messages/batches/:id", handler: getBatch },
  { method: "DELETE", path: "/v1/messages/batches/:id", handler: deleteBatch },
  { method: "GET", path: "/v1/messages/batches/:id/results", handler: getResults },
  { method: "POST", path: "/v1/messages/batches/:id/cancel", handler: cancelBatch },
  { method: "POST", path: "/v1/files", handler: uploadFile, maxBodyBytes: MAX_UPLOAD_BYTES },
  { method: "GET", path: "/v1/files", handler: listFiles },
  { method: "GET", path: "/v1/files/:id", handler: getFile },
  { method: "GET", path: "/v1/files/:id/content", handler: getContent },
  { method: "DELETE", path: "/v1/files/:id", handler: deleteFile },
  { method: "GET", path: "/v1/models", handler: listModels },
  { method: "GET", path: "/v1/models/:id", handler: getModel },
  { method: "GET", path: "/health", handler: health, access: "anyone" },
  { method: "GET", path: "/ready", handler: ready, access: "anyone" },
  { method: "GET", path: "/metrics", handler: metrics, access: "operator" },
];
