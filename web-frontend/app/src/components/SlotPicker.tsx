import { Alert, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { memo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Slot } from "../api/booking";
import { now, Problem } from "../api/http";
import { clocksDiffer, day, isoDay, time, viewerZone, zoneName } from "../time";
import { useAct } from "../useAct";
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

/** Whether the time went to somebody else meanwhile. */
function isLost(problem: unknown): problem is Problem {
  return problem instanceof Problem && ["slot-taken", "inside-a-buffer"].includes(problem.code);
}

/** In the order they came, which is that of time, by the reader's days. */
function byDay(slots: readonly Slot[]): [key: string, slots: [Slot, ...Slot[]]][] {
  const days = new Map<string, [Slot, ...Slot[]]>();
  for (const slot of slots) {
    const key = isoDay(slot.start);
    const ofDay = days.get(key);
    if (ofDay) ofDay.push(slot);
    else days.set(key, [slot]);
  }
  return [...days];
}

/** Free times, two weeks at a time, in the reader's zone. */
export function SlotPicker({ therapist, zone, serviceId, pick, whenNone }: Props) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const { act, busy, error } = useAct();
  const [wanted, setWanted] = useState<string>();
  const alternatives = isLost(error) ? ((error.members.alternatives as Slot[] | undefined) ?? []) : null;
  // Both days are included, and are days where the therapist is.
  const from = isoDay(now() + page * TWO_WEEKS, zone);
  const to = isoDay(now() + (page + 1) * TWO_WEEKS - DAY, zone);
  const slots = useQuery({
    queryKey: ["slots", therapist.id, serviceId, from, to],
    queryFn: () => booking.slots(therapist.id, serviceId, from, to),
  });

  const { refetch } = slots;
  const take = (slot: Slot) => {
    setWanted(slot.start);
    void act(() =>
      pick(slot).catch((problem: unknown) => {
        if (isLost(problem)) {
          void refetch();
          window.scrollTo({ top: 0 });
        }
        throw problem;
      }),
    );
  };
  const taking = busy ? wanted : undefined;

  const items = slots.data?.items ?? [];
  const days = byDay(items);
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
                <SlotButton key={slot.start} slot={slot} zone={zone} withDay take={take} taken={slot.start === taking} />
              ))}
            </div>
          </Stack>
        </Alert>
      )}
      {error !== null && !alternatives && <ProblemNotice error={error} />}
      {slots.isPending && <Loading lines={3} />}
      {slots.error && <ProblemNotice error={slots.error} retry={() => void refetch()} />}
      {slots.data && items.length === 0 && (
        <Card>
          <Text fw={600}>{t("therapist.none")}</Text>
          {slots.data.whyNone?.map((sentence, i) => (
            <Text key={i}>{sentence}</Text>
          ))}
          {whenNone}
        </Card>
      )}
      {days.map(([key, ofDay]) => (
        <section key={key}>
          <Title order={3} mb="xs">
            {day(ofDay[0].start)}
          </Title>
          <div className="slotGrid">
            {ofDay.map((slot) => (
              <SlotButton key={slot.start} slot={slot} zone={zone} take={take} taken={slot.start === taking} />
            ))}
          </div>
        </section>
      ))}
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

/** Drawn again only when something about it changed: there are a hundred of them. */
const SlotButton = memo(function SlotButton({
  slot,
  zone,
  withDay = false,
  taken,
  take,
}: {
  slot: Slot;
  zone: string;
  withDay?: boolean;
  /** Whether this is the one being taken. */
  taken: boolean;
  take: (slot: Slot) => void;
}) {
  const { t } = useTranslation();
  const differs = clocksDiffer(slot.start, viewerZone, zone);
  const tall = differs || withDay;
  return (
    <Button
      variant={taken ? "filled" : "default"}
      h={tall ? 62 : 48}
      px="xs"
      aria-disabled={taken}
      data-testid="slot"
      data-start={slot.start}
      aria-label={
        t("therapist.hold", { time: time(slot.start), day: day(slot.start) }) +
        (differs ? ` (${t("therapist.theirTime", { time: time(slot.start, zone) })})` : "")
      }
      onClick={() => take(slot)}
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
});
