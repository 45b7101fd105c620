import { Badge, Button, Card, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking } from "../api/booking";
import { feedback } from "../api/feedback";
import { now } from "../api/http";
import { saveCalendarFile } from "../calendarFile";
import { intake } from "../api/intake";
import { AppointmentFacts } from "../components/AppointmentFacts";
import { AppointmentMoney } from "../components/AppointmentMoney";
import { Policy } from "../components/Policy";
import { PlanList } from "../components/PlanList";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useAct } from "../useAct";

export function AppointmentPage() {
  return (
    <Only account="client">
      <OneAppointment />
    </Only>
  );
}

function OneAppointment() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { id } = useParams({ from: "/appointments/$id" });
  const appointment = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  const followUps = useQuery({ queryKey: ["follow-ups"], queryFn: feedback.followUps });
  const therapistId = appointment.data?.body.therapist.id;
  const plan = useQuery({
    queryKey: ["plan", therapistId],
    queryFn: () => intake.plan(therapistId),
    enabled: therapistId !== undefined,
  });
  const series = useQuery({ queryKey: ["series"], queryFn: booking.allSeries });
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const { act, busy, error } = useAct();
  if (appointment.isLoadingError) return <PageProblem error={appointment.error} retry={() => void appointment.refetch()} />;
  if (!appointment.data) return <Loading />;
  const a = appointment.data.body;
  const ahead = (a.state === "booked" || a.state === "pending") && Date.parse(a.start) > now();
  const partOf = series.data?.items.find((one) => one.occurrences.some((o) => o.appointmentId === a.id));
  const followUp = followUps.data?.items.find((f) => f.appointmentId === a.id);
  const cancel = () =>
    act(async () => {
      await booking.cancel(a.id, reason || undefined);
      setAsking(false);
      await queries.invalidateQueries();
    });
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>{t("appointment.title")}</Title>
        <Badge size="xl" variant="light" data-testid="appointment-state">
          {t(`appointment.state.${a.state}`)}
        </Badge>
      </Group>
      <div className="two">
        <Stack>
          <Card>
            <Stack gap="sm" align="flex-start">
              <AppointmentFacts appointment={a} />
              {ahead && (
                <Button variant="default" onClick={() => saveCalendarFile(a, t("appointment.calendarTitle", { name: a.therapist.name }))}>
                  {t("appointment.toCalendar")}
                </Button>
              )}
              {partOf && (
                <Link to="/series/$id" params={{ id: partOf.id }}>
                  {t("appointment.partOfSeries")}
                </Link>
              )}
            </Stack>
          </Card>
          {["pending", "booked", "completed", "cancelled", "no_show"].includes(a.state) && <AppointmentMoney appointment={a} />}
          {ahead && (
            <Card>
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{t("appointment.today")}</Text>
                <Text>{t("appointment.todayText")}</Text>
                <Button
                  renderRoot={(props) => <Link to="/appointments/$id/today" params={{ id: a.id }} {...props} />}
                >
                  {t("today.save")}
                </Button>
              </Stack>
            </Card>
          )}
          {followUp && (
            <Card>
              <Stack gap="sm" align="flex-start">
                <Text fw={600}>{t("appointment.followUp")}</Text>
                <Text>{t(`followUp.state.${followUp.state}`)}</Text>
                <Button
                  variant="default"
                  renderRoot={(props) => <Link to="/follow-ups/$id" params={{ id: followUp.id }} {...props} />}
                >
                  {t("appointment.followUp")}
                </Button>
              </Stack>
            </Card>
          )}
          {ahead && (
            <Card>
              <Stack gap="sm">
                <Title order={2}>{t("policy.title")}</Title>
                <Policy terms={a.cancellation} />
                <Group>
                  <Button
                    variant="default"
                    renderRoot={(props) => <Link to="/appointments/$id/move" params={{ id: a.id }} {...props} />}
                  >
                    {t("move.link")}
                  </Button>
                  <Button variant="subtle" color="clay" onClick={() => setAsking(true)}>
                    {t("appointment.cancel")}
                  </Button>
                </Group>
              </Stack>
            </Card>
          )}
        </Stack>
        {plan.data && plan.data.regions.length > 0 && (
          <section>
            <Title order={2} mb="xs">
              {t("result.plan")}
            </Title>
            <PlanList regions={plan.data.regions} />
          </section>
        )}
      </div>
      <Modal.Root opened={asking} onClose={() => setAsking(false)}>
        <Modal.Overlay />
        {/* Without the component's own header, which would be a second banner of the page. */}
        <Modal.Content aria-label={t("appointment.cancelSure")}>
          <Modal.Body>
            <Stack pt="md">
              <Title order={2}>{t("appointment.cancelSure")}</Title>
          <Policy terms={a.cancellation} />
          <Text>{t("appointment.cancelText")}</Text>
          <TextInput
            label={t("appointment.cancelReason")}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error !== null && <ProblemNotice error={error} />}
          <Group>
            <Button color="clay" loading={busy} onClick={() => void cancel()}>
              {t("appointment.cancelYes")}
            </Button>
            <Button variant="default" onClick={() => setAsking(false)}>
              {t("appointment.cancelNo")}
            </Button>
          </Group>
            </Stack>
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </Stack>
  );
}
