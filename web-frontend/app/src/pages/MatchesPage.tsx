import { Badge, Button, Card, Checkbox, Collapse, Group, List, NativeSelect, Progress, Stack, Text, Title } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Match } from "../api/booking";
import { Problem } from "../api/http";
import { Comparison } from "../components/Comparison";
import { MatchFilters } from "../components/MatchFilters";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";
import { byField } from "../refusals";
import { clocksDiffer, dateTime, viewerZone, zoneName } from "../time";

export function MatchesPage() {
  return (
    <Only account="client">
      <PlaceFirst />
    </Only>
  );
}

function PlaceFirst() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const profile = useQuery({ queryKey: ["profile"], queryFn: booking.profile });
  const jurisdictions = useQuery({ queryKey: ["jurisdictions"], queryFn: booking.jurisdictions, staleTime: Infinity });
  const [changing, setChanging] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const form = useForm(["jurisdiction"]);
  if (profile.isLoadingError) return <PageProblem error={profile.error} retry={() => void profile.refetch()} />;
  if (profile.isPending) return <Loading />;
  const place = profile.data?.body.jurisdiction;
  const save = () =>
    form.act(async () => {
      const jurisdiction = chosen ?? place;
      if (jurisdiction === undefined) return;
      await booking.saveProfile(
        { jurisdiction, timeZone: profile.data?.body.timeZone ?? viewerZone },
        profile.data?.etag ?? null,
      );
      setChanging(false);
      await queries.invalidateQueries({ queryKey: ["profile"] });
      await queries.invalidateQueries({ queryKey: ["matches"] });
    });
  if (!place || changing)
    return (
      <Stack maw={520}>
        <Title>{t("matches.place")}</Title>
        <Text>{t("matches.placeText")}</Text>
        {jurisdictions.error && <ProblemNotice error={jurisdictions.error} retry={() => void jurisdictions.refetch()} />}
        <NativeSelect
          label={t("matches.place")}
          error={form.wrong.jurisdiction}
          data={[
            ...(place ? [] : [{ value: "", label: t("matches.choosePlace") }]),
            ...(jurisdictions.data?.items ?? []).map((item) => ({ value: item.code, label: item.name })),
          ]}
          value={chosen ?? place ?? ""}
          onChange={(event) => setChosen(event.currentTarget.value || null)}
        />
        {form.notice}
        <Group>
          <Button disabled={!(chosen ?? place)} loading={form.busy} onClick={() => void save()}>
            {t("matches.savePlace")}
          </Button>
        </Group>
      </Stack>
    );
  const name = jurisdictions.data?.items.find((item) => item.code === place)?.name ?? place;
  return <Matched place={name} jurisdiction={place} change={() => setChanging(true)} />;
}

function Matched({ place, jurisdiction, change }: { place: string; jurisdiction: string; change: () => void }) {
  const { t } = useTranslation();
  const filter = useSearch({ from: "/matches" });
  const [compared, setCompared] = useState<string[]>([]);
  const matches = useInfiniteQuery({
    queryKey: ["matches", filter],
    queryFn: ({ pageParam }) => booking.matches(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    // Narrowing does not take the list away, nor the place in it, before there is another.
    placeholderData: keepPreviousData,
  });
  const [whyNot, setWhyNot] = useState(false);
  // All of them, whoever is on the pages of the list that were read; without them the rest can still be narrowed.
  const there = useQuery({ queryKey: ["places", jurisdiction], queryFn: () => booking.places(jurisdiction), staleTime: 60_000 });
  const places = [...(there.data ?? [])].sort((a, b) => a.name.localeCompare(b.name));
  const wrong = byField(matches.error);
  if (matches.isPending) return <Loading />;
  if (matches.isLoadingError) {
    const code = matches.error instanceof Problem ? matches.error.code : "";
    if (code === "intake-needed")
      return (
        <Empty order={1} title={t("problem.intake-needed")}>
          <Text>{t("matches.needIntake")}</Text>
          <Button renderRoot={(props) => <Link to="/intake" {...props} />}>{t("home.startIntake")}</Button>
        </Empty>
      );
    if (code === "not-bookable")
      return (
        <Empty order={1} title={t("problem.not-bookable")}>
          {matches.error instanceof Problem && <Text>{matches.error.detail}</Text>}
          <Button renderRoot={(props) => <Link to="/result" {...props} />}>{t("home.seeResult")}</Button>
        </Empty>
      );
    if (Object.keys(wrong).length > 0)
      return (
        <Stack gap="lg">
          <Title>{t("matches.title")}</Title>
          <MatchFilters places={places} wrong={wrong} />
          <ProblemNotice error={matches.error} besideFields={Object.keys(wrong)} />
        </Stack>
      );
    return <PageProblem error={matches.error} retry={() => void matches.refetch()} />;
  }
  const items = matches.data.pages.flatMap((page) => page.items);
  const pair = items.filter((match) => compared.includes(match.therapist.id));
  // The third one chosen takes the place of the first.
  const compare = (id: string) =>
    setCompared((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2)));
  const others = matches.data.pages[0]?.notMatched ?? [];
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end">
        <Title>{t("matches.title")}</Title>
        <Group gap="xs">
          <Text>{place}</Text>
          <Button variant="subtle" size="sm" onClick={change}>
            {t("matches.changePlace")}
          </Button>
        </Group>
      </Group>
      <Text c="dimmed">{t("matches.fitNote")}</Text>
      <MatchFilters places={places} wrong={wrong} />
      {pair.length === 2 && <Comparison pair={pair as [Match, Match]} done={() => setCompared([])} />}
      {compared.length === 1 && items.length > 1 && <Text role="status">{t("matches.compareOneMore")}</Text>}
      {items.length === 0 && (
        <Empty title={t("matches.none")}>
          <Text>{t("matches.noneText")}</Text>
        </Empty>
      )}
      <Stack component="ol" className="plain">
        {items.map((match) => (
          <MatchCard
            key={match.therapist.id}
            match={match}
            compared={compared.includes(match.therapist.id)}
            compare={items.length > 1 ? () => compare(match.therapist.id) : undefined}
          />
        ))}
      </Stack>
      {matches.hasNextPage && (
        <Group>
          <Button variant="default" loading={matches.isFetchingNextPage} onClick={() => void matches.fetchNextPage()}>
            {t("matches.more")}
          </Button>
        </Group>
      )}
      {others.length > 0 && (
        <section>
          <Button variant="default" aria-expanded={whyNot} onClick={() => setWhyNot(!whyNot)}>
            {whyNot ? t("matches.whyNotHide") : t("matches.whyNot")}
          </Button>
          <Collapse expanded={whyNot}>
            <Stack gap="xs" mt="sm" data-testid="why-not">
              {others.map((other) => (
                <Card key={other.therapistId} padding="sm">
                  <Text fw={600}>{other.name}</Text>
                  {other.reasons.map((reason, i) => (
                    <Text key={i} fz="sm">
                      {reason.reason}
                    </Text>
                  ))}
                </Card>
              ))}
            </Stack>
          </Collapse>
        </section>
      )}
    </Stack>
  );
}

