import { Badge, Button, Card, Group, NativeSelect, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Therapist } from "../api/booking";
import { now, Problem } from "../api/http";
import { office } from "../api/office";
import { practice } from "../api/practice";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { readAgain, unread } from "../reads";
import { useAct } from "../useAct";
import { useForm } from "../components/useForm";
import { languageName, word } from "../i18n";
import { dateTime, dayAndYear, isoDay } from "../time";

export function OfficeTherapistPage() {
  return (
    <Only account="coordinator">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/coordinator/therapists/$id" });
  const therapist = useQuery({ queryKey: ["therapist", id], queryFn: () => booking.therapist(id) });
  const jurisdictions = useQuery({ queryKey: ["jurisdictions"], queryFn: booking.jurisdictions });
  const error = unread(therapist, jurisdictions);
  if (error) return <PageProblem error={error} retry={() => readAgain(therapist, jurisdictions)} />;
  if (!therapist.data || !jurisdictions.data) return <Loading />;
  return <Detail therapist={therapist.data} jurisdictions={jurisdictions.data.items} />;
}

function useChanged(id: string) {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ["therapist", id] }),
      queries.invalidateQueries({ queryKey: ["therapists"] }),
    ]);
}

function Detail({ therapist, jurisdictions }: { therapist: Therapist; jurisdictions: { code: string; name: string }[] }) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <Link to="/coordinator/therapists">{t("office.therapists")}</Link>
      <Group justify="space-between">
        <Title>{therapist.name}</Title>
        <Badge size="lg" variant="light" color={therapist.published ? "pine" : "clay"}>
          {therapist.published ? t("office.published") : t("office.unpublished")}
        </Badge>
      </Group>
      <Text>
        {therapist.email && (
          <>
            {therapist.email}
            <br />
          </>
        )}
        {therapist.location.name}, {therapist.location.address}
        <br />
        {therapist.styles.map((style) => word("style", style)).join(", ")}
        {therapist.languages.length > 0 && (
          <>
            <br />
            {therapist.languages.map(languageName).join(", ")}
          </>
        )}
      </Text>
      {!therapist.published && <Publish therapist={therapist} />}
      <Licences therapist={therapist} jurisdictions={jurisdictions} />
      <Appointments therapist={therapist} />
    </Stack>
  );
}

