// What is told of every request, once, when its reply has gone. Never a body, a key, a query, or an id out of a path.

export interface AccessLine {
  readonly requestId: string;
  /** The platform's own id of the request, which its reply gave to the caller; null when no platform replied, or it gave none. */
  readonly upstreamRequestId: string | null;
  readonly method: string;
  /** The pattern, like `/v1/files/:id`; null where no route was found. */
  readonly route: string | null;
  /** 499 when the caller left before the reply was whole; that of the error when the reply broke off after its status had been sent. */
  readonly status: number;
  /** Until the last byte of the reply was handed over. */
  readonly ms: number;
  /** Body bytes over the wire. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Null before the caller was known. */
  readonly workspace: string | null;
  readonly keyId: string | null;
  /** `details.error_code` of a refusal, else its type; null for good replies, and for refusals of a platform. */
  readonly errorCode: string | null;
}
