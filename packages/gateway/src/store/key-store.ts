// Who may come in: workspaces and the keys that open them. A key's secret is shown once; the store has its sha256 only.

/** A key as the store knows it. Times are ms since 1970. */
export interface StoredKey {
  /** `key_` and 12 letters and digits. */
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  /** First characters of the secret, to tell keys apart: `sk-fovea-Ab3d`. */
  readonly hint: string;
  readonly createdAt: number;
  /** Null while it opens. */
  readonly revokedAt: number | null;
}

export interface Workspace {
  /** `wrkspc_` and 24 letters and digits. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface KeyStore {
  /** Makes a workspace; names are unique. @throws StoreError `store.name-taken` */
  addWorkspace(name: string): Promise<Workspace>;
  workspaces(): Promise<readonly Workspace[]>;
  /** Makes a key; the secret (`sk-fovea-` and 43 characters of base64url) is in this answer and nowhere else. */
  addKey(workspace: string, name: string): Promise<{ readonly key: StoredKey; readonly secret: string }>;
  /** Every key, revoked ones too, oldest first. */
  keys(): Promise<readonly StoredKey[]>;
  /** The key that this secret opens with; null for unknown and revoked ones. Compared by hash. */
  find(secret: string): Promise<StoredKey | null>;
  /** False where no key has that id. Known in every process on the directory within a second. */
  revoke(id: string): Promise<boolean>;
}
