// GET /metrics: the figures, for Prometheus.
import type { Handler } from "../exchange.ts";
import { ReplyError } from "../reply/envelope.ts";

export const metrics: Handler = async (_request, { service }) => {
  const figures = await service.metrics();
  if (figures === null) throw new ReplyError(404, "This gateway keeps no figures.");
  return {
    status: 200,
    headers: { "content-type": figures.contentType, "cache-control": "no-store" },
    body: figures.text,
  };
};