function MatchCard({ match, compared, compare }: { match: Match; compared: boolean; compare?: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const therapist = match.therapist;
  const slot = match.earliestSlot;
  return (
    <Card component="li" data-testid="match">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2}>{therapist.name}</Title>
            {therapist.location && (
              <Text c="dimmed">
                {therapist.location.name}, {therapist.location.address}
              </Text>
            )}
          </div>
          <Badge size="lg" variant="light">
            {t("matches.fit", { fit: match.fit })}
          </Badge>
        </Group>
        <Text>{t("matches.styles", { styles: match.eligibleStyles.map((style) => word("style", style)).join(", ") })}</Text>
        {slot ? (
          <Text fw={600}>
            {t("matches.earliest", { when: dateTime(slot.start) })}
            {clocksDiffer(slot.start, viewerZone, therapist.zone) &&
              ` (${t("hold.theirZone", { when: dateTime(slot.start, therapist.zone), zone: zoneName(therapist.zone) })})`}
          </Text>
        ) : (
          <Text c="dimmed">{t("matches.noSlot")}</Text>
        )}
        {match.notes?.map((note, i) => (
          <Text key={i} fz="sm">
            {note}
          </Text>
        ))}
        <Group>
          <Button
            renderRoot={(props) => <Link to="/therapists/$id" params={{ id: therapist.id }} {...props} />}
          >
            {t("matches.choose", { name: therapist.name })}
          </Button>
          <Button variant="default" aria-expanded={open} aria-label={`${t("matches.why")}: ${therapist.name}`} onClick={() => setOpen(!open)}>
            {t("matches.why")}
          </Button>
          {compare && (
            <Checkbox label={t("matches.compare")} aria-label={`${t("matches.compare")}: ${therapist.name}`} checked={compared} onChange={compare} />
          )}
        </Group>
        <Collapse expanded={open}>
          <Stack gap="sm">
            {match.parts.map((part) => (
              <div key={part.part} className="part">
                <Text fz="sm" fw={600}>
                  {word("part", part.part)}
                </Text>
                <Text fz="sm">
                  {part.points} / {part.outOf}
                </Text>
                <Progress
                  className="bar"
                  value={part.outOf > 0 ? (part.points / part.outOf) * 100 : 0}
                  size="lg"
                  aria-label={word("part", part.part)}
                />
                <p className="why">{part.reason}</p>
              </div>
            ))}
            {match.questions && match.questions.length > 0 && (
              <div>
                <Title order={3}>{t("matches.questions")}</Title>
                <List>
                  {match.questions.map((question, i) => (
                    <List.Item key={i}>{question}</List.Item>
                  ))}
                </List>
              </div>
            )}
          </Stack>
        </Collapse>
      </Stack>
    </Card>
  );
}
