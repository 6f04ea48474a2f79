// Every statement that the store sends to SQLite. Times are ms since 1970; no statement about files forgets the workspace, but for those
// of the garbage collection.

const FIRST = `
CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE keys (
  id TEXT PRIMARY KEY,
  workspace TEXT NOT NULL REFERENCES workspaces (id),
  name TEXT NOT NULL,
  hint TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE, -- of the secret
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,   -- under which the bytes are kept
  bytes INTEGER NOT NULL,
  garbage_since INTEGER        -- since when no living file has it; NULL: one has
) STRICT;
CREATE INDEX blobs_garbage ON blobs (garbage_since) WHERE garbage_since IS NOT NULL;

-- The ids of files sort by time, so the primary key is the order of every list.
CREATE TABLE files (
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,
  filename TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,        -- its blob may be collected before this row
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_sha256 ON files (sha256, expires_at);
CREATE INDEX files_used ON files (workspace, expires_at, bytes);
CREATE INDEX files_expiry ON files (expires_at) WHERE expires_at IS NOT NULL;
`;

const WITH_UPLOADS = `
CREATE TABLE uploads (
  workspace TEXT NOT NULL,
  credential TEXT NOT NULL,    -- tells which of a platform's files are seen
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_id TEXT NOT NULL,       -- the platform's
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  PRIMARY KEY (workspace, sha256, credential, media_type)
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_file ON uploads (credential, file_id);
CREATE INDEX uploads_expiry ON uploads (expires_at) WHERE expires_at IS NOT NULL;
`;

const WITH_BATCHES = `
CREATE TABLE batches (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of every list
  workspace TEXT NOT NULL,
  id TEXT NOT NULL,            -- the platform's
  upstream TEXT NOT NULL,
  credential TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,          -- NULL: it is there
  UNIQUE (workspace, id)
) STRICT;
CREATE INDEX batches_list ON batches (workspace, seq) WHERE deleted_at IS NULL;
CREATE INDEX batches_deleted ON batches (deleted_at) WHERE deleted_at IS NOT NULL;
`;

/** What makes each format of the database out of the one before. Append only: directories of every format are out there. */
export const FORMATS: readonly string[] = [FIRST, WITH_UPLOADS, WITH_BATCHES];

/** The newest format; `PRAGMA user_version` of the file. */
export const FORMAT = FORMATS.length;

const FILE = "id, filename, media_type, bytes, sha256, created_at, expires_at";
/** `:gone` is METADATA_KEPT_MS ago: nobody is told of files that expired before. */
const SHOWN = "(expires_at IS NULL OR expires_at > :gone)";
const LIVING = "(expires_at IS NULL OR expires_at > :now)";
const NO_LIVING_FILE = `NOT EXISTS (SELECT 1 FROM files WHERE files.sha256 = blobs.sha256 AND ${LIVING})`;

export const FILES = {
  blob: "SELECT name, bytes FROM blobs WHERE sha256 = :sha256",
  used: `SELECT coalesce(sum(bytes), 0) AS used FROM files WHERE workspace = :workspace AND ${LIVING}`,
  insert: `INSERT INTO files (workspace, ${FILE})
    VALUES (:workspace, :id, :filename, :mediaType, :bytes, :sha256, :createdAt, :expiresAt)`,
  insertBlob: "INSERT INTO blobs (sha256, name, bytes) VALUES (:sha256, :name, :bytes)",
  reuseBlob: "UPDATE blobs SET garbage_since = NULL WHERE sha256 = :sha256",
  replaceBlob: "UPDATE blobs SET garbage_since = NULL, name = :name WHERE sha256 = :sha256",
  get: `SELECT ${FILE} FROM files WHERE workspace = :workspace AND id = :id AND ${SHOWN}`,
  newest: `SELECT ${FILE} FROM files WHERE workspace = :workspace AND ${SHOWN} ORDER BY id DESC LIMIT :limit`,
  older: `SELECT ${FILE} FROM files WHERE workspace = :workspace AND id < :position AND ${SHOWN}
    ORDER BY id DESC LIMIT :limit`,
  newer: `SELECT ${FILE} FROM files WHERE workspace = :workspace AND id > :position AND ${SHOWN}
    ORDER BY id ASC LIMIT :limit`,
  pick: `SELECT ${FILE} FROM files WHERE workspace = :workspace AND id IN (SELECT value FROM json_each(:ids)) AND ${SHOWN}
    ORDER BY id DESC`,
  remove: `DELETE FROM files WHERE workspace = :workspace AND id = :id AND ${SHOWN} RETURNING sha256`,
  holds: `SELECT 1 FROM files WHERE workspace = :workspace AND sha256 = :sha256 AND ${LIVING} LIMIT 1`,
  orphan: `UPDATE blobs SET garbage_since = :now WHERE sha256 = :sha256 AND ${NO_LIVING_FILE}`,
} as const;

