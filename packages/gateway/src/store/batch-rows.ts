// Whose a batch is: one row for each, of the workspace that made it. A platform's own list shows those of everybody who shares its credential.
// Every method is one transaction.

export interface BatchRow {
  readonly workspace: string;
  /** The platform's. */
  readonly id: string;
  /** Name of the upstream that has it. */
  readonly upstream: string;
  /** The `credentialId` of that upstream when the batch was made. */
  readonly credential: string;
  /** ms since 1970. */
  readonly createdAt: number;
}

export interface BatchQuery {
  /** From 1 on. */
  readonly limit: number;
  /** Batches older than this one, deleted meanwhile or not. */
  readonly after?: string;
  /** The batches just newer than this one, still newest first. */
  readonly before?: string;
}

export interface BatchPage {
  /** Newest first, in the order they were added. */
  readonly batches: readonly BatchRow[];
  /** More in the direction that was asked. */
  readonly more: boolean;
}

/** How long a deleted batch still has its place in lists, in ms: a day, for those who delete while they read page by page. */
export const PLACE_KEPT_MS = 24 * 3600 * 1000;

export interface BatchRows {
  /** A row of the same workspace and id is replaced. */
  add(row: BatchRow): Promise<void>;
  /** Null where this workspace has none of that id. */
  get(workspace: string, id: string): Promise<BatchRow | null>;
  /** Null where this workspace never had a batch of the id to begin at, or deleted it longer than PLACE_KEPT_MS ago. */
  list(workspace: string, query: BatchQuery): Promise<BatchPage | null>;
  /** False where this workspace has none of that id. `now` is ms since 1970, as below. */
  remove(workspace: string, id: string, now: number): Promise<boolean>;
  /** Forgets the places of batches that were deleted PLACE_KEPT_MS ago; how many. */
  prune(now: number): Promise<number>;
}
