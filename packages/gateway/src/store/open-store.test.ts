import { fileListsContract } from "./file-lists.contract.ts";
import { fileStoreContract } from "./file-store.contract.ts";
import { freshDirectory } from "./fixtures/directories.ts";
import { keyStoreContract } from "./key-store.contract.ts";
import { openStore } from "./open-store.ts";

fileStoreContract("files in a directory", (options) => openStore(freshDirectory(), options));
fileListsContract("lists in a directory", (options) => openStore(freshDirectory(), options));
keyStoreContract("keys in a directory", (options) => openStore(freshDirectory(), options));
