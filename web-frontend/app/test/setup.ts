import { cleanup, configure } from "@testing-library/react";
import { afterEach, expect, vi } from "vitest";
import i18n from "../src/i18n";

configure({ asyncUtilTimeout: 5000 });

const unknown: string[] = [];
i18n.on("missingKey", (_languages, _namespace, key: string) => unknown.push(key));

// What the pages ask of a browser and jsdom does not have. Not stubbed: a page that is still shown asks for it when a test is over.
if (typeof window !== "undefined") {
  const given = (value: unknown) => ({ value, configurable: true, writable: true });
  Object.defineProperties(window, {
    matchMedia: given(() => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() })),
    scrollTo: given(vi.fn()),
    ResizeObserver: given(class { observe() {} unobserve() {} disconnect() {} }),
  });
  Object.defineProperty(document, "fonts", given({ addEventListener: vi.fn(), removeEventListener: vi.fn() }));
}

afterEach(() => {
  cleanup();
  expect(unknown.splice(0), "texts that do not exist").toEqual([]);
});
