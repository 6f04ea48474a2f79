// What is told of every request, once, when its reply has gone. Never a body, a key, a query, or an id out of a path.

export interface AccessLine {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, like `/v1/files/:id`; null where no route was found. */
  readonly route: string | null;
  /** 499 when the caller left before the reply was whole. */
  readonly status: number;
  /** Until the last byte of the reply was handed over. */
  readonly ms: number;
  /** Body bytes over the wire. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Null before the caller was known. */
  readonly workspace: string | null;
  readonly keyId: string | null;
  /** `details.error_code` of a refusal, else its type; null for good replies. */
  readonly errorCode: string | null;
}
