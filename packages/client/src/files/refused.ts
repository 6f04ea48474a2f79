// A platform that does not take an upload, or another call of its Files API, in its own words.

export class UploadRefusedError extends Error {
  /** The platform's own. */
  readonly status: number;
  /** The platform's `error_code`, where it gave one. */
  readonly errorCode: string | null;
  /** Name of the platform, or its address. */
  readonly platform: string;
  /** When to try again, as the platform put it: `retry-after` and its kin. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body of its reply; empty where it was not kept. */
  readonly body: string;

  constructor(
    platform: string,
    status: number,
    message: string,
    more: Pick<UploadRefusedError, "errorCode" | "headers"> & { readonly body?: string },
  ) {
    super(message);
    this.name = "UploadRefusedError";
    this.platform = platform;
    this.status = status;
    this.errorCode = more.errorCode;
    this.headers = more.headers;
    this.body = more.body ?? "";
  }
}
