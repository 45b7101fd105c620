import { Badge, Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type WaitlistEntry, type Weekday } from "../api/booking";
import { now } from "../api/http";
import { Chips } from "../components/Chips";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { useNow } from "../session";
import { useAct } from "../useAct";
import { dateTime, day, isoDay, wallTime } from "../time";
import { WEEKDAYS } from "../weekdays";

const DAY = 24 * 3600 * 1000;

export function WaitlistPage() {
  return (
    <Only account="client">
      <Waitlist />
    </Only>
  );
}

function Waitlist() {
  const { t } = useTranslation();
  const { therapist, service } = useSearch({ from: "/waitlist" });
  const entries = useQuery({ queryKey: ["waitlist"], queryFn: booking.waitlist });
  if (entries.isLoadingError) return <PageProblem error={entries.error} retry={() => void entries.refetch()} />;
  if (!entries.data) return <Loading />;
  const open = entries.data.items.filter((entry) => ["waiting", "offered"].includes(entry.state));
  const ended = entries.data.items.filter((entry) => !open.includes(entry)).slice(0, 5);
  return (
    <Stack gap="lg" maw={760}>
      <Title>{t("waitlist.title")}</Title>
      {therapist && service && <Join therapistId={therapist} serviceId={service} />}
      {open.length === 0 && !therapist && (
        <Empty title={t("waitlist.none")}>
          <Text>{t("waitlist.noneText")}</Text>
          <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("home.findTherapist")}</Button>
        </Empty>
      )}
      <Stack component="ul" className="plain">
        {[...open, ...ended].map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </Stack>
    </Stack>
  );
}

function Join({ therapistId, serviceId }: { therapistId: string; serviceId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const therapist = useQuery({ queryKey: ["therapist", therapistId], queryFn: () => booking.therapist(therapistId) });
  const form = useForm(["from", "to", "days", "fromTime", "toTime"]);
  const [from, setFrom] = useState(() => isoDay(now()));
  const [to, setTo] = useState(() => isoDay(now() + 14 * DAY));
  const [days, setDays] = useState<Weekday[]>([]);
  const [fromTime, setFromTime] = useState("");
  const [toTime, setToTime] = useState("");
  const service = therapist.data?.services.find((one) => one.id === serviceId);
  const entry = {
    therapistIds: [therapistId],
    serviceId,
    from,
    to,
    ...(days.length > 0 ? { days } : {}),
    ...(fromTime ? { fromTime } : {}),
    ...(toTime ? { toTime } : {}),
  };
  const join = () =>
    form.act(async (key) => {
      await booking.joinWaitlist(entry, key);
      await queries.invalidateQueries({ queryKey: ["waitlist"] });
      await navigate({ to: "/waitlist", replace: true });
    }, entry);
  return (
    <Card component="section">
      <Form form={form} send={join}>
        <Stack>
          <Title order={2}>
            {t("waitlist.waitFor", { name: therapist.data?.name ?? "…" })}
            {service && `: ${service.name}, ${t("therapist.minutes", { minutes: service.minutes })}`}
          </Title>
          <Text>{t("waitlist.lead")}</Text>
          <Group align="flex-start">
            <TextInput type="date" label={t("waitlist.from")} error={form.wrong.from} value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
            <TextInput type="date" label={t("waitlist.to")} error={form.wrong.to} value={to} onChange={(e) => setTo(e.currentTarget.value)} />
          </Group>
          <Chips
            legend={t("waitlist.days")}
            help={t("waitlist.daysHelp")}
            error={form.wrong.days}
            choices={WEEKDAYS.map((value) => ({ value, label: t(`weekday.${value}`) }))}
            value={days}
            onChange={setDays}
          />
          <Group align="flex-start">
            <TextInput type="time" label={t("waitlist.fromTime")} error={form.wrong.fromTime} value={fromTime} onChange={(e) => setFromTime(e.currentTarget.value)} />
            <TextInput type="time" label={t("waitlist.toTime")} error={form.wrong.toTime} value={toTime} onChange={(e) => setToTime(e.currentTarget.value)} />
          </Group>
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("waitlist.join")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}

/** With whom, and for what, where it is one therapist one waits for. */
function WithWhom({ entry }: { entry: WaitlistEntry }) {
  const id = entry.therapistIds.length === 1 ? (entry.therapistIds[0] ?? "") : "";
  const therapist = useQuery({ queryKey: ["therapist", id], queryFn: () => booking.therapist(id), enabled: id !== "" });
  if (!therapist.data) return null;
  const service = therapist.data.services.find((one) => one.id === entry.serviceId);
  return <Text>{[service?.name, therapist.data.name].filter(Boolean).join(" · ")}</Text>;
}

function Entry({ entry }: { entry: WaitlistEntry }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const instant = useNow(10_000);
  const { act, busy, error } = useAct();
  const offer = entry.offer;
  const left = offer ? Math.max(0, Math.ceil((Date.parse(offer.expiresAt) - instant) / 60_000)) : 0;
  const answer = (work: (key: string) => Promise<unknown>) =>
    act(async (key) => {
      await work(key);
      await queries.invalidateQueries();
    });
  const accept = (offerId: string) =>
    answer(async (key) => {
      const accepted = await booking.acceptOffer(entry.id, offerId, key);
      if (accepted.appointmentId) await navigate({ to: "/appointments/$id", params: { id: accepted.appointmentId } });
    });
  return (
    <Card component="li" data-testid="waiting">
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>
            {day(`${entry.from}T12:00:00Z`, "UTC")} – {day(`${entry.to}T12:00:00Z`, "UTC")}
          </Text>
          <Badge variant="light">{t(`waitlist.state.${entry.state}`)}</Badge>
        </Group>
        <WithWhom entry={entry} />
        {(entry.days.length > 0 || entry.fromTime) && (
          <Text c="dimmed">
            {[
              entry.days.map((weekday) => t(`weekday.${weekday}`)).join(", "),
              entry.fromTime && entry.toTime && `${wallTime(entry.fromTime)} – ${wallTime(entry.toTime)}`,
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
        )}
        {offer && (
          <Stack gap="xs">
            <Text fw={600}>{t("waitlist.offer", { when: dateTime(offer.start), name: offer.therapist.name, service: offer.service.name })}</Text>
            <Text>{t("hold.left", { left: t("duration.minutes", { count: left }) })}</Text>
            <Group>
              <Button loading={busy} onClick={() => void accept(offer.id)}>
                {t("waitlist.accept")}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => void answer(() => booking.declineOffer(entry.id, offer.id))}>
                {t("waitlist.decline")}
              </Button>
            </Group>
          </Stack>
        )}
        {error !== null && <ProblemNotice error={error} />}
        {entry.appointmentId && (
          <Link to="/appointments/$id" params={{ id: entry.appointmentId }}>
            {t("home.openAppointment")}
          </Link>
        )}
        {["waiting", "offered"].includes(entry.state) && (
          <Group>
            <Button variant="subtle" color="clay" disabled={busy} onClick={() => void answer(() => booking.leaveWaitlist(entry.id))}>
              {t("waitlist.leave")}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
