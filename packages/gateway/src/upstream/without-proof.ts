// What is said against a request may quote what proved it: proxies quote tokens that they do not know, AWS the whole canonical request with the
// session's token in it. Callers see none of that.
import type { GatewayReply } from "../exchange.ts";

const REMOVED = Buffer.from("[removed]");
/** A shorter one is no secret, and stands in words by chance. */
const MIN_CHARS = 8;

/** The same reply; of an error, without the secrets of `proof` (the headers that an authorizer gave). */
export function withoutProof(reply: GatewayReply, proof: Readonly<Record<string, string>>): GatewayReply {
  const secrets = reply.status < 400 ? [] : secretsOf(proof);
  if (secrets.length === 0) return reply;
  const { body } = reply;
  return {
    ...reply,
    body: typeof body === "string" ? removed(Buffer.from(body), secrets).toString() : removedFrom(body, secrets),
  };
}

function secretsOf(proof: Readonly<Record<string, string>>): readonly Buffer[] {
  const { authorization = "", "x-api-key": key = "", "x-amz-security-token": session = "" } = proof;
  const [, signature] = /\bSignature=(\w+)/.exec(authorization) ?? [];
  const secrets = [signature ?? authorization.replace(/^\S+ +/, ""), key, session];
  // As they are, and as some writers of JSON escape them.
  const spelled = secrets.flatMap((one) => (one.includes("/") ? [one, one.replaceAll("/", "\\/")] : [one]));
  return spelled.filter(({ length }) => length >= MIN_CHARS).map((one) => Buffer.from(one));
}

/** Always behind by what could be the beginning of a secret. */
async function* removedFrom(
  body: AsyncIterable<string | Uint8Array>,
  secrets: readonly Buffer[],
): AsyncGenerator<Uint8Array> {
  const behind = Math.max(...secrets.map(({ length }) => length)) - 1;
  let held = Buffer.alloc(0);
  for await (const piece of body) {
    held = removed(Buffer.concat([held, typeof piece === "string" ? Buffer.from(piece) : piece]), secrets);
    const end = held.length - behind;
    if (end <= 0) continue;
    yield held.subarray(0, end);
    held = held.subarray(end);
  }
  if (held.length > 0) yield held;
}

function removed(bytes: Buffer, secrets: readonly Buffer[]): Buffer<ArrayBuffer> {
  let rest: Buffer<ArrayBuffer> = Buffer.from(bytes);
  for (const secret of secrets)
    for (let at = rest.indexOf(secret); at !== -1; at = rest.indexOf(secret, at + REMOVED.length))
      rest = Buffer.concat([rest.subarray(0, at), REMOVED, rest.subarray(at + secret.length)]);
  return rest;
}
