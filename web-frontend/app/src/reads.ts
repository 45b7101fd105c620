import type { UseQueryResult } from "@tanstack/react-query";
import { Problem } from "./api/http";

type Read = Pick<UseQueryResult, "isLoadingError" | "error" | "refetch">;

/** Whether it is not there, or not for these eyes, whoever was allowed to see it before. */
export function isGone(error: unknown): boolean {
  return error instanceof Problem && [403, 404, 410].includes(error.status);
}

/**
 * Why one of them cannot be shown: it could never be read, or is gone. What was read once stays where reading it again fails in any other
 * way; the page's head says so then.
 */
export function unread(...reads: Read[]): Error | null {
  return reads.find((read) => read.isLoadingError || isGone(read.error))?.error ?? null;
}

export function readAgain(...reads: Read[]): void {
  for (const read of reads) void read.refetch();
}
