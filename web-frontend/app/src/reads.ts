import type { UseQueryResult } from "@tanstack/react-query";

type Read = Pick<UseQueryResult, "isLoadingError" | "error" | "refetch">;

/** Why one of them could never be read. What was read once stays where reading it again fails; the page's head says so then. */
export function unread(...reads: Read[]): Error | null {
  return reads.find((read) => read.isLoadingError)?.error ?? null;
}

export function readAgain(...reads: Read[]): void {
  for (const read of reads) void read.refetch();
}
