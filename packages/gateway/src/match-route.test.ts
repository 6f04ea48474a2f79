import assert from "node:assert/strict";
import { test } from "node:test";
import { matchRoute } from "./match-route.ts";
import { ReplyError } from "./reply/envelope.ts";
import type { Route } from "./routes.ts";

const handler = async () => ({ status: 200, headers: {}, body: "" });
const routes: readonly Route[] = [
  { method: "POST", path: "/v1/files", handler },
  { method: "GET", path: "/v1/files", handler },
  { method: "GET", path: "/v1/files/:id", handler },
  { method: "DELETE", path: "/v1/files/:id", handler },
  { method: "GET", path: "/v1/files/:id/content", handler },
];
const found = (method: string, path: string) => {
  const { route, params } = matchRoute(method, path, routes);
  return [`${route.method} ${route.path}`, params];
};
const refused = (method: string, path: string): ReplyError => {
  try {
    matchRoute(method, path, routes);
  } catch (error) {
    assert.ok(error instanceof ReplyError);
    return error;
  }
  throw new Error("nothing was refused");
};

test("names in a path are found, percent signs undone", () => {
  assert.deepEqual(found("GET", "/v1/files/file_1"), ["GET /v1/files/:id", { id: "file_1" }]);
  assert.deepEqual(found("DELETE", "/v1/files/a%2Fb"), ["DELETE /v1/files/:id", { id: "a/b" }]);
  assert.deepEqual(found("GET", "/v1/files/x/content"), ["GET /v1/files/:id/content", { id: "x" }]);
});

test("HEAD is answered where GET is", () => {
  assert.deepEqual(found("HEAD", "/v1/files"), ["GET /v1/files", {}]);
});

test("unknown paths, empty names and broken percent signs are 404", () => {
  for (const path of [
    "/",
    "/v1",
    "/v1/files/",
    "/v1/files//content",
    "/v1/files/%zz",
    "/v1/files/a/b",
    "/V1/files",
    "x",
  ])
    assert.equal(refused("GET", path).status, 404, path);
});

test("another method on a known path is 405 and says which are allowed", () => {
  const error = refused("PATCH", "/v1/files/x");
  assert.equal(error.status, 405);
  assert.equal(error.headers.allow, "GET, HEAD, DELETE");
  assert.equal(refused("HEAD", "/v1/files/x/y").status, 404);
});
