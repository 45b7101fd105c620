import { Button, Card, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking } from "../api/booking";
import { Problem } from "../api/http";
import { office, type Location, type Room } from "../api/office";
import { Form } from "../components/Form";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { readAgain, unread } from "../reads";
import { useAct } from "../useAct";
import { useForm } from "../components/useForm";
import { zoneName } from "../time";

export function PlacesPage() {
  return (
    <Only account="coordinator">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { t } = useTranslation();
  const locations = useQuery({ queryKey: ["locations"], queryFn: () => office.locations() });
  const jurisdictions = useQuery({ queryKey: ["jurisdictions"], queryFn: booking.jurisdictions });
  const error = unread(locations, jurisdictions);
  if (error) return <PageProblem error={error} retry={() => readAgain(locations, jurisdictions)} />;
  if (!locations.data || !jurisdictions.data) return <Loading />;
  const items = locations.data.items;
  return (
    <Stack gap="lg">
      <Title>{t("places.title")}</Title>
      <Text>{t("places.lead")}</Text>
      {items.length === 0 && <Text>{t("places.none")}</Text>}
      {items.map((one) => (
        <Place key={one.id} location={one} jurisdictions={jurisdictions.data.items} />
      ))}
      <AddPlace jurisdictions={jurisdictions.data.items} />
    </Stack>
  );
}

type Jurisdictions = { code: string; name: string }[];

function Place({ location, jurisdictions }: { location: Location; jurisdictions: Jurisdictions }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const id = `place-${location.id}`;
  return (
    <Card component="section" aria-labelledby={id}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div>
            <Title order={2} id={id} fz="lg">
              {location.name}
            </Title>
            <Text>{location.address}</Text>
            <Text c="dimmed" fz="sm">
              {jurisdictions.find((one) => one.code === location.jurisdiction)?.name ?? location.jurisdiction} · {zoneName(location.zone)}
            </Text>
          </div>
          {!changing && (
            <Button size="sm" variant="default" aria-label={t("places.changeNamed", { name: location.name })} onClick={() => setChanging(true)}>
              {t("places.change")}
            </Button>
          )}
        </Group>
        {changing && <ChangePlace location={location} close={() => setChanging(false)} />}
        <Rooms location={location} />
      </Stack>
    </Card>
  );
}

/** Reads the place once more first: what is changed is what is there now, and what others change meanwhile is noticed. */
function ChangePlace({ location, close }: { location: Location; close: () => void }) {
  const current = useQuery({ queryKey: ["location", location.id], queryFn: () => office.location(location.id), staleTime: Infinity, gcTime: 0 });
  if (current.error) return <ProblemNotice error={current.error} retry={() => void current.refetch()} />;
  if (!current.data) return <Loading lines={1} />;
  return <ChangeForm key={current.data.etag} location={current.data.body} etag={current.data.etag} close={close} again={() => void current.refetch()} />;
}

function ChangeForm({ location, etag, close, again }: { location: Location; etag: string | null; close: () => void; again: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["name", "address"]);
  const [name, setName] = useState(location.name);
  const [address, setAddress] = useState(location.address);
  const stale = form.error instanceof Problem && form.error.code === "stale";
  const save = () =>
    form.act(async () => {
      await office.changeLocation(location.id, { name, address }, etag);
      await queries.invalidateQueries({ queryKey: ["locations"] });
      close();
    });
  return (
    <Form form={form} send={save}>
      <Stack gap="sm">
        <Text fz="sm">{t("places.changeText")}</Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label={t("places.name")} value={name} error={form.wrong.name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label={t("places.address")} value={address} error={form.wrong.address} onChange={(event) => setAddress(event.currentTarget.value)} />
        </SimpleGrid>
        {form.notice}
        <Group>
          <Button type="submit" size="sm" loading={form.busy}>
            {t("places.save")}
          </Button>
          {stale && (
            <Button size="sm" variant="default" onClick={again}>
              {t("places.lookAgain")}
            </Button>
          )}
          <Button size="sm" variant="default" disabled={form.busy} onClick={close}>
            {t("places.leave")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function Rooms({ location }: { location: Location }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rooms = useQuery({ queryKey: ["rooms", location.id], queryFn: () => office.rooms(location.id) });
  const form = useForm(["name"]);
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const add = async () => {
    setMissing(!name.trim());
    if (!name.trim()) return;
    await form.act(async (key) => {
      await office.addRoom(location.id, name, key);
      setName("");
      await queries.invalidateQueries({ queryKey: ["rooms", location.id] });
    }, name);
  };
  return (
    <Stack gap="xs">
      <Title order={3} fz="md">
        {t("places.rooms")}
      </Title>
      {rooms.error && <ProblemNotice error={rooms.error} retry={() => void rooms.refetch()} />}
      {rooms.isPending && <Loading lines={1} />}
      {rooms.data?.items.length === 0 && <Text c="dimmed">{t("places.noRooms")}</Text>}
      <Stack component="ul" className="plain" gap="xs">
        {rooms.data?.items.map((room) => (
          <OpenRoom key={room.id} location={location} room={room} />
        ))}
      </Stack>
      <Form form={form} send={add}>
        <Stack gap="xs">
          <Group align="flex-end">
            <TextInput
              label={t("places.newRoom", { name: location.name })}
              value={name}
              error={form.wrong.name ?? (missing && !name.trim() ? t("violation.required") : undefined)}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={form.busy}>
              {t("places.addRoom")}
            </Button>
          </Group>
          {form.notice}
        </Stack>
      </Form>
    </Stack>
  );
}

function OpenRoom({ location, room }: { location: Location; room: Room }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { busy, error, act } = useAct();
  const [sure, setSure] = useState(false);
  return (
    <li>
      {sure ? (
        <Group>
          <Text>{t("places.closeSure", { room: room.name })}</Text>
          <Button
            size="sm"
            color="clay"
            loading={busy}
            onClick={() =>
              void act(async () => {
                await office.closeRoom(location.id, room.id);
                await queries.invalidateQueries({ queryKey: ["rooms", location.id] });
              })
            }
          >
            {t("places.closeYes")}
          </Button>
          <Button size="sm" variant="default" disabled={busy} onClick={() => setSure(false)}>
            {t("places.closeNo")}
          </Button>
        </Group>
      ) : (
        <Group justify="space-between">
          <Text>{room.name}</Text>
          <Button size="sm" variant="subtle" color="clay" aria-label={t("places.closeNamed", { room: room.name })} onClick={() => setSure(true)}>
            {t("places.close")}
          </Button>
        </Group>
      )}
      {error !== null && <ProblemNotice error={error} />}
    </li>
  );
}

const ZONES = Intl.supportedValuesOf("timeZone");

function AddPlace({ jurisdictions }: { jurisdictions: Jurisdictions }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["name", "address", "jurisdiction", "zone"]);
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const [jurisdiction, setJurisdiction] = useState(jurisdictions[0]?.code ?? "");
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [missing, setMissing] = useState(false);
  const needed = (value: string) => (missing && !value.trim() ? t("violation.required") : undefined);
  const add = async () => {
    const incomplete = !name.trim() || !address.trim();
    setMissing(incomplete);
    if (incomplete) return;
    const place = { name, address, jurisdiction, zone };
    await form.act(async (key) => {
      await office.addLocation(place, key);
      setName("");
      setAddress("");
      await queries.invalidateQueries({ queryKey: ["locations"] });
    }, place);
  };
  return (
    <Card component="section" aria-labelledby="add-place">
      <Form form={form} send={add}>
        <Stack>
          <Title order={2} id="add-place" fz="lg">
            {t("places.add")}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={t("places.name")} value={name} error={form.wrong.name ?? needed(name)} onChange={(event) => setName(event.currentTarget.value)} />
            <TextInput label={t("places.address")} value={address} error={form.wrong.address ?? needed(address)} onChange={(event) => setAddress(event.currentTarget.value)} />
            <NativeSelect
              label={t("places.jurisdiction")}
              description={t("places.jurisdictionText")}
              value={jurisdiction}
              error={form.wrong.jurisdiction}
              data={jurisdictions.map((one) => ({ value: one.code, label: one.name }))}
              onChange={(event) => setJurisdiction(event.currentTarget.value)}
            />
            <NativeSelect
              label={t("places.zone")}
              description={t("places.zoneText")}
              value={zone}
              error={form.wrong.zone}
              data={(ZONES.includes(zone) ? ZONES : [zone, ...ZONES]).map((value) => ({ value, label: zoneName(value) }))}
              onChange={(event) => setZone(event.currentTarget.value)}
            />
          </SimpleGrid>
          {form.notice}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("places.add")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
