import { cleanup, configure } from "@testing-library/react";
import { afterEach, expect } from "vitest";
import i18n from "../src/i18n";

configure({ asyncUtilTimeout: 5000 });

const unknown: string[] = [];
i18n.on("missingKey", (_languages, _namespace, key: string) => unknown.push(key));

afterEach(() => {
  cleanup();
  expect(unknown.splice(0), "texts that do not exist").toEqual([]);
});