function Publish({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const changed = useChanged(therapist.id);
  const { busy, error, act } = useAct();
  const missing = [
    ...(therapist.licences.some((licence) => licence.verified) ? [] : [t("office.needsLicence")]),
    ...(therapist.services.length > 0 ? [] : [t("office.needsService")]),
  ];
  return (
    <Card component="section" aria-labelledby="publish">
      <Stack gap="sm" align="flex-start">
        <Title order={2} id="publish" fz="lg">
          {t("office.publish")}
        </Title>
        <Text>{t("office.publishText")}</Text>
        {missing.length > 0 && (
          <ul>
            {missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        )}
        {error !== null && <ProblemNotice error={error} />}
        <Button
          loading={busy}
          onClick={() =>
            void act(async () => {
              await office.publish(therapist.id);
              await changed();
            })
          }
        >
          {t("office.publishNow")}
        </Button>
      </Stack>
    </Card>
  );
}

function Licences({ therapist, jurisdictions }: { therapist: Therapist; jurisdictions: { code: string; name: string }[] }) {
  const { t } = useTranslation();
  return (
    <Card component="section" aria-labelledby="licences">
      <Stack>
        <Title order={2} id="licences" fz="lg">
          {t("office.licences")}
        </Title>
        <Text>{t("coordinator.lead")}</Text>
        {therapist.licences.length === 0 && <Text>{t("coordinator.noLicence")}</Text>}
        <Stack component="ul" className="plain" gap="md">
          {[...therapist.licences]
            .sort((a, b) => a.validUntil.localeCompare(b.validUntil))
            .map((licence) => (
              <Licence key={licence.id ?? licence.jurisdiction} therapist={therapist} licence={licence} />
            ))}
        </Stack>
        <AddLicence therapist={therapist} jurisdictions={jurisdictions} />
      </Stack>
    </Card>
  );
}

function Licence({ therapist, licence }: { therapist: Therapist; licence: Therapist["licences"][number] }) {
  const { t } = useTranslation();
  const changed = useChanged(therapist.id);
  const { busy, error, act } = useAct();
  const [revoking, setRevoking] = useState(false);
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const id = licence.id;
  const ended = Date.parse(`${licence.validUntil}T24:00:00Z`) < now();
  const wrong = error instanceof Problem && error.violations.some((one) => one.field === "reason");
  return (
    <Stack component="li" gap="xs">
      <Group justify="space-between">
        <Text>
          <strong>{licence.jurisdiction}</strong> {licence.number}
          <br />
          {t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}
        </Text>
        <Badge variant="light" color={licence.verified && !ended ? "pine" : "clay"}>
          {ended ? t("coordinator.ended") : licence.verified ? t("coordinator.verified") : t("coordinator.open")}
        </Badge>
      </Group>
      {id !== undefined && !licence.verified && (
        <Group>
          <Button
            size="sm"
            loading={busy}
            aria-label={t("coordinator.verify", { jurisdiction: licence.jurisdiction, name: therapist.name })}
            onClick={() =>
              void act(async () => {
                await practice.verifyLicence(therapist.id, id);
                await changed();
              })
            }
          >
            {t("coordinator.verifyShort")}
          </Button>
        </Group>
      )}
      {id !== undefined && licence.verified && !revoking && (
        <Group>
          <Button size="sm" variant="subtle" color="clay" aria-label={t("office.revoke", { jurisdiction: licence.jurisdiction })} onClick={() => setRevoking(true)}>
            {t("office.revokeShort")}
          </Button>
        </Group>
      )}
      {id !== undefined && licence.verified && revoking && (
        <Form
          send={() => {
            setMissing(!reason.trim());
            if (reason.trim())
              void act(async () => {
                await office.revokeLicence(therapist.id, id, reason);
                setRevoking(false);
                await changed();
              });
          }}
        >
          <Stack gap="xs">
            <Text>{t("office.revokeText")}</Text>
            <Textarea
              label={t("office.revokeReason")}
              autosize
              minRows={2}
              maxLength={500}
              value={reason}
              error={(missing && !reason.trim()) || wrong ? t("violation.required") : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group>
              <Button type="submit" size="sm" color="clay" loading={busy}>
                {t("office.revokeYes")}
              </Button>
              <Button size="sm" variant="default" disabled={busy} onClick={() => setRevoking(false)}>
                {t("office.revokeNo")}
              </Button>
            </Group>
          </Stack>
        </Form>
      )}
      {error !== null && <ProblemNotice error={error} besideFields={["reason"]} />}
    </Stack>
  );
}

function AddLicence({ therapist, jurisdictions }: { therapist: Therapist; jurisdictions: { code: string; name: string }[] }) {
  const { t } = useTranslation();
  const changed = useChanged(therapist.id);
  const form = useForm(["jurisdiction", "number", "validFrom", "validUntil"]);
  const [jurisdiction, setJurisdiction] = useState(jurisdictions[0]?.code ?? "");
  const [number, setNumber] = useState("");
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [missing, setMissing] = useState(false);
  const needed = (value: string) => (missing && !value.trim() ? t("violation.required") : undefined);
  const add = async () => {
    const incomplete = [number, from, until].some((value) => !value.trim());
    setMissing(incomplete);
    if (incomplete) return;
    const licence = { jurisdiction, number, validFrom: from, validUntil: until };
    await form.act(async (key) => {
      await office.addLicence(therapist.id, licence, key);
      setNumber("");
      setFrom("");
      setUntil("");
      await changed();
    }, licence);
  };
  return (
    <Form form={form} send={add}>
      <Stack gap="sm">
        <Title order={3} fz="md">
          {t("office.addLicence")}
        </Title>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <NativeSelect
            label={t("office.jurisdiction")}
            value={jurisdiction}
            error={form.wrong.jurisdiction}
            data={jurisdictions.map((one) => ({ value: one.code, label: one.name }))}
            onChange={(event) => setJurisdiction(event.currentTarget.value)}
          />
          <TextInput label={t("office.number")} value={number} error={form.wrong.number ?? needed(number)} onChange={(event) => setNumber(event.currentTarget.value)} />
          <TextInput type="date" label={t("office.validFrom")} value={from} error={form.wrong.validFrom ?? needed(from)} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label={t("office.validUntil")} value={until} error={form.wrong.validUntil ?? needed(until)} onChange={(event) => setUntil(event.currentTarget.value)} />
        </SimpleGrid>
        {form.notice}
        <Group>
          <Button type="submit" variant="default" loading={form.busy}>
            {t("office.addLicence")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

const STATES = ["booked", "pending", "completed", "cancelled", "no_show"] as const;

/** When and where, without who comes. */
function Appointments({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(() => isoDay(now(), therapist.zone));
  const [to, setTo] = useState("");
  const [state, setState] = useState("");
  const appointments = useInfiniteQuery({
    queryKey: ["therapist-appointments", therapist.id, from, to, state],
    queryFn: ({ pageParam }) =>
      office.appointments(therapist.id, { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(state ? { state: [state] } : {}) }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const items = appointments.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card component="section" aria-labelledby="appointments">
      <Stack>
        <Title order={2} id="appointments" fz="lg">
          {t("office.appointments")}
        </Title>
        <Text>{t("office.appointmentsText")}</Text>
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <TextInput type="date" label={t("office.from")} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="date" label={t("office.to")} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
          <NativeSelect
            label={t("office.state")}
            value={state}
            data={[{ value: "", label: t("office.anyState") }, ...STATES.map((value) => ({ value, label: t(`office.states.${value}`) }))]}
            onChange={(event) => setState(event.currentTarget.value)}
          />
        </SimpleGrid>
        {appointments.error && <ProblemNotice error={appointments.error} retry={() => void appointments.refetch()} />}
        {appointments.isPending && <Loading lines={2} />}
        {appointments.data && items.length === 0 && <Text c="dimmed">{t("office.noAppointments")}</Text>}
        <Stack component="ul" className="plain" gap="xs">
          {items.map((one) => (
            <Group component="li" key={one.id} justify="space-between">
              <Text>
                {dateTime(one.start, one.zone)}
                <br />
                <Text span c="dimmed" fz="sm">
                  {one.service.name} · {one.location.name}
                  {one.location.room ? `, ${one.location.room}` : ""}
                </Text>
              </Text>
              <Badge variant="light" color={one.state === "booked" || one.state === "completed" ? "pine" : "clay"}>
                {word("office.states", one.state)}
              </Badge>
            </Group>
          ))}
        </Stack>
        {appointments.hasNextPage && (
          <Group>
            <Button variant="default" loading={appointments.isFetchingNextPage} onClick={() => void appointments.fetchNextPage()}>
              {t("coordinator.more")}
            </Button>
          </Group>
        )}
      </Stack>
    </Card>
  );
}
