import { Badge, Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { desk } from "../api/desk";
import { now } from "../api/http";
import { BookingRequest } from "../components/BookingRequest";
import { Confirm } from "../components/Confirm";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { unread } from "../reads";
import { dateTime, price, time, zoneName } from "../time";
import { useAct } from "../useAct";

export function VisitPage() {
  return (
    <Only account="therapist">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/therapist/appointments/$id" });
  const appointment = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  if (unread(appointment)) return <PageProblem error={appointment.error} retry={() => void appointment.refetch()} />;
  if (!appointment.data) return <Loading />;
  return <Visit appointment={appointment.data.body} />;
}

/** One appointment, and what its therapist may do with it. */
function Visit({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"cancel" | "noShow" | null>(null);
  const [reason, setReason] = useState("");
  const { act, busy, error, forget } = useAct();
  const ask = (what: "cancel" | "noShow" | null) => {
    forget();
    setAsking(what);
  };
  const end = (work: () => Promise<unknown>) =>
    act(async () => {
      await work();
      setAsking(null);
      await queries.invalidateQueries();
    });
  const begun = Date.parse(a.start) <= now();
  const untouched = a.state === "booked" && a.sessionStartedAt === undefined;
  const facts: [string, string][] = [
    [t("hold.when"), `${dateTime(a.start, a.zone)} – ${time(a.end, a.zone)} (${zoneName(a.zone)})`],
    [t("hold.what"), `${a.service.name}, ${t("therapist.minutes", { minutes: a.service.minutes })}`],
    [t("hold.price"), price(a.service.price)],
    [t("hold.where"), [a.location.name, a.location.room, a.location.address].filter(Boolean).join(", ")],
  ];
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>{a.client?.name ?? t("appointment.title")}</Title>
        <Group gap="xs">
          {a.firstVisit && (
            <Badge size="lg" variant="outline" color="clay">
              {t("desk.first")}
            </Badge>
          )}
          <Badge size="lg" variant="light" data-testid="appointment-state">
            {a.state === "pending" ? t("week.pending") : t(`appointment.state.${a.state}`)}
          </Badge>
        </Group>
      </Group>
      <Card>
        <dl className="facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {a.state === "pending" && (
        <section>
          <Title order={2} mb="xs">
            {t("desk.requests")}
          </Title>
          <ul className="plain">
            <BookingRequest appointment={a} />
          </ul>
        </section>
      )}
      {["booked", "completed"].includes(a.state) && (
        <Group>
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/therapist/appointments/$id/summary" params={{ id: a.id }} {...props} />}
          >
            {t("desk.summary")}
          </Button>
          <Button renderRoot={(props) => <Link to="/therapist/appointments/$id/session" params={{ id: a.id }} {...props} />}>
            {t("desk.session")}
          </Button>
        </Group>
      )}
      {untouched && (
        <Card component="section" aria-labelledby="change">
          <Stack gap="sm">
            <Title order={2} id="change">
              {t("visit.change")}
            </Title>
            <Text>{begun ? t("visit.begunText") : t("visit.changeText")}</Text>
            <Group>
              {!begun && (
                <Button
                  variant="default"
                  renderRoot={(props) => <Link to="/therapist/appointments/$id/move" params={{ id: a.id }} {...props} />}
                >
                  {t("move.link")}
                </Button>
              )}
              {begun && (
                <Button variant="default" onClick={() => ask("noShow")}>
                  {t("visit.noShow")}
                </Button>
              )}
              <Button variant="subtle" color="clay" onClick={() => ask("cancel")}>
                {t("appointment.cancel")}
              </Button>
            </Group>
          </Stack>
        </Card>
      )}
      <Confirm
        opened={asking === "cancel"}
        close={() => ask(null)}
        title={t("visit.cancelSure", { name: a.client?.name ?? "" })}
        yes={t("appointment.cancelYes")}
        no={t("appointment.cancelNo")}
        busy={busy}
        error={error}
        act={() => void end(() => booking.cancel(a.id, reason || undefined))}
      >
        <Text>{t("visit.cancelText")}</Text>
        <TextInput
          label={t("visit.reason")}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Confirm>
      <Confirm
        opened={asking === "noShow"}
        close={() => ask(null)}
        title={t("visit.noShowSure", { name: a.client?.name ?? "" })}
        yes={t("visit.noShowYes")}
        no={t("visit.noShowNo")}
        busy={busy}
        error={error}
        act={() => void end(() => desk.noShow(a.id))}
      >
        <Text>{t("visit.noShowText")}</Text>
      </Confirm>
    </Stack>
  );
}
