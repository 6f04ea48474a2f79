import { inputKind } from "./kind.ts";

inputKind("file-backed-blob", "a Blob of a file, as openAsBlob gives it");
