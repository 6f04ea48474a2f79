// An upstream of any platform, from settings and the environment.
import { printUrl } from "@fovea/client/internal/net/print-url";
import { withCapabilities } from "@fovea/client/internal/platform/override";
import { PLATFORMS } from "@fovea/client/internal/platform/platforms";
import type { GatewayReply } from "../../exchange.ts";
import { type Base, readBaseUrl } from "../base-url.ts";
import { credentialIdOf } from "../credential-id.ts";
import { createSender } from "../sender.ts";
import { DEFAULT_FILE_POLICY, type Upstream } from "../upstream.ts";
import type { Credentials, Found, Place, Row } from "./row.ts";
import { ROWS } from "./rows.ts";
import type { Environment, Given, UpstreamSettings } from "./settings.ts";

/** @throws TypeError for settings that are missing or cannot be; it names what would do */
export async function createUpstream(settings: UpstreamSettings, env: Environment): Promise<Upstream> {
  const { row, place, base, credentials, title } = await open(settings, env);
  const { timeouts, ca, maxRetries } = settings;
  const { authorizer } = credentials;
  const sender = createSender({ base, authorizer, ownHeaders: place.ownHeaders ?? {}, timeouts, ca, maxRetries });
  return {
    ...sender,
    name: settings.name ?? settings.platform,
    platform: withCapabilities(PLATFORMS[settings.platform], settings.capabilities ?? {}),
    files: { ...DEFAULT_FILE_POLICY, ...settings.files },
    credentialId: credentialIdOf(base, place.owner ?? credentials.identity),
    modelName: row.modelName,
    compose: (call) => row.compose({ ...call, model: row.modelName(call.model) }, place),
    async send(request) {
      const reply = withRequestId(await sender.send(request));
      if (row.receive === undefined) return reply;
      return row.receive(reply, { title, url: printUrl(new URL(base.origin)) });
    },
  };
}

/** What credentials an upstream of these settings would use, got if need be. @throws TypeError as `createUpstream` */
export async function describeCredentials(settings: UpstreamSettings, env: Environment): Promise<Found> {
  const { credentials } = await open(settings, env);
  return credentials.describe();
}

interface Opened {
  readonly row: Row;
  readonly place: Place;
  readonly base: Base;
  readonly credentials: Credentials;
  readonly title: string;
}

async function open(settings: UpstreamSettings, env: Environment): Promise<Opened> {
  if (!Object.hasOwn(ROWS, settings.platform))
    throw new TypeError(`platform must be one of ${Object.keys(ROWS).join(", ")}`);
  const row = ROWS[settings.platform];
  const { title } = PLATFORMS[settings.platform];
  const given: Given = { settings, env, title };
  const place = await row.place(given);
  return { row, place, base: readBaseUrl(place.baseUrl), credentials: row.credentials(given, place), title };
}

/** The official clients read `request-id`; the clouds around the Claude API have names of their own for it. */
function withRequestId(reply: GatewayReply): GatewayReply {
  const { headers } = reply;
  const id = headers["x-amzn-requestid"] ?? headers["apim-request-id"] ?? headers["x-request-id"];
  if (headers["request-id"] !== undefined || id === undefined) return reply;
  return { ...reply, headers: { ...headers, "request-id": id } };
}
