import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import type { Therapist } from "../api/booking";
import { practice } from "../api/practice";
import { unread } from "../reads";
import { Only } from "./Shell";
import { Loading, PageProblem } from "./States";

interface Props {
  page: ComponentType<{ therapist: Therapist }>;
}

/** A page of the therapist who is signed in, and who is read before it. */
export function OfTherapist({ page }: Props) {
  return (
    <Only account="therapist">
      <Read page={page} />
    </Only>
  );
}

function Read({ page: Page }: Props) {
  const me = useQuery({ queryKey: ["me"], queryFn: practice.me });
  if (unread(me)) return <PageProblem error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  return <Page therapist={me.data} />;
}
