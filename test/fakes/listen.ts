// The server of a fake: reads a request to its end, records it, and answers as it was told to behave or as the platform would.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, bytesOf, garbage, write, writeCut } from "./answers.ts";
import { type Batches, createBatches } from "./batches.ts";
import { type Seen, seen } from "./blocks.ts";
import type { Credentials } from "./credentials.ts";
import type { Behaviour, Fake, FakeOptions, Kind, Recorded } from "./fake.ts";
import { createFiles } from "./files.ts";
import { BATCH_BYTES, type FakePlatform, FILE_BYTES } from "./limits.ts";
import { answerMessages, type Conversing } from "./messages.ts";
import { answerModels } from "./models-api.ts";
import { ENTRIES } from "./platforms/platforms.ts";
import { bodyOf, type Parsed, parse, received } from "./receive.ts";
import { Refusal } from "./refusal.ts";
import { sse } from "./replies.ts";
import { createThinking } from "./thinking.ts";
import { createThreads } from "./threads.ts";
import type { Call, Received, Wire } from "./wire.ts";

type Told = Exclude<Behaviour, string>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What every key of a caller of Fovea begins with. */
const CALLERS_KEY = "sk-fovea-";

export async function listenFake(platform: FakePlatform, options: FakeOptions): Promise<Fake> {
  const { now = Date.now, eventMs = 0 } = options;
  const entry = ENTRIES[platform];
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.writeHead(500).end("The fake itself failed.");
      // Not a refusal, so a mistake in the fake: the test must hear of it.
      throw error;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const first = entry.credentials(url, "first", now);
  const all: Credentials[] = [first];
  const usual = entry.wire(all, now, options);
  const wire: Wire = { ...usual, limits: { ...usual.limits, ...options.limits } };
  const files = createFiles(now);
  const batches: Batches = createBatches({ wire, files, now, batchMs: options.batchMs ?? 0 });
  const conversing: Conversing = {
    thinking: options.thinking ? createThinking() : null,
    threads: createThreads(),
    reply: options.reply ?? (() => null),
  };
  const requests: Mutable<Recorded>[] = [];
  const leaks: Recorded[] = [];
  const plans: { what: Behaviour; times: number; only: Kind | undefined }[] = [];
  let broken = 0;

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on("error", () => undefined);
    const requestId = `req_${randomUUID().replaceAll("-", "").slice(0, 24)}`;
    const early = planFor(received(incoming, Buffer.alloc(0)), true);
    if (typeof early === "object") return answerEarly(incoming, response, early, requestId);
    let read: { body: Buffer; tooLong: boolean };
    try {
      read = await bodyOf(incoming);
    } catch {
      broken++;
      return;
    }
    const request = received(incoming, read.body);
    const beside = await refused(requestId, async () => wire.aside?.(request) ?? null);
    if (beside !== null) return write(response, beside, 0);
    const parsed = parse(request, wire.compressed ? wire.limits.maxRequestBytes : null);
    const images: Seen[] = [];
    const documents: Seen[] = [];
    for (const block of parsed.blocks) {
      const one = seen(block, files.all);
      if (one !== null) (block.type === "image" ? images : documents).push(one);
    }
    const { method, target, headers, body } = request;
    const record: Mutable<Recorded> = { method, target, headers, body, status: 0, reply: null, images, documents };
    requests.push(record);
    const answered = (answer: Answer): Answer => {
      record.status = answer.status;
      record.reply = bytesOf(answer);
      return { ...answer, headers: { ...wire.headers(requestId), ...answer.headers } };
    };
    if (`${target} ${JSON.stringify(headers)}`.includes(CALLERS_KEY) || body.includes(CALLERS_KEY)) {
      leaks.push(record);
      return write(
        response,
        answered({ status: 500, headers: {}, body: "A caller's key was sent to the platform." }),
        0,
      );
    }
    const what = planFor(request, false);
    if (what === "hang") return;
    if (typeof what === "object") return write(response, answered(told(what, requestId)), 0);
    const answer = answered(
      await refusedAnswer(requestId, async () => {
        const credentials = wire.authenticate(request);
        const call = wire.route(request);
        if (call === null) throw new Refusal(404, "Not found", { edge: true });
        return dispatch(request, call, credentials, { ...parsed, images }, read.tooLong);
      }),
    );
    if (what === undefined || answer.status !== 200) return write(response, answer, eventMs);
    if (what === "garbage") return write(response, garbage(answer), 0);
    if (what === "error-event") return write(response, endingInError(answer), eventMs);
    return writeCut(response, answer);
  }

  async function dispatch(
    request: Received,
    call: Call,
    { owner }: Credentials,
    parsed: Parsed & { readonly images: readonly Seen[] },
    tooLong: boolean,
  ): Promise<Answer> {
    const uploads = call.kind === "files";
    const most = uploads ? FILE_BYTES : call.kind === "batches" ? BATCH_BYTES : wire.limits.maxRequestBytes;
    if (tooLong || request.body.length > most)
      throw new Refusal(413, "Request exceeds the maximum size", { edge: true });
    if (call.kind === "files") return files.answer(request, call, owner);
    if (call.kind === "models") return answerModels(request, call);
    if (request.method === "POST" && call.rest.length === 0 && parsed.problem !== null) throw parsed.problem;
    if (call.kind === "batches") return batches.answer(request, call, owner, parsed.body);
    return answerMessages(request, call, wire, parsed, files.finder(owner), conversing);
  }

  /** Before the body was read, and without reading it. */
  function answerEarly(incoming: IncomingMessage, response: ServerResponse, what: Told, requestId: string): void {
    const { method, target, headers, body } = received(incoming, Buffer.alloc(0));
    const answer = told(what, requestId);
    requests.push({ method, target, headers, body, status: answer.status, reply: null, images: [], documents: [] });
    const all = { ...wire.headers(requestId), ...answer.headers, connection: "close" };
    response.writeHead(answer.status, all).end(answer.body);
  }

  function planFor(request: Received, early: boolean): Behaviour | undefined {
    const kind = ((): Kind | undefined => {
      try {
        return wire.route(request)?.kind;
      } catch {
        return undefined;
      }
    })();
    const index = plans.findIndex(({ only }) => only === undefined || only === kind);
    const what = plans[index]?.what;
    if (early !== (typeof what === "object" && what.early === true)) return undefined;
    const plan = plans[index];
    if (plan === undefined) return undefined;
    if (--plan.times <= 0) plans.splice(index, 1);
    return plan.what;
  }

  function told({ status, headers, body }: Told, requestId: string): Answer {
    const usual = wire.refuse(
      new Refusal(status, `The fake was told to answer ${status}.`, { edge: status < 500 }),
      requestId,
    );
    return { status, headers: { ...usual.headers, ...headers }, body: body ?? usual.body };
  }

  function endingInError(answer: Answer): Answer {
    if (typeof answer.body === "string" || Buffer.isBuffer(answer.body)) return answer;
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    return { ...answer, body: [...answer.body.slice(0, 4), wire.stream?.broken() ?? sse(error)] };
  }

  async function refused<T>(requestId: string, work: () => Promise<T>): Promise<T | Answer> {
    try {
      return await work();
    } catch (error) {
      const refusal = error instanceof URIError ? new Refusal(400, "The address is not well formed") : error;
      if (!(refusal instanceof Refusal)) throw error;
      return { status: refusal.status, ...wire.refuse(refusal, requestId) };
    }
  }
  const refusedAnswer = (requestId: string, work: () => Promise<Answer>): Promise<Answer> => refused(requestId, work);

  return {
    platform,
    url,
    requests,
    leaks,
    get broken() {
      return broken;
    },
    credentials: first,
    addCredentials() {
      const more = entry.credentials(url, `owner-${all.length + 1}`, now);
      all.push(more);
      return more;
    },
    behave: (what, times = 1, only = undefined) => void plans.push({ what, times, only }),
    files: files.all,
    forget: files.forget,
    forgetThreads: conversing.threads.forget,
    expireAll: files.expireAll,
    clear() {
      requests.length = 0;
      leaks.length = 0;
    },
    async close() {
      for (const { google } of all) google?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
