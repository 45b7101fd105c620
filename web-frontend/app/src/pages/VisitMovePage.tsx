import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment, type Slot } from "../api/booking";
import { Only } from "../components/Shell";
import { SlotPicker } from "../components/SlotPicker";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { unread } from "../reads";
import { dateTime } from "../time";
import { useAct } from "../useAct";

export function VisitMovePage() {
  return (
    <Only account="therapist">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/therapist/appointments/$id/move" });
  const appointment = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  if (unread(appointment)) return <PageProblem error={appointment.error} retry={() => void appointment.refetch()} />;
  if (!appointment.data) return <Loading />;
  return <Move appointment={appointment.data.body} />;
}

/** The old time is kept until the server has given the new one. */
function Move({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Slot | null>(null);
  const { act, busy, error, forget } = useAct();
  const pick = (slot: Slot) => {
    setChosen(slot);
    forget();
    window.scrollTo({ top: 0 });
    return Promise.resolve();
  };
  const move = async () => {
    if (busy || !chosen) return;
    const moved = await act(async () => {
      await booking.reschedule(a.id, chosen.start);
      await queries.invalidateQueries();
      await navigate({ to: "/therapist/appointments/$id", params: { id: a.id }, replace: true });
    });
    if (moved) return;
    setChosen(null);
    void queries.invalidateQueries({ queryKey: ["slots"] });
  };
  return (
    <Stack gap="lg">
      <Title>{t("visit.moveTitle", { name: a.client?.name ?? "" })}</Title>
      <Text>{t("visit.moveText", { when: dateTime(a.start) })}</Text>
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
        <SlotPicker therapist={a.therapist} zone={a.zone} serviceId={a.service.id} pick={pick} />
      )}
      <Link to="/therapist/appointments/$id" params={{ id: a.id }}>
        {t("move.keep")}
      </Link>
    </Stack>
  );
}
