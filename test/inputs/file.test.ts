import { inputKind } from "./kind.ts";

inputKind("file", "a File");
