import "@mantine/core/styles.css";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Problem } from "./api/http";
import { rememberedLanguage, speak } from "./i18n";
import { router } from "./router";
import { theme } from "./theme";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
// A dialog keeps the page behind it from scrolling by a style of its own.
setNonce(nonce);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only a broken connection or service is worth another try.
      retry: (failures, error) =>
        failures < 2 && error instanceof Problem && (error.status === 0 || error.status === 502 || error.status === 503),
    },
  },
});

const root = document.getElementById("root");
if (!root) throw new Error("no root element");
// Without the texts of the remembered language the page would flash in another.
await speak(rememberedLanguage()).catch(() => undefined);
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce} colorSchemeManager={forgetful()}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

/** The colour scheme follows the system; nothing is kept in the browser. */
function forgetful() {
  const keep = () => undefined;
  return { get: () => "auto" as const, set: keep, subscribe: keep, unsubscribe: keep, clear: keep };
}
