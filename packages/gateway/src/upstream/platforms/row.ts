// What has to be known of a platform to send it anything.
import type { GatewayReply } from "../../exchange.ts";
import type { Authorizer } from "../authorizer.ts";
import type { Call, Composed } from "../upstream.ts";
import type { Given } from "./settings.ts";

/** Where one upstream is. */
export interface Place {
  /** In front of every target. */
  readonly baseUrl: string;
  /** AWS: for signatures. Vertex: in every target. */
  readonly region?: string;
  readonly projectId?: string;
  /** On every request. */
  readonly ownHeaders?: Readonly<Record<string, string>>;
  /** What tells whose files these are, where the address does not. Default: the identity of the credentials. */
  readonly owner?: string;
}

/** What `fovea doctor` says of credentials. Never the secret itself. */
export interface Found {
  readonly found: boolean;
  /** Where they come from, or where they were looked for. */
  readonly where: string;
  /** ms since 1970; nothing for what does not expire, or does not say. */
  readonly expiresAt?: number;
}

export interface Credentials {
  readonly authorizer: Authorizer;
  /** Tells accounts apart and stays the same when tokens are renewed; hashed before anybody sees it. */
  readonly identity: unknown;
  describe(): Promise<Found>;
}

/** Where a reply came from. */
export interface Sent {
  /** The platform's name for people. */
  readonly title: string;
  /** The request's, as errors print it. */
  readonly url: string;
}

export interface Row {
  /** @throws TypeError for what is missing or cannot be */
  place(given: Given): Place | Promise<Place>;
  /** The platform's name of a model; that of an unknown one unchanged. */
  modelName(model: string): string;
  /** `call.model` is the platform's name already. @throws CapabilityError `capability.operation` */
  compose(call: Call, place: Place): Composed;
  /** @throws TypeError for settings that the platform has no use for */
  credentials(given: Given, place: Place): Credentials;
  /** What becomes of a reply. Default: nothing. */
  receive?(reply: GatewayReply, sent: Sent): GatewayReply | Promise<GatewayReply>;
}
