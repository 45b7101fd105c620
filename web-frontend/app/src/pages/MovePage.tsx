import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment, type Slot } from "../api/booking";
import { Problem } from "../api/http";
import { Policy } from "../components/Policy";
import { Only } from "../components/Shell";
import { SlotPicker } from "../components/SlotPicker";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { dateTime } from "../time";
import { useAct } from "../useAct";

export function MovePage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/appointments/$id/move" });
  const appointment = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  if (appointment.isLoadingError) return <PageProblem error={appointment.error} retry={() => void appointment.refetch()} />;
  if (!appointment.data) return <Loading />;
  return <Move appointment={appointment.data.body} />;
}

/** The old time is kept until the server has given the new one. */
function Move({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const nearest = useQuery({ queryKey: ["nearest", a.id], queryFn: () => booking.nearest(a.id) });
  const [chosen, setChosen] = useState<Slot | null>(null);
  const { act, busy, error, forget } = useAct();
  const pick = (slot: Slot) => {
    setChosen(slot);
    forget();
    window.scrollTo({ top: 0 });
    return Promise.resolve();
  };
  const move = async () => {
    if (!chosen) return;
    const moved = await act(() => booking.reschedule(a.id, chosen.start));
    if (moved) {
      await queries.invalidateQueries();
      await navigate({ to: "/appointments/$id", params: { id: a.id }, replace: true });
    } else {
      setChosen(null);
      void queries.invalidateQueries({ queryKey: ["slots"] });
      void queries.invalidateQueries({ queryKey: ["nearest", a.id] });
    }
  };
  // To a time that was lost, rather than to the one there is.
  const lost = error instanceof Problem && Array.isArray(error.members.alternatives) ? (error.members.alternatives as Slot[]) : null;
  const near = lost ?? nearest.data?.items ?? [];
  return (
    <Stack gap="lg">
      <Title>{t("move.title")}</Title>
      <Text>{t("move.now", { when: dateTime(a.start), name: a.therapist.name })}</Text>
      <Policy terms={a.cancellation} />
      {error !== null && <ProblemNotice error={error} />}
      {chosen ? (
        <Card role="status">
          <Stack gap="sm">
            <Text fw={600}>{t("move.sure", { from: dateTime(a.start), to: dateTime(chosen.start) })}</Text>
            <Group>
              <Button loading={busy} onClick={() => void move()}>
                {t("move.yes")}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => setChosen(null)}>
                {t("move.no")}
              </Button>
            </Group>
          </Stack>
        </Card>
      ) : (
        <>
          {near.length > 0 && (
            <section>
              <Title order={2} mb="xs">
                {t(lost ? "therapist.taken" : "move.nearest")}
              </Title>
              <Group>
                {near.map((slot) => (
                  <Button key={slot.start} variant="default" onClick={() => void pick(slot)}>
                    {dateTime(slot.start)}
                  </Button>
                ))}
              </Group>
            </section>
          )}
          <SlotPicker therapist={a.therapist} zone={a.zone} serviceId={a.service.id} pick={pick} />
        </>
      )}
      <Link to="/appointments/$id" params={{ id: a.id }}>
        {t("move.keep")}
      </Link>
    </Stack>
  );
}
