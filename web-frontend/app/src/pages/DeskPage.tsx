import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { now } from "../api/http";
import { BookingRequest } from "../components/BookingRequest";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { unread } from "../reads";
import { day, isoDay, time } from "../time";

const DAY = 24 * 3600 * 1000;

export function DeskPage() {
  return (
    <Only account="therapist">
      <Desk />
    </Only>
  );
}

function Desk() {
  const { t } = useTranslation();
  const appointments = useQuery({
    queryKey: ["appointments", "desk"],
    queryFn: () =>
      booking.appointments({
        // A day of margin on both sides: the practice may be in another zone than this device.
        from: isoDay(now() - DAY),
        to: isoDay(now() + 15 * DAY),
      }),
  });
  if (unread(appointments)) return <PageProblem error={appointments.error} retry={() => void appointments.refetch()} />;
  if (!appointments.data) return <Loading />;
  const shown = appointments.data.items
    .filter((a) => ["booked", "pending", "completed"].includes(a.state))
    .sort((a, b) => a.start.localeCompare(b.start));
  const isToday = (a: Appointment) => isoDay(a.start, a.zone) === isoDay(now(), a.zone);
  const requests = shown.filter((a) => a.state === "pending" && Date.parse(a.start) > now());
  const today = shown.filter(isToday);
  const coming = shown.filter((a) => !isToday(a) && Date.parse(a.start) > now());
  const days = [...new Set(coming.map((a) => isoDay(a.start, a.zone)))];
  return (
    <Stack gap="xl">
      <section>
        <Title mb="md">{t("desk.title")}</Title>
        {today.length === 0 && <Text c="dimmed">{t("desk.noneToday")}</Text>}
        <Stack component="ol" className="plain">
          {today.map((a) => (
            <Visit key={a.id} appointment={a} />
          ))}
        </Stack>
      </section>
      {requests.length > 0 && (
        <section>
          <Title order={2} mb="md">
            {t("desk.requests")}
          </Title>
          <Stack component="ol" className="plain">
            {requests.map((a) => (
              <BookingRequest key={a.id} appointment={a} />
            ))}
          </Stack>
        </section>
      )}
      <section>
        <Title order={2} mb="md">
          {t("desk.coming")}
        </Title>
        {coming.length === 0 && <Text c="dimmed">{t("desk.noneComing")}</Text>}
        <Stack>
          {days.map((key) => {
            const ofDay = coming.filter((a) => isoDay(a.start, a.zone) === key);
            const first = ofDay[0];
            return first ? (
              <section key={key}>
                <Title order={3} mb="xs">
                  {day(first.start, first.zone)}
                </Title>
                <Stack component="ol" className="plain">
                  {ofDay.map((a) => (
                    <Visit key={a.id} appointment={a} />
                  ))}
                </Stack>
              </section>
            ) : null;
          })}
        </Stack>
      </section>
    </Stack>
  );
}

function Visit({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const name = a.client?.name ?? "";
  return (
    <Card component="li" padding="md" data-testid="visit">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={650} fz="lg">
              {time(a.start, a.zone)} – {time(a.end, a.zone)}
            </Text>
            {a.state !== "booked" && <Badge variant="light">{a.state === "pending" ? t("week.pending") : t(`appointment.state.${a.state}`)}</Badge>}
            {a.firstVisit && (
              <Badge variant="outline" color="clay">
                {t("desk.first")}
              </Badge>
            )}
          </Group>
          <Text>{t("desk.withClient", { service: a.service?.name ?? "", name })}</Text>
        </div>
        <Group>
          {/* Of a request nothing is to be read or begun yet. */}
          {a.state !== "pending" && (
            <>
              <Button
                variant="default"
                aria-label={`${t("desk.summary")}: ${name}, ${time(a.start, a.zone)}`}
                renderRoot={(props) => <Link to="/therapist/appointments/$id/summary" params={{ id: a.id }} {...props} />}
              >
                {t("desk.summary")}
              </Button>
              <Button
                aria-label={`${t("desk.session")}: ${name}, ${time(a.start, a.zone)}`}
                renderRoot={(props) => <Link to="/therapist/appointments/$id/session" params={{ id: a.id }} {...props} />}
              >
                {t("desk.session")}
              </Button>
            </>
          )}
          <Button
            variant="subtle"
            aria-label={`${t("desk.change")}: ${name}, ${time(a.start, a.zone)}`}
            renderRoot={(props) => <Link to="/therapist/appointments/$id" params={{ id: a.id }} {...props} />}
          >
            {t("desk.change")}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}
