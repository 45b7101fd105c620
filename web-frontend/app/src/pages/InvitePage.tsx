import { Alert, Button, Card, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Style } from "../api/booking";
import { office, type Invitation, type Location, type NewInvitation } from "../api/office";
import { Chips } from "../components/Chips";
import { Form } from "../components/Form";
import { Languages, MailLanguage } from "../components/Languages";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import i18n, { word, type Language } from "../i18n";
import { unread } from "../reads";
import { WORKED_REGIONS } from "../regions";
import { STYLES } from "../styles";
import { dateTime } from "../time";

export function InvitePage() {
  return (
    <Only account="coordinator">
      <Places />
    </Only>
  );
}

function Places() {
  const { t } = useTranslation();
  const locations = useQuery({ queryKey: ["locations"], queryFn: () => office.locations() });
  if (unread(locations)) return <PageProblem error={locations.error} retry={() => void locations.refetch()} />;
  if (!locations.data) return <Loading />;
  if (locations.data.items.length === 0)
    return (
      <Empty order={1} title={t("invitation.noLocation")}>
        <Link to="/coordinator/places">{t("nav.places")}</Link>
      </Empty>
    );
  return <Fields locations={locations.data.items} />;
}

const QUALITIES = [
  "talksAboutPressure",
  "intakeProcess",
  "communicatesConsent",
  "modifiesPressure",
  "startsLighter",
  "movementWork",
  "therapeuticExperience",
] as const satisfies readonly (keyof NewInvitation["qualities"])[];

const FIELDS = ["firstName", "lastName", "email", "locationId", "practisingSince", "bio", "languages", "mailLanguage", "styles", "regions", "intensityRange"];

