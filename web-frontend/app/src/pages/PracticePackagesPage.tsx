import { Badge, Button, Card, Group, NativeSelect, NumberInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Package, type Purchase, type Therapist } from "../api/booking";
import { desk, type NewPackage, type NewPayment } from "../api/desk";
import { Confirm } from "../components/Confirm";
import { Form } from "../components/Form";
import { PackageTerms } from "../components/PackageTerms";
import { PurchaseState, SessionsLeft } from "../components/PurchaseCard";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { useForm } from "../components/useForm";
import { digitsOf, isInUse, outstanding, perSession } from "../packages";
import { unread } from "../reads";
import { dayAndYear, price } from "../time";
import { useAct } from "../useAct";

export function PracticePackagesPage() {
  return <OfTherapist page={Packages} />;
}

function Packages({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const offers = useQuery({ queryKey: ["packages", therapist.id], queryFn: () => booking.packages(therapist.id) });
  if (unread(offers)) return <PageProblem error={offers.error} retry={() => void offers.refetch()} />;
  if (!offers.data) return <Loading />;
  return (
    <Stack gap="lg" maw={860}>
      <Title>{t("practicePackages.title")}</Title>
      <Text>{t("practicePackages.lead")}</Text>
      <Offered therapist={therapist} offers={offers.data} />
      <Bought therapistId={therapist.id} />
      <Link to="/therapist/profile">{t("practice.title")}</Link>
    </Stack>
  );
}

function Offered({ therapist, offers }: { therapist: Therapist; offers: Package[] }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [times, setTimes] = useState(0);
  const open = offers.filter((one) => !one.withdrawn);
  const withdrawn = offers.filter((one) => one.withdrawn);
  return (
    <Stack component="section" aria-labelledby="offered">
      <Title order={2} id="offered">
        {t("practicePackages.offered")}
      </Title>
      {open.length === 0 && <Text c="dimmed">{t("practicePackages.none")}</Text>}
      <Stack component="ul" className="plain" gap="sm">
        {open.map((one) => (
          <Offer key={one.id} therapist={therapist} offer={one} />
        ))}
        {withdrawn.map((one) => (
          <Card component="li" key={one.id} padding="md">
            <Group justify="space-between">
              <Text>{t("packages.what", { count: one.sessions, service: one.service.name })}</Text>
              <Badge variant="light" color="clay">
                {t("practicePackages.withdrawn")}
              </Badge>
            </Group>
          </Card>
        ))}
      </Stack>
      {therapist.services.length === 0 ? (
        <Text>
          {t("practice.missing.services")} <Link to="/therapist/profile">{t("practice.title")}</Link>
        </Text>
      ) : (
        <Card>
          <Stack>
            <Title order={3}>{t("practicePackages.add")}</Title>
            <PackageForm
              key={times}
              therapist={therapist}
              submit={t("practicePackages.addNow")}
              send={async (wanted, key) => {
                await desk.offerPackage(therapist.id, wanted, key);
                await queries.invalidateQueries({ queryKey: ["packages", therapist.id] });
                // Empty again for the next one.
                setTimes(times + 1);
              }}
            />
            {times > 0 && <Text role="status">{t("practicePackages.added")}</Text>}
          </Stack>
        </Card>
      )}
    </Stack>
  );
}

function Offer({ therapist, offer }: { therapist: Therapist; offer: Package }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { act, busy, error, forget } = useAct();
  const [doing, setDoing] = useState<"change" | "withdraw" | null>(null);
  const what = t("packages.what", { count: offer.sessions, service: offer.service.name });
  const withdraw = () =>
    act(async () => {
      const { etag } = await desk.package(therapist.id, offer.id);
      await desk.withdrawPackage(therapist.id, offer.id, etag);
      setDoing(null);
      await queries.invalidateQueries({ queryKey: ["packages", therapist.id] });
    });
  return (
    <Card component="li" padding="md" data-testid="offer">
      <Stack gap="sm">
        <Title order={3}>{what}</Title>
        {doing === "change" ? (
          <Change therapist={therapist} id={offer.id} close={() => setDoing(null)} />
        ) : (
          <>
            <PackageTerms offer={offer} service={therapist.services.find((one) => one.id === offer.service.id)} />
            <Group>
              <Button variant="default" aria-label={`${t("practicePackages.change")}: ${what}`} onClick={() => setDoing("change")}>
                {t("practicePackages.change")}
              </Button>
              <Button
                variant="subtle"
                color="clay"
                aria-label={`${t("practicePackages.withdraw")}: ${what}`}
                onClick={() => (forget(), setDoing("withdraw"))}
              >
                {t("practicePackages.withdraw")}
              </Button>
            </Group>
          </>
        )}
      </Stack>
      <Confirm
        opened={doing === "withdraw"}
        close={() => setDoing(null)}
        title={t("practicePackages.withdrawSure", { what })}
        yes={t("practicePackages.withdrawYes")}
        no={t("practicePackages.withdrawNo")}
        busy={busy}
        error={error}
        act={() => void withdraw()}
      >
        <Text>{t("practicePackages.withdrawText")}</Text>
      </Confirm>
    </Card>
  );
}

/** Reads the package once more first: what is changed is what is there now, and what changes meanwhile elsewhere is noticed. */
function Change({ therapist, id, close }: { therapist: Therapist; id: string; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const current = useQuery({ queryKey: ["package", id], queryFn: () => desk.package(therapist.id, id), staleTime: Infinity, gcTime: 0 });
  if (current.isLoadingError) return <ProblemNotice error={current.error} retry={() => void current.refetch()} />;
  if (!current.data) return <Loading lines={1} />;
  const { body: offer, etag } = current.data;
  return (
    <>
      <Text fz="sm">{t("practicePackages.changeText")}</Text>
      <PackageForm
        therapist={therapist}
        offer={offer}
        submit={t("practicePackages.save")}
        close={close}
        send={async (wanted) => {
          try {
            await desk.changePackage(therapist.id, id, wanted, etag);
          } catch (problem) {
            // What was filled in stays; the next try is about the package as it is by then.
            await current.refetch();
            throw problem;
          }
          await queries.invalidateQueries({ queryKey: ["packages", therapist.id] });
          close();
        }}
      />
    </>
  );
}

interface FormProps {
  therapist: Therapist;
  offer?: Package;
  submit: string;
  close?: () => void;
  send: (wanted: NewPackage, key: string) => Promise<unknown>;
}

function PackageForm({ therapist, offer, submit, close, send }: FormProps) {
  const { t } = useTranslation();
  const form = useForm(["serviceId", "sessions", "price", "validityDays"]);
  const [serviceId, setServiceId] = useState(offer?.service.id ?? therapist.services[0]?.id ?? "");
  const [sessions, setSessions] = useState<number | string>(offer?.sessions ?? 5);
  const [amount, setAmount] = useState<number | string>(offer?.price.amount ?? "");
  const [validityDays, setValidityDays] = useState<number | string>(offer?.validityDays ?? 365);
  const [missing, setMissing] = useState(false);
  const service = therapist.services.find((one) => one.id === serviceId);
  const currency = service?.price.currency ?? offer?.price.currency ?? "EUR";
  const incomplete = [sessions, amount, validityDays].includes("");
  const needed = (value: number | string) => (missing && value === "" ? t("violation.required") : undefined);
  const wanted: NewPackage = {
    serviceId,
    sessions: Number(sessions),
    price: { amount: Number(amount), currency },
    validityDays: Number(validityDays),
  };
  const save = async () => {
    setMissing(incomplete);
    if (!incomplete) await form.act((key) => send(wanted, key), wanted);
  };
  return (
    <Form form={form} send={save}>
      <Stack>
        <div className="fields">
          <NativeSelect
            label={t("therapist.service")}
            value={serviceId}
            error={form.wrong.serviceId}
            data={therapist.services.map((one) => ({
              value: one.id,
              label: `${one.name}, ${t("therapist.minutes", { minutes: one.minutes })}`,
            }))}
            onChange={(event) => setServiceId(event.currentTarget.value)}
          />
          <NumberInput
            label={t("practicePackages.sessions")}
            hideControls
            allowNegative={false}
            allowDecimal={false}
            value={sessions}
            error={form.wrong.sessions ?? needed(sessions)}
            onChange={setSessions}
          />
          <NumberInput
            label={t("practicePackages.price", { currency })}
            hideControls
            allowNegative={false}
            decimalScale={digitsOf(currency)}
            value={amount}
            error={form.wrong.price ?? needed(amount)}
            onChange={setAmount}
          />
          <NumberInput
            label={t("practicePackages.validityDays")}
            hideControls
            allowNegative={false}
            allowDecimal={false}
            value={validityDays}
            error={form.wrong.validityDays ?? needed(validityDays)}
            onChange={setValidityDays}
          />
        </div>
        {Number(sessions) > 0 && Number(amount) > 0 && (
          <Text>
            {t("practicePackages.each", { each: perSession({ price: wanted.price, sessions: wanted.sessions }) })}{" "}
            {service && t("packages.single", { price: price(service.price) })}
          </Text>
        )}
        {form.notice}
        <Group>
          <Button type="submit" loading={form.busy}>
            {submit}
          </Button>
          {close && (
            <Button variant="default" disabled={form.busy} onClick={close}>
              {t("practicePackages.leave")}
            </Button>
          )}
        </Group>
      </Stack>
    </Form>
  );
}

/** What clients bought, those first whose money is still to come. */
function Bought({ therapistId }: { therapistId: string }) {
  const { t } = useTranslation();
  const purchases = useQuery({ queryKey: ["purchases"], queryFn: booking.purchases });
  const inUse = (purchases.data ?? []).filter((one) => isInUse(one) && one.therapist.id === therapistId).reverse();
  const waits = (one: Purchase) => one.state === "awaiting_payment";
  return (
    <Stack component="section" aria-labelledby="bought">
      <Title order={2} id="bought">
        {t("practicePackages.bought")}
      </Title>
      {purchases.isPending && <Loading lines={2} />}
      {purchases.isLoadingError && <ProblemNotice error={purchases.error} retry={() => void purchases.refetch()} />}
      {purchases.data && inUse.length === 0 && <Text c="dimmed">{t("practicePackages.nobody")}</Text>}
      <Stack component="ul" className="plain" gap="sm">
        {[...inUse.filter(waits), ...inUse.filter((one) => !waits(one))].map((one) => (
          <BoughtOne key={one.id} purchase={one} />
        ))}
      </Stack>
    </Stack>
  );
}

function BoughtOne({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation();
  const [recording, setRecording] = useState(false);
  return (
    <Card component="li" padding="md" data-testid="bought">
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={3}>{purchase.client.name}</Title>
          <PurchaseState purchase={purchase} />
        </Group>
        <Text>
          {t("packages.what", { count: purchase.sessions.bought, service: purchase.service.name })} · <SessionsLeft purchase={purchase} />
          {purchase.validUntil && ` · ${t("packages.until", { day: dayAndYear(purchase.validUntil, "UTC") })}`}
        </Text>
        {purchase.state === "awaiting_payment" && (
          <Text>
            {t("practicePackages.paidOf", {
              paid: price({ amount: purchase.paid, currency: purchase.price.currency }),
              price: price(purchase.price),
            })}
          </Text>
        )}
        {purchase.state === "awaiting_payment" && !recording && (
          <Group>
            <Button variant="default" aria-label={`${t("practicePackages.record")}: ${purchase.client.name}`} onClick={() => setRecording(true)}>
              {t("practicePackages.record")}
            </Button>
          </Group>
        )}
        {recording && <RecordPayment purchase={purchase} close={() => setRecording(false)} />}
      </Stack>
    </Card>
  );
}

const METHODS = ["desk_cash", "desk_card", "bank_transfer"] as const satisfies readonly NewPayment["method"][];

function RecordPayment({ purchase, close }: { purchase: Purchase; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm(["money", "method", "reference"]);
  const { currency } = purchase.price;
  const [amount, setAmount] = useState<number | string>(outstanding(purchase));
  const [method, setMethod] = useState<NewPayment["method"]>(METHODS[0]);
  const [reference, setReference] = useState("");
  const payment: NewPayment = {
    money: { amount: Number(amount), currency },
    method,
    ...(reference.trim() ? { reference: reference.trim() } : {}),
  };
  const record = () =>
    form.act(async (key) => {
      await desk.recordPackagePayment(purchase.id, payment, key);
      close();
      await queries.invalidateQueries({ queryKey: ["purchases"] });
    }, payment);
  return (
    <Form form={form} send={record}>
      <Stack>
        <div className="fields">
          <NumberInput
            label={t("practicePackages.amount", { currency })}
            hideControls
            allowNegative={false}
            decimalScale={digitsOf(currency)}
            value={amount}
            error={form.wrong.money}
            onChange={setAmount}
          />
          <NativeSelect
            label={t("practicePackages.method")}
            value={method}
            error={form.wrong.method}
            data={METHODS.map((value) => ({ value, label: t(`ledger.method.${value}`) }))}
            onChange={(event) => setMethod(event.currentTarget.value as NewPayment["method"])}
          />
          <TextInput
            label={t("practicePackages.reference")}
            description={t("practicePackages.referenceText")}
            value={reference}
            maxLength={80}
            autoComplete="off"
            error={form.wrong.reference}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        </div>
        {form.notice}
        <Group>
          <Button type="submit" loading={form.busy}>
            {t("practicePackages.recordNow")}
          </Button>
          <Button variant="default" disabled={form.busy} onClick={close}>
            {t("practicePackages.leave")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
