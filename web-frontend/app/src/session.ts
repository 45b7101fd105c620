import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { readClock, readSession } from "./api/gateway";
import { now } from "./api/http";

export function useSession() {
  return useQuery({ queryKey: ["session"], queryFn: readSession, staleTime: 60_000 });
}

export function useClock() {
  return useQuery({ queryKey: ["clock"], queryFn: readClock, staleTime: Infinity });
}

/** The server's time, ticking. */
export function useNow(everyMilliseconds: number): number {
  const [instant, setInstant] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setInstant(now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return instant;
}