export const UPLOADS = {
  find: `SELECT * FROM uploads WHERE workspace = :workspace AND credential = :credential AND sha256 = :sha256
    AND media_type = :mediaType AND (expires_at IS NULL OR expires_at > :livingAt)`,
  put: `INSERT INTO uploads (workspace, credential, sha256, media_type, file_id, created_at, expires_at)
    VALUES (:workspace, :credential, :sha256, :mediaType, :fileId, :createdAt, :expiresAt)
    ON CONFLICT (workspace, sha256, credential, media_type)
    DO UPDATE SET file_id = excluded.file_id, created_at = excluded.created_at, expires_at = excluded.expires_at`,
  forget: "DELETE FROM uploads WHERE workspace = :workspace AND credential = :credential AND file_id = :fileId",
  take: "DELETE FROM uploads WHERE workspace = :workspace AND sha256 = :sha256 RETURNING *",
  /** Asked of an id that a workspace did not upload here: whether another did. */
  ownerOf: "SELECT workspace FROM uploads WHERE credential = :credential AND file_id = :fileId",
  prune: "DELETE FROM uploads WHERE expires_at <= :now",
} as const;

export const GARBAGE = {
  /** Blobs whose last file has expired are garbage since then. */
  expire: `UPDATE blobs SET garbage_since = (SELECT max(expires_at) FROM files WHERE files.sha256 = blobs.sha256)
    WHERE garbage_since IS NULL AND sha256 IN (SELECT sha256 FROM files WHERE expires_at <= :now) AND ${NO_LIVING_FILE}`,
  forgetFiles: "DELETE FROM files WHERE expires_at <= :gone",
  forgetBlobs: `DELETE FROM blobs WHERE garbage_since <= :before AND ${NO_LIVING_FILE} RETURNING name`,
  known: "SELECT name FROM blobs WHERE name IN (SELECT value FROM json_each(:names))",
} as const;

const KEY = "id, workspace, name, hint, created_at, revoked_at";

export const KEYS = {
  addWorkspace:
    "INSERT INTO workspaces (id, name, created_at) VALUES (:id, :name, :createdAt) ON CONFLICT (name) DO NOTHING",
  workspaces: "SELECT id, name, created_at FROM workspaces ORDER BY rowid",
  workspace: "SELECT id FROM workspaces WHERE id = :id",
  addKey: `INSERT INTO keys (id, workspace, name, hint, sha256, created_at)
    VALUES (:id, :workspace, :name, :hint, :sha256, :createdAt)`,
  keys: `SELECT ${KEY} FROM keys ORDER BY rowid`,
  find: `SELECT ${KEY} FROM keys WHERE sha256 = :sha256 AND revoked_at IS NULL`,
  revoke: "UPDATE keys SET revoked_at = coalesce(revoked_at, :now) WHERE id = :id",
} as const;

const BATCH = "workspace, id, upstream, credential, created_at";

export const BATCHES = {
  add: `INSERT OR REPLACE INTO batches (${BATCH}) VALUES (:workspace, :id, :upstream, :credential, :createdAt)`,
  get: `SELECT ${BATCH} FROM batches WHERE workspace = :workspace AND id = :id AND deleted_at IS NULL`,
  place: "SELECT seq FROM batches WHERE workspace = :workspace AND id = :id",
  older: `SELECT ${BATCH} FROM batches WHERE workspace = :workspace AND seq < :position AND deleted_at IS NULL
    ORDER BY seq DESC LIMIT :limit`,
  newer: `SELECT ${BATCH} FROM batches WHERE workspace = :workspace AND seq > :position AND deleted_at IS NULL
    ORDER BY seq ASC LIMIT :limit`,
  remove: "UPDATE batches SET deleted_at = :now WHERE workspace = :workspace AND id = :id AND deleted_at IS NULL",
  prune: "DELETE FROM batches WHERE deleted_at <= :before",
} as const;
