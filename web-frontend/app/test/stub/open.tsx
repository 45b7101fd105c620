import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import { expect, vi } from "vitest";
import { routerWith } from "../../src/router";
import { theme } from "../../src/theme";
import type { World } from "./world";

/** Opens a page of the whole front, answered by a world, and waits until it has loaded. */
export async function open(path: string, world: World) {
  vi.stubGlobal("fetch", async (request: Request | string) => {
    const [method, url, text] =
      typeof request === "string" ? ["GET", request, ""] : [request.method, request.url, await request.text()];
    const header = (name: string) => (typeof request === "string" ? null : request.headers.get(name));
    const reply = world.answer(method, url, text ? JSON.parse(text) : undefined, header);
    return new Response(reply.body === undefined ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: { "Content-Type": "application/json", ...(reply.etag ? { ETag: reply.etag } : {}) },
    });
  });
  const router = routerWith(createMemoryHistory({ initialEntries: [path] }));
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  world.client = queries;
  const shown = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await waitFor(() => expect(shown.container.querySelector("main")?.textContent).toBeTruthy());
  await waitFor(() => expect(screen.queryByLabelText("Loading")).toBeNull(), { timeout: 4000 });
  return { ...shown, router };
}