function Fields({ locations }: { locations: Location[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(FIELDS);
  const [firstName, setFirstName] = useState("");
  const [lastName, setLastName] = useState("");
  const [email, setEmail] = useState("");
  const [locationId, setLocationId] = useState(locations[0]?.id ?? "");
  const [since, setSince] = useState<string | number>("");
  const [bio, setBio] = useState("");
  const [styles, setStyles] = useState<Style[]>([]);
  const [regions, setRegions] = useState<(typeof WORKED_REGIONS)[number][]>([]);
  const [low, setLow] = useState<string | number>(2);
  const [high, setHigh] = useState<string | number>(7);
  const [qualities, setQualities] = useState<(typeof QUALITIES)[number][]>([]);
  const [missing, setMissing] = useState(false);
  const [languages, setLanguages] = useState<string[]>([]);
  const [mailLanguage, setMailLanguage] = useState<Language>(() => (i18n.language === "de" ? "de" : "en"));
  const [invited, setInvited] = useState<Invitation | null>(null);

  const needed = (value: string) => (missing && !value.trim() ? t("violation.required") : undefined);
  const stylesWrong = form.wrong.styles ?? (missing && styles.length === 0 ? t("violation.required") : undefined);

  const send = async () => {
    const incomplete = [firstName, lastName, email].some((value) => !value.trim()) || styles.length === 0;
    setMissing(incomplete);
    if (incomplete) return;
    const wanted: NewInvitation = {
      firstName,
      lastName,
      email,
      locationId,
      ...(since === "" ? {} : { practisingSince: Number(since) }),
      ...(bio.trim() ? { bio } : {}),
      languages,
      mailLanguage,
      styles,
      regions,
      intensityRange: { low: Number(low), high: Number(high) },
      qualities: Object.fromEntries(QUALITIES.map((one) => [one, qualities.includes(one)])) as NewInvitation["qualities"],
    };
    await form.act(async (key) => {
      setInvited(await office.invite(wanted, key));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["invitations"] }),
        queries.invalidateQueries({ queryKey: ["therapists"] }),
      ]);
    }, wanted);
  };

  if (invited)
    return (
      <Stack gap="lg" maw={680}>
        <Title>{t("invitation.done", { name: invited.name })}</Title>
        <Alert color="pine" role="status">
          {t("invitation.doneText", { email: invited.email, until: invited.expiresAt ? dateTime(invited.expiresAt) : "" })}
        </Alert>
        <Text>{t("invitation.next")}</Text>
        <Group>
          {invited.therapistId && (
            <Link to="/coordinator/therapists/$id" params={{ id: invited.therapistId }}>
              {t("invitation.toProfile")}
            </Link>
          )}
          <Link to="/coordinator/therapists">{t("office.toInvitations")}</Link>
        </Group>
      </Stack>
    );
  return (
    <Form form={form} send={send}>
      <Stack gap="lg" maw={760}>
        <Title>{t("invitation.title")}</Title>
        <Text>{t("invitation.lead")}</Text>
        <Card component="section" aria-labelledby="who">
          <Stack>
            <Title order={2} id="who" fz="lg">
              {t("invitation.who")}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <TextInput label={t("invitation.firstName")} autoComplete="off" value={firstName} error={form.wrong.firstName ?? needed(firstName)} onChange={(event) => setFirstName(event.currentTarget.value)} />
              <TextInput label={t("invitation.lastName")} autoComplete="off" value={lastName} error={form.wrong.lastName ?? needed(lastName)} onChange={(event) => setLastName(event.currentTarget.value)} />
              <TextInput type="email" label={t("invitation.email")} autoComplete="off" value={email} error={form.wrong.email ?? needed(email)} onChange={(event) => setEmail(event.currentTarget.value)} />
              <NativeSelect
                label={t("invitation.location")}
                value={locationId}
                error={form.wrong.locationId}
                data={locations.map((one) => ({ value: one.id, label: one.name }))}
                onChange={(event) => setLocationId(event.currentTarget.value)}
              />
              <MailLanguage label={t("invitation.mailLanguage")} value={mailLanguage} error={form.wrong.mailLanguage} onChange={setMailLanguage} />
            </SimpleGrid>
          </Stack>
        </Card>
        <Card component="section" aria-labelledby="profile">
          <Stack>
            <Title order={2} id="profile" fz="lg">
              {t("invitation.profile")}
            </Title>
            <Text>{t("invitation.profileText")}</Text>
            <Languages value={languages} error={form.wrong.languages} onChange={setLanguages} />
            <Chips legend={t("invitation.styles")} choices={choices(STYLES, "style")} value={styles} onChange={setStyles} error={stylesWrong} />
            <Chips
              legend={t("invitation.regions")}
              help={t("invitation.regionsText")}
              choices={choices(WORKED_REGIONS, "region")}
              value={regions}
              onChange={setRegions}
              error={form.wrong.regions}
            />
            <Chips legend={t("invitation.qualities")} choices={choices(QUALITIES, "quality")} value={qualities} onChange={setQualities} />
            <SimpleGrid cols={{ base: 1, xs: 3 }}>
              <NumberInput label={t("invitation.low")} min={1} max={10} value={low} onChange={setLow} error={form.wrong.intensityRange} />
              <NumberInput label={t("invitation.high")} min={1} max={10} value={high} onChange={setHigh} />
              <NumberInput label={t("invitation.since")} hideControls min={1940} max={2200} thousandSeparator="" value={since} onChange={setSince} error={form.wrong.practisingSince} />
            </SimpleGrid>
            <Textarea label={t("invitation.bio")} autosize minRows={3} maxLength={4000} value={bio} error={form.wrong.bio} onChange={(event) => setBio(event.currentTarget.value)} />
          </Stack>
        </Card>
        {missing && (
          <Text role="alert" className="fieldError">
            {t("invitation.missing")}
          </Text>
        )}
        {form.notice}
        <Group>
          <Button type="submit" loading={form.busy}>
            {t("invitation.send")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function choices<V extends string>(values: readonly V[], group: string) {
  return values.map((value) => ({ value, label: word(group, value) }));
}
