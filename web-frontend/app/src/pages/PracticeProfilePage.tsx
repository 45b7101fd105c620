import { Alert, Badge, Button, Card, Checkbox, Group, List, NumberInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { desk } from "../api/desk";
import { now } from "../api/http";
import { practice } from "../api/practice";
import { Form } from "../components/Form";
import { OwnProfile } from "../components/OwnProfile";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import { LANGUAGES, languageName, word } from "../i18n";
import { readAgain, unread } from "../reads";
import { dayAndYear, price, zoneName } from "../time";

export function PracticeProfilePage() {
  return <OfTherapist page={Read} />;
}

function Read({ therapist }: { therapist: Therapist }) {
  const { id } = therapist;
  const hours = useQuery({ queryKey: ["hours", id, "shown"], queryFn: () => practice.hours(id) });
  const dates = useQuery({ queryKey: ["dates", id], queryFn: () => desk.dates(id) });
  const error = unread(hours, dates);
  if (error) return <PageProblem error={error} retry={() => readAgain(hours, dates)} />;
  if (!hours.data || !dates.data) return <Loading />;
  const works = hours.data.body.weekly.length > 0 || dates.data.items.some((one) => one.hours.length > 0);
  return <Profile therapist={therapist} works={works} />;
}

const DAY = 24 * 3600 * 1000;
const SOON_DAYS = 60;

type Licence = Therapist["licences"][number];

/** Whole days until the licence ends; below 0 it has ended. */
function daysLeft(licence: Licence): number {
  return Math.floor((Date.parse(`${licence.validUntil}T24:00:00Z`) - now()) / DAY);
}

function begins(licence: Licence): boolean {
  return licence.validFrom !== undefined && Date.parse(`${licence.validFrom}T00:00:00Z`) > now();
}

/** Whether a verified licence for the same place goes on where this one ends. */
function isRenewed(licence: Licence, all: Licence[]): boolean {
  return all.some(
    (other) =>
      other.verified &&
      other.jurisdiction === licence.jurisdiction &&
      other.validUntil > licence.validUntil &&
      (other.validFrom === undefined || Date.parse(other.validFrom) <= Date.parse(licence.validUntil) + DAY),
  );
}

type LicenceState = "open" | "ended" | "later" | "soon" | "verified";

function stateOf(licence: Licence): LicenceState {
  if (daysLeft(licence) < 0) return "ended";
  if (!licence.verified) return "open";
  if (begins(licence)) return "later";
  return daysLeft(licence) <= SOON_DAYS ? "soon" : "verified";
}

function Profile({ therapist, works }: { therapist: Therapist; works: boolean }) {
  const { t } = useTranslation();
  const found = therapist.licences.some((licence) => ["verified", "soon"].includes(stateOf(licence)));
  const missing = [
    ...(therapist.published === false ? ["unpublished"] : []),
    ...(found ? [] : ["licence"]),
    ...(therapist.services.length > 0 ? [] : ["services"]),
    ...(works ? [] : ["hours"]),
    ...(therapist.styles.length > 0 ? [] : ["styles"]),
    ...(therapist.qualities.talksAboutPressure ? [] : ["talks"]),
  ] as const;
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>{t("practice.title")}</Title>
        <Badge size="lg" variant="light" color={missing.length === 0 ? "pine" : "clay"} data-testid="found">
          {missing.length === 0 ? t("practice.found") : t("practice.notFound")}
        </Badge>
      </Group>
      {missing.length > 0 && (
        <Alert color="clay" title={<Title order={2} fz="lg">{t("practice.inTheWay")}</Title>}>
          <List data-testid="in-the-way">
            {missing.map((one) => (
              <List.Item key={one}>
                {t(`practice.missing.${one}` as "practice.missing.hours")}{" "}
                {one === "hours" && <Link to="/therapist/hours">{t("hours.title")}</Link>}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {missing.length === 0 && !therapist.qualities.modifiesPressure && <Text>{t("practice.gentle")}</Text>}
      <Licences licences={therapist.licences} />
      <Services therapist={therapist} />
      <Link to="/therapist/packages">{t("practicePackages.link")}</Link>
      <About therapist={therapist} />
    </Stack>
  );
}

/** What clients see, and the way to change what is the therapist's to say. */
function About({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const [state, setState] = useState<"shown" | "changing" | "saved">("shown");
  if (state === "changing") return <OwnProfile saved={() => setState("saved")} cancel={() => setState("shown")} />;
  return (
    <Card component="section" aria-labelledby="about">
      <Stack gap="sm">
        <Title order={2} id="about">
          {t("practice.about")}
        </Title>
        {therapist.bio && <Text className="lines">{therapist.bio}</Text>}
        <dl className="facts">
          <Fact label={t("practice.name")}>{therapist.name}</Fact>
          {therapist.email && <Fact label={t("practice.email")}>{therapist.email}</Fact>}
          <Fact label={t("practice.where")}>
            {therapist.location.name}, {therapist.location.address} ({zoneName(therapist.zone)})
          </Fact>
          {therapist.practisingSince !== undefined && <Fact label={t("practice.since")}>{therapist.practisingSince}</Fact>}
          <Fact label={t("languages.legend")}>{therapist.languages.map(languageName).join(", ") || "–"}</Fact>
          <Fact label={t("own.mailLanguage")}>{LANGUAGES[therapist.mailLanguage === "de" ? "de" : "en"]}</Fact>
          <Fact label={t("practice.styles")}>{therapist.styles.map((style) => word("style", style)).join(", ") || "–"}</Fact>
          <Fact label={t("practice.regions")}>{therapist.regions.map((region) => word("region", region)).join(", ") || "–"}</Fact>
          <Fact label={t("practice.range")}>{t("therapist.range", therapist.intensityRange)}</Fact>
          <Fact label={t("practice.ways")}>
            {Object.entries(therapist.qualities)
              .filter(([, has]) => has)
              .map(([quality]) => word("quality", quality))
              .join(", ") || "–"}
          </Fact>
        </dl>
        {state === "saved" && (
          <Alert color="pine" role="status">
            {t("own.saved")}
          </Alert>
        )}
        <Group>
          <Button variant="default" onClick={() => setState("changing")}>
            {t("own.change")}
          </Button>
        </Group>
        <Text c="dimmed">{t("practice.change")}</Text>
      </Stack>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Licences({ licences }: { licences: Licence[] }) {
  const { t } = useTranslation();
  return (
    <Card component="section" aria-labelledby="licences">
      <Stack gap="sm">
        <Title order={2} id="licences">
          {t("practice.licences")}
        </Title>
        {licences.length === 0 && <Text>{t("coordinator.noLicence")}</Text>}
        <Stack component="ul" className="plain" gap="sm">
          {licences.map((licence) => {
            const state = stateOf(licence);
            return (
              <Stack component="li" gap={4} key={licence.id ?? licence.jurisdiction}>
                <Group justify="space-between" data-testid="licence">
                  <div>
                    <Text fw={600}>
                      {licence.jurisdiction}
                      {licence.number && `, ${licence.number}`}
                    </Text>
                    <Text>{t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}</Text>
                  </div>
                  <Badge size="lg" variant="light" color={state === "verified" ? "pine" : "clay"}>
                    {state === "soon" ? t("practice.endsIn", { count: daysLeft(licence) }) : t(`practice.licence.${state}`)}
                  </Badge>
                </Group>
                {(state === "soon" || state === "ended") && !isRenewed(licence, licences) && (
                  <Text>{t(`practice.renew.${state}`, { day: dayAndYear(licence.validUntil, "UTC") })}</Text>
                )}
              </Stack>
            );
          })}
        </Stack>
        <Text c="dimmed">{t("practice.licenceHelp")}</Text>
      </Stack>
    </Card>
  );
}

function Services({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["name", "minutes", "price"]);
  const currency = therapist.services[0]?.price.currency ?? "EUR";
  const [name, setName] = useState("");
  const [minutes, setMinutes] = useState<number | string>("");
  const [amount, setAmount] = useState<number | string>("");
  const [money, setMoney] = useState(currency);
  const [needsRoom, setNeedsRoom] = useState(false);
  const [missing, setMissing] = useState(false);
  const [added, setAdded] = useState(false);
  const incomplete = name.trim() === "" || minutes === "" || amount === "";
  const add = async () => {
    setMissing(incomplete);
    setAdded(false);
    if (incomplete) return;
    const service = {
      name: name.trim(), minutes: Number(minutes), needsRoom, price: { amount: Number(amount), currency: money.trim().toUpperCase() },
    };
    if (!(await form.act((key) => desk.addService(therapist.id, service, key), service))) return;
    setName("");
    setMinutes("");
    setAmount("");
    setAdded(true);
    await queries.invalidateQueries({ queryKey: ["me"] });
  };
  const needed = (value: number | string) => (missing && value === "" ? t("violation.required") : undefined);
  return (
    <Card component="section" aria-labelledby="services">
      <Form form={form} send={add}>
        <Stack>
          <Title order={2} id="services">
            {t("practice.services")}
          </Title>
          {therapist.services.length === 0 && <Text>{t("practice.noServices")}</Text>}
          <List>
            {therapist.services.map((service) => (
              <List.Item key={service.id}>
                {service.name}, {t("therapist.minutes", { minutes: service.minutes })}, {price(service.price)}
                {service.needsRoom && `, ${t("practice.withRoom")}`}
              </List.Item>
            ))}
          </List>
          <Title order={3}>{t("practice.addService")}</Title>
          <div className="fields">
            <TextInput
              label={t("practice.serviceName")}
              value={name}
              error={form.wrong.name ?? needed(name.trim())}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput
              label={t("practice.serviceMinutes")}
              hideControls
              allowNegative={false}
              decimalScale={0}
              value={minutes}
              error={form.wrong.minutes ?? needed(minutes)}
              onChange={setMinutes}
            />
            <NumberInput
              label={t("practice.servicePrice")}
              hideControls
              allowNegative={false}
              decimalScale={2}
              value={amount}
              error={form.wrong.price ?? needed(amount)}
              onChange={setAmount}
            />
            <TextInput
              label={t("practice.currency")}
              value={money}
              maxLength={3}
              error={Boolean(form.wrong.price)}
              onChange={(event) => setMoney(event.currentTarget.value)}
            />
          </div>
          <Checkbox
            label={t("practice.needsRoom")}
            checked={needsRoom}
            onChange={(event) => setNeedsRoom(event.currentTarget.checked)}
          />
          {form.notice}
          {added && (
            <Alert color="pine" role="status">
              {t("practice.added")}
            </Alert>
          )}
          <Group>
            <Button type="submit" loading={form.busy}>
              {t("practice.add")}
            </Button>
          </Group>
        </Stack>
      </Form>
    </Card>
  );
}
