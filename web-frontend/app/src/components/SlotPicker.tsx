import { Alert, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Slot } from "../api/booking";
import { now, Problem } from "../api/http";
import { clocksDiffer, day, isoDay, time, viewerZone, zoneName } from "../time";
import { Loading, ProblemNotice } from "./States";

const DAY = 24 * 3600 * 1000;
const TWO_WEEKS = 14 * DAY;

interface Props {
  therapist: { id: string; name: string };
  /** Where the sessions take place; its days are searched. */
  zone: string;
  serviceId: string;
  /** Takes a time; what it throws is shown here, a lost time with the nearest others. */
  pick: (slot: Slot) => Promise<void>;
  /** Said when no time is free. */
  whenNone?: ReactNode;
}

/** Free times, two weeks at a time, in the reader's zone. */
export function SlotPicker({ therapist, zone, serviceId, pick, whenNone }: Props) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [alternatives, setAlternatives] = useState<Slot[] | null>(null);
  // Both days are included, and are days where the therapist is.
  const from = isoDay(now() + page * TWO_WEEKS, zone);
  const to = isoDay(now() + (page + 1) * TWO_WEEKS - DAY, zone);
  const slots = useQuery({
    queryKey: ["slots", therapist.id, serviceId, from, to],
    queryFn: () => booking.slots(therapist.id, serviceId, from, to),
  });

  async function take(slot: Slot) {
    if (busy) return;
    setBusy(true);
    setError(null);
    setAlternatives(null);
    try {
      await pick(slot);
    } catch (problem) {
      if (problem instanceof Problem && ["slot-taken", "inside-a-buffer"].includes(problem.code)) {
        setAlternatives((problem.members.alternatives as Slot[] | undefined) ?? []);
        void slots.refetch();
        window.scrollTo({ top: 0 });
      } else setError(problem);
    } finally {
      setBusy(false);
    }
  }

  const items = slots.data?.items ?? [];
  const days = [...new Set(items.map((slot) => isoDay(slot.start)))];
  const differs = items[0] ? clocksDiffer(items[0].start, viewerZone, zone) : viewerZone !== zone;
  return (
    <Stack component="section" aria-label={t("therapist.times")}>
      <Title order={2}>{t("therapist.times")}</Title>
      <Text c="dimmed">
        {differs
          ? t("therapist.zone", { mine: zoneName(viewerZone), name: therapist.name, theirs: zoneName(zone) })
          : t("therapist.zoneSame", { theirs: zoneName(zone) })}
      </Text>
      {alternatives && (
        <Alert color="clay" role="alert" title={t("problem.slot-taken")}>
          <Stack gap="xs">
            <Text>{t("therapist.taken")}</Text>
            <div className="slotGrid">
              {alternatives.map((slot) => (
                <SlotButton key={slot.start} slot={slot} zone={zone} withDay take={take} busy={busy} />
              ))}
            </div>
          </Stack>
        </Alert>
      )}
      {error !== null && <ProblemNotice error={error} />}
      {slots.isPending && <Loading lines={3} />}
      {slots.error && <ProblemNotice error={slots.error} retry={() => void slots.refetch()} />}
      {slots.data && items.length === 0 && (
        <Card>
          <Text fw={600}>{t("therapist.none")}</Text>
          {slots.data.whyNone?.map((sentence, i) => (
            <Text key={i}>{sentence}</Text>
          ))}
          {whenNone}
        </Card>
      )}
      {days.map((key) => {
        const ofDay = items.filter((slot) => isoDay(slot.start) === key);
        const first = ofDay[0];
        return first ? (
          <section key={key}>
            <Title order={3} mb="xs">
              {day(first.start)}
            </Title>
            <div className="slotGrid">
              {ofDay.map((slot) => (
                <SlotButton key={slot.start} slot={slot} zone={zone} take={take} busy={busy} />
              ))}
            </div>
          </section>
        ) : null;
      })}
      <Group>
        <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
          {t("therapist.earlier")}
        </Button>
        <Button variant="default" onClick={() => setPage(page + 1)}>
          {t("therapist.later")}
        </Button>
      </Group>
    </Stack>
  );
}

function SlotButton({
  slot,
  zone,
  withDay = false,
  busy,
  take,
}: {
  slot: Slot;
  zone: string;
  withDay?: boolean;
  busy: boolean;
  take: (slot: Slot) => Promise<void>;
}) {
  const { t } = useTranslation();
  const differs = clocksDiffer(slot.start, viewerZone, zone);
  const tall = differs || withDay;
  return (
    <Button
      variant="default"
      h={tall ? 62 : 48}
      px="xs"
      aria-disabled={busy}
      data-testid="slot"
      data-start={slot.start}
      aria-label={
        t("therapist.hold", { time: time(slot.start), day: day(slot.start) }) +
        (differs ? ` (${t("therapist.theirTime", { time: time(slot.start, zone) })})` : "")
      }
      onClick={() => void take(slot)}
    >
      <Stack gap={0} align="center">
        {withDay && <Text fz="xs">{day(slot.start)}</Text>}
        <span>{time(slot.start)}</span>
        {differs && (
          <Text fz="xs" c="dimmed">
            {t("therapist.theirTime", { time: time(slot.start, zone) })}
          </Text>
        )}
      </Stack>
    </Button>
  );
}
